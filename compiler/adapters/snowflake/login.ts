import { QuernError } from '../../base/diagnostics.js';
import { loginFailed } from '../diagnostics.js';
import { addressOf, connectionOptions } from './connection-options.js';
import type { SnowflakeCredentials } from './credentials.js';
import type { Driver, SdkConnection } from './driver.js';
import { isAnswer, type SdkError } from './errors.js';
import { Line } from './line.js';
import { accessToken } from './oauth.js';
import { refusal, type Told } from './refusals.js';

export interface Explanation extends Told {
  /** A later attempt may succeed. */
  readonly transient: boolean;
}

const LOGIN_SECONDS = 120;
/** Attempts for a server that answers, but not in a way that means anything: it is overloaded or being moved. */
const TRANSIENT_ATTEMPTS = 6;
const PAUSE = 250;
const LONGEST_PAUSE_SECONDS = 10;

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
      const told = isAnswer(error as SdkError) && credentials.retry_on_database_errors === true;
      const again = transient || told || credentials.retry_all === true;
      const attempts = Math.max(1 + credentials.connect_retries, again && !unreachable ? TRANSIENT_ATTEMPTS : 0);
      if (!again || attempt >= attempts || signal?.aborted)
        throw new QuernError(loginFailed({ message, ...(advice === undefined ? {} : { advice }) }));
      await wait(
        Math.min(PAUSE * 2 ** (attempt - 1), 1000 * Number(credentials.connect_timeout ?? LONGEST_PAUSE_SECONDS)),
      );
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
  const seconds = Number(credentials.login_timeout ?? LOGIN_SECONDS);
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

/** Why no session came about. */
export function explainLogin(error: SdkError, at: SnowflakeCredentials): Explanation {
  const code = String(error.code ?? '').padStart(6, '0');
  const said = withoutSecrets((error.message ?? String(error)).trim(), at);
  if (isAnswer(error)) {
    return { ...(refusal(code, said, at) ?? { message: `Snowflake refused the login: ${said}` }), transient: false };
  }
  const status = error.response?.statusCode ?? error.response?.status;
  if (status !== undefined && status >= 500)
    return { message: `The server at ${addressOf(at)} is not available (HTTP ${status})`, transient: true };
  if (status === 429)
    return { message: `The server at ${addressOf(at)} is asked too often (HTTP 429)`, transient: true };
  if (status === 407)
    return {
      message: `The proxy '${at.proxy_host}' lets nobody through without a user and password`,
      advice: "Check 'proxy_user' and 'proxy_password' in the profile.",
      transient: false,
    };
  if (status === 403 || status === 404) return { ...unknownAccount(at), transient: false };
  if (status !== undefined && status !== 200)
    return { message: `The server at ${addressOf(at)} refused the login (HTTP ${status})`, transient: false };
  return explainNetwork(error, said, at);
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
  const code = networkCode(error);
  if (at.proxy_host && /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ETIMEDOUT)$/.test(code))
    return {
      message: `The proxy '${at.proxy_host}:${at.proxy_port ?? 80}' cannot be reached (${code})`,
      advice: "Check 'proxy_host' and 'proxy_port' in the profile.",
      transient: code !== 'ENOTFOUND',
    };
  const address = addressOf(at);
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
  if (/CERT|SELF_SIGNED|VERIFY|REVOKED/.test(code))
    return {
      message: `The certificate of ${address} is not trusted (${code})`,
      advice:
        'A proxy that looks into traffic has an authority of its own: name its certificate in NODE_EXTRA_CA_CERTS.',
      transient: false,
    };
  if (/^(EPROTO|ERR_SSL_)/.test(code))
    return {
      message: `The server at ${address} does not speak TLS`,
      advice: "Check 'protocol', 'host' and 'port' in the profile.",
      transient: false,
    };
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
