/**
 * The integration tests of the package dbt_utils, with the package itself and with what quern has of it: what passes there passes here,
 * and makes the same tables. They need a checkout of the package: QUERN_DBT_UTILS=folder.
 */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Built, build } from './build.js';
import { packageFolder, rowsOf, warehouses } from './warehouses.js';

const folder = packageFolder('dbt_utils');

const GOOD = new Set(['success', 'pass']);
/** Warehouses of which a value is another one than the package's tests expect, whoever's macros are used. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  // `float` has 7 digits there.
  duckdb: ['dbt_utils_equality_data_test_equality_floats_a_ref_data_test_equality_floats_b___8'],
};

describe('the integration tests of dbt_utils', async () => {
  if (!folder) return it.skip('need a checkout of the package: QUERN_DBT_UTILS');
  const project = join(folder, 'integration_tests');
  for (const warehouse of await warehouses()) {
    it(`on ${warehouse.name}`, { timeout: 600_000 }, async () => {
      const theirs = await build(warehouse, project, 'integration_tests', ['build'], {
        'packages.yml': JSON.stringify({ packages: [{ local: folder }] }),
      });
      const none = { 'packages.yml': '', 'package-lock.yml': '' };
      const ours = await build(warehouse, project, 'integration_tests', ['build'], none);
      try {
        const bad = (built: Built) => [...built.outcomes].filter(([, { status }]) => !GOOD.has(status));
        console.log(`${warehouse.name}: the package ${count(theirs, bad(theirs))}; quern's ${count(ours, bad(ours))}`);
        const unknown = bad(ours).filter(([id]) => !KNOWN[warehouse.name]?.some((name) => id.includes(`.${name}`)));
        expect(unknown.map(([id, { message }]) => `${id}: ${message}`)).toEqual([]);
        expect([...ours.outcomes.keys()].sort()).toEqual([...theirs.outcomes.keys()].sort());
        const tables = async (built: Built) => {
          const all: Record<string, readonly string[]> = {};
          for (const [id, { status, relation }] of built.outcomes) {
            if (status !== 'success' || !relation || !id.startsWith('model.')) continue;
            // What the package gets wrong here is nothing to compare with, and what tells the time tells another one now.
            const name = id.split('.').at(-1)!;
            const wrong = bad(theirs).some(([other]) => other.includes(name));
            if (!wrong && !name.startsWith('recency_time_')) all[id] = await contents(built, relation);
          }
          return all;
        };
        expect(await tables(ours)).toEqual(await tables(theirs));
      } finally {
        theirs.remove();
        ours.remove();
      }
    });
  }
});

const count = ({ outcomes }: Built, bad: readonly unknown[]): string =>
  `${outcomes.size - bad.length} of ${outcomes.size}`;

/** The rows of a relation, in which the schema has no name. */
async function contents(built: Built, relation: string): Promise<readonly string[]> {
  const schema = String(built.output.schema ?? built.output.dataset);
  const rows = await rowsOf(built.output, built.dir, `select * from ${relation}`);
  // Numbers that are counted are whole here, and floats there.
  return rows.map((row) => row.replaceAll(schema, '<schema>').replace(/\{"float":([^{}]*)\}/g, '$1')).sort();
}
