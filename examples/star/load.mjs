#!/usr/bin/env node
/**
 * Loads what generate.mjs wrote into schema `raw` of the PostgreSQL database that PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE name: the
 * tables of the shop's database, and the files of the lake, which PostgreSQL cannot read where they are. A file is loaded once: what is
 * loaded is in raw.loaded_files.
 *
 *   node load.mjs            from $LAKE, else data
 *   node load.mjs --in DIR
 */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { customersTable } from './generate/customers.mjs';
import { orderItemsTable, ordersTable } from './generate/orders.mjs';

const lakeColumns = (names) => Object.fromEntries(names.split(' ').map((name) => [name, 'VARCHAR']));

/** Folder of the files → table of schema raw. */
const TABLES = [
  { ...customersTable, folder: 'database/customers' },
  { ...ordersTable, folder: 'database/orders' },
  { ...orderItemsTable, folder: 'database/order_items' },
  {
    name: 'products',
    folder: 'lake/products',
    columns: lakeColumns('product_id product_name category brand list_price unit_cost fetched_at'),
  },
  {
    name: 'clickstream',
    folder: 'lake/clickstream',
    columns: lakeColumns('event_id session_id customer_id event_type product_id device user_agent occurred_at'),
  },
];

const { values } = parseArgs({ options: { in: { type: 'string', default: process.env.LAKE ?? 'data' } } });

/** The file's rows as PostgreSQL's CSV. */
async function csvOf(duckdb, { columns }, path) {
  const names = Object.keys(columns);
  const file = `'${path.replaceAll("'", "''")}'`;
  const types = names.map((name) => `${name}: '${columns[name]}'`).join(', ');
  const rows = path.endsWith('.json') ? `read_json(${file}, columns = {${types}})` : `read_parquet(${file})`;
  const reader = await duckdb.runAndReadAll(
    `select ${names.map((name) => `${name}::varchar`).join(', ')} from ${rows}`,
  );
  const cell = (value) => (value === null ? '' : `"${value.replaceAll('"', '""')}"`);
  return reader.getRows().map((row) => `${row.map(cell).join(',')}\n`);
}

async function loadTable(client, duckdb, table) {
  const names = Object.keys(table.columns);
  const columns = names.map((name) => `${name} ${table.columns[name]}`).join(', ');
  await client.query(`create table if not exists raw.${table.name} (${columns})`);
  const folder = join(values.in, table.folder);
  for (const file of readdirSync(folder)
    .filter((name) => /\.(json|parquet)$/.test(name))
    .sort()) {
    const name = `${table.folder}/${basename(file)}`;
    const { rowCount } = await client.query('select from raw.loaded_files where name = $1', [name]);
    if (rowCount > 0) continue;
    const lines = await csvOf(duckdb, table, join(folder, file));
    await pipeline(
      lines,
      client.query(copyFrom(`copy raw.${table.name} (${names.join(', ')}) from stdin (format csv)`)),
    );
    await client.query('insert into raw.loaded_files values ($1, $2)', [name, lines.length]);
    process.stdout.write(`${name.padEnd(44)} ${lines.length.toLocaleString('en-US').padStart(8)} rows\n`);
  }
  await client.query(`analyze raw.${table.name}`);
}

async function main() {
  const client = new pg.Client();
  await client.connect();
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const duckdb = await instance.connect();
  try {
    // All or nothing: a load that fails can be made again.
    await client.query('begin');
    await client.query('create schema if not exists raw');
    await client.query('create table if not exists raw.loaded_files (name text primary key, row_count integer)');
    for (const table of TABLES) await loadTable(client, duckdb, table);
    await client.query('commit');
  } finally {
    duckdb.closeSync();
    instance.closeSync();
    await client.end();
  }
}

await main();
