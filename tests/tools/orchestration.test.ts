import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { warehouse } from '../../examples/olist/warehouse.js';
import { BIN } from '../e2e/cli.js';
import { type OpenWarehouse, openWarehouse } from '../warehouses/harness.js';
import { COSMOS, cosmos, python, READERS, readers } from './environments.js';

/** The orchestrators' examples of the Olist warehouse, each run from nothing to its last task. */
const [dagster, airflow] = [readers(), cosmos()];
const INCOMPLETE = 'olist_order_items_dataset.csv';

let copy: OpenWarehouse;
let env: Readonly<Record<string, string>>;
beforeEach(async () => {
  copy = await openWarehouse(warehouse, { scale: 0.01 });
  await copy.deliver(1);
  const bin = join(copy.dir, '../bin');
  mkdirSync(bin);
  symlinkSync(BIN, join(bin, 'quern'));
  env = { ...copy.env, OLIST_PROJECT: copy.dir, OLIST_TARGET: 'duckdb', PATH: `${bin}:${process.env.PATH}` };
}, 60_000);
afterEach(() => copy?.close());

const at = (path: string): string => join(copy.dir, 'orchestration', path);
const models = (): readonly string[] =>
  copy.nodes().flatMap(({ name, resource_type: type }) => (type === 'model' ? [name] : []));
const orders = async (): Promise<number> =>
  Number((await copy.query('select count(*) as n from olist_core.fact_orders'))[0]!.n);

/** A line below nothing, of a product that no file describes: the facts lose it. */
function spoil(): void {
  const path = join(copy.files, INCOMPLETE);
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const [order, , , seller, limit, , freight] = lines.at(-1)!.split(',');
  writeFileSync(path, [...lines, [order, 9, '"no product"', seller, limit, '-5.00', freight].join(','), ''].join('\n'));
}

describe.runIf('bin' in dagster)('Dagster', () => {
  const run = () =>
    python(dagster, 'run_definitions.py', [at('dagster/definitions.py'), 'olist_nightly'], copy.dir, env);

  it('materializes files, models and seeds, and evaluates tests', async () => {
    expect(readFileSync(at('dagster/requirements.txt'), 'utf8')).toContain(READERS[0]);
    const told = run();
    expect(told).toMatchObject({ success: true, failed: [] });
    expect(told.materialized).toEqual(expect.arrayContaining(['raw/orders', 'seeds/brazil_states']));
    expect(told.materialized.map((key: string) => key.split('/')[1])).toEqual(expect.arrayContaining([...models()]));
    expect(told.checks).toBeGreaterThan(300);
    expect(await orders()).toBeGreaterThan(500);
    spoil();
    expect(run()).toMatchObject({
      success: false,
      failed: expect.arrayContaining(['between_stg_order_items_price_amount__100000__0']),
    });
  }, 600_000);
});

describe.runIf('bin' in airflow)('Airflow', () => {
  it('runs a task for each model of the manifest, the files before and the comparisons after', async () => {
    const requirements = readFileSync(at('airflow/requirements.txt'), 'utf8');
    for (const requirement of COSMOS) expect(requirements).toContain(requirement);
    expect((await copy.quern('parse')).code).toBe(0);
    const told = python(airflow, 'run_dag.py', [at('airflow'), 'olist', join(copy.dir, '../airflow')], copy.dir, env);
    expect(told.code).toBe(0);
    expect(new Set(Object.values(told.tasks))).toEqual(new Set(['success']));
    expect(Object.keys(told.tasks)).toEqual(
      expect.arrayContaining(['stage', 'compare', ...models().map((name) => `build.${name}_model_build`)]),
    );
    expect(await orders()).toBeGreaterThan(500);
  }, 900_000);
});

describe('cron', () => {
  /** The crontab's first line, as cron runs it: by sh, with the variables above it, here with those of this copy. */
  function night() {
    const lines = readFileSync(at('cron/crontab'), 'utf8').split('\n');
    const line = lines.find((text) => /^\d/.test(text))!;
    const command = line.split(' ').slice(5).join(' ');
    const result = spawnSync('sh', ['-c', command], { cwd: '/', env, encoding: 'utf8', timeout: 300_000 });
    return { code: result.status, log: readFileSync(join(copy.dir, 'nightly.log'), 'utf8') };
  }

  it('makes the night in one call, and the next one', async () => {
    const { code, log } = night();
    expect(code, log).toBe(0);
    const before = await orders();
    await copy.deliver(2);
    const second = night();
    expect(second.code, second.log).toBe(0);
    expect(await orders()).toBeGreaterThan(before);
    spoil();
    const third = night();
    expect(third.code).toBe(1);
    expect(third.log).toContain('facts_hold_all_that_was_delivered');
  }, 600_000);
});
