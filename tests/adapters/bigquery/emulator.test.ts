import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Session, Warehouse } from '../../../compiler/adapters/types.js';
import { adapter } from './target.js';

const folder = mkdtempSync(join(tmpdir(), 'quern-emulated-'));
const opened: Warehouse[] = [];
let files = 0;
afterEach(async () => {
  for (const warehouse of opened.splice(0)) await warehouse.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function session(file = `w${++files}.duckdb`, clock = '2025-03-31T12:00:00Z'): Promise<Session> {
  const output = { type: 'bigquery', method: 'emulated', emulator: file, emulator_clock: clock };
  const { credentials, problems } = adapter.resolveCredentials({ ...output, project: 'acme', dataset: 'shop' });
  expect(problems).toEqual([]);
  const warehouse = await adapter.connect(credentials, { projectRoot: folder, threads: 2 });
  opened.push(warehouse);
  const made = await warehouse.session('test');
  await made.execute('create schema if not exists shop');
  return made;
}

const values = async (on: Session, sql: string): Promise<unknown[]> =>
  (await on.execute(sql, { fetch: true })).rows.map((row) => (row.length === 1 ? row[0] : row));

const DAYS = `create table shop.days (id int64, day date) partition by day options (require_partition_filter = true, partition_expiration_days = 30)`;

describe('method: emulated', () => {
  it('tells of partitions while tables come and go', async () => {
    const first = await session();
    await first.execute('create table shop.kept as select 1 as id');
    const second = await opened[0]!.session('other');
    let isDone = false;
    const churn = (async () => {
      for (let n = 0; !isDone; n++) {
        await second.execute(`create table shop.gone_${n % 3} as select ${n} as id`);
        await second.execute(`drop table shop.gone_${n % 3}`);
      }
    })();
    try {
      const sql = "select count(*) from shop.INFORMATION_SCHEMA.PARTITIONS where table_name = 'kept'";
      for (let n = 0; n < 60; n++) expect(await values(first, sql)).toEqual([1]);
    } finally {
      isDone = true;
      await churn;
    }
  });

  it('keeps tables, views, options and descriptions in the file', async () => {
    const first = await session('kept.duckdb');
    await first.execute(
      "create table shop.a (id int64 options (description='the key'), s struct<x int64, y array<string>>) cluster by id options (description='all', labels=[('k', 'v')])",
    );
    await first.execute("insert into shop.a values (1, struct(2 as x, ['p', 'q'] as y))");
    await first.execute(
      'create view shop.v as select s.x, array_length(s.y) as n, current_date() as today from shop.a',
    );
    await opened.splice(0)[0]!.close();
    const second = await session('kept.duckdb', '2025-04-01T00:00:00Z');
    expect(await values(second, 'select * from shop.v')).toEqual([[2, 2, { date: '2025-04-01' }]]);
    expect(
      await values(second, 'select description from shop.INFORMATION_SCHEMA.COLUMN_FIELD_PATHS where table_name = "a"'),
    ).toEqual(['the key', null, null, null]);
    await expect(second.execute('create or replace table shop.a as select 1 as id')).rejects.toThrow(
      'different clustering spec',
    );
  });

  it('says that a file is no database', async () => {
    const { credentials } = adapter.resolveCredentials({
      ...{ type: 'bigquery', method: 'emulated', emulator: 'no database', project: 'acme', dataset: 'shop' },
    });
    writeFileSync(join(folder, 'no database'), 'a text that is long enough to be none');
    await expect(adapter.connect(credentials, { projectRoot: folder, threads: 1 })).rejects.toThrow('Opening');
  });
});

it('REGEXP_INSTR answers where the nth match begins', async () => {
  const on = await session();
  expect(
    await values(
      on,
      `select regexp_instr(x, r'o+'), regexp_instr(x, r'o+', 1, 2), regexp_instr(x, r'o+', 3), regexp_instr(x, r'o+', 3, 2), regexp_instr(x, '^b')
      from unnest(['foo boo', 'bar', null]) as x order by x`,
    ),
  ).toEqual([
    [null, null, null, null, null],
    [0, 0, 0, 0, 1],
    [2, 6, 3, 6, 0],
  ]);
  await expect(values(on, "select regexp_instr('foo', 'o', 1, 1, 1)")).rejects.toThrow('position of the end');
});

describe('partitions', () => {
  it('are gone when they are older than they are kept, by the clock of the server', async () => {
    const on = await session('expiring.duckdb');
    await on.execute(DAYS);
    await on.execute(
      "insert into shop.days values (1, '2025-02-27'), (2, '2025-03-01'), (3, '2025-03-02'), (4, '2025-03-31')",
    );
    expect(await values(on, "select id from shop.days where day > '2000-01-01' order by id")).toEqual([3, 4]);
    expect(
      await values(
        on,
        "select partition_id, total_rows from shop.INFORMATION_SCHEMA.PARTITIONS where table_name = 'days' order by 1",
      ),
    ).toEqual([
      ['20250302', 1],
      ['20250331', 1],
    ]);
    await opened.splice(0)[0]!.close();
    const later = await session('expiring.duckdb', '2025-04-05T00:00:00Z');
    expect(await values(later, "select id from shop.days where day > '2000-01-01'")).toEqual([4]);
  });

  it.each([
    ['a query', 'select * from shop.days'],
    ['a condition on something else', 'select day from shop.days where id = 1 order by day'],
    ['CREATE … AS', 'create table shop.copy as select * from shop.days'],
    ['a view', 'select * from shop.v where id = 1'],
    ['INSERT from it', 'insert into shop.other select * from shop.days'],
    ['DELETE', 'delete from shop.days where id = 1'],
  ])('are asked for by a filter where that is required: %s without one is refused', async (_, sql) => {
    const on = await session();
    await on.execute(DAYS);
    await on.execute('create table shop.other (id int64, day date)');
    await on.execute('create view shop.v as select * from shop.days');
    await expect(on.execute(sql)).rejects.toThrow(
      "Cannot query over table 'acme.shop.days' without a filter over column(s) 'day' that can be used for partition elimination",
    );
  });

  it.each([
    "select * from shop.days where day >= '2025-03-20'",
    'select * from shop.v where day = current_date()',
    'select * from shop.filtered where id = 1',
    "merge into shop.days as t using (select 1 as id) as s on t.id = s.id and t.day > '2025-01-01' when matched then delete",
    'insert into shop.days select * from shop.other',
    "merge into shop.days as t using shop.other as s on false when not matched by source and t.day = '2025-03-01' then delete",
  ])('%s has one, or needs none', async (sql) => {
    const on = await session();
    await on.execute(DAYS);
    await on.execute('create table shop.other (id int64, day date)');
    await on.execute('create view shop.v as select * from shop.days');
    await on.execute("create view shop.filtered as select * from shop.days where day > '2025-01-01'");
    await on.execute(sql);
  });
});

describe('external tables', () => {
  const lay = (path: string, text: string): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };

  it('read JSON lines with declared, nested columns, and new files as they come', async () => {
    const on = await session();
    lay(
      'events/day=2025-03-01/a.json',
      '{"id": 1, "at": "2025-03-01T10:00:00Z", "device": {"os": "ios"}, "tags": ["x"]}\n',
    );
    await on.execute(
      `create external table shop.events (id int64, at timestamp, device struct<os string>, tags array<string>) with partition columns (day date) options (format = 'NEWLINE_DELIMITED_JSON', uris = ['file://${folder}/events/*.json'], hive_partition_uri_prefix = 'file://${folder}/events')`,
    );
    expect(await values(on, 'select id, device.os, tags[offset(0)], day from shop.events')).toEqual([
      [1, 'ios', 'x', { date: '2025-03-01' }],
    ]);
    lay('events/day=2025-03-02/b.json', '{"id": 2, "unknown": 1}\n');
    expect(await values(on, "select id, device.os from shop.events where day > '2025-03-01'")).toEqual([[2, null]]);
    await on.execute('drop external table shop.events');
    await expect(on.execute('select * from shop.events')).rejects.toThrow('Not found');
  });

  it('read CSV', async () => {
    const on = await session();
    lay('rows/a.csv', 'id;name\n1;-\n2;"a;b"\n');
    const options = `format = 'CSV', uris = ['${folder}/rows/*.csv'], skip_leading_rows = 1, field_delimiter = ';', null_marker = '-'`;
    await on.execute(`create or replace external table shop.rows (id int64, name string) options (${options})`);
    expect(await values(on, 'select id, name from shop.rows order by id')).toEqual([
      [1, null],
      [2, 'a;b'],
    ]);
  });

  it('say what they cannot read', async () => {
    const on = await session();
    const create = (options: string): Promise<unknown> =>
      on.execute(`create external table shop.t (id int64) options (${options})`);
    await expect(create("format = 'PARQUET', uris = ['gs://b/*.parquet']")).rejects.toThrow('its own machine only');
    await expect(create("format = 'AVRO', uris = ['/a/*.avro']")).rejects.toThrow('no files of the format AVRO');
    await expect(create(`format = 'PARQUET', uris = ['${folder}/none/*.parquet']`)).rejects.toThrow('Not found: Files');
    await expect(create("formt = 'CSV', uris = ['/a/*.csv']")).rejects.toThrow('Unknown option: formt');
  });
});

describe('MERGE … ON FALSE, by which partitions are replaced', () => {
  const merge = (condition: string): string => `
    merge into shop.days as t
      using (select id, day from shop.news) as s
      on ${condition}
    when not matched by source and t.day in (date '2025-03-02', date '2025-03-03') then delete
    when not matched then insert (id, day) values (id, day)`;

  // What DuckDB makes of it by itself is the measure.
  it.each([['false'], ['1 = 0']])('is the same on %s', async (condition) => {
    const on = await session();
    await on.execute('create table shop.days (id int64, day date)');
    await on.execute("insert into shop.days values (1, '2025-03-01'), (2, '2025-03-02'), (3, '2025-03-03'), (4, null)");
    await on.execute(
      "create table shop.news as select 5 as id, date '2025-03-02' as day union all select 6, date '2025-03-03'",
    );
    const { response } = await on.execute(merge(condition));
    expect(response.rows_affected).toBe(4);
    expect(await values(on, 'select id from shop.days order by id')).toEqual([1, 4, 5, 6]);
  });

  it('reads its source before anything is deleted, when that is the table itself', async () => {
    const on = await session();
    await on.execute("create table shop.days as select 1 as id, date '2025-03-01' as day");
    await on.execute(
      "merge into shop.days as t using (select id + 1 as id, day from shop.days) as s on false when not matched by source and t.day = '2025-03-01' then delete when not matched then insert (id, day) values (id, day)",
    );
    expect(await values(on, 'select id from shop.days')).toEqual([2]);
  });

  it('leaves everything as it was when it fails', async () => {
    const on = await session();
    await on.execute("create table shop.days as select '1' as id, date '2025-03-01' as day");
    await expect(
      on.execute(
        "merge into shop.days using (select error('no') as id, date '2025-03-01' as day) as s on false when not matched by source then delete when not matched then insert (id, day) values (id, day)",
      ),
    ).rejects.toThrow('no');
    expect(await values(on, 'select id from shop.days')).toEqual(['1']);
  });
});

describe('translation', () => {
  it('knows dates of aggregates, windows and queries, and how far texts are apart', async () => {
    const on = await session();
    await on.execute(
      "create table shop.days as select day from unnest(generate_date_array('2025-01-30', '2025-03-02')) as day",
    );
    expect(
      await values(
        on,
        `select date_trunc(min(day), month), date_add(max(day), interval 1 day), timestamp_trunc(max(timestamp(day)), year), date_sub((select min(day) from shop.days), interval 1 week), edit_distance('kitten', 'sitting') from shop.days`,
      ),
    ).toEqual([
      [
        { date: '2025-01-01' },
        { date: '2025-03-03' },
        { timestamptz: '2025-01-01T00:00:00+00:00' },
        { date: '2025-01-23' },
        3,
      ],
    ]);
    expect(
      await values(
        on,
        'select distinct date_trunc(min(day) over (partition by extract(month from day)), isoweek) as w from shop.days order by w',
      ),
    ).toEqual([{ date: '2025-01-27' }, { date: '2025-02-24' }]);
  });

  it('takes statements that are deep', async () => {
    const on = await session();
    const many = Array.from({ length: 60 }, (_, i) => `select ${i} as n`).join(' union all ');
    expect(await values(on, `select sum(n) from (${many}) as t`)).toEqual([1770]);
  });
});
