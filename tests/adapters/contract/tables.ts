import { expect } from 'vitest';
import type { Case, Topic } from './topic.js';

const model = (kind: string, sql: string): Record<string, string> => ({
  'models/m.sql': `{{ config(materialized='${kind}') }}\n${sql}`,
});

const ONE = 'select 1 as id';
const TWO = "select 1 as id, 'x' as name union all select 2, 'y'";

/** The life of a relation that a query is materialized as. */
function life(kind: 'table' | 'view'): Record<string, Case> {
  const other = kind === 'table' ? 'view' : 'table';
  return {
    [`${kind} from nothing`]: async (project) => {
      project.write(model(kind, TWO));
      await project.ok('run');
      expect(await project.contents('m')).toEqual([
        [1, 'x'],
        [2, 'y'],
      ]);
      expect(await project.relations()).toEqual({ m: kind });
    },
    [`${kind} again, with other columns`]: async (project) => {
      project.write(model(kind, ONE));
      await project.ok('run');
      project.write(model(kind, TWO));
      await project.ok('run');
      expect(await project.contents('m')).toEqual([
        [1, 'x'],
        [2, 'y'],
      ]);
      project.write(model(kind, "select 'text' as id"));
      await project.ok('run');
      expect(await project.contents('m')).toEqual([['text']]);
      expect(await project.relations()).toEqual({ m: kind });
    },
    [`${kind} with --full-refresh`]: async (project) => {
      project.write(model(kind, ONE));
      await project.ok('run');
      await project.ok('run', { fullRefresh: true });
      expect(await project.contents('m')).toEqual([[1]]);
    },
    [`${kind} in place of a ${other}`]: async (project) => {
      project.write(model(other, ONE));
      await project.ok('run');
      project.write(model(kind, TWO));
      await project.ok('run');
      expect(await project.relations()).toEqual({ m: kind });
      expect(await project.contents('m')).toHaveLength(2);
    },
    [`${kind} that fails leaves the old one`]: async (project) => {
      project.write(model(kind, ONE));
      await project.ok('run');
      project.write(model(kind, 'select * from no_such_relation'));
      await project.failing('run', 'm');
      expect(await project.contents('m')).toEqual([[1]]);
      expect(await project.relations()).toEqual({ m: kind });
    },
  };
}

/** Somebody reads while a table is built again and again. */
const neverMissing: Case = async (project) => {
  project.write(model('table', 'select 1 as id union all select 2'));
  await project.ok('run');
  const state = { done: false, reads: 0 };
  const reading = project.warehouse(async (warehouse) => {
    const session = await warehouse.session('reader');
    while (!state.done) {
      const { rows } = await session.execute(`select count(*) from ${project.relation('m')}`, { fetch: true });
      expect(Number(rows[0]![0])).toBe(2);
      state.reads++;
    }
  });
  try {
    for (let i = 0; i < 5; i++) await project.ok('run');
  } finally {
    state.done = true;
  }
  await reading;
  expect(state.reads).toBeGreaterThan(5);
};

export const tables: Topic = {
  title: 'tables and views',
  cases: {
    ...life('table'),
    ...life('view'),
    'readers always see a table that is being replaced': neverMissing,
    'a table under a view that reads it': async (project) => {
      project.write({
        'models/below.sql': "{{ config(materialized='table') }} select 1 as id",
        'models/above.sql': "select * from {{ ref('below') }}",
      });
      await project.ok('run');
      await project.ok('run');
      expect(await project.contents('above')).toEqual([[1]]);
      expect(await project.relations()).toEqual({ below: 'table', above: 'view' });
    },
    'an ephemeral model is part of its reader': async (project) => {
      project.write({
        'models/e.sql': "{{ config(materialized='ephemeral') }} select 7 as id",
        'models/m.sql': "select * from {{ ref('e') }}",
      });
      await project.ok('run');
      expect(await project.contents('m')).toEqual([[7]]);
      expect(await project.relations()).toEqual({ m: 'view' });
    },
    'a header runs before': async (project) => {
      project.write(model('table', '{% call set_sql_header(config) %}select 1;{% endcall %}\nselect 3 as id'));
      await project.ok('run');
      expect(await project.contents('m')).toEqual([[3]]);
    },
    'a schema of its own is created': async (project) => {
      project.write({
        'dbt_project.yml': "name: shop\nversion: '1.0'\nprofile: shop\nmodels:\n  +schema: extra\n",
        'models/m.sql': 'select 1 as id',
        'macros/find.sql':
          "{% macro find() %}{{ log('FOUND ' ~ adapter.check_schema_exists(target.database, target.schema ~ '_extra'), info=true) }}{% do adapter.drop_schema(api.Relation.create(database=target.database, schema=target.schema ~ '_extra')) %}{% endmacro %}",
      });
      await project.ok('run');
      expect(await project.logged('find')).toContain('FOUND True');
      expect((await project.logged('find')).join()).toContain('FOUND False');
    },
  },
};
