import { expect } from 'vitest';
import { type Change, FOREVER, historyOf, type Version } from './history.js';
import type { CommandOptions, ContractProject } from './project.js';
import { randomDeliveries } from './random-changes.js';
import type { Topic } from './topic.js';

const CONFIG = "materialized='scd2', unique_key='id', updated_at='changed'";
const KEYED = ", surrogate_key='item_sk'";

/** The rows that the query returns. The model reads them from a view, as it would a source. */
function write(project: ContractProject, rows: readonly Change[], more = '', where = ''): void {
  const text = project.target.textType ?? 'varchar(20)';
  const selects = rows.map(
    ({ id, at, name, mail = '', gone = false }) =>
      `select ${id} as id, cast('${at}:00' as timestamp) as changed, cast('${name}' as ${text}) as name, cast('${mail}' as ${text}) as mail, ${gone} as gone`,
  );
  const none = `select * from (${emptyRow(text)}) as q where 1 = 0`;
  project.write({
    'models/items.sql': selects.length > 0 ? selects.join('\nunion all ') : none,
    'models/m.sql': `{{ config(${CONFIG}${more}) }}\nselect * from {{ ref('items') }} ${where}`,
  });
}

const emptyRow = (text: string): string =>
  `select 1 as id, cast('2026-01-01' as timestamp) as changed, cast('' as ${text}) as name, cast('' as ${text}) as mail, false as gone`;

/** The same for more rows than a query can spell out: the model reads them from a seed. */
async function runSeeded(
  project: ContractProject,
  rows: readonly Change[],
  { more, where, ...options }: CommandOptions & { more: string; where: string },
): Promise<readonly Stored[]> {
  const text = project.target.textType ?? 'varchar(20)';
  const types = { changed: 'timestamp', name: text, mail: text, gone: 'boolean' };
  project.write({
    'seeds/items.csv': `id,${Object.keys(types).join(',')}\n${rows.map((r) => `${r.id},${r.at}:00,${r.name},${r.mail},${r.gone}\n`).join('')}`,
    'seeds/items.yml': JSON.stringify({ version: 2, seeds: [{ name: 'items', config: { column_types: types } }] }),
    'models/m.sql': `{{ config(${CONFIG}${more}) }}\nselect * from {{ ref('items') }} ${where}`,
  });
  await project.ok('seed');
  await project.ok('run', options);
  return stored(project);
}

interface Stored extends Version {
  readonly key: number;
}

/** What the table holds, in order; times as far as they are not zero. */
async function stored(project: ContractProject, key = 'item_sk'): Promise<readonly Stored[]> {
  const rows = await project.rows(
    `select id, name, mail, effective_date, expiration_date, is_current, ${key} from ${project.relation('m')} order by id, effective_date`,
  );
  return rows.map(([id, name, mail, from, until, current, number]) => ({
    id: id as number,
    name: name as string,
    mail: mail as string,
    from: time(from),
    until: time(until),
    current: current as boolean,
    key: number as number,
  }));
}

function time(value: unknown): string {
  const text = String(value).replace('T', ' ');
  return text.startsWith(FOREVER) ? FOREVER : text.slice(0, 16);
}

async function run(
  project: ContractProject,
  rows: readonly Change[],
  { more = KEYED, where = '', ...options }: CommandOptions & { more?: string; where?: string } = {},
): Promise<readonly Stored[]> {
  write(project, rows, more, where);
  await project.ok('run', options);
  return stored(project, more.includes('surrogate_key') ? 'item_sk' : '0');
}

const on = (day: number, hour = 0): string =>
  `2026-01-${String(day).padStart(2, '0')} ${String(hour).padStart(2, '0')}:00`;
const change = (id: number, at: string, name: string, mail = ''): Change => ({ id, at, name, mail });
const gone = (id: number, at: string): Change => ({ id, at, name: '', gone: true });

/** `name from→until key`, for short. */
const shown = (rows: readonly Stored[]): string[] =>
  rows.map(
    ({ id, name, from, until, current, key }) =>
      `${id}${name} ${from.slice(8)}→${until === FOREVER ? '∞' : until.slice(8)}${current ? '' : ' past'} #${key}`,
  );

