import { expect } from 'vitest';
import type { CommandOptions, ContractProject } from './project.js';
import type { Topic } from './topic.js';

/** Rows as they are now: (code, version, name). */
type Row = readonly [code: string, version: number, name: string];

const CONFIG = "materialized='keyed_table', unique_key='code', surrogate_key='item_sk'";

async function build(
  project: ContractProject,
  rows: readonly Row[],
  { more = '', ...options }: CommandOptions & { more?: string } = {},
): Promise<unknown[][]> {
  const text = project.target.textType ?? 'varchar(20)';
  const selects = rows.map(
    ([code, version, name]) =>
      `select cast('${code}' as ${text}) as code, ${version} as version, cast('${name}' as ${text}) as name`,
  );
  project.write({
    'models/m.sql': `{{ config(${CONFIG}${more}) }}\nselect code, version, name from (${selects.join(' union all ')}) as q`,
  });
  await project.ok('run', options);
  return await stored(project);
}

const stored = (project: ContractProject): Promise<unknown[][]> =>
  project.rows(`select item_sk, code, version, name from ${project.relation('m')} order by item_sk`);

export const keyedTables: Topic = {
  title: 'keyed tables',
  cases: {
    'a key is given once, in the order of the natural key, and kept': async (project) => {
      expect(
        await build(project, [
          ['b', 1, 'x'],
          ['a', 1, 'y'],
        ]),
      ).toEqual([
        [1, 'a', 1, 'y'],
        [2, 'b', 1, 'x'],
      ]);
      expect(
        await build(project, [
          ['b', 2, 'z'],
          ['aa', 1, 'new'],
        ]),
      ).toEqual([
        [1, 'a', 1, 'y'],
        [2, 'b', 2, 'z'],
        [3, 'aa', 1, 'new'],
      ]);
      expect(await project.relations()).toEqual({ m: 'table' });
    },
    'run again, nothing changes': async (project) => {
      const rows: readonly Row[] = [
        ['a', 1, 'x'],
        ['b', 1, 'y'],
      ];
      const before = await build(project, rows);
      expect(await build(project, rows)).toEqual(before);
    },
    'a late version does not undo a newer one': async (project) => {
      const more = ", version_column='version'";
      await build(project, [['a', 5, 'new']], { more });
      expect(await build(project, [['a', 4, 'late']], { more })).toEqual([[1, 'a', 5, 'new']]);
      expect(await build(project, [['a', 5, 'mended']], { more })).toEqual([[1, 'a', 5, 'mended']]);
    },
    'columns that are excluded keep their value; metadata alone changes nothing': async (project) => {
      const more = ", merge_exclude_columns='name', metadata_columns=['version']";
      await build(project, [['a', 1, 'first']], { more });
      expect(await build(project, [['a', 2, 'second']], { more })).toEqual([[1, 'a', 1, 'first']]);
      expect(await build(project, [['a', 2, 'third']], { more, fullRefresh: true })).toEqual([[1, 'a', 2, 'first']]);
    },
    'a full refresh keeps the keys, and gives none twice': async (project) => {
      await build(project, [
        ['a', 1, 'x'],
        ['b', 1, 'x'],
        ['c', 1, 'x'],
      ]);
      const rows = await build(
        project,
        [
          ['0', 1, 'new'],
          ['c', 2, 'y'],
          ['a', 1, 'x'],
        ],
        { fullRefresh: true },
      );
      expect(rows).toEqual([
        [1, 'a', 1, 'x'],
        [3, 'c', 2, 'y'],
        [4, '0', 1, 'new'],
      ]);
      expect(await project.relations()).toEqual({ m: 'table' });
    },
    'a key of two columns': async (project) => {
      const more = ", unique_key=['code', 'version']";
      const write = async (rows: readonly Row[]): Promise<unknown[][]> => {
        const text = project.target.textType ?? 'varchar(20)';
        const selects = rows.map(
          ([c, v, n]) => `select cast('${c}' as ${text}) as code, ${v} as version, cast('${n}' as ${text}) as name`,
        );
        project.write({
          'models/m.sql': `{{ config(materialized='keyed_table', surrogate_key='item_sk'${more}) }} ${selects.join(' union all ')}`,
        });
        await project.ok('run');
        return stored(project);
      };
      await write([
        ['a', 2, 'x'],
        ['a', 1, 'y'],
      ]);
      expect(
        await write([
          ['a', 2, 'z'],
          ['b', 1, 'w'],
        ]),
      ).toEqual([
        [1, 'a', 1, 'y'],
        [2, 'a', 2, 'z'],
        [3, 'b', 1, 'w'],
      ]);
    },
    'is_incremental() is true once there is a table': async (project) => {
      project.write({
        'models/m.sql': `{{ config(${CONFIG}) }}
select {{ "'b'" if is_incremental() else "'a'" }} as code, 1 as version, 'x' as name`,
      });
      await project.ok('run');
      await project.ok('run');
      expect(await stored(project)).toEqual([
        [1, 'a', 1, 'x'],
        [2, 'b', 1, 'x'],
      ]);
    },
    'in place of a view': async (project) => {
      project.write({ 'models/m.sql': 'select 1 as id' });
      await project.ok('run');
      expect(await build(project, [['a', 1, 'x']])).toEqual([[1, 'a', 1, 'x']]);
    },
    'what cannot be kept by key is refused, and leaves the table as it is': async (project) => {
      const before = await build(project, [['a', 1, 'x']]);
      const refused = async (sql: string, options: CommandOptions = {}): Promise<string> => {
        project.write({ 'models/m.sql': `{{ config(${CONFIG}) }} ${sql}` });
        return String((await project.failing('run', 'm', options)).message);
      };
      const twice = "select 'b' as code, 1 as version, 'x' as name union all select 'b', 2, 'y'";
      expect(await refused(twice)).toContain('has 2 rows of');
      expect(await refused(twice, { fullRefresh: true })).toContain('has 2 rows of');
      expect(await refused("select nullif('b', 'b') as code, 1 as version, 'x' as name")).toContain(
        '1 row(s) of the query have no value',
      );
      expect(await refused("select 'b' as kode, 1 as version, 'x' as name")).toContain(
        "no column 'code' of unique_key",
      );
      expect(await refused("select 'b' as code, 1 as version, 'x' as name, 2 as more")).toContain('(new: more)');
      expect(await stored(project)).toEqual(before);
    },
  },
};
