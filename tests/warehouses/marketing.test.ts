import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Digest, digestsOf } from './digests.js';
import { type OpenWarehouse, openWarehouse } from './harness.js';
import { warehouse } from './marketing.js';
import { compareWithTruth } from './marketing-truth.js';

const LAYERS = {
  bronze: ['campaigns', 'channels', 'customers', 'performance', 'products', 'sales'].map((name) => `bronze_${name}`),
  silver: ['campaigns', 'channels', 'customers', 'performance', 'products', 'sales'].map((name) => `silver_${name}`),
  gold: [
    'dim_campaign',
    'dim_channel',
    'dim_customer',
    'dim_date',
    'dim_product',
    'fact_performance',
    'fact_sales',
  ].map((name) => `mtln_${name}`),
};
const KEYS = {
  campaigns: 'campaign',
  channels: 'channel',
  customers: 'customer',
  performance: 'performance',
  products: 'product',
  sales: 'sales',
};

interface ManifestNode {
  readonly name: string;
  readonly resource_type: string;
  readonly description: string;
  readonly schema: string;
  readonly relation_name: string;
  readonly original_file_path: string;
  readonly config: { readonly materialized: string };
  readonly columns: Readonly<Record<string, { readonly description: string }>>;
}

const manifestOf = ({
  dir,
}: OpenWarehouse): Readonly<Record<'nodes' | 'sources' | 'exposures', Readonly<Record<string, ManifestNode>>>> =>
  JSON.parse(readFileSync(join(dir, 'target/manifest.json'), 'utf8'));

/** The tables that are added to and merged into, every column of them: when they were loaded, too. */
const grown = (copy: OpenWarehouse): Promise<ReadonlyMap<string, Digest>> =>
  digestsOf(
    copy.site,
    copy.nodes().filter(({ name }) => /^(bronze|silver)_/.test(name) && name !== 'bronze_channels'),
    [],
  );

const table = (copy: OpenWarehouse, name: string): string =>
  copy.nodes().find((node) => node.name === name)!.relation_name;

async function count(copy: OpenWarehouse, sql: string): Promise<number> {
  const [row] = await copy.query(sql);
  return Number(Object.values(row!)[0]);
}

/** Surrogate keys by natural key. */
async function keysOf(
  copy: OpenWarehouse,
  entity: keyof typeof KEYS,
  natural: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await copy.query(
    `select ${natural} as natural_key, ${KEYS[entity]}_sk as sk from ${table(copy, `silver_${entity}`)}`,
  );
  return new Map(rows.map((row) => [String(row.natural_key), Number(row.sk)]));
}

