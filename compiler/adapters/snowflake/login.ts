import { QuernError } from '../../base/diagnostics.js';
import { loginFailed } from '../diagnostics.js';
import { addressOf, connectionOptions } from './connection-options.js';
import type { SnowflakeCredentials } from './credentials.js';
import type { Driver, SdkConnection } from './driver.js';
import { isAnswer, type SdkError } from './errors.js';
import { Line } from './line.js';
import { accessToken } from './oauth.js';

export interface Explanation {
  /** One sentence. */
  readonly message: string;
  readonly advice?: string;
  /** A later attempt may succeed. */
  readonly transient: boolean;
}

type Told = Omit<Explanation, 'transient'>;

const LOGIN_SECONDS = 120;
/** Attempts for a server that answers, but not in a way that means anything: it is overloaded or being moved. */
const TRANSIENT_ATTEMPTS = 6;
const PAUSE = 250;

/**
 * Logs in. What may pass by itself is tried again; a refusal is told in one sentence, as a QuernError.
 *
 * @param wait how to wait before the next attempt; for tests
 */
export async function logIn(
  driver: Driver,
  credentials: SnowflakeCredentials,
  signal?: AbortSignal,
  wait: (milliseconds: number) => Promise<void> = pause,
): Promise<Line> {
  for (let attempt = 1; ; attempt++) {
    try {
      const token = await accessToken(credentials);
      return await once(driver, credentials, token);
    } catch (error) {
      if (error instanceof QuernError) throw error;
      const { message, advice, transient } = explainLogin(error as SdkError, credentials);
      const unreachable = transient && !hasStatus(error as SdkError);
      const again = transient || credentials.retry_all === true;
      const attempts = Math.max(1 + credentials.connect_retries, again && !unreachable ? TRANSIENT_ATTEMPTS : 0);
      if (!again || attempt >= attempts || signal?.aborted)
        throw new QuernError(loginFailed({ message, ...(advice === undefined ? {} : { advice }) }));
      await wait(PAUSE * 2 ** (attempt - 1));
    }
  }
}

