import { expect } from 'vitest';
import { MODELS } from '../../batteries/dbt_expectations/models.js';
import type { Topic } from './topic.js';

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

export const suites: Topic = {
  title: 'suites',
  cases: {
    'shares of rows, a pass rate': async (project) => {
      project.write({ 'models/things.sql': MODELS.things!, 'models/suites.yml': SUITES });
      const { suites: tested, exitCode } = await project.run('build');
      const suite = tested?.[0];
      expect(exitCode).toBe(0);
      expect(suite).toMatchObject({ name: 'things', status: 'pass', pass: 6, warn: 3, error: 0, rate: 6 / 9 });
      const failures = suite!.results.flatMap((one) => (one.status === 'warn' ? [one.failures] : []));
      expect(failures.sort()).toEqual([1, 2, 4]);
    },
  },
};
