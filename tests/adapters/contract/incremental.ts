import { expect } from 'vitest';
import type { ContractProject } from './project.js';
import type { Case, Topic } from './topic.js';

/** Rows by run: `upto` is a var. The second run sees one old key with another value, and a new one. */
function model(strategy: string | null, more = ''): Record<string, string> {
  const config = strategy === null ? '' : `, incremental_strategy='${strategy}'`;
  return {
    'models/m.sql': `{{ config(materialized='incremental'${config}${more}) }}
{% if is_incremental() %}select 2 as id, 'new' as name union all select 3, 'new'
{% else %}select 1 as id, 'old' as name union all select 2, 'old'{% endif %}`,
  };
}

const FIRST = [
  [1, 'old'],
  [2, 'old'],
];
const ADDED = [
  [1, 'old'],
  [2, 'new'],
  [2, 'old'],
  [3, 'new'],
];
const REPLACED = [
  [1, 'old'],
  [2, 'new'],
  [3, 'new'],
];

const cycle =
  (strategy: string | null, more: string, expected: unknown[][]): Case =>
  async (project) => {
    project.write(model(strategy, more));
    await project.ok('run');
    expect(await project.contents('m')).toEqual(FIRST);
    await project.ok('run');
    expect(await project.contents('m')).toEqual(expected);
    expect(await project.relations()).toEqual({ m: 'table' });
    await project.ok('run', { fullRefresh: true });
    expect(await project.contents('m')).toEqual(FIRST);
  };

const KEY = ", unique_key='id'";

/** The second run's query has another column and lacks one. */
async function changed(project: ContractProject, onChange: string): Promise<void> {
  project.write({
    'models/m.sql': `{{ config(materialized='incremental', on_schema_change='${onChange}') }}
{% if is_incremental() %}select 2 as id, 'b' as added{% else %}select 1 as id, 'a' as removed{% endif %}`,
  });
  await project.ok('run');
}

async function columns(project: ContractProject): Promise<string[]> {
  return await project.warehouse(async (warehouse) => {
    const session = await warehouse.session('columns');
    const result = await session.execute(`select * from ${project.relation('m')}`, { fetch: true });
    return result.columns.map((c) => c.name.toLowerCase());
  });
}