describe.each(warehouse.targets)('marketing on %s', (target) => {
  let copy: OpenWarehouse;
  beforeAll(async () => {
    copy = await openWarehouse(warehouse, { target, scale: target === 'duckdb' ? 0.05 : 0.02 });
    await copy.deliver(1);
    await copy.build();
  });
  afterAll(() => copy?.close());

  it('has its layers: six tables, six tables, seven views', () => {
    const { nodes, sources } = manifestOf(copy);
    const models = Object.values(nodes).filter(({ resource_type }) => resource_type === 'model');
    for (const [layer, names] of Object.entries(LAYERS)) {
      const found = models.filter(({ schema }) => schema === layer);
      expect(found.map(({ name }) => name).sort()).toEqual(names);
      expect(new Set(found.map(({ config }) => config.materialized))).toEqual(
        new Set({ bronze: ['incremental', 'table'], silver: ['keyed_table'], gold: ['view'] }[layer]),
      );
    }
    expect(Object.keys(sources)).toHaveLength(6);
    expect(models.find(({ name }) => name === 'bronze_channels')?.config.materialized).toBe('table');
  });

  it('finds out what is true', () => compareWithTruth(copy));

  it('changes nothing when nothing is new', async () => {
    const [before, all] = [await grown(copy), await copy.digests()];
    await copy.build();
    expect(await grown(copy)).toEqual(before);
    expect(await copy.digests()).toEqual(all);
  });

  it('loads only what is new on a second day, and keeps keys', async () => {
    const bronze = `select count(*) from ${table(copy, 'bronze_sales')}`;
    const [loaded, keys] = [await count(copy, bronze), await keysOf(copy, 'customers', 'customer_id')];
    await copy.deliver(2);
    await copy.build();
    const batches = `select count(*) from ${table(copy, 'bronze_sales')} where _loaded_at = (select max(_loaded_at) from ${table(copy, 'bronze_sales')})`;
    const added = await count(copy, batches);
    expect(added).toBeGreaterThan(0);
    expect(added).toBeLessThan(loaded / 10);
    expect(await count(copy, bronze)).toBe(loaded + added);
    // The rows of the second file, but for those that the first had already.
    const file = `select count(*) from ${table(copy, 'bronze_sales')} where _source_file like '%2026-01-01.parquet'`;
    expect(await count(copy, file)).toBe(added);
    const now = await keysOf(copy, 'customers', 'customer_id');
    expect(now.size).toBeGreaterThan(keys.size);
    for (const [id, key] of keys) expect(now.get(id)).toBe(key);
    expect(new Set(now.values()).size).toBe(now.size);
    await compareWithTruth(copy);
  });

  it('is what a full refresh makes of both days, surrogate keys included', async () => {
    const incremental = await copy.digests();
    await copy.build('--full-refresh');
    expect(await copy.digests()).toEqual(incremental);
  });

  if (target === 'duckdb') {
    it('is described, all of it that people see', async () => {
      const { nodes, exposures } = manifestOf(copy);
      const seen = Object.values(nodes).filter(
        ({ resource_type, schema }) => resource_type === 'model' && ['gold', 'reports'].includes(schema),
      );
      for (const { name, description, columns, relation_name } of seen) {
        expect(description, name).not.toBe('');
        const rows = await copy.query(`select column_name as name from (describe select * from ${relation_name})`);
        const described = Object.entries(columns).filter(([, column]) => column.description !== '');
        expect(described.map(([column]) => column).sort(), name).toEqual(rows.map((row) => row.name).sort());
      }
      expect(Object.keys(exposures).length).toBeGreaterThan(0);
    });

    it('catches what is broken, and is mended by the rows that are there', async () => {
      const customers = table(copy, 'silver_customers');
      const before = await copy.digests();
      await copy.site.execute(`update ${customers} set email = 'nobody at all' where customer_sk = 1`);
      await copy.site.execute(
        `insert into ${customers} select * replace (999999 as customer_sk) from ${customers} where customer_sk = 2`,
      );
      await copy.site.execute(
        `delete from ${table(copy, 'bronze_sales')} where _row_hash = (select min(_row_hash) from ${table(copy, 'bronze_sales')})`,
      );
      const broken = await copy.quern('test');
      expect(broken.code).toBe(1);
      const failed = copy
        .outcomes()
        .filter(({ status }) => status === 'fail')
        .map(({ unique_id }) => unique_id.split('.')[2]);
      expect(failed).toEqual(
        expect.arrayContaining(['unique_silver_customers_customer_id', 'bronze_holds_every_delivered_row']),
      );
      expect(failed.some((name) => name?.startsWith('matches_pattern_silver_customers_email'))).toBe(true);
      await copy.build('--full-refresh');
      expect(await copy.digests()).toEqual(before);
    });

    it('goes on after a run that broke off', async () => {
      await copy.deliver(3);
      const file = join(copy.files, 'performance', '2026-01-02.parquet');
      const content = readFileSync(file);
      writeFileSync(file, 'half a fi');
      expect((await copy.quern('build')).code).toBe(1);
      const failed = copy
        .outcomes()
        .filter(({ status }) => status === 'error')
        .map(({ unique_id }) => unique_id.split('.').at(-1));
      expect(failed).toContain('bronze_performance');
      writeFileSync(file, content);
      const again = await copy.quern('retry');
      expect(again.output).toContain('Completed successfully');
      await compareWithTruth(copy);
      const incremental = await copy.digests();
      await copy.build('--full-refresh');
      expect(await copy.digests()).toEqual(incremental);
    });

    it('has marks that are shown, and set', async () => {
      const shown = JSON.parse((await copy.quern('marks', '--output', 'json')).stdout);
      expect(shown.map((mark: { model: string }) => mark.model).sort()).toEqual(
        [...LAYERS.bronze, ...LAYERS.silver].filter((name) => !name.endsWith('_channels')).sort(),
      );
      const before = await grown(copy);
      expect((await copy.quern('marks', 'reset', 'bronze_sales')).code).toBe(0);
      await copy.build();
      // Everything was read again, and known by its digest.
      expect(await grown(copy)).toEqual(before);
    });

    it('knows when deliveries stop', async () => {
      const stale = await copy.quern('source', 'freshness');
      expect(stale.code).toBe(1);
      expect(stale.output).toContain('ERROR STALE freshness of raw.sales');
    });
  }
});
