import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AuthClient,
  GoogleAuth,
  IdentityPoolClient,
  Impersonated,
  JWT,
  UserRefreshClient,
} from 'google-auth-library';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { authOf } from '../../../compiler/adapters/bigquery/auth.js';
import { resolveCredentials } from '../../../compiler/adapters/bigquery/credentials.js';
import { loadDriver } from '../../../compiler/adapters/bigquery/driver.js';

const folder = mkdtempSync(join(tmpdir(), 'quern-bigquery-auth-'));
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const KEY = {
  type: 'service_account',
  project_id: 'acme',
  client_email: 'runner@acme.iam.gserviceaccount.com',
  private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
};
const AS_USER = { method: 'oauth-secrets', refresh_token: 'r1', client_id: 'c1', client_secret: 's1' };

afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

async function auth(output: Record<string, unknown>): Promise<GoogleAuth | AuthClient> {
  const { credentials, problems } = resolveCredentials({ project: 'acme', dataset: 'shop', ...output });
  expect(problems).toEqual([]);
  return await authOf(await loadDriver(), credentials, folder);
}

const client = async (given: GoogleAuth | AuthClient): Promise<unknown> =>
  given instanceof GoogleAuth ? await given.getClient() : given;

/** A token service that remembers what it was asked. */
async function tokenService<T>(work: (url: string, asked: string[]) => Promise<T>): Promise<T> {
  const asked: string[] = [];
  const http = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''} ${body}`);
    const answer = request.url!.includes('generateAccessToken')
      ? { accessToken: 'as-runner', expireTime: '2099-01-01T00:00:00Z' }
      : { access_token: 'as-user', expires_in: 3600, token_type: 'Bearer' };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  try {
    return await work(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, asked);
  } finally {
    http.closeAllConnections();
    http.close();
  }
}

describe('an identity', () => {
  it.each([
    ['a path of the project', 'key.json'],
    ['a whole path', join(folder, 'key.json')],
  ])('of a key file: %s', async (_, keyfile) => {
    writeFileSync(join(folder, 'key.json'), JSON.stringify(KEY));
    const made = (await client(await auth({ method: 'service-account', keyfile }))) as JWT;
    expect(made).toBeInstanceOf(JWT);
    expect(made.email).toBe(KEY.client_email);
    expect(made.scopes).toContain('https://www.googleapis.com/auth/bigquery');
  });

  it.each([
    ['a mapping', KEY],
    ['JSON', JSON.stringify(KEY)],
    ['JSON in base64', Buffer.from(JSON.stringify(KEY)).toString('base64')],
  ])('of a key in the profile: %s', async (_, keyfile_json) => {
    const made = (await client(
      await auth({
        method: 'service-account-json',
        keyfile_json,
        scopes: ['https://www.googleapis.com/auth/cloud-platform'],
      }),
    )) as JWT;
    expect([made.email, made.key]).toEqual([KEY.client_email, KEY.private_key]);
    expect(made.scopes).toEqual(['https://www.googleapis.com/auth/cloud-platform']);
  });

  it('of the machine: application default credentials', async () => {
    const file = join(folder, 'adc.json');
    writeFileSync(
      file,
      JSON.stringify({ type: 'authorized_user', client_id: 'c', client_secret: 's', refresh_token: 'r' }),
    );
    vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', file);
    expect(await client(await auth({ method: 'oauth' }))).toBeInstanceOf(UserRefreshClient);
  });

  it('of a refresh token', async () => {
    await tokenService(async (url, asked) => {
      const made = (await auth({ ...AS_USER, token_uri: `${url}/token` })) as AuthClient;
      expect((await made.getAccessToken()).token).toBe('as-user');
      expect(asked[0]).toMatch(/^POST \/token .*refresh_token=r1/);
    });
  });

  it('of a workload: a token of another provider is exchanged', async () => {
    const made = await auth({
      method: 'external-oauth-wif',
      workload_pool_provider_path:
        '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x',
      token_endpoint: {
        type: 'entra',
        request_url: 'http://127.0.0.1:9/token',
        request_data: 'grant_type=client_credentials',
      },
    });
    expect(made).toBeInstanceOf(IdentityPoolClient);
  });

  it('that acts as a service account', async () => {
    await tokenService(async (url, asked) => {
      const made = (await auth({
        ...AS_USER,
        token_uri: `${url}/token`,
        impersonate_service_account: 'runner@acme.iam.gserviceaccount.com',
      })) as Impersonated;
      expect(made).toBeInstanceOf(Impersonated);
      Object.assign(made, { endpoint: url });
      expect((await made.getAccessToken()).token).toBe('as-runner');
      expect(asked.at(-1)).toMatch(
        /^POST \/v1\/projects\/-\/serviceAccounts\/runner@acme.iam.gserviceaccount.com:generateAccessToken Bearer as-user/,
      );
    });
  });
});
