import { expect } from 'vitest';
import type { RetentionReport } from '../../../compiler/execute/retention/types.js';
import type { ContractProject } from './project.js';
import { runOptions } from './project.js';
import type { Topic } from './topic.js';

const KEPT = "materialized='incremental', retention_days=10, retention_column='day'";

/** Rows of a table `raw`, of days of January 2026, and a model that appends those that are newer than it has. */
function write(
  project: ContractProject,
  rows: readonly (readonly [id: number, day: number | null])[],
  { type = 'date', config = KEPT, filter = 'where day > (select max(day) from {{ this }})' } = {},
): void {
  const date = (day: number | null) => (day === null ? 'null' : `'2026-01-${String(day).padStart(2, '0')}'`);
  const selects = rows.map(([id, day]) => `select ${id} as id, cast(${date(day)} as ${type}) as day`);
  project.write({
    'models/raw.sql': selects.join(' union all ') || `select 1 as id, cast(null as ${type}) as day where 1 = 0`,
    'models/m.sql': `{{ config(${config}) }} select id, day from {{ ref('raw') }}
{% if is_incremental() %}${filter}{% endif %}`,
  });
}

function retention(
  project: ContractProject,
  apply: boolean,
  asOf = '2026-01-21',
  forget?: string,
): Promise<RetentionReport> {
  return project.open('retention', {}, (opened) =>
    opened.retention({ ...runOptions(), apply, asOf, ...(forget === undefined ? {} : { forget }) }),
  );
}

const ids = async (project: ContractProject, name = 'm'): Promise<unknown[]> =>
  (await project.rows(`select id from ${project.relation(name)} order by id`)).map(([id]) => id);

const ALL = [
  [1, 3],
  [2, 10],
  [3, 11],
  [4, 20],
  [5, null],
] as const;

