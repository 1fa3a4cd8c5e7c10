import { QuernError } from '../../base/diagnostics.js';
import { isMapping } from '../credentials.js';
import { loginFailed } from '../diagnostics.js';
import type { SnowflakeCredentials } from './credentials.js';
import type { SdkOptions } from './driver.js';
import { readPrivateKey } from './private-key.js';

const REQUEST_SECONDS = 90;
/** Values go inside of the statement: the driver would put them aside in a stage, whose creation ends a transaction. */
const BINDS_IN_STATEMENT = 10_000_000;

/** Where the server is. */
export function addressOf(credentials: SnowflakeCredentials): string {
  const url = text(credentials, 'access_url') ?? text(credentials, 'accessUrl');
  if (url !== undefined) return url.replace(/\/+$/, '');
  const host = text(credentials, 'host') ?? `${credentials.account}.snowflakecomputing.com`;
  const port = text(credentials, 'port');
  return `${text(credentials, 'protocol') ?? 'https'}://${host}${port === undefined ? '' : `:${port}`}`;
}

/**
 * What the driver needs for a login. Throws QuernError where keys are missing or a private key cannot be read.
 *
 * @param token an access token that was got for this login, in place of the profile's
 */
export function connectionOptions(credentials: SnowflakeCredentials, token?: string): SdkOptions {
  const given = (key: string): string | undefined => text(credentials, key);
  const proxyHost = given('proxy_host');
  return defined({
    account: credentials.account,
    accessUrl: addressOf(credentials),
    application: 'quern',
    username: given('user'),
    ...method(credentials, token),
    role: given('role'),
    warehouse: given('warehouse'),
    database: credentials.database,
    schema: credentials.schema,
    clientSessionKeepAlive: credentials.client_session_keep_alive,
    timeout: Number(given('network_timeout') ?? REQUEST_SECONDS) * 1000,
    // Logins are tried again here, where it is known what is worth it.
    sfRetryMaxLoginRetries: 0,
    arrayBindingThreshold: BINDS_IN_STATEMENT,
    rowMode: 'array',
    // Else the numbers that are taken as texts would be 'NULL'.
    representNullAsStringNull: false,
    ...(proxyHost === undefined
      ? {}
      : {
          proxyHost,
          proxyPort: Number(given('proxy_port') ?? 80),
          proxyUser: given('proxy_user'),
          proxyPassword: given('proxy_password'),
        }),
  }) as SdkOptions;
}

/** How to log in: by `authenticator`, else by the keys that are there. */
function method(credentials: SnowflakeCredentials, token: string | undefined): Record<string, unknown> {
  const given = (key: string): string | undefined => text(credentials, key);
  const authenticator = given('authenticator')?.toLowerCase();
  const [password, ownToken] = [given('password'), token ?? given('token')];
  const caching = { clientStoreTemporaryCredential: true };
  if (given('private_key') !== undefined || given('private_key_path') !== undefined) {
    const passphrase = given('private_key_passphrase');
    const privateKey = readPrivateKey({ text: given('private_key'), path: given('private_key_path'), passphrase });
    return { authenticator: 'SNOWFLAKE_JWT', privateKey };
  }
  switch (authenticator) {
    case 'oauth':
    case 'jwt':
      return { authenticator: 'OAUTH', token: ownToken };
    case 'externalbrowser':
      return { authenticator: 'EXTERNALBROWSER', ...caching };
    case 'username_password_mfa':
      return {
        authenticator: 'USERNAME_PASSWORD_MFA',
        password,
        passcode: given('passcode'),
        clientRequestMFAToken: true,
        ...caching,
      };
    case 'programmatic_access_token':
      return { authenticator: 'PROGRAMMATIC_ACCESS_TOKEN', token: ownToken ?? password };
    case 'workload_identity':
      return {
        authenticator: 'WORKLOAD_IDENTITY',
        workloadIdentityProvider: given('workload_identity_provider')?.toUpperCase(),
        workloadIdentityAzureEntraIdResource: given('workload_identity_entra_resource'),
        token: ownToken,
      };
    case 'oauth_authorization_code':
    case 'oauth_client_credentials':
      return {
        authenticator: authenticator.toUpperCase(),
        oauthClientId: given('oauth_client_id'),
        oauthClientSecret: given('oauth_client_secret'),
        oauthRedirectUri: given('oauth_redirect_uri'),
        oauthAuthorizationUrl: given('oauth_authorization_url'),
        oauthTokenRequestUrl: given('oauth_token_request_url'),
        oauthScope: given('oauth_scope'),
        ...(authenticator === 'oauth_authorization_code' ? caching : {}),
      };
  }
  if (password === undefined) {
    throw new QuernError(
      loginFailed({
        message: 'The profile has nothing to log in with',
        advice: "Set 'password', 'private_key_path', or an 'authenticator' with what it needs.",
      }),
    );
  }
  if (authenticator?.startsWith('https://')) return { authenticator: given('authenticator'), password };
  return { password, passcode: given('passcode') };
}

/** Parameters that every session gets once it is logged in, as one statement; undefined for none. */
export function sessionStatement(credentials: SnowflakeCredentials): string | undefined {
  const parameters = new Map<string, unknown>(
    Object.entries(isMapping(credentials.session_parameters) ? credentials.session_parameters : {}),
  );
  const tag = text(credentials, 'query_tag');
  if (tag !== undefined) parameters.set('QUERY_TAG', tag);
  const settings = [...parameters].map(([key, value]) => {
    if (!/^\w+$/.test(key))
      throw new QuernError(loginFailed({ message: `'${key}' is no name of a session parameter` }));
    return `${key} = ${typeof value === 'number' || typeof value === 'boolean' ? value : literal(String(value))}`;
  });
  return settings.length === 0 ? undefined : `alter session set ${settings.join(' ')}`;
}

function literal(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** Empty texts come from variables that are not set. */
function text(credentials: SnowflakeCredentials, key: string): string | undefined {
  const value = credentials[key];
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

function defined(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