export const incremental: Topic = {
  title: 'incremental models',
  cases: {
    append: cycle('append', '', ADDED),
    'delete+insert': cycle('delete+insert', KEY, REPLACED),
    merge: cycle('merge', KEY, REPLACED),
    'no strategy, no key': cycle(null, '', ADDED),
    'no strategy, a key': cycle(null, KEY, REPLACED),
    'a key of two columns': cycle('delete+insert', ", unique_key=['id', 'name']", ADDED),
    'merge by a key of two columns': cycle('merge', ", unique_key=['id', 'name']", ADDED),
    'merge that updates no column but one': async (project) => {
      project.write({
        'models/m.sql': `{{ config(materialized='incremental', incremental_strategy='merge', unique_key='id', merge_update_columns=['b']) }}
{% if is_incremental() %}select 1 as id, 'new' as a, 'new' as b{% else %}select 1 as id, 'old' as a, 'old' as b{% endif %}`,
      });
      await project.ok('run');
      await project.ok('run');
      expect(await project.contents('m')).toEqual([[1, 'old', 'new']]);
    },
    'merge that leaves a column alone': async (project) => {
      project.write({
        'models/m.sql': `{{ config(materialized='incremental', incremental_strategy='merge', unique_key='id', merge_exclude_columns=['a']) }}
{% if is_incremental() %}select 1 as id, 'new' as a, 'new' as b{% else %}select 1 as id, 'old' as a, 'old' as b{% endif %}`,
      });
      await project.ok('run');
      await project.ok('run');
      expect(await project.contents('m')).toEqual([[1, 'old', 'new']]);
    },
    'predicates keep old rows out': cycle('delete+insert', `${KEY}, incremental_predicates=["id > 2"]`, [
      [1, 'old'],
      [2, 'new'],
      [2, 'old'],
      [3, 'new'],
    ]),
    'by batches of event time': async (project) => {
      const config = `materialized='incremental', incremental_strategy='microbatch', event_time='ts', batch_size='day'${project.target.microbatch ?? ''}`;
      const events = (value: string) => `{{ config(materialized='table', event_time='ts') }}
${[1, 2, 3].map((n) => `select ${n} as id, '${value}' as name, cast('2024-01-0${n} 05:00:00' as {{ dbt.type_timestamp() }}) as ts`).join('\nunion all ')}`;
      project.write({
        'models/events.sql': events('old'),
        'models/m.sql': `{{ config(${config}, begin='2024-01-01', lookback=1) }} select * from {{ ref('events') }}`,
      });
      const ids = async () =>
        (await project.rows(`select id, name from ${project.relation('m')} order by id`)).map(([id, name]) => [
          Number(id),
          name,
        ]);
      const first = await project.ok('run', { now: new Date('2024-01-03T12:00:00Z') });
      expect(first.results.find((r) => r.node.name === 'm')?.batchResults?.successful).toHaveLength(3);
      expect(await ids()).toEqual([
        [1, 'old'],
        [2, 'old'],
        [3, 'old'],
      ]);
      project.write({ 'models/events.sql': events('new') });
      const again = await project.ok('run', { now: new Date('2024-01-03T12:00:00Z') });
      expect(again.results.find((r) => r.node.name === 'm')?.batchResults?.successful).toHaveLength(2);
      expect(await ids()).toEqual([
        [1, 'old'],
        [2, 'new'],
        [3, 'new'],
      ]);
    },
    'in place of a view': async (project) => {
      project.write({ 'models/m.sql': 'select 9 as id' });
      await project.ok('run');
      project.write(model('append'));
      await project.ok('run');
      expect(await project.contents('m')).toEqual(FIRST);
      expect(await project.relations()).toEqual({ m: 'table' });
    },
    'a failing run leaves the table': async (project) => {
      project.write(model('append'));
      await project.ok('run');
      project.write({
        'models/m.sql': "{{ config(materialized='incremental') }} select 4 as id, no_such_column as name",
      });
      await project.failing('run', 'm');
      expect(await project.contents('m')).toEqual(FIRST);
      expect(await project.relations()).toEqual({ m: 'table' });
    },
    'an unknown strategy is refused': async (project) => {
      project.write(model('overwrite_all'));
      await project.ok('run');
      expect((await project.failing('run', 'm')).message).toContain('overwrite_all');
    },
    'other columns: ignored': async (project) => {
      project.write({
        'models/m.sql': `{{ config(materialized='incremental') }}
{% if is_incremental() %}select 2 as id, 'b' as name, 'c' as added{% else %}select 1 as id, 'a' as name{% endif %}`,
      });
      await project.ok('run');
      await project.ok('run');
      expect(await columns(project)).toEqual(['id', 'name']);
      expect(await project.contents('m')).toHaveLength(2);
    },
    'other columns: refused': async (project) => {
      await changed(project, 'fail');
      expect((await project.failing('run', 'm')).message?.toLowerCase()).toContain('added');
      expect(await columns(project)).toEqual(['id', 'removed']);
    },
    'other columns: new ones added': async (project) => {
      await changed(project, 'append_new_columns');
      await project.ok('run');
      expect(await columns(project)).toEqual(['id', 'removed', 'added']);
      expect(await project.contents('m')).toEqual([
        [1, 'a', null],
        [2, null, 'b'],
      ]);
    },
    'other columns: the table follows': async (project) => {
      await changed(project, 'sync_all_columns');
      await project.ok('run');
      expect(await columns(project)).toEqual(['id', 'added']);
      expect(await project.contents('m')).toEqual([
        [1, null],
        [2, 'b'],
      ]);
    },
    'other types: the table follows': async (project) => {
      project.write({
        'models/m.sql': `{{ config(materialized='incremental', on_schema_change='sync_all_columns') }}
{% if is_incremental() %}select 2 as id, cast(2.5 as {{ dbt.type_float() }}) as amount{% else %}select 1 as id, 1 as amount{% endif %}`,
      });
      await project.ok('run');
      await project.ok('run');
      expect(
        (await project.rows(`select id, amount from ${project.relation('m')} order by id`)).map((r) => r.map(Number)),
      ).toEqual([
        [1, 1],
        [2, 2.5],
      ]);
    },
  },
};
