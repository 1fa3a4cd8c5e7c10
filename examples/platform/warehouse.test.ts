import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresServer } from '../../tests/adapters/postgres/server.js';
import type { Call } from '../../tests/warehouses/call.js';
import { type OpenWarehouse, openWarehouse } from '../../tests/warehouses/harness.js';
import { warehouse } from './warehouse.js';

const postgres = await postgresServer();

/** What the generator knows, as rows of texts: the same query asks the warehouse for what it made of the files. */
async function truth(copy: OpenWarehouse, sql: string): Promise<readonly string[]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  for (const name of ['lines', 'customer_versions'])
    await connection.run(`create view ${name} as from '${join(copy.files, 'truth', `${name}.parquet`)}'`);
  return (await connection.runAndReadAll(sql)).getRows().map(String).sort();
}

async function made(copy: OpenWarehouse, sql: string): Promise<readonly string[]> {
  return (await copy.query(sql)).map((row) => Object.values(row).map(String).join()).sort();
}

const count = async (copy: OpenWarehouse, from: string): Promise<number> =>
  Number((await copy.query(`select count(*) as n from ${from}`))[0]!.n);

/** Each line with its amount, its state, and segment and country of its customer when it was ordered. */
const TRUE_LINES = `select order_item_id::varchar, order_id::varchar, product_id, status, (quantity * unit_price - discount_amount)::decimal(14,2)::varchar, segment, country_code
  from lines asof join customer_versions as v on v.customer_id = lines.customer_id and v.updated_at <= lines.ordered_at`;
const MADE_LINES = `select cast(f.order_item_id as varchar), cast(f.order_id as varchar), p.product_id, f.status, cast(f.net_amount as varchar), c.segment, c.country_code
  from gold.fact_orders f join gold.dim_customers c on c.customer_key = f.customer_key join gold.dim_products p on p.product_key = f.product_key`;
const TRUE_VERSIONS = `select customer_id::varchar, segment, country_code, strftime(updated_at, '%Y-%m-%d %H:%M:%S'), (updated_at = max(updated_at) over (partition by customer_id))::varchar from customer_versions`;
const MADE_VERSIONS = `select cast(customer_id as varchar), segment, country_code, left(cast(effective_from as varchar), 19), case when is_current then 'true' else 'false' end from gold.dim_customers`;

async function isTrue(copy: OpenWarehouse): Promise<void> {
  expect(await made(copy, MADE_LINES)).toEqual(await truth(copy, TRUE_LINES));
  expect(await made(copy, MADE_VERSIONS)).toEqual(await truth(copy, TRUE_VERSIONS));
}

const json = (copy: OpenWarehouse, file: string) => JSON.parse(readFileSync(join(copy.dir, 'target', file), 'utf8'));