const CHANGES = [change(1, on(1), 'a'), change(1, on(5), 'b'), change(2, on(3), 'x')];

export const scd2: Topic = {
  title: 'scd2',
  cases: {
    'versions hold from their change until the next one': async (project) => {
      const all = ['1a 01 00:00→05 00:00 past #1', '1b 05 00:00→∞ #2', '2x 03 00:00→∞ #3'];
      expect(shown(await run(project, CHANGES))).toEqual(all);
      expect(shown(await run(project, CHANGES))).toEqual(all);
      expect(shown(await run(project, [change(2, on(9), 'y')]))).toEqual([
        ...all.slice(0, 2),
        '2x 03 00:00→09 00:00 past #3',
        '2y 09 00:00→∞ #4',
      ]);
      expect(await project.relations()).toEqual({ items: 'view', m: 'table' });
    },
    'what changes nothing begins no version': async (project) => {
      const rows = [change(1, on(1), 'a'), change(1, on(2), 'a'), change(1, on(3), 'b'), change(1, on(4), 'b')];
      const versions = await run(project, rows);
      expect(shown(versions)).toEqual(['1a 01 00:00→03 00:00 past #1', '1b 03 00:00→∞ #2']);
      expect(await run(project, [change(1, on(6), 'b')])).toEqual(versions);
    },
    'a late change is put into its place': async (project) => {
      await run(project, CHANGES);
      expect(shown(await run(project, [change(1, on(3), 'late')]))).toEqual([
        '1a 01 00:00→03 00:00 past #1',
        '1late 03 00:00→05 00:00 past #4',
        '1b 05 00:00→∞ #2',
        '2x 03 00:00→∞ #3',
      ]);
      expect(shown(await run(project, [change(1, '2025-12-20 00:00', 'first')])).slice(0, 2)).toEqual([
        '1first 20 00:00→01 00:00 past #5',
        '1a 01 00:00→03 00:00 past #1',
      ]);
    },
    'a version that turns out to be older keeps its key': async (project) => {
      await run(project, CHANGES);
      expect(shown(await run(project, [change(1, on(4), 'b')])).slice(0, 2)).toEqual([
        '1a 01 00:00→04 00:00 past #1',
        '1b 04 00:00→∞ #2',
      ]);
      // What lay between was said by mistake: all is one version, the first.
      expect(shown(await run(project, [change(1, on(4), 'a')])).slice(0, 1)).toEqual(['1a 01 00:00→∞ #1']);
    },
    'of changes of one time, and of one day, the last counts': async (project) => {
      const more = `${KEYED}, grain='day'`;
      expect(
        shown(
          await run(project, [change(1, on(1, 9), 'a'), change(1, on(1, 17), 'b'), change(1, on(2, 8), 'c')], { more }),
        ),
      ).toEqual(['1b 01→02 past #1', '1c 02→∞ #2']);
      expect(shown(await run(project, [change(1, on(2, 20), 'd')], { more }))).toEqual([
        '1b 01→02 past #1',
        '1d 02→∞ #2',
      ]);
      expect(shown(await run(project, [change(1, on(2, 12), 'late')], { more }))).toEqual([
        '1b 01→02 past #1',
        '1d 02→∞ #2',
      ]);
      expect(shown(await run(project, [change(1, on(2, 21), 'b')], { more }))).toEqual(['1b 01→∞ #1']);
    },
    'type 1 columns are those of the newest change in all versions': async (project) => {
      const more = `${KEYED}, type1_columns=['mail']`;
      const mails = (rows: readonly Stored[]): string[] => rows.map((row) => `${row.name} ${row.mail}`);
      expect(mails(await run(project, [change(1, on(1), 'a', 'old'), change(1, on(5), 'b', 'new')], { more }))).toEqual(
        ['a new', 'b new'],
      );
      expect(mails(await run(project, [change(1, on(3), 'c', 'late')], { more }))).toEqual(['a new', 'c new', 'b new']);
      expect(mails(await run(project, [change(1, on(7), 'b', 'newest')], { more }))).toEqual([
        'a newest',
        'c newest',
        'b newest',
      ]);
    },
    'only columns that are checked begin versions': async (project) => {
      const more = `${KEYED}, check_columns='name'`;
      const rows = await run(project, [change(1, on(1), 'a', 'm1'), change(1, on(2), 'a', 'm2')], { more });
      expect(rows.map((row) => `${row.name} ${row.mail} ${row.from}`)).toEqual(['a m1 2026-01-01 00:00']);
      expect(await run(project, [change(1, on(3), 'a', 'm3')], { more })).toEqual(rows);
    },
    'a flag ends versions, and a key can come back': async (project) => {
      const more = `${KEYED}, delete_flag='gone'`;
      await run(project, CHANGES, { more });
      const ended = await run(project, [gone(1, on(8)), gone(3, on(1))], { more });
      expect(shown(ended)).toEqual([
        '1a 01 00:00→05 00:00 past #1',
        '1b 05 00:00→08 00:00 past #2',
        '2x 03 00:00→∞ #3',
      ]);
      expect(await run(project, [gone(1, on(8))], { more })).toEqual(ended);
      expect(shown(await run(project, [change(1, on(10), 'b')], { more })).slice(1, 3)).toEqual([
        '1b 05 00:00→08 00:00 past #2',
        '1b 10 00:00→∞ #4',
      ]);
      // Known to have been there in between.
      expect(shown(await run(project, [change(1, on(9), 'b')], { more })).slice(1, 3)).toEqual([
        '1b 05 00:00→08 00:00 past #2',
        '1b 09 00:00→∞ #4',
      ]);
    },
    'keys that are missing are deleted, where that is asked': async (project) => {
      const more = `${KEYED}, hard_deletes='invalidate'`;
      const rows = CHANGES.slice(1);
      await run(project, rows, { more });
      const ended = await run(project, rows.slice(1), { more });
      expect(ended.map((row) => `${row.id}${row.name} ${row.current}`)).toEqual(['1b false', '2x true']);
      expect(ended[0]!.until > on(30) && ended[0]!.until < FOREVER).toBe(true);
      expect(await run(project, rows.slice(1), { more })).toEqual(ended);
      const back = await run(project, rows, { more });
      expect(back.map((row) => `${row.id}${row.name} ${row.current}`)).toEqual(['1b false', '1b true', '2x true']);
      expect(back[1]!.from >= ended[0]!.until).toBe(true);
      expect(await run(project, rows, { more })).toEqual(back);
    },
    'or are versions of their own': async (project) => {
      const more = `${KEYED}, hard_deletes='new_record'`;
      const rows = CHANGES.slice(1);
      await run(project, rows, { more });
      const seen = async (): Promise<unknown[][]> =>
        project.rows(
          `select id, name, is_current, is_deleted from ${project.relation('m')} order by id, effective_date`,
        );
      await run(project, rows.slice(1), { more });
      const ended = [
        [1, 'b', false, false],
        [1, 'b', true, true],
        [2, 'x', true, false],
      ];
      expect(await seen()).toEqual(ended);
      await run(project, rows.slice(1), { more });
      expect(await seen()).toEqual(ended);
      await run(project, rows, { more });
      expect(await seen()).toEqual([
        [1, 'b', false, false],
        [1, 'b', false, true],
        [1, 'b', true, false],
        [2, 'x', true, false],
      ]);
    },
    'a full refresh makes the same table, with the same keys': async (project) => {
      const rows = [...CHANGES, change(1, on(3), 'late'), change(2, on(9), 'y')];
      await run(project, rows.slice(0, 3));
      await run(project, rows.slice(3));
      const versions = await stored(project);
      expect(await run(project, rows, { fullRefresh: true })).toEqual(versions);
    },
    'without a surrogate key, with names and an end of time of their own': async (project) => {
      const more =
        ", effective_column='valid_from', expiration_column='valid_to', current_column='valid_now', expiration_value='2099-01-01', unique_key=['id', 'mail']";
      const columns = async (): Promise<unknown[][]> =>
        project.rows(
          `select id, mail, name, valid_from, valid_to, valid_now from ${project.relation('m')} order by id, mail, valid_from`,
        );
      const short = (rows: unknown[][]): string[] =>
        rows.map(
          ([id, mail, name, from, to, now]) =>
            `${id}${mail}${name} ${time(from).slice(0, 10)} ${time(to).slice(0, 10)} ${now}`,
        );
      const build = async (rows: readonly Change[]): Promise<string[]> => {
        write(project, rows);
        project.write({
          'models/m.sql': `{{ config(materialized='scd2', updated_at='changed'${more}) }} select * from {{ ref('items') }}`,
        });
        await project.ok('run');
        return short(await columns());
      };
      await build([change(1, on(1), 'a', 'm'), change(1, on(1), 'b', 'n')]);
      expect(await build([change(1, on(2), 'c', 'm')])).toEqual([
        '1ma 2026-01-01 2026-01-02 false',
        '1mc 2026-01-02 2099-01-01 true',
        '1nb 2026-01-01 2099-01-01 true',
      ]);
    },
    'a new column is added, one that is gone is refused': async (project) => {
      await run(project, CHANGES);
      project.write({
        'models/m.sql': `{{ config(${CONFIG}${KEYED}) }} select items.*, 'new' as more from {{ ref('items') }} as items where id = 2`,
      });
      await project.ok('run');
      expect(await project.rows(`select id, more from ${project.relation('m')} order by id, effective_date`)).toEqual([
        [1, null],
        [1, null],
        [2, 'new'],
      ]);
      project.write({
        'models/m.sql': `{{ config(${CONFIG}${KEYED}) }} select id, changed, name from {{ ref('items') }}`,
      });
      expect((await project.failing('run', 'm')).message).toContain('gone: ');
    },
    'what cannot be kept is refused': async (project) => {
      const refused = async (more: string, where = ''): Promise<string> => {
        write(project, CHANGES, more, where);
        return String((await project.failing('run', 'm')).message);
      };
      expect(await refused(", check_columns=['nam']")).toContain("no column 'nam' of check_columns");
      expect(await refused(", check_columns=['name'], type1_columns=['name']")).toContain('and is also');
      expect(await refused(", grain='week'")).toContain("grain is 'week'");
      expect(await refused(", effective_column='name'")).toContain("has a column 'name'");
      expect(
        await refused(
          '',
          'union all select 7, cast(null as timestamp), name, mail, gone from {{ ref("items") }} where id = 2',
        ),
      ).toContain('have no value in');
    },
    'random changes, late ones among them, make the history that they tell': async (project) => {
      const flagged = `${KEYED}, delete_flag='gone', type1_columns='mail'`;
      const marked = "{% if is_incremental() %}where changed > {{ high_water_mark('changed', '4 days') }}{% endif %}";
      for (const { seed, grain, lateDays, where = '', only = false } of [
        { seed: 1, grain: 16, lateDays: 20 },
        { seed: 2, grain: 10, lateDays: 20 },
        // What a run reads is what is not much older than the table.
        { seed: 3, grain: 16, lateDays: 3, where: marked },
        { seed: 4, grain: 10, lateDays: 3, where: marked },
        // The query returns what was delivered last, and nothing comes late.
        { seed: 5, grain: 16, lateDays: 0, only: true },
      ]) {
        const more = `${flagged}${grain === 10 ? ", grain='day'" : ''}`;
        const known: Change[] = [];
        const keys = new Map<string, number>();
        let first = true;
        for (const rows of randomDeliveries(seed, { keys: 25, deliveries: 3, lateDays })) {
          known.push(...rows);
          const versions = await runSeeded(project, only ? rows : known, { more, where, fullRefresh: first });
          first = false;
          expect(
            versions.map(({ key: _, ...version }) => version),
            `seed ${seed}`,
          ).toEqual(historyOf(known, grain));
          expect(new Set(versions.map((version) => version.key)).size).toBe(versions.length);
          for (const { id, from, key } of versions) {
            expect(keys.get(`${id} ${from}`) ?? key).toBe(key);
            keys.set(`${id} ${from}`, key);
          }
        }
        const versions = await stored(project);
        expect(await runSeeded(project, known, { more, where, fullRefresh: true })).toEqual(versions);
      }
    },
  },
};
