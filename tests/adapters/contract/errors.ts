import { expect } from 'vitest';
import { placeOf } from './project.js';
import type { Topic } from './topic.js';

export const errors: Topic = {
  title: 'errors',
  cases: {
    'of a query are found in the model': async (project) => {
      project.write({
        'models/m.sql':
          "{{ config(materialized='table') }}\n{% set x = 1 %}\nselect\n  1 as id,\n  no_such_column\nfrom (select 'ü' as id) as q\n",
      });
      const { diagnostic, message } = await project.failing('run', 'm');
      expect(message?.toLowerCase()).toContain('no_such_column');
      expect(placeOf(diagnostic)).toBe('models/m.sql:5:3');
    },
    'of syntax are found in the model': async (project) => {
      project.write({ 'models/m.sql': 'select 1 as id\nform nothing here\n' });
      const { diagnostic } = await project.failing('run', 'm');
      expect(placeOf(diagnostic)).toMatch(/^models\/m.sql:2:/);
    },
    'name what is near': async (project) => {
      project.write({
        'models/orders.sql': "{{ config(materialized='table') }} select 1 as order_id",
        'models/m.sql': "select order_idd from {{ ref('orders') }}",
      });
      const { diagnostic } = await project.failing('run', 'm');
      expect(`${diagnostic?.hint} ${diagnostic?.label}`.toLowerCase()).toContain("'order_id'");
    },
    'of a test are failures, with their number': async (project) => {
      project.write({
        'models/m.sql': 'select 1 as id union all select 1 union all select null',
        'models/_m.yml':
          'models:\n  - name: m\n    columns:\n      - name: id\n        data_tests: [unique, not_null]\n',
      });
      const report = await project.run('build');
      const facts = report.results.map((r) => [r.status, r.failures]).sort();
      expect(facts).toEqual([
        ['fail', 1],
        ['fail', 1],
        ['success', null],
      ]);
    },
    'skip what stands on the model, and nothing else': async (project) => {
      project.write({
        'models/a.sql': 'select * from no_such_relation',
        'models/b.sql': "select * from {{ ref('a') }}",
        'models/c.sql': 'select 1 as id',
      });
      const report = await project.run('run');
      expect(Object.fromEntries(report.results.map((r) => [r.node.name, r.status]))).toEqual({
        a: 'error',
        b: 'skipped',
        c: 'success',
      });
    },
    'leave the session usable': async (project) => {
      project.write({
        'models/a.sql': 'select * from no_such_relation',
        ...Object.fromEntries(
          ['b', 'c', 'd'].map((name) => [`models/${name}.sql`, "{{ config(materialized='table') }} select 1 as id"]),
        ),
      });
      const report = await project.run('run', { threads: 1 });
      expect(report.results.map((r) => r.status).sort()).toEqual(['error', 'success', 'success', 'success']);
    },
  },
};
