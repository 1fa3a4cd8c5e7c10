import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SnowflakeEmulator, startSnowflakeServer } from '../../../../compiler/emulate/snowflake/index.js';
import { type Client, connect } from './client.js';

/** Queries with what Snowflake's documentation says of them, or with the construct that must be refused. */
const snippets: readonly { sql: string; rows?: unknown[][]; refused?: string }[] = JSON.parse(
  readFileSync(join(import.meta.dirname, 'snippets.json'), 'utf8'),
);

const SETUP = [
  'create table t (id int, name varchar, cat varchar, amt number(10,2), d date, ts timestamp_ntz, b boolean, v variant)',
  `insert into t
   select 1, 'anna', 'a', 10.50, '2024-01-31', '2024-01-02 03:04:05', true, parse_json('{"a":1,"b":{"c":"x"},"arr":[1,2],"n":null}')
   union all select 2, 'bob', 'a', 20, '2024-02-29', '2024-02-29 13:14:15', false, parse_json('{"a":2,"b":{"c":"y"},"arr":[]}')
   union all select 3, null, 'b', null, '2024-12-30', '2024-12-30 23:59:59', true, parse_json('{"a":3}')`,
  'create table o (cust_id int, amt int)',
  'insert into o values (1, 5), (1, 7), (3, 9)',
];

describe('translation to DuckDB', () => {
  let server: SnowflakeEmulator;
  let client: Client;

  beforeAll(async () => {
    server = await startSnowflakeServer();
    client = await connect(server.url);
    for (const sql of SETUP) await client.query(sql);
  });
  afterAll(async () => {
    await client.close();
    await server.close();
  });

  it.each(snippets.filter(({ rows }) => rows))('$sql', async ({ sql, rows }) => {
    expect(JSON.parse(JSON.stringify(await client.values(sql)))).toEqual(rows);
  });

  it.each(snippets.filter(({ refused }) => refused))('refuses $sql', async ({ sql, refused }) => {
    expect((await client.error(sql)).message).toContain(refused);
  });
});
