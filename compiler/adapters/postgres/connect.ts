import { setTimeout } from 'node:timers/promises';
import type { Client } from 'pg';
import { QuernError } from '../../base/diagnostics.js';
import { loginFailed } from '../diagnostics.js';
import type { PostgresCredentials } from './credentials.js';
import type { Driver } from './driver.js';
import { explainLogin } from './login.js';
import { type SslAttempt, sslAttempts } from './ssl.js';

/** A client that is logged in, and how it got there. */
export interface Login {
  readonly client: Client;
  readonly ssl: SslAttempt;
}

/** Milliseconds before a second attempt; each later one waits twice as long. */
const FIRST_WAIT = 250;
const LONGEST_WAIT = 10_000;

/** After these the next way that `sslmode` allows is tried: the server, or its rules of access, want the other one. */
const OTHER_WAY = /^(28000|28P01|EPROTO|ERR_SSL.*)$/;

/**
 * Logs in, as often as `retries` says where a later attempt may succeed. Throws QuernError with one sentence on what is wrong.
 *
 * @param wait how long to wait before the next attempt; for tests
 */
export async function logIn(
  driver: Driver,
  credentials: PostgresCredentials,
  signal?: AbortSignal,
  wait: (milliseconds: number, signal?: AbortSignal) => Promise<void> = pause,
): Promise<Login> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await anyWay(driver, credentials, signal);
    } catch (error) {
      const { message, advice, transient } = explainLogin(error, credentials);
      if (!transient || attempt > credentials.retries || signal?.aborted)
        throw new QuernError(loginFailed({ message, ...(advice === undefined ? {} : { advice }) }));
      await wait(Math.min(FIRST_WAIT * 2 ** (attempt - 1), LONGEST_WAIT), signal);
    }
  }
}

/** Ends early when the run is interrupted. */
function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return setTimeout(milliseconds, undefined, signal ? { signal } : {}).catch(() => {});
}

async function anyWay(driver: Driver, credentials: PostgresCredentials, signal?: AbortSignal): Promise<Login> {
  const ways = sslAttempts(credentials);
  for (const [i, ssl] of ways.entries()) {
    try {
      return { client: await once(driver, credentials, ssl, signal), ssl };
    } catch (error) {
      if (i === ways.length - 1 || !wantsOtherWay(error)) throw error;
    }
  }
  throw new Error('no way to connect');
}

function wantsOtherWay(error: unknown): boolean {
  const { code = '', message } = error as { readonly code?: string; readonly message: string };
  return message === 'The server does not support SSL connections' || OTHER_WAY.test(code);
}

async function once(
  driver: Driver,
  credentials: PostgresCredentials,
  ssl: SslAttempt,
  signal?: AbortSignal,
): Promise<Client> {
  const { host, port, user, password, database, role, keepalives_idle: idle } = credentials;
  const client = new driver.Client({
    host,
    port,
    user,
    password,
    database,
    ssl,
    application_name: credentials.application_name,
    connectionTimeoutMillis: credentials.connect_timeout * 1000,
    keepAlive: true,
    ...(idle > 0 ? { keepAliveInitialDelayMillis: idle * 1000 } : {}),
    ...(credentials.search_path ? { options: `-c search_path=${escapedOption(credentials.search_path)}` } : {}),
  });
  const settings = new Map<string, string>();
  client.connection.on('parameterStatus', (status: { parameterName: string; parameterValue: string }) =>
    settings.set(status.parameterName, status.parameterValue),
  );
  // A session that is lost says so where it is used; without a listener the process would end.
  client.on('error', () => {});
  const leave = (): void => void client.connection.stream.destroy();
  signal?.addEventListener('abort', leave, { once: true });
  try {
    await client.connect();
    // Dates are read in one format only.
    if (!settings.get('DateStyle')?.startsWith('ISO')) await client.query("set datestyle to 'ISO'");
    if (role !== undefined) await client.query(`set role ${role}`);
    return client;
  } catch (error) {
    void client.end().catch(() => {});
    throw error;
  } finally {
    signal?.removeEventListener('abort', leave);
  }
}

/** Spaces and backslashes inside one of the server's command-line options. */
function escapedOption(text: string): string {
  return text.replace(/[\\ ]/g, '\\$&');
}
