/**
 * Every test of dbt_expectations on the four warehouses (tests/batteries/dbt_expectations): what must hold holds, what must fail fails as
 * often as it must. With checkouts of the package and of dbt_date in QUERN_DBT_EXPECTATIONS and QUERN_DBT_DATE the package is held to the
 * same, but for what it is known to do otherwise.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { build } from './build.js';
import { CASES } from './dbt_expectations/cases.js';
import { nameOf, projectOf } from './dbt_expectations/project.js';
import { expectationsPackage } from './expectations-package.js';
import { type TestWarehouse, warehouses } from './warehouses.js';

const original = expectationsPackage();

/** What the package answers otherwise, and on which warehouse (docs/batteries.md). */
const OTHERWISE: readonly (readonly [test: RegExp, warehouse: RegExp])[] = [
  [/^column_values_to_be_within_n_stdevs__(bad|tiny)$/, /./],
  [/^column_values_to_have_consistent_casing__ok$/, /./],
  [/^row_values_to_have_data_for_every_n_datepart__(excluded|hours|hours_ok|two_days)$/, /./],
  [/^row_values_to_have_data_for_every_n_datepart__weeks$/, /bigquery/],
  [/^table_columns_to_match_ordered_list__bad$/, /./],
  [/^select_column_values_to_be_unique_within_record__three$/, /./],
  [/^column_most_common_value_to_be_in_set__(ties|top3)$/, /./],
  [/^column_(median|quantile_values)_to_be_between/, /bigquery/],
  [/^column_values_to_match_regex(_list)?__/, /postgres/],
  [/^column_values_to_match_regex__raw$/, /snowflake/],
];

/** What each test should answer, and what it answered. */
async function outcomes(warehouse: TestWarehouse, packages: object) {
  const upper = warehouse.name === 'snowflake';
  const dir = mkdtempSync(join(tmpdir(), 'quern-expectations-'));
  for (const [path, text] of Object.entries(projectOf(upper))) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    // A macro that only quern has.
    const now = 'packages' in packages ? 'dbt.current_timestamp()' : 'dbt_expectations._now()';
    writeFileSync(join(dir, path), text.replaceAll('dbt_expectations._now()', now));
  }
  const built = await build(warehouse, dir, 'expectations', ['run', 'test'], {
    'packages.yml': JSON.stringify(packages),
  });
  try {
    const names = new Map([...built.outcomes].map(([id, outcome]) => [id.split('.')[2]!, outcome]));
    const expected = Object.fromEntries(CASES.map(([, , test, title, failures]) => [nameOf(test, title), failures]));
    const found = Object.fromEntries(
      Object.keys(expected).map((name) => {
        const { status, failures, message } = names.get(name) ?? { status: 'not run' };
        return [name, status === 'pass' || status === 'warn' ? failures : `${status}: ${message}`];
      }),
    );
    return { expected, found };
  } finally {
    built.remove();
    rmSync(dir, { recursive: true, force: true });
  }
}

describe('dbt_expectations', async () => {
  for (const warehouse of await warehouses()) {
    it(`every test answers as many rows as it should on ${warehouse.name}`, { timeout: 300_000 }, async () => {
      const { expected, found } = await outcomes(warehouse, {});
      expect(found).toEqual(expected);
    });

    it.skipIf(!original)(`as the package does on ${warehouse.name}`, { timeout: 300_000 }, async () => {
      const { expected, found } = await outcomes(warehouse, { packages: original!.local.map((local) => ({ local })) });
      const same = (all: Readonly<Record<string, unknown>>) =>
        Object.fromEntries(
          Object.entries(all).filter(
            ([name]) => !OTHERWISE.some(([test, on]) => test.test(name) && on.test(warehouse.name)),
          ),
        );
      expect(same(found)).toEqual(same(expected));
    });
  }
});
