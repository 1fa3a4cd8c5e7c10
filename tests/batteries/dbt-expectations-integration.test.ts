/**
 * The integration tests of the package dbt_expectations, with the package itself and then, on the same tables, with what quern has of it:
 * all statuses and numbers of failures are the same. They need checkouts: QUERN_DBT_EXPECTATIONS and QUERN_DBT_DATE (which their models use).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { quernAsync } from '../e2e/cli.js';
import { build } from './build.js';
import { expectationsPackage } from './expectations-package.js';
import { warehouses } from './warehouses.js';

const original = expectationsPackage();

interface Results {
  readonly results: readonly {
    readonly unique_id: string;
    readonly status: string;
    readonly failures: number | null;
  }[];
}

describe('the integration tests of dbt_expectations', async () => {
  if (!original) return it.skip('need checkouts: QUERN_DBT_EXPECTATIONS, QUERN_DBT_DATE');
  for (const warehouse of await warehouses()) {
    it(`on ${warehouse.name}`, { timeout: 300_000 }, async () => {
      const packages = (list: readonly string[]) => JSON.stringify({ packages: list.map((local) => ({ local })) });
      const built = await build(
        warehouse,
        join(original.root, 'integration_tests'),
        'integration_tests',
        ['run', 'test'],
        {
          'packages.yml': packages(original.local),
        },
      );
      try {
        writeFileSync(join(built.dir, 'packages.yml'), packages([original.dates]));
        const { output } = await quernAsync(built.dir, ['test'], { DBT_PROFILES_DIR: built.dir });
        const { results } = JSON.parse(readFileSync(join(built.dir, 'target/run_results.json'), 'utf8')) as Results;
        const ours = Object.fromEntries(results.map((one) => [one.unique_id, [one.status, one.failures]]));
        const theirs = [...built.outcomes].filter(([id]) => id.startsWith('test.'));
        expect(theirs.length, output).toBeGreaterThan(140);
        expect(ours).toEqual(Object.fromEntries(theirs.map(([id, one]) => [id, [one.status, one.failures]])));
        expect(theirs.filter(([, { status }]) => status === 'error')).toEqual([]);
      } finally {
        built.remove();
      }
    });
  }
});
