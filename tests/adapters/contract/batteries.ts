import { expect } from 'vitest';
import { CASES } from './expectations/cases.js';
import { MODELS } from './expectations/models.js';
import type { Topic } from './topic.js';

const PROJECT = `name: shop
version: '1.0'
profile: shop
vars: {'dbt_date:time_zone': UTC}
data_tests: {shop: {+severity: warn}}
`;
const GENERAL = /^(equal_expression|expression_)/;

/** Of eight rows, seven of which have an amount: two are 2, two are 10. */
const SUITES = `
suites:
  - name: things
    model: things
    min_pass_rate: 0.6
    expectations:
      - not_null: {column: amount, mostly: 0.875}
      - not_null: {column: amount, mostly: 0.88}
      - unique: {column: amount, mostly: 0.42}
      - unique: {column: amount, mostly: 0.43}
      - accepted_values: {column: code, values: [x, y], mostly: 0.57}
      - accepted_values: {column: code, values: [x, y], mostly: 0.57, where: id < 7}
      - expect_column_values_to_be_between: {column: amount, min_value: 0, max_value: 5, mostly: 0.57}
      - expect_column_values_to_be_between: {column: amount, min_value: 0, max_value: 9.5, mostly: 0.9, row_condition: "id in (1, 2, 3, 7, 8)"}
      - expect_table_row_count_to_equal: {value: 8}
`;

/** The properties file of all cases. */
function properties(upper: boolean): string {
  const models = Object.keys(MODELS).map((name) => {
    const own = CASES.filter(([model]) => model === name);
    const testsOf = (column: string | null) =>
      own
        .filter((one) => one[1] === column)
        .map(([, , test, title, , args]) => ({
          [`dbt_expectations.${GENERAL.test(test) ? '' : 'expect_'}${test}`]: {
            name: `${test}__${title}`,
            arguments: title === 'quoted' && upper ? uppercased(args) : args,
          },
        }));
    const columns = [...new Set(own.flatMap((one) => one[1] ?? []))];
    return {
      name,
      data_tests: testsOf(null),
      columns: columns.map((column) => ({ name: column, data_tests: testsOf(column) })),
    };
  });
  return JSON.stringify({ models });
}

/** Quoted names are as the database keeps them. */
function uppercased(args: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...args, column_list: (args.column_list as string[]).map((name) => name.toUpperCase()) };
}

export const batteries: Topic = {
  title: 'batteries',
  cases: {
    'dbt_expectations: every test answers as many rows as it should': async (project) => {
      project.write({
        'dbt_project.yml': PROJECT,
        ...Object.fromEntries(Object.entries(MODELS).map(([name, sql]) => [`models/${name}.sql`, sql])),
        'models/tests.yml': properties(project.target.adapter.dialect.unquotedCase === 'upper'),
      });
      const { results } = await project.run('build');
      const problems = results
        .filter((one) => one.status === 'error')
        .map(({ node, message }) => `${node.name}: ${message}`);
      expect(problems).toEqual([]);
      const found = Object.fromEntries(results.map(({ node, failures }) => [node.name, failures]));
      const wanted = CASES.map(([, , test, title, failures]) => [`${test}__${title}`, failures] as const);
      expect(Object.fromEntries(wanted.map(([name]) => [name, found[name]]))).toEqual(Object.fromEntries(wanted));
    },
    'suites: shares of rows, a pass rate': async (project) => {
      project.write({
        'dbt_project.yml': "name: shop\nversion: '1.0'\nprofile: shop\n",
        'models/things.sql': MODELS.things!,
        'models/suites.yml': SUITES,
      });
      const { suites, exitCode } = await project.run('build');
      expect(exitCode).toBe(0);
      const [suite] = suites!;
      expect(suite).toMatchObject({ name: 'things', status: 'pass', pass: 6, warn: 3, error: 0, rate: 6 / 9 });
      expect(suite!.results.flatMap(({ status, failures }) => (status === 'warn' ? [failures] : [])).sort()).toEqual([
        1, 2, 4,
      ]);
    },
  },
};
