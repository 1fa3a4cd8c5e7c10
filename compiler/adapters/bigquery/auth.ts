import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { AuthClient, GoogleAuth } from 'google-auth-library';
import type { BigQueryCredentials, TokenEndpoint } from './credentials.js';
import type { Driver } from './driver.js';

const STS = 'https://sts.googleapis.com/v1/token';

/** The identity of a profile. Nothing is asked of a server before the first token is needed. */
export async function authOf(
  { auth: library }: Driver,
  credentials: BigQueryCredentials,
  projectRoot: string,
): Promise<GoogleAuth | AuthClient> {
  const scopes = [...credentials.scopes];
  const source = await identity(library, credentials, scopes, projectRoot);
  if (credentials.impersonate_service_account === undefined) return source;
  return new library.Impersonated({
    sourceClient: source instanceof library.GoogleAuth ? await source.getClient() : source,
    targetPrincipal: credentials.impersonate_service_account,
    targetScopes: scopes,
    lifetime: 3600,
  });
}

async function identity(
  library: Driver['auth'],
  credentials: BigQueryCredentials,
  scopes: string[],
  projectRoot: string,
): Promise<GoogleAuth | AuthClient> {
  const projectId = credentials.execution_project;
  switch (credentials.method) {
    case 'emulated':
      throw new Error('nobody authenticates there');
    case 'oauth':
      return new library.GoogleAuth({ projectId, scopes });
    case 'service-account':
      return new library.GoogleAuth({ projectId, scopes, keyFilename: keyPath(credentials.keyfile!, projectRoot) });
    case 'service-account-json':
      return new library.GoogleAuth({ projectId, scopes, credentials: { ...credentials.keyfile_json } });
    case 'oauth-secrets':
      return ofSecrets(library, credentials);
    case 'external-oauth-wif':
      return ofWorkload(library, credentials, scopes);
  }
}

function ofSecrets({ OAuth2Client }: Driver['auth'], credentials: BigQueryCredentials): AuthClient {
  const { token, refresh_token, client_id, client_secret, token_uri } = credentials;
  const client = new OAuth2Client({
    ...(client_id === undefined ? {} : { clientId: client_id }),
    ...(client_secret === undefined ? {} : { clientSecret: client_secret }),
    ...(token_uri === undefined ? {} : { endpoints: { oauth2TokenUrl: token_uri } }),
  });
  client.setCredentials({
    ...(token === undefined ? {} : { access_token: token }),
    ...(refresh_token === undefined ? {} : { refresh_token }),
  });
  return client;
}

function ofWorkload(library: Driver['auth'], credentials: BigQueryCredentials, scopes: string[]): AuthClient {
  const endpoint = credentials.token_endpoint!;
  return new library.IdentityPoolClient({
    audience: credentials.workload_pool_provider_path!,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: STS,
    scopes,
    ...(credentials.service_account_impersonation_url === undefined
      ? {}
      : { service_account_impersonation_url: credentials.service_account_impersonation_url }),
    subject_token_supplier: { getSubjectToken: () => subjectToken(endpoint) },
  });
}

/** The identity provider's token, by OAuth's client credentials or whatever `request_data` says. */
async function subjectToken(endpoint: TokenEndpoint): Promise<string> {
  const answer = await fetch(endpoint.request_url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: endpoint.request_data,
  });
  const body: unknown = await answer.json().catch(() => undefined);
  const token = (body as { readonly access_token?: unknown } | undefined)?.access_token;
  if (!answer.ok || typeof token !== 'string')
    throw new Error(`the token endpoint ${endpoint.request_url} answered ${answer.status} without an access token`);
  return token;
}

/** `~` is the home directory; other paths are the project's. */
export function keyPath(path: string, projectRoot: string): string {
  return path.startsWith('~/') ? resolve(homedir(), path.slice(2)) : resolve(projectRoot, path);
}