describe.skipIf(!postgres)('platform on PostgreSQL', () => {
  let copy: OpenWarehouse;
  let calls: readonly Call[];
  beforeAll(async () => {
    copy = await openWarehouse(warehouse, { target: 'postgres', postgres });
    await copy.deliver(1);
    calls = await copy.build();
  });
  afterAll(() => copy?.close());

  it('has the volumes of its document, without what the files repeat', async () => {
    const expected = { customers: 1000, orders: 5000, order_items: 10_000, events: 50_000, products: 60 };
    for (const [name, rows] of Object.entries(expected)) {
      expect([name, await count(copy, `silver.silver_${name}`)]).toEqual([name, rows]);
      if (name !== 'products') expect(await count(copy, `bronze.${name}`)).toBeGreaterThan(rows);
    }
    expect(await count(copy, 'gold.fact_orders')).toBe(10_000);
  });

  it('is one fact and three dimensions in gold, all of them described', () => {
    const { nodes } = json(copy, 'manifest.json');
    const gold = Object.values<{
      schema: string;
      resource_type: string;
      name: string;
      description: string;
      columns: object;
    }>(nodes).filter((node) => node.resource_type === 'model' && node.schema === 'gold');
    expect(gold.map(({ name }) => name).sort()).toEqual(['dim_customers', 'dim_date', 'dim_products', 'fact_orders']);
    for (const model of gold) {
      expect(model.description).not.toBe('');
      const columns = Object.values<{ description: string }>(model.columns as never);
      expect(columns.every(({ description }) => description !== '')).toBe(true);
    }
  });

  it('describes every column that gold has', async () => {
    const { nodes } = json(copy, 'manifest.json');
    const found = await copy.query(
      "select table_name, column_name from information_schema.columns where table_schema = 'gold'",
    );
    expect(found.length).toBeGreaterThan(40);
    for (const { table_name, column_name } of found)
      expect(Object.keys(nodes[`model.platform.${table_name}`].columns)).toContain(column_name);
  });

  it('has 146 data tests and 15 suites, of which a share warns by design', () => {
    const { nodes, exposures } = json(copy, 'manifest.json');
    const tests = Object.keys(nodes).filter((id) => id.startsWith('test.'));
    expect(tests).toHaveLength(146);
    expect(Object.keys(exposures)).toHaveLength(3);
    const statuses = copy.outcomes().filter(({ unique_id }) => unique_id.startsWith('test.'));
    const passed = statuses.filter(({ status }) => status === 'pass').length;
    expect({ passed, warned: statuses.filter(({ status }) => status === 'warn').length }).toEqual({
      passed: 142,
      warned: 4,
    });
    const { suites } = json(copy, 'suites.json') as {
      suites: { status: string; pass: number; warn: number; error: number }[];
    };
    expect(suites).toHaveLength(15);
    const good = suites.filter(({ status }) => status === 'pass').length;
    expect({ good, bad: suites.filter(({ status }) => status === 'warn').length }).toEqual({ good: 13, bad: 2 });
    const sum = (key: 'pass' | 'warn' | 'error') => suites.reduce((n, suite) => n + suite[key], 0);
    expect({ pass: sum('pass'), warn: sum('warn'), error: sum('error') }).toEqual({ pass: 104, warn: 4, error: 0 });
    // Of the expectations, and of tests and suites together.
    expect(((100 * 104) / 108).toFixed(1)).toBe('96.3');
    expect(((100 * (passed + good)) / (146 + 15)).toFixed(1)).toBe('96.3');
    expect(calls.at(-1)!.output).toContain('15 suites: 13 pass, 2 warn; 104 of 108 expectations passed (96.3 %)');
  });

  it('keeps the rows that failed', async () => {
    const { nodes } = json(copy, 'manifest.json');
    for (const { unique_id, failures } of copy.outcomes().filter(({ status }) => status === 'warn'))
      expect(await count(copy, nodes[unique_id].relation_name)).toBe(failures);
  });

  it('is what is true', () => isTrue(copy));

  it('changes nothing when nothing is new', async () => {
    const before = await copy.digests();
    await copy.build();
    expect(await copy.digests()).toEqual(before);
    const incremental = copy
      .outcomes()
      .filter(({ unique_id }) => /\.(silver_|fact_)/.test(unique_id) && /^model/.test(unique_id));
    expect(incremental.map(({ adapter_response }) => adapter_response.rows_affected)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('takes a second day, and is what a full refresh makes of both', async () => {
    await copy.deliver(2);
    const [stage] = await copy.build();
    expect(stage!.stdout.match(/\| staged +\| +1 \|/g)).toHaveLength(5);
    const fact = copy.outcomes().find(({ unique_id }) => unique_id.endsWith('.fact_orders'))!;
    const written = Number(fact.adapter_response.rows_affected);
    expect(written).toBeGreaterThan(340);
    expect(written).toBeLessThan(1000);
    await isTrue(copy);
    const incremental = await copy.digests();
    await copy.build('--full-refresh');
    expect(await copy.digests()).toEqual(incremental);
  });

  it('refuses a file of the lake that was changed', async () => {
    const path = join(copy.files, 'web/events/ingest_date=2026-01-31/events.json');
    const before = readFileSync(path);
    const rows = await count(copy, 'bronze.events');
    appendFileSync(path, '{"event_id": "e999999999"}\n');
    const { code, output } = await copy.quern('source', 'stage');
    expect(code).toBe(1);
    expect(output).toContain('error[STG002]');
    expect(await count(copy, 'bronze.events')).toBe(rows);
    writeFileSync(path, before);
    expect((await copy.quern('source', 'stage')).code).toBe(0);
  });

  it('stops at bad products before they reach gold', async () => {
    const before = await copy.digests(({ name }) => name === 'dim_products');
    const folder = join(copy.files, 'api/products/ingest_date=2026-02-02');
    mkdirSync(folder);
    const bad = {
      product_id: 'P-0001',
      name: 'Rake 1',
      category: 'garden',
      unit_price: -5,
      updated_at: '2026-02-02T01:00:00',
    };
    writeFileSync(join(folder, 'page-1.json'), JSON.stringify(bad));
    expect((await copy.quern('source', 'stage')).code).toBe(0);
    const { code, output } = await copy.quern('build');
    expect(code).toBe(1);
    expect(output).toMatch(/ERROR +suite bronze_products/);
    expect(copy.outcomes().find(({ unique_id }) => unique_id.endsWith('.dim_products'))!.status).toBe('skipped');
    expect(await copy.digests(({ name }) => name === 'dim_products')).toEqual(before);
  });
});

describe('platform on DuckDB', () => {
  let copy: OpenWarehouse;
  beforeAll(async () => {
    copy = await openWarehouse(warehouse, { target: 'duckdb' });
    await copy.deliver(1);
    await copy.build();
  });
  afterAll(() => copy?.close());

  it('is what is true on both days, read from the files where they are', async () => {
    await isTrue(copy);
    await copy.deliver(2);
    await copy.build();
    await isTrue(copy);
    const incremental = await copy.digests();
    await copy.build('--full-refresh');
    expect(await copy.digests()).toEqual(incremental);
  });
});
