import { afterAll } from 'vitest';
import { loadAdapter } from '../../../compiler/adapters/registry.js';
import type { Adapter, Credentials, Warehouse } from '../../../compiler/adapters/types.js';
import {
  type EmulatorOptions,
  type SnowflakeEmulator,
  startSnowflakeServer,
} from '../../../compiler/emulate/snowflake/index.js';

export const adapter: Adapter = await loadAdapter('snowflake');

/** Runs for minutes. */
export const LONG_QUERY =
  'select count(*) as n from table(generator(rowcount => 10000000)) a, table(generator(rowcount => 10000000)) b';

/** A server on a local port, ended with the test file. */
export async function serve(options: EmulatorOptions = {}): Promise<SnowflakeEmulator> {
  const server = await startSnowflakeServer(options);
  afterAll(() => server.close());
  return server;
}

/** A profile output for a server, changed as given. */
export function output(server: SnowflakeEmulator, change: Credentials = {}): Credentials {
  return {
    type: 'snowflake',
    account: 'acme',
    user: 'ada',
    password: 'secret',
    role: 'DEV',
    database: 'DB',
    schema: 'PUBLIC',
    warehouse: 'WH',
    access_url: server.url,
    ...change,
  };
}

export function open(server: SnowflakeEmulator, change: Credentials = {}): Promise<Warehouse> {
  const { credentials } = adapter.resolveCredentials(output(server, change));
  return adapter.connect(credentials, { projectRoot: '/', threads: 2 });
}

/** Runs statements, each by itself. */
export async function prepare(server: SnowflakeEmulator, ...statements: readonly string[]): Promise<void> {
  const warehouse = await open(server);
  try {
    const session = await warehouse.session('prepare');
    for (const sql of statements) await session.execute(sql);
  } finally {
    await warehouse.close();
  }
}
