import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, describe, expect, it } from 'vitest';
import { copyFixture, quern } from './cli.js';
import { Watching } from './watching.js';

const CUSTOMERS = 'models/marts/customers.sql';
const ORDERS = 'models/staging/stg_orders.sql';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0).reverse()) cleanUp();
});

function shop(): string {
  const { dir, remove } = copyFixture('shop');
  cleanUps.push(remove);
  return dir;
}

/** A watcher that has told its first state. */
async function watching(
  dir: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Watching> {
  const watch = new Watching(dir, args, env);
  cleanUps.push(() => watch.kill());
  await watch.round();
  return watch;
}

function edit(dir: string, file: string, from: string | RegExp, to: string): void {
  const path = join(dir, file);
  const before = readFileSync(path, 'utf8');
  const after = before.replace(from, to);
  if (after === before) throw new Error(`nothing to change in ${file}`);
  writeFileSync(path, after);
}

describe('quern watch', () => {
  it('compiles all at the start and ends with Ctrl-C', async () => {
    const watch = new Watching(shop());
    cleanUps.push(() => watch.kill());
    expect(await watch.round()).toMatch(/✓ 8 of 8 nodes recompiled in \d+\.\d\d s, no problems – watching 10 files$/);
    expect(await watch.interrupt()).toBe(0);
    expect(watch.unheard).toContain('Stopped watching');
  });

  it('shows the lines of SQL that an edit makes different', async () => {
    const dir = shop();
    const watch = await watching(dir);
    edit(dir, CUSTOMERS, 'c.name', 'c.name as label');
    const text = await watch.round();
    expect(text).toContain(
      `${CUSTOMERS} changed\nmodel customers (${CUSTOMERS})\n  select\n      c.customer_id,\n-     c.name,\n+     c.name as label,\n`,
    );
    expect(text).toMatch(/✓ 1 of 8 nodes recompiled in .* s, no problems/);
  });

  it('keeps the last good state while a template is broken', async () => {
    const dir = shop();
    const watch = await watching(dir);
    edit(dir, CUSTOMERS, "{{ ref('stg_customers') }}", "{{ ref('stg_customers') }");
    const broken = await watch.round();
    expect(broken).toContain(`${CUSTOMERS}:8:`);
    expect(broken).toContain('✗ 1 error, the last good state stays');
    edit(dir, CUSTOMERS, "{{ ref('stg_customers') } c", "{{ ref('stg_customers') }} as c");
    const mended = await watch.round();
    expect(mended).toContain('- from "shop"."main"."stg_customers" c\n+ from "shop"."main"."stg_customers" as c\n');
    expect(mended).toContain('✓ 1 of 8 nodes');
  });

  it('starts with a broken project and goes on when it is mended', async () => {
    const dir = shop();
    edit(dir, CUSTOMERS, "ref('stg_orders')", "ref('stg_order')");
    const watch = new Watching(dir);
    cleanUps.push(() => watch.kill());
    const broken = await watch.round();
    expect(broken).toContain("Did you mean 'stg_orders'?");
    edit(dir, CUSTOMERS, "ref('stg_order')", "ref('stg_orders')");
    expect(await watch.round()).toContain('✓ 8 of 8 nodes recompiled');
  });

  it('tells problems of a broken project file, and takes it up again', async () => {
    const dir = shop();
    const watch = await watching(dir);
    edit(dir, 'dbt_project.yml', 'profile: shop', 'profile: shopp');
    expect(await watch.round()).toContain("Did you mean 'shop'?");
    edit(dir, 'dbt_project.yml', 'profile: shopp', 'profile: shop');
    expect(await watch.round()).toContain('no problems');
  });

  it('takes in new, renamed and deleted files', async () => {
    const dir = shop();
    const watch = await watching(dir);
    writeFileSync(join(dir, 'models/marts/new.sql'), "select 1 as a from {{ ref('customers') }}\n");
    const added = await watch.round();
    expect(added).toContain('model new (models/marts/new.sql), new\n  select 1 as a from "shop"."main"."customers"\n');
    expect(added).toContain('1 of 9 nodes');
    renameSync(join(dir, 'models/marts/new.sql'), join(dir, 'models/marts/newer.sql'));
    const renamed = await watch.round();
    expect(renamed).toContain('model newer (models/marts/newer.sql), renamed from new\n');
    expect(renamed).not.toContain('removed');
    rmSync(join(dir, 'models/marts/newer.sql'));
    const removed = await watch.round();
    expect(removed).toContain('removed: newer\n');
    expect(removed).toContain('0 of 8 nodes');
  });

  it('recompiles what a macro reaches, through other macros and ephemeral models', async () => {
    const dir = shop();
    writeFileSync(join(dir, 'macros/outer.sql'), '{% macro outer(c) %}{{ to_cents(c) }} + 1{% endmacro %}\n');
    writeFileSync(
      join(dir, 'models/staging/eph.sql'),
      "{{ config(materialized='ephemeral') }}select {{ outer('amount') }} as x from {{ ref('raw_orders') }}\n",
    );
    writeFileSync(join(dir, 'models/marts/reader.sql'), "select * from {{ ref('eph') }}\n");
    const watch = await watching(dir);
    edit(dir, 'macros/to_cents.sql', '100', '1000');
    const text = await watch.round();
    for (const name of ['stg_orders', 'eph', 'reader']) expect(text).toContain(`model ${name} (`);
    expect(text).not.toContain('model customers');
    expect(text).toContain('3 of 10 nodes');
  });

  it('takes in YAML: tests, descriptions, mistakes', async () => {
    const dir = shop();
    const watch = await watching(dir);
    edit(dir, 'models/schema.yml', 'data_tests: [unique, not_null]', 'data_tests: [unique]');
    expect(await watch.round()).toContain('removed: not_null_stg_orders_order_id\n');
    edit(dir, 'models/schema.yml', 'One row per customer', 'A customer');
    expect(await watch.round()).toContain('SQL unchanged: customers\n');
    edit(dir, 'models/schema.yml', 'data_tests: [unique]', 'data_tests: [uniqe]');
    const wrong = await watch.round();
    expect(wrong).toContain("Did you mean 'unique'?");
    expect(wrong).toContain('models/schema.yml:14:');
  });

  it('tells a warning once, and counts it as long as it is there', async () => {
    const dir = shop();
    const watch = await watching(dir);
    edit(dir, 'models/schema.yml', 'description: One row', 'descripton: One row');
    const first = await watch.round();
    expect(first).toContain("Did you mean 'description'?");
    expect(first).toContain('1 warning –');
    edit(dir, CUSTOMERS, 'c.name', 'c.name as label');
    const second = await watch.round();
    expect(second).not.toContain('descripton');
    expect(second).toContain('1 warning –');
  });

  it('recompiles everything when the project file, a profile or .env changes', async () => {
    const dir = shop();
    edit(dir, ORDERS, 'select id', "select '{{ env_var('REGION', 'none') }}' as region, id");
    const watch = await watching(dir);
    edit(dir, 'dbt_project.yml', '2024-01-01', '2023-01-01');
    const vars = await watch.round();
    expect(vars).toContain("- where ordered_at >= '2024-01-01'\n+ where ordered_at >= '2023-01-01'");
    expect(vars).toContain('8 of 8 nodes');
    writeFileSync(join(dir, '.env'), 'REGION=north\n');
    expect(await watch.round()).toContain("'north' as region");
    edit(dir, 'profiles/profiles.yml', 'path: shop.duckdb', 'path: shop.duckdb\n      schema: other');
    expect(await watch.round()).toContain('"shop"."other"."stg_customers"');
  });

  it('follows model paths of the project file', async () => {
    const dir = shop();
    const watch = await watching(dir);
    mkdirSync(join(dir, 'more'));
    writeFileSync(join(dir, 'more/extra.sql'), 'select 1 as a\n');
    edit(dir, 'dbt_project.yml', 'model-paths: ["models"]', 'model-paths: ["models", "more"]');
    expect(await watch.round()).toContain('model extra (more/extra.sql), new');
    edit(dir, 'more/extra.sql', '1', '2');
    expect(await watch.round()).toContain('+ select 2 as a');
  });

  it('takes many files as one change', async () => {
    const dir = shop();
    const watch = await watching(dir);
    mkdirSync(join(dir, 'models/many'));
    for (let n = 0; n < 300; n++)
      writeFileSync(join(dir, `models/many/m${n}.sql`), `select ${n} as n from {{ ref('customers') }}\n`);
    // A busy machine may tell of the last files late; not of all of them one by one.
    const counted = (told: string) => [...told.matchAll(/(\d+) of 308 nodes/g)].length > 0;
    const added = await watch.rounds(counted);
    expect(added).toMatch(/^\d\d+ files changed/m);
    expect(added.match(/nodes recompiled/g)!.length).toBeLessThan(30);
    expect(added).toMatch(/SQL changed, not shown: .* and \d+ more/);
    rmSync(join(dir, 'models/many'), { recursive: true });
    const removed = await watch.rounds((told) => told.includes('0 of 8 nodes'));
    expect(removed).toMatch(/removed: .* and \d+ more/);
  });

  it('waits for the end of what git does', async () => {
    const dir = shop();
    mkdirSync(join(dir, '.git'));
    const watch = await watching(dir);
    writeFileSync(join(dir, '.git/index.lock'), '');
    edit(dir, CUSTOMERS, 'c.name', 'c.name as label');
    // Longer than a batch waits for quiet.
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(watch.unheard).toBe('');
    edit(dir, ORDERS, 'customer_id', 'customer_id as cid');
    rmSync(join(dir, '.git/index.lock'));
    const text = await watch.rounds((told) => told.includes('as cid') && told.includes('as label'));
    expect(text).toContain('c.name as label');
  });

  it('knows how editors save, and ignores what they leave beside', async () => {
    const dir = shop();
    const watch = await watching(dir);
    writeFileSync(join(dir, 'models/marts/.customers.sql.swp'), 'x');
    writeFileSync(join(dir, 'models/marts/customers.sql~'), 'x');
    writeFileSync(join(dir, 'models/marts/4913'), 'x');
    mkdirSync(join(dir, 'target'), { recursive: true });
    writeFileSync(join(dir, 'target/some.sql'), 'x');
    writeFileSync(
      join(dir, 'models/marts/.tmp-customers'),
      readFileSync(join(dir, CUSTOMERS), 'utf8').replace('c.name', 'c.name as label'),
    );
    renameSync(join(dir, 'models/marts/.tmp-customers'), join(dir, CUSTOMERS));
    const text = await watch.round();
    expect(text).toContain(`${CUSTOMERS} changed\n`);
    expect(text).toContain('+     c.name as label,');
    edit(dir, CUSTOMERS, 'c.name as label', 'c.name');
    expect(await watch.round()).toContain('+     c.name,');
  });

  it('narrows by --select', async () => {
    const dir = shop();
    const watch = await watching(dir, ['--select', 'customers']);
    edit(dir, ORDERS, 'select id', 'select 1 as one, id');
    expect(await watch.round()).toMatch(/changed\n✓ 0 of 3 nodes/);
    edit(dir, CUSTOMERS, 'c.name', 'c.name as label');
    expect(await watch.round()).toContain('1 of 3 nodes');
  });

  it('writes JSON lines', async () => {
    const dir = shop();
    const watch = new Watching(dir, ['--log-format', 'json']);
    cleanUps.push(() => watch.kill());
    await watch.until(/– watching/);
    edit(dir, CUSTOMERS, 'c.name', 'c.name as label');
    const events = (await watch.until(/– watching/)).split('\n').map((line) => JSON.parse(line));
    const compiled = events.find((event) => event.info.name === 'CompiledNode');
    expect(compiled.data).toMatchObject({
      unique_id: 'model.shop.customers',
      compiled: expect.stringContaining('c.name as label'),
    });
  });
});

describe('quern watch --run --test', () => {
  async function built(args: readonly string[]): Promise<{ dir: string; watch: Watching }> {
    const dir = shop();
    expect(quern(dir, ['build'], { DBT_PROFILES_DIR: './profiles' }).code).toBe(0);
    return { dir, watch: await watching(dir, args) };
  }

  async function rows(dir: string, sql: string): Promise<unknown[]> {
    const instance = await DuckDBInstance.create(join(dir, 'shop.duckdb'));
    const connection = await instance.connect();
    try {
      return (await connection.runAndReadAll(sql)).getRowsJson();
    } finally {
      connection.disconnectSync();
      instance.closeSync();
    }
  }

  it('builds what changed and everything downstream, and lets go of the database', async () => {
    const { dir, watch } = await built(['--run']);
    edit(dir, 'macros/to_cents.sql', '100', '1000');
    await watch.round();
    const text = await watch.round();
    expect(text).toContain('OK created sql view model main.stg_orders');
    expect(text).toContain('OK created sql table model main.customers');
    expect(text).not.toContain('stg_customers');
    expect(text).toContain('Done. PASS=2 WARN=0 ERROR=0 SKIP=0');
    // Another process could not open the file if it were still held.
    expect(await rows(dir, 'select total_cents::int from customers order by 1')).toEqual([[7250], [30500]]);
    appendFileSync(join(dir, 'seeds/raw_orders.csv'), '4,2,1,2024-02-02\n');
    await watch.round();
    expect(await watch.round()).toContain('OK loaded seed file main.raw_orders');
    expect(await rows(dir, 'select count(*)::int from raw_orders')).toEqual([[4]]);
    expect(await watch.interrupt()).toBe(0);
  });

  it('does not build for a change of descriptions', async () => {
    const { dir, watch } = await built(['--run', '--test']);
    edit(dir, 'models/schema.yml', 'One row per customer', 'A customer');
    expect(await watch.round()).toContain('SQL unchanged: customers');
    edit(dir, CUSTOMERS, 'c.name', 'c.name as label');
    await watch.round();
    expect(await watch.round()).toContain('PASS=3 ');
  });

  it('tests with --test alone', async () => {
    const { dir, watch } = await built(['--test']);
    edit(dir, ORDERS, 'customer_id,', 'customer_id, 1 as one,');
    await watch.round();
    const text = await watch.round();
    expect(text).toContain('PASS positive');
    expect(text).toContain('PASS unique_customers_customer_id');
    expect(text).not.toContain('created');
  });

  it('tells a database error in the model, and builds again when it is mended', async () => {
    const { dir, watch } = await built(['--run']);
    edit(dir, ORDERS, 'customer_id,', 'customer_idd,');
    await watch.round();
    const failed = await watch.round();
    expect(failed).toContain(`${ORDERS}:1:`);
    expect(failed).toContain('ERROR=1 SKIP=1');
    edit(dir, ORDERS, 'customer_idd,', 'customer_id,');
    await watch.round();
    expect(await watch.round()).toContain('PASS=2 ');
  });

  const SLOW = 'select count(*) as n from range(100000000000) a';

  it('cancels a build that a change has made old, and builds what it left over', async () => {
    const { dir, watch } = await built(['--run']);
    writeFileSync(join(dir, 'models/marts/slow.sql'), `{{ config(materialized='table') }}${SLOW}\n`);
    await watch.until(/START sql table model main\.slow/);
    writeFileSync(join(dir, 'models/marts/slow.sql'), "{{ config(materialized='table') }}select 1 as n\n");
    await watch.round();
    expect(await watch.round()).toContain('OK created sql table model main.slow');
    expect(await rows(dir, 'select n from slow')).toEqual([[1]]);
  });

  it('cancels what runs at Ctrl-C', async () => {
    const { dir, watch } = await built(['--run']);
    writeFileSync(join(dir, 'models/marts/slow.sql'), `{{ config(materialized='table') }}${SLOW}\n`);
    await watch.until(/START sql table model main\.slow/);
    expect(await watch.interrupt()).toBe(0);
    expect(
      await rows(dir, "select count(*)::int from information_schema.tables where table_name like 'slow%'"),
    ).toEqual([[0]]);
  });
});
