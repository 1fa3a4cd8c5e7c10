/**
 * Every macro and generic test of dbt_utils on the four warehouses (tests/batteries/dbt_utils): what must hold holds, what must fail fails as
 * often as it must. With a checkout of the package in QUERN_DBT_UTILS it is held to the same, but for what it is known to do otherwise.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { build } from './build.js';
import { packageFolder, type TestWarehouse, warehouses } from './warehouses.js';

const project = join(import.meta.dirname, 'dbt_utils');
const folder = packageFolder('dbt_utils');

interface Manifest {
  readonly nodes: Readonly<Record<string, ManifestNode>>;
}

interface ManifestNode {
  readonly name: string;
  readonly resource_type: string;
  readonly config: { readonly materialized: string; readonly meta?: { readonly failures?: number | 'error' } };
}

/** What the package answers otherwise, and what it should (docs/batteries.md). */
const OTHERWISE = new Set([
  'test buckets', // whole numbers are divided as such
  'test equality_where', // of a test with a `where` the columns must be told
  'test equal_rowcount_groups_fails', // a group that one side has not is none that differs
  'test queries', // get_column_values of what is not there works once in a template
  'test relations', // on DuckDB there is no information_schema of a database
  'test urls', // the path of android-app://, parameters whose name ends so, fragments
]);

/** What each node should come to, and what it came to. */
async function outcomes(warehouse: TestWarehouse, packages: object) {
  const files = { 'packages.yml': JSON.stringify(packages) };
  const built = await build(warehouse, project, 'utils_checks', ['seed', 'run', 'test'], files);
  try {
    const { nodes } = JSON.parse(readFileSync(join(built.dir, 'target/manifest.json'), 'utf8')) as Manifest;
    const expected: Record<string, unknown> = {};
    const found: Record<string, unknown> = {};
    for (const [id, { name, resource_type, config }] of Object.entries(nodes)) {
      if (config.materialized === 'ephemeral') continue;
      const { status, failures, message } = built.outcomes.get(id) ?? { status: 'not run' };
      const key = `${resource_type} ${name}`;
      expected[key] = resource_type === 'test' ? (config.meta?.failures ?? 0) : 'success';
      found[key] = failures ?? (expected[key] === status ? status : `${status}: ${message}`);
    }
    return { expected, found };
  } finally {
    built.remove();
  }
}

describe('dbt_utils', async () => {
  for (const warehouse of await warehouses()) {
    it(`holds and fails as documented on ${warehouse.name}`, { timeout: 300_000 }, async () => {
      const { expected, found } = await outcomes(warehouse, {});
      expect(Object.keys(expected).length).toBeGreaterThan(100);
      expect(found).toEqual(expected);
    });

    it.skipIf(!folder)(`does what the package does on ${warehouse.name}`, { timeout: 300_000 }, async () => {
      const { expected, found } = await outcomes(warehouse, { packages: [{ local: folder }] });
      const compared = (all: Record<string, unknown>) =>
        Object.fromEntries(Object.entries(all).filter(([key]) => !OTHERWISE.has(key)));
      expect(compared(found)).toEqual(compared(expected));
    });
  }
});
