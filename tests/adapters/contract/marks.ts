import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Mark } from '../../../compiler/project.js';
import type { ContractProject } from './project.js';
import type { Topic } from './topic.js';

/** Rows of (id, day of January 2026 on which the row was changed, name). */
type Row = readonly [id: number, day: number, name: string];

const EMPTY = "select 0 as id, cast('2026-01-01' as timestamp) as changed, 'x' as name where 1 = 0";

/** A source of rows as they are now, and a model that reads it from the mark on. */
function write(project: ContractProject, rows: readonly Row[], mark = "high_water_mark('changed')"): void {
  const day = (n: number): string => String(n).padStart(2, '0');
  project.write({
    'models/items.sql': rows.length
      ? rows
          .map(
            ([id, n, name]) =>
              `select ${id} as id, cast('2026-01-${day(n)}' as timestamp) as changed, '${name}' as name`,
          )
          .join(' union all ')
      : EMPTY,
    'models/m.sql': `{{ config(materialized='incremental', unique_key='id') }}
select id, changed, name from {{ ref('items') }}
{% if is_incremental() %}where changed > {{ ${mark} }}{% endif %}`,
  });
}

const names = async (project: ContractProject): Promise<unknown[]> =>
  (await project.contents('m')).map(([id, , name]) => `${id}${name}`);

const marks = (project: ContractProject, more: Partial<Parameters<typeof request>[1]> = {}): Promise<Mark[]> =>
  request(project, { action: 'list', ...more });

function request(
  project: ContractProject,
  wanted: { action: 'list' | 'reset' | 'clear'; model?: string; to?: string },
): Promise<Mark[]> {
  return project.open('marks', {}, async (opened) => [...(await opened.marks(wanted))]);
}

const day = (mark: string | null | undefined): string | undefined => mark?.slice(0, 10);

export const marking: Topic = {
  title: 'high-water marks',
  cases: {
    'new rows and late ones are read, older ones are not': async (project) => {
      write(project, [[1, 10, 'a']]);
      await project.ok('run');
      write(project, [
        [1, 10, 'a'],
        [2, 12, 'new'],
        [3, 8, 'late'],
        [4, 6, 'later'],
      ]);
      await project.ok('run');
      expect(await names(project)).toEqual(['1a', '2new', '3late']);
      await project.ok('run', { fullRefresh: true });
      expect(await names(project)).toEqual(['1a', '2new', '3late', '4later']);
    },
    'the lateness is what the model says': async (project) => {
      for (const [mark, found] of [
        ["high_water_mark('changed', '36 hours')", ['1a', '2b']],
        ["high_water_mark('changed', 4)", ['1a', '2b', '3c']],
        ["high_water_mark('changed', late_arrival=none)", ['1a']],
        ["high_water_mark('changed', '1 week')", ['1a', '2b', '3c']],
      ] as const) {
        write(project, [[1, 10, 'a']], mark);
        await project.ok('run', { fullRefresh: true });
        write(
          project,
          [
            [1, 10, 'a'],
            [2, 9, 'b'],
            [3, 7, 'c'],
          ],
          mark,
        );
        await project.ok('run');
        expect(await names(project), mark).toEqual(found);
      }
      write(project, [], "high_water_mark('changed', 'a while')");
      expect((await project.failing('run', 'm')).message).toContain("late_arrival is 'a while'");
    },
    'an empty table reads everything': async (project) => {
      write(project, []);
      await project.ok('run');
      write(project, [[1, 10, 'a']]);
      await project.ok('run');
      expect(await names(project)).toEqual(['1a']);
    },
    'numbers have marks, too': async (project) => {
      const rows = (...ids: readonly number[]): void =>
        project.write({
          'models/items.sql': ids.map((id) => `select ${id} as id`).join(' union all '),
          'models/m.sql': `{{ config(materialized='incremental', unique_key='id') }} select id from {{ ref('items') }}
{% if is_incremental() %}where id > {{ high_water_mark('id', 2, initial=0) }}{% endif %}`,
        });
      rows(10);
      await project.ok('run');
      rows(7, 9, 10, 12);
      expect(await marks(project)).toMatchObject([{ column: 'id', newest: '10', lateArrival: '2', mark: '8' }]);
      await project.ok('run');
      expect(await project.contents('m')).toEqual([[10], [12], [9]]);
      await request(project, { action: 'reset', model: 'm', to: '6' });
      await project.ok('run');
      expect(await project.contents('m')).toEqual([[10], [12], [7], [9]]);
    },
    'are shown, before there is a table as well': async (project) => {
      write(project, [[1, 10, 'a']]);
      expect(await marks(project)).toMatchObject([
        { model: 'm', column: 'changed', lateArrival: '3 days', newest: null, mark: '1900-01-01', override: null },
      ]);
      await project.ok('run');
      const [mark] = await marks(project);
      expect([day(mark?.newest), day(mark?.mark), mark?.override]).toEqual(['2026-01-10', '2026-01-07', null]);
    },
    'a reset holds until a run has succeeded': async (project) => {
      write(project, [[1, 10, 'a']]);
      await project.ok('run');
      write(project, [
        [1, 10, 'a'],
        [2, 3, 'old'],
      ]);
      await project.ok('run');
      expect(await names(project)).toEqual(['1a']);

      expect(await request(project, { action: 'reset', model: 'm', to: '2026-01-02' })).toMatchObject([
        { mark: '2026-01-02', override: '2026-01-02' },
      ]);
      // A run that fails, be it after the model's own statement, leaves it as it is.
      const model = readFileSync(join(project.dir, 'models/m.sql'), 'utf8');
      project.write({ 'models/m.sql': `${model} {{ config(post_hook='select * from no_such_relation') }}` });
      await project.failing('run', 'm');
      expect(await marks(project)).toMatchObject([{ override: '2026-01-02' }]);

      project.write({ 'models/m.sql': model });
      await project.ok('run', { flags: { empty: true } });
      expect(await marks(project)).toMatchObject([{ override: '2026-01-02' }]);
      await project.ok('run');
      expect(await names(project)).toEqual(['1a', '2old']);
      expect(await marks(project)).toMatchObject([{ override: null }]);
    },
    'a reset reads everything, and can be taken back': async (project) => {
      write(project, [[1, 10, 'a']]);
      await project.ok('run');
      write(project, [
        [1, 10, 'a'],
        [2, 3, 'old'],
      ]);
      expect(await request(project, { action: 'reset', model: 'm' })).toMatchObject([{ override: '1900-01-01' }]);
      expect(await request(project, { action: 'clear', model: 'm' })).toMatchObject([{ override: null }]);
      await project.ok('run');
      expect(await names(project)).toEqual(['1a']);
      await request(project, { action: 'reset', model: 'm' });
      await project.ok('run');
      expect(await names(project)).toEqual(['1a', '2old']);
    },
    'what is no mark is refused': async (project) => {
      write(project, [[1, 10, 'a']]);
      await project.ok('run');
      await expect(request(project, { action: 'reset', model: 'm', to: 'yesterday morning' })).rejects.toThrow(
        "can't be 'yesterday morning'",
      );
      await expect(request(project, { action: 'reset', model: 'mm' })).rejects.toThrow("has the name 'mm'");
      expect(await marks(project)).toMatchObject([{ override: null }]);
    },
  },
};
