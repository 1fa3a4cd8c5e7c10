import { expect } from 'vitest';
import type { ContractProject } from './project.js';
import type { Case, Topic } from './topic.js';

const snapshot = (config: string, from = "{{ ref('items') }}"): string =>
  `{% snapshot history %}{{ config(unique_key='id', ${config}) }} select * from ${from} {% endsnapshot %}`;

const CHECK = "strategy='check', check_cols=['price']";
const BY_TIME = "strategy='timestamp', updated_at='changed'";

const items = (...rows: readonly string[]): Record<string, string> => ({
  'seeds/items.csv': `id,price,changed\n${rows.map((row) => `${row}\n`).join('')}`,
  'seeds/_seeds.yml': 'seeds:\n  - name: items\n    config:\n      column_types: {changed: timestamp}\n',
});

/** id, price and whether the version is valid now. */
async function versions(project: ContractProject, more = ''): Promise<unknown[][]> {
  const current = 'case when dbt_valid_to is null then 1 else 0 end';
  return await project.rows(
    `select id, price, ${current} as valid_now${more} from ${project.relation('history')} order by id, dbt_valid_from, dbt_valid_to`,
  );
}

async function round(project: ContractProject, ...rows: readonly string[]): Promise<void> {
  project.write(items(...rows));
  await project.ok('seed');
  await project.ok('snapshot');
}

const A = '1,10,2024-01-01 00:00:00';
const B = '2,20,2024-01-01 00:00:00';

const cycle =
  (config: string): Case =>
  async (project) => {
    project.write({ 'snapshots/history.sql': snapshot(config) });
    await round(project, A, B);
    expect(await versions(project)).toEqual([
      [1, 10, 1],
      [2, 20, 1],
    ]);
    await round(project, A, B);
    expect(await versions(project)).toHaveLength(2);
    await round(project, A, '2,25,2024-02-01 00:00:00', '3,30,2024-02-01 00:00:00');
    expect(await versions(project)).toEqual([
      [1, 10, 1],
      [2, 20, 0],
      [2, 25, 1],
      [3, 30, 1],
    ]);
    expect(await project.relations()).toEqual({ items: 'table', history: 'table' });
  };

export const snapshots: Topic = {
  title: 'snapshots',
  cases: {
    'by time': cycle(BY_TIME),
    'by columns': cycle(CHECK),
    'by all columns': cycle("strategy='check', check_cols='all'"),
    'rows that are gone: ignored': async (project) => {
      project.write({ 'snapshots/history.sql': snapshot(CHECK) });
      await round(project, A, B);
      await round(project, A);
      expect(await versions(project)).toEqual([
        [1, 10, 1],
        [2, 20, 1],
      ]);
    },
    'rows that are gone: no longer valid': async (project) => {
      project.write({ 'snapshots/history.sql': snapshot(`${CHECK}, hard_deletes='invalidate'`) });
      await round(project, A, B);
      await round(project, A);
      expect(await versions(project)).toEqual([
        [1, 10, 1],
        [2, 20, 0],
      ]);
      await round(project, A, B);
      expect(await versions(project)).toEqual([
        [1, 10, 1],
        [2, 20, 0],
        [2, 20, 1],
      ]);
    },
    'rows that are gone: recorded': async (project) => {
      project.write({ 'snapshots/history.sql': snapshot(`${CHECK}, hard_deletes='new_record'`) });
      await round(project, A, B);
      await round(project, A);
      expect(await versions(project, ', dbt_is_deleted')).toEqual([
        [1, 10, 1, 'False'],
        [2, 20, 0, 'False'],
        [2, 20, 1, 'True'],
      ]);
      await round(project, A, B);
      expect(await versions(project)).toHaveLength(4);
    },
    'a new column of the query': async (project) => {
      const query = (columns: string) => `(select id, price${columns} from {{ ref('items') }})`;
      project.write({ 'snapshots/history.sql': snapshot(CHECK, `${query('')} as q`) });
      await round(project, A, B);
      project.write({ 'snapshots/history.sql': snapshot(CHECK, `${query(", 'new' as note")} as q`) });
      await round(project, A, '2,25,2024-02-01 00:00:00');
      expect(await versions(project, ', note')).toEqual([
        [1, 10, 1, null],
        [2, 20, 0, null],
        [2, 25, 1, 'new'],
      ]);
    },
    'a key of two columns, other names, another end': async (project) => {
      const names = "snapshot_table_column_names={'dbt_valid_to': 'until', 'dbt_valid_from': 'since'}";
      project.write({
        'snapshots/history.sql': snapshot(
          `${CHECK}, ${names}, dbt_valid_to_current="cast('9999-12-31' as timestamp)"`,
        ).replace("unique_key='id'", "unique_key=['id', 'changed']"),
      });
      await round(project, A, B);
      await round(project, A, '2,25,2024-01-01 00:00:00');
      const query = `select id, price, case when until > cast('9000-01-01' as timestamp) then 1 else 0 end as valid_now from ${project.relation('history')} order by 1, 2`;
      expect(await project.rows(query)).toEqual([
        [1, 10, 1],
        [2, 20, 0],
        [2, 25, 1],
      ]);
    },
    'a table that no snapshot made is refused': async (project) => {
      project.write({ 'snapshots/history.sql': snapshot(CHECK), ...items(A) });
      await project.ok('seed');
      await project.execute(
        `create table ${project.relation('history')} as select * from ${project.relation('items')}`,
      );
      expect((await project.failing('snapshot', 'history')).message).toContain('history');
    },
  },
};
