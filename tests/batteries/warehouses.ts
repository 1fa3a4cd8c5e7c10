import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { loadAdapter } from '../../compiler/adapters/registry.js';
import type { Credentials } from '../../compiler/adapters/types.js';
import { startSnowflakeServer } from '../../compiler/emulate/snowflake/index.js';
import * as bigquery from '../adapters/bigquery/target.js';
import * as postgres from '../adapters/postgres/target.js';
import * as snowflake from '../adapters/snowflake/target.js';

/** A warehouse for batteries to be run on. */
export interface TestWarehouse {
  readonly name: string;
  /** A profile output with a schema of its own. `folder` is the project's. */
  output(folder: string): Promise<Credentials>;
}

// Test files run at the same time, each in a process of its own.
const DATABASE = `battery_tests_${process.pid}`;

/** The four warehouses: DuckDB, and what stands for the others on this machine. PostgreSQL only where there is a server. */
export async function warehouses(): Promise<readonly TestWarehouse[]> {
  let schemas = 0;
  const next = (): string => `battery${++schemas}`;
  const [big, snow] = await Promise.all([bigquery.startServer(), startSnowflakeServer({})]);
  afterAll(() => Promise.all([big.close(), snow.close()]));
  if (postgres.server) await postgres.newDatabase(DATABASE);
  return [
    {
      name: 'duckdb',
      output: async (folder) => ({ type: 'duckdb', path: join(folder, 'shop.duckdb'), schema: next() }),
    },
    ...(postgres.server
      ? [{ name: 'postgres', output: async () => postgres.output({ dbname: DATABASE, schema: next() }) }]
      : []),
    { name: 'snowflake', output: async () => snowflake.output(snow, { schema: next().toUpperCase() }) },
    { name: 'bigquery', output: async () => bigquery.output(big, { dataset: next() }) },
  ];
}

/**
 * A checkout of a package, from the environment (QUERN_DBT_UTILS, QUERN_DBT_EXPECTATIONS): quern's own macros are compared with it. Without one
 * that is left out, and told.
 */
export function packageFolder(name: string): string | undefined {
  const variable = `QUERN_${name.toUpperCase()}`;
  const folder = process.env[variable];
  if (folder !== undefined && existsSync(join(folder, 'dbt_project.yml'))) return folder;
  console.error(`\n!!! Comparing with ${name} itself is SKIPPED: ${variable} names no checkout of the package\n`);
  return undefined;
}

/** The answer of a query on a warehouse: its rows as texts, in no order. */
export async function rowsOf(output: Credentials, folder: string, sql: string): Promise<readonly string[]> {
  const adapter = await loadAdapter(String(output.type));
  const { credentials } = adapter.resolveCredentials(output);
  const warehouse = await adapter.connect(credentials, { projectRoot: folder, threads: 1 });
  try {
    const { rows } = await (await warehouse.session('ask')).execute(sql, { fetch: true });
    return rows.map((row) => JSON.stringify(row, (_, cell) => (typeof cell === 'bigint' ? Number(cell) : cell))).sort();
  } finally {
    await warehouse.close();
  }
}