function hasStatus(error: SdkError): boolean {
  return error.response !== undefined || networkCode(error) === 'ECONNRESET';
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function once(driver: Driver, credentials: SnowflakeCredentials, token?: string): Promise<Line> {
  const options = connectionOptions(credentials, token);
  let connection: SdkConnection;
  try {
    connection = driver.createConnection(options);
  } catch (error) {
    throw new QuernError(
      loginFailed({ message: `The driver refuses the settings of the profile: ${(error as Error).message}` }),
    );
  }
  const seconds = Number(credentials.login_timeout ?? credentials.connect_timeout ?? LOGIN_SECONDS);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error: SdkError = {
      name: 'Timeout',
      message: `no answer within ${seconds} seconds`,
      cause: { code: 'ETIMEDOUT' },
    };
    timer = setTimeout(() => reject(error), seconds * 1000);
  });
  const login = new Promise<SdkConnection>((resolve, reject) => {
    connection.connect((error) => (error ? reject(error) : resolve(connection)));
  });
  try {
    return new Line(driver, options, await Promise.race([login, late]));
  } catch (error) {
    // A login that is too late must not leave a session behind.
    login.then((open) => open.destroy(() => {})).catch(() => {});
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Refusals by the server's code. */
const REFUSALS: Readonly<Record<string, (at: SnowflakeCredentials, said: string) => Told>> = {
  '390100': ({ user }) => ({
    message: `Snowflake knows no user '${user}' with this password`,
    advice:
      "Check 'user' and 'password' in the profile; after several wrong attempts the user is locked for some minutes.",
  }),
  '390101': (at) => locked(at),
  '390102': (at) => locked(at),
  '390103': (at) => locked(at),
  '390144': ({ user }) => ({
    message: `The private key does not belong to the user '${user}': Snowflake found the signed token invalid`,
    advice:
      "Compare the key's fingerprint with RSA_PUBLIC_KEY_FP of DESCRIBE USER, check 'account' and 'user', and this machine's clock.",
  }),
  '390189': ({ role }) => ({
    message: `The role '${role}' does not exist or is not granted to the user`,
    advice: "Check 'role' in the profile, or ask for GRANT ROLE … TO USER ….",
  }),
  '390201': () => ({
    message: 'The warehouse, database or schema of the profile does not exist, or the role may not use it',
    advice: "Check 'warehouse', 'database', 'schema' and 'role' in the profile.",
  }),
  '390303': () => ({ message: 'The OAuth token is not valid', advice: "Check 'token' in the profile." }),
  '390318': () => ({
    message: 'The OAuth token has expired',
    advice: "Get a new token, or give 'oauth_client_id' and 'oauth_client_secret' so that it is renewed.",
  }),
  '390422': () => ({
    message: 'The network policy of the account does not let this address in',
    advice: 'Connect from an address that the policy allows (a VPN may be needed), or ask for it to be added.',
  }),
  '394304': () => ({ message: 'The code of the second factor is wrong', advice: "Check 'passcode' in the profile." }),
  '394400': () => ({ message: 'The programmatic access token is not valid', advice: "Check 'token' in the profile." }),
};

function locked({ user }: SnowflakeCredentials): Told {
  return {
    message: `The user '${user}' is locked or disabled`,
    advice: 'Wait some minutes, or ask an administrator to unlock the user.',
  };
}

/** Why no session came about. */
export function explainLogin(error: SdkError, at: SnowflakeCredentials): Explanation {
  const code = String(error.code ?? '').padStart(6, '0');
  const said = withoutSecrets((error.message ?? String(error)).trim(), at);
  if (isAnswer(error)) {
    const told = REFUSALS[code]?.(at, said) ?? refusalByText(said, at);
    return { ...(told ?? { message: `Snowflake refused the login: ${said}` }), transient: false };
  }
  const status = error.response?.statusCode ?? error.response?.status;
  if (status !== undefined && status >= 500)
    return { message: `The server at ${addressOf(at)} is not available (HTTP ${status})`, transient: true };
  if (status === 429)
    return { message: `The server at ${addressOf(at)} is asked too often (HTTP 429)`, transient: true };
  if (status === 403 || status === 404) return { ...unknownAccount(at), transient: false };
  if (status !== undefined && status !== 200)
    return { message: `The server at ${addressOf(at)} refused the login (HTTP ${status})`, transient: false };
  return explainNetwork(error, said, at);
}

function refusalByText(said: string, at: SnowflakeCredentials): Told | undefined {
  if (/JWT token/i.test(said)) return REFUSALS['390144']!(at, said);
  if (/\brole\b.*(not|does not)/i.test(said)) return REFUSALS['390189']!(at, said);
  if (/locked|disabled/i.test(said)) return locked(at);
  if (/incorrect username or password/i.test(said)) return REFUSALS['390100']!(at, said);
  return undefined;
}

function unknownAccount({ account, host }: SnowflakeCredentials): Told {
  return {
    message: host ? `There is no Snowflake at '${host}'` : `There is no account '${account}'`,
    advice: "Check 'account' in the profile: `organisation-account`, or `locator.region.cloud`.",
  };
}

function networkCode(error: SdkError): string {
  let at: unknown = error;
  let code = '';
  for (let depth = 0; depth < 5 && at; depth++) {
    const own = (at as SdkError).code;
    if (typeof own === 'string' && /^(E[A-Z]+|[A-Z_]{6,})$/.test(own)) code = own;
    at = (at as SdkError).cause;
  }
  return code;
}

function explainNetwork(error: SdkError, said: string, at: SnowflakeCredentials): Explanation {
  const address = addressOf(at);
  const code = networkCode(error);
  switch (code) {
    case 'ENOTFOUND':
      return { ...unknownAccount(at), transient: false };
    case 'EAI_AGAIN':
      return {
        message: `The address of ${address} could not be looked up`,
        advice: 'Check the network.',
        transient: true,
      };
    case 'ECONNREFUSED':
      return {
        message: `Nothing answers at ${address}`,
        advice: "Check 'account' (or 'host' and 'port') in the profile, and the network.",
        transient: true,
      };
    case 'ECONNRESET':
    case 'EPIPE':
      return { message: `The server at ${address} closed the connection during the login`, transient: true };
    case 'ETIMEDOUT':
    case 'ECONNABORTED':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return {
        message: `The server at ${address} cannot be reached`,
        advice: 'Check the network, a VPN, a proxy or a firewall in between.',
        transient: true,
      };
  }
  if (/CERT|SELF_SIGNED|VERIFY/.test(code))
    return { message: `The certificate of ${address} is not trusted (${code})`, transient: false };
  return { message: `No session at ${address}: ${said}`, transient: true };
}

const SECRETS = [
  'password',
  'token',
  'private_key',
  'private_key_passphrase',
  'oauth_client_secret',
  'passcode',
  'proxy_password',
];

/** What a server or driver says may repeat what it was given. */
export function withoutSecrets(said: string, credentials: SnowflakeCredentials): string {
  let out = said;
  for (const key of SECRETS) {
    const secret = credentials[key];
    if (typeof secret === 'string' && secret.length > 2) out = out.replaceAll(secret, '*****');
  }
  return out;
}
