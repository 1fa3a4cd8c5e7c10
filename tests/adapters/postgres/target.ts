import { loadAdapter } from '../../../compiler/adapters/registry.js';
import type { Adapter, Credentials, Warehouse } from '../../../compiler/adapters/types.js';
import { postgresServer } from './server.js';
import type { PostgresServer } from './server-process.js';

export const adapter: Adapter = await loadAdapter('postgres');

export const server: PostgresServer | undefined = await postgresServer();

/** A profile output for the superuser, changed as given. */
export function output(change: Credentials = {}): Credentials {
  const { host, port, user, password } = server!;
  return { type: 'postgres', host, port, user, password, dbname: 'postgres', schema: 'public', ...change };
}

export function open(change: Credentials = {}): Promise<Warehouse> {
  return adapter.connect(adapter.resolveCredentials(output(change)).credentials, { projectRoot: '/', threads: 2 });
}

/** Runs statements as the superuser, each by itself. */
export async function prepare(...statements: readonly string[]): Promise<void> {
  const warehouse = await open();
  try {
    const session = await warehouse.session('prepare');
    for (const sql of statements) await session.execute(sql);
  } finally {
    await warehouse.close();
  }
}

/** A new database for a test file. */
export async function newDatabase(name: string): Promise<string> {
  await prepare(`drop database if exists "${name}" with (force)`, `create database "${name}"`);
  return name;
}
