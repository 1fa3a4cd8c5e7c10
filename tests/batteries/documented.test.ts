/** docs/batteries.md lists what there is, and whatever there is has a check in tests/batteries. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CASES } from './dbt_expectations/cases.js';
import { MODELS } from './dbt_expectations/models.js';

const root = join(import.meta.dirname, '../..');

const texts = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(sql|yml)$/.test(path))
    .map((path) => readFileSync(join(folder, path), 'utf8'))
    .join('\n');

/** Macros and generic tests that are no parts of others. */
function namesOf(battery: string): { readonly macros: string[]; readonly tests: string[] } {
  const text = texts(join(root, 'macros', battery));
  const names = (kind: string) =>
    [...text.matchAll(new RegExp(`\\{%-?\\s*${kind}\\s+(\\w+)\\s*\\(`, 'g'))].map((match) => match[1]!).sort();
  return { macros: names('macro').filter((name) => !/^_|__/.test(name)), tests: names('test') };
}

/** The names in backquotes of the paragraph that begins so. */
function listed(heading: string): string[] {
  const docs = readFileSync(join(root, 'docs/batteries.md'), 'utf8');
  const from = docs.indexOf(heading);
  expect(from, heading).toBeGreaterThan(0);
  const paragraph = docs.slice(from + heading.length).split('\n\n')[0]!;
  return [...paragraph.matchAll(/`(\w+)`/g)].map((match) => match[1]!).sort();
}

/** What others are made of, and what tells only that it is gone. */
const PARTS = ['degrees_to_radians', 'get_intervals_between', 'get_powers_of_two', 'get_table_types_sql'].concat([
  'get_tables_by_pattern_sql',
  'get_tables_by_prefix_sql',
  'nullcheck',
  'surrogate_key',
]);

it('dbt_utils: the documentation lists all, and all are checked', () => {
  const { macros, tests } = namesOf('dbt_utils');
  expect(listed('**Generic tests of dbt_utils:**')).toEqual(tests);
  expect(listed('**Macros of dbt_utils:**')).toEqual(macros.filter((name) => !PARTS.includes(name)));
  const checks = texts(join(import.meta.dirname, 'dbt_utils'));
  const unchecked = [...tests, ...macros].filter(
    (name) => !PARTS.includes(name) && !checks.includes(`dbt_utils.${name}`),
  );
  expect(unchecked).toEqual([]);
});

it('dbt_expectations: the documentation lists all, and all are checked', () => {
  const { macros, tests } = namesOf('dbt_expectations');
  const own = macros.filter((name) => !tests.includes(name));
  expect(listed('**Generic tests of dbt_expectations:**')).toEqual(tests);
  expect(listed('**Macros of dbt_expectations:**')).toEqual(own);
  const checked = new Set(CASES.flatMap(([, , test]) => [test, `expect_${test}`]));
  const inModels = Object.values(MODELS).join('\n');
  const unchecked = [
    ...tests.filter((name) => !checked.has(name)),
    ...own.filter((name) => !inModels.includes(`dbt_expectations.${name}(`)),
  ];
  expect(unchecked).toEqual([]);
  // Each holds somewhere and fails somewhere.
  const sides = (test: string) =>
    CASES.filter((one) => one[2] === test || `expect_${one[2]}` === test).map((one) => one[4] > 0);
  expect(tests.filter((test) => new Set(sides(test)).size < 2)).toEqual([]);
});