export const retaining: Topic = {
  title: 'retention',
  cases: {
    'is told first, then purged, then there is nothing': async (project) => {
      write(project, ALL);
      await project.ok('run');
      const told = { name: 'm', days: 10, column: 'day', cutoff: '2026-01-11', total: 5, rows: 2, files: null };
      expect(await retention(project, false)).toMatchObject({ exitCode: 0, results: [{ ...told, status: 'expired' }] });
      expect((await retention(project, false)).results[0]?.oldest).toMatch(/^2026-01-03/);
      expect(await ids(project)).toEqual([1, 2, 3, 4, 5]);

      expect((await retention(project, true)).results).toMatchObject([{ ...told, status: 'purged' }]);
      expect(await ids(project)).toEqual([3, 4, 5]);
      expect((await retention(project, true)).results).toMatchObject([{ status: 'nothing', total: 3, rows: 0 }]);
    },
    'is noted; nothing is made before something goes': async (project) => {
      write(project, ALL);
      expect((await retention(project, true)).results).toMatchObject([{ name: 'm', status: 'not built' }]);
      await project.ok('run');
      await retention(project, true);
      expect(await purges(project)).toEqual(['model.shop.m 2026-01-11 10 2']);
    },
    'times are as good as days': async (project) => {
      write(project, ALL, { type: 'timestamp' });
      await project.ok('run');
      expect((await retention(project, true)).results).toMatchObject([{ status: 'purged', rows: 2 }]);
      expect(await ids(project)).toEqual([3, 4, 5]);
    },
    'the newest rows stay, so that nothing is read again': async (project) => {
      write(project, ALL);
      await project.ok('run');
      expect((await retention(project, true, '2026-12-31')).results).toMatchObject([{ status: 'purged', rows: 3 }]);
      expect(await ids(project)).toEqual([4, 5]);
      await project.ok('run');
      expect(await ids(project)).toEqual([4, 5]);
    },
    'a high-water mark on another column does not move': async (project) => {
      write(project, ALL.slice(0, 4), { filter: "where id > {{ high_water_mark('id', initial=0) }}" });
      await project.ok('run');
      write(project, [...ALL.slice(0, 4), [9, 2]], { filter: "where id > {{ high_water_mark('id', initial=0) }}" });
      await project.ok('run');
      const marks = () => project.open('marks', {}, (opened) => opened.marks({ action: 'list' }));
      const before = await marks();
      expect(before).toMatchObject([{ column: 'id', newest: '9' }]);
      expect((await retention(project, true)).results).toMatchObject([{ status: 'purged', rows: 2 }]);
      expect(await ids(project)).toEqual([3, 4, 9]);
      expect(await marks()).toEqual(before);
    },
    'warns of rows that are late for longer than they are kept': async (project) => {
      write(project, ALL, { filter: "where day > {{ high_water_mark('day', late_arrival='20 days') }}" });
      await project.ok('run');
      await retention(project, false);
      const codes = project.events.flatMap((e) => (e.type === 'diagnostic' ? [e.diagnostic.code] : []));
      expect(codes).toContain('RET004');
    },
    'a full refresh that would lose what was purged is refused': async (project) => {
      write(project, ALL);
      const reader = (config: string) =>
        project.write({
          'models/seen.sql': "select * from {{ ref('m') }}",
          'models/long.sql': `{{ config(materialized='incremental'${config}) }} select id, day from {{ ref('seen') }}
{% if is_incremental() %}where 1 = 0{% endif %}`,
        });
      reader('');
      await project.ok('run');
      await project.ok('run', { fullRefresh: true });
      await retention(project, true);

      await project.ok('run');
      const { diagnostic } = await project.failing('run', 'long', { fullRefresh: true, select: ['long'] });
      expect(diagnostic).toMatchObject({ code: 'RET007' });
      expect(diagnostic?.message).toContain("what 'm' had from before 2026-01-11 was purged");
      expect(await ids(project, 'long')).toEqual([1, 2, 3, 4, 5]);
      // The model itself is made from what has lost nothing.
      await project.ok('run', { fullRefresh: true, select: ['m', 'seen'] });

      // What keeps rows no longer than they were kept before has nothing to lose.
      reader(", retention_days=10, retention_column='day'");
      await project.ok('run', { fullRefresh: true, select: ['long'], now: new Date('2026-01-21T12:00:00Z') });
      reader(", retention_days=11, retention_column='day'");
      await project.failing('run', 'long', {
        fullRefresh: true,
        select: ['long'],
        now: new Date('2026-01-21T12:00:00Z'),
      });
      reader(', allow_purged_inputs=true');
      await project.ok('run', { fullRefresh: true, select: ['long'] });
      reader('');
      await project.failing('run', 'long', { fullRefresh: true, select: ['long'] });
      await retention(project, false, undefined, 'm');
      await project.ok('run', { fullRefresh: true, select: ['long'] });
    },
    'tables that are made from what goes are named': async (project) => {
      write(project, ALL);
      project.write({
        'models/seen.sql': "select * from {{ ref('m') }}",
        'models/sums.sql': "{{ config(materialized='table') }} select count(*) as n from {{ ref('seen') }}",
      });
      await project.ok('run');
      expect((await retention(project, false)).results).toMatchObject([{ readers: ['sums'] }]);
    },
    'of a snapshot: versions that ended long ago': async (project) => {
      const source = (name: string) =>
        project.write({
          'models/people.sql': `select 1 as id, '${name}' as name union all select 2 as id, 'Bo' as name`,
          'snapshots/s.sql': `{% snapshot s %}{{ config(unique_key='id', strategy='check', check_cols=['name'], retention_days=10, retention_column='dbt_valid_to') }}
select id, name from {{ ref('people') }}{% endsnapshot %}`,
        });
      const days = (n: number): string => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
      for (const name of ['Al', 'Ally', 'Alice']) {
        source(name);
        await project.ok('build');
      }
      const names = async () => (await project.rows(`select name from ${project.relation('s')} order by name`)).flat();
      expect(await names()).toEqual(['Al', 'Alice', 'Ally', 'Bo']);
      expect((await retention(project, true, days(5))).results).toMatchObject([{ name: 's', status: 'nothing' }]);
      // The version that ended last stays, as do those that have not ended.
      expect((await retention(project, true, days(20))).results).toMatchObject([{ status: 'purged', rows: 1 }]);
      expect(await names()).toEqual(['Alice', 'Ally', 'Bo']);
    },
    'of a table that every run makes anew comes back, which is said': async (project) => {
      write(project, ALL, { config: "materialized='table', retention_days=10, retention_column='day'", filter: '' });
      await project.ok('run');
      expect((await retention(project, true)).results).toMatchObject([{ status: 'purged', rows: 2 }]);
      expect(project.events).toContainEqual(
        expect.objectContaining({ type: 'diagnostic', diagnostic: expect.objectContaining({ code: 'RET010' }) }),
      );
    },
    'a rule that says nothing is refused': async (project) => {
      write(project, ALL, { config: "materialized='incremental', retention_days=10" });
      await project.ok('run');
      expect(await retention(project, true)).toMatchObject({
        exitCode: 1,
        results: [{ status: 'error', diagnostic: { code: 'RET002' } }],
      });
      write(project, ALL, { config: "materialized='incremental', retention_days=0, retention_column='day'" });
      await expect(retention(project, true)).rejects.toThrow("retention_days of 'm' is '0'");
      await expect(retention(project, false, 'tomorrow')).rejects.toThrow('--as-of');
      expect(await ids(project)).toEqual([1, 2, 3, 4, 5]);
    },
  },
};

async function purges(project: ContractProject): Promise<string[]> {
  project.write({
    'macros/told.sql': `{% macro told() %}
{% for row in run_query('select unique_id, cutoff, retention_days, row_count from ' ~ quern_state_found('purges')).rows %}
{{ log(row[0] ~ ' ' ~ row[1] ~ ' ' ~ (row[2] | int) ~ ' ' ~ (row[3] | int), info=true) }}
{% endfor %}{% endmacro %}`,
  });
  return project.logged('told');
}
