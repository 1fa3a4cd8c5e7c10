import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAdapter } from '../../compiler/adapters/registry.js';
import type { Adapter, Cell, Credentials, DatabaseError, Warehouse } from '../../compiler/adapters/types.js';
import { QuernError } from '../../compiler/base/diagnostics.js';
import { adapterContract } from './contract.js';

const adapter: Adapter = await loadAdapter('duckdb');
const folder = mkdtempSync(join(tmpdir(), 'quern-duckdb-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function open(output: Credentials): Promise<Warehouse> {
  return adapter.connect(adapter.resolveCredentials(output).credentials, { projectRoot: folder, threads: 2 });
}

async function withWarehouse<T>(output: Credentials, work: (warehouse: Warehouse) => Promise<T>): Promise<T> {
  const warehouse = await open(output);
  try {
    return await work(warehouse);
  } finally {
    await warehouse.close();
  }
}

async function problem(output: Credentials): Promise<QuernError> {
  const error = await open(output).then(
    () => undefined,
    (e: unknown) => e,
  );
  if (!(error instanceof QuernError)) throw new Error(`no QuernError, but ${String(error)}`);
  return error;
}

adapterContract({
  adapter,
  open: () => open({ type: 'duckdb', path: ':memory:' }),
  longQuery: 'select count(*) from range(100000000000) t',
});

describe('duckdb values', () => {
  const cases: [sql: string, cell: Cell, type: string][] = [
    ['1::tinyint', 1, 'TINYINT'],
    ['9007199254740993', 9007199254740993n, 'BIGINT'],
    ['170141183460469231731687303715884105727::hugeint', 170141183460469231731687303715884105727n, 'HUGEINT'],
    ['2::double', { float: 2 }, 'DOUBLE'],
    ['1.5::float', { float: 1.5 }, 'FLOAT'],
    ['1.50::decimal(10,2)', { decimal: '1.50' }, 'DECIMAL(10,2)'],
    ['true', true, 'BOOLEAN'],
    ["date '2024-02-29'", { date: '2024-02-29' }, 'DATE'],
    ["'infinity'::date", { date: 'infinity' }, 'DATE'],
    ["time '03:04:05.5'", { time: '03:04:05.500000' }, 'TIME'],
    ["'03:04:05+02'::timetz", { time: '03:04:05+02:00' }, 'TIME WITH TIME ZONE'],
    ["timestamp '2024-01-02 03:04:05'", { timestamp: '2024-01-02T03:04:05' }, 'TIMESTAMP'],
    ["timestamp '1969-12-31 23:59:59.25'", { timestamp: '1969-12-31T23:59:59.250000' }, 'TIMESTAMP'],
    ["timestamp_s '2024-01-02 03:04:05'", { timestamp: '2024-01-02T03:04:05' }, 'TIMESTAMP_S'],
    ["timestamp_ms '2024-01-02 03:04:05.12'", { timestamp: '2024-01-02T03:04:05.120000' }, 'TIMESTAMP_MS'],
    ["timestamp_ns '2024-01-02 03:04:05.123456789'", { timestamp: '2024-01-02T03:04:05.123456789' }, 'TIMESTAMP_NS'],
    ["interval '1 month 2 days 3.5 seconds'", { interval: 'P1M2DT3.500000S' }, 'INTERVAL'],
    ["interval '-1 hour'", { interval: 'P0M0DT-3600S' }, 'INTERVAL'],
    ['[1, null]', [1, null], 'INTEGER[]'],
    [
      "{'b': 1, '2': [1.5::double]}",
      {
        struct: [
          ['b', 1],
          ['2', [{ float: 1.5 }]],
        ],
      },
      'STRUCT("b" INTEGER, "2" DOUBLE[])',
    ],
    ["map([1], ['x'])", { struct: [['1', 'x']] }, 'MAP(INTEGER, VARCHAR)'],
    ["'a'::enum('a', 'b')", 'a', "ENUM('a', 'b')"],
    ["'\\xFFab'::blob", new Uint8Array([0xff, 0x61, 0x62]), 'BLOB'],
    ["uuid '00000000-0000-0000-0000-000000000001'", '00000000-0000-0000-0000-000000000001', 'UUID'],
    ["'0101'::bit", '0101', 'BIT'],
    ['\'{"a":1}\'::json', '{"a":1}', 'JSON'],
    ['union_value(n := 2)', 2, 'UNION("n" INTEGER)'],
  ];

  let warehouse: Warehouse;
  beforeAll(async () => {
    warehouse = await open({ type: 'duckdb' });
  });
  afterAll(() => warehouse.close());

  it.each(cases)('%s', async (sql, cell, type) => {
    const session = await warehouse.session('values');
    const result = await session.execute(`select ${sql} as v`, { fetch: true });
    expect(result.rows).toEqual([[cell]]);
    expect(result.columns).toEqual([{ name: 'v', dataType: type }]);
    await session.close();
  });

  it('shows timestamps with time zone in the zone of the session', async () => {
    const session = await warehouse.session('zones');
    await session.execute("set timezone = 'America/New_York'");
    const result = await session.execute(
      "select timestamptz '2024-07-01 12:00:00+00', timestamptz '2024-01-01 12:00:00+00'",
      { fetch: true },
    );
    expect(result.rows).toEqual([
      [{ timestamptz: '2024-07-01T08:00:00-04:00' }, { timestamptz: '2024-01-01T07:00:00-05:00' }],
    ]);
  });

  it('binds parameters', async () => {
    const session = await warehouse.session('bindings');
    await session.execute('create table b (i integer, d decimal(10,2), t varchar, x date)');
    await session.execute('insert into b values (?, ?, ?, ?)', {
      bindings: [1, { decimal: '1.50' }, "it's", { date: '2024-01-31' }],
    });
    expect((await session.execute('select * from b', { fetch: true })).rows).toEqual([
      [1, { decimal: '1.50' }, "it's", { date: '2024-01-31' }],
    ]);
  });

  it('takes texts without a statement', async () => {
    const session = await warehouse.session('empty');
    expect((await session.execute('-- nothing\n', { fetch: true })).rows).toEqual([]);
    for (const sql of ['', ' ;; ', '/* a */', '-- a', '/* ; */ -- b\n;']) await session.execute(sql);
    for (const sql of ['/* a */ select 1', 'select 1; -- b', 'select 1; /* c */ ;', '-- d\nselect 1'])
      expect((await session.execute(sql, { fetch: true })).rows, sql).toEqual([[1]]);
  });
});

describe('duckdb errors', () => {
  const failure = async (sql: string): Promise<DatabaseError> =>
    withWarehouse({ type: 'duckdb' }, async (warehouse) => {
      const session = await warehouse.session('errors');
      return session.execute(sql).then(
        () => {
          throw new Error('no error');
        },
        (e: DatabaseError) => e,
      );
    });

  it('reads as DuckDB says it, with candidates', async () => {
    const error = await failure('select foo from (select 1 as food) s');
    expect(error.message).toBe(
      'Binder Error: Referenced column "foo" not found in FROM clause!\nCandidate bindings: "food"',
    );
    expect(error.details).toMatchObject({ code: 'Binder', position: 7, candidates: ['food'] });
  });

  it('keeps signatures whole', async () => {
    const error = await failure('select substr(1, 2, 3, 4)');
    expect(error.details.candidates).toEqual([
      'substr(VARCHAR, BIGINT, BIGINT) -> VARCHAR',
      'substr(VARCHAR, BIGINT) -> VARCHAR',
    ]);
  });

  it('counts positions over several statements', async () => {
    const error = await failure("select 'ü€😀'; select zzz");
    expect(error.details.position).toBe("select 'ü€😀'; select ".length);
  });

  it('names a syntax error', async () => {
    expect((await failure('selec 1')).message).toBe('Parser Error: syntax error at or near "selec"');
  });
});

describe('duckdb connections', () => {
  it('keeps a file between connections, under a name of its own', async () => {
    const output = { type: 'duckdb', path: 'kept.duckdb' };
    expect(adapter.resolveCredentials(output)).toMatchObject({ database: 'kept', schema: 'main', problems: [] });
    await withWarehouse(
      output,
      async (w) => void (await (await w.session('a')).execute('create table t as select 5 as a')),
    );
    await withWarehouse(output, async (w) => {
      expect((await (await w.session('a')).execute('select a from kept.main.t', { fetch: true })).rows).toEqual([[5]]);
    });
  });

  it('opens one file twice in a process as one', async () => {
    const output = { type: 'duckdb', path: 'twice.duckdb' };
    await withWarehouse(output, async (one) => {
      await (await one.session('a')).execute('create table t as select 1 as a');
      await withWarehouse(output, async (two) => {
        expect((await (await two.session('b')).execute('select a from t', { fetch: true })).rows).toEqual([[1]]);
      });
      expect((await (await one.session('c')).execute('select a from t', { fetch: true })).rows).toEqual([[1]]);
    });
  });

  it('attaches, sets and uses', async () => {
    await withWarehouse(
      { type: 'duckdb', path: 'other.duckdb' },
      async (w) => void (await (await w.session('a')).execute('create table t as select 1 as a')),
    );
    const output = {
      type: 'duckdb',
      path: ':memory:',
      database: 'lake',
      attach: [
        { path: 'other.duckdb', alias: 'o', read_only: true },
        { path: 'lake.duckdb', alias: 'lake' },
      ],
      settings: { threads: 2 },
      extensions: ['json', 'parquet'],
    };
    await withWarehouse(output, async (w) => {
      const session = await w.session('a');
      expect((await session.execute('select a from o.main.t', { fetch: true })).rows).toEqual([[1]]);
      await expect(session.execute('insert into o.main.t values (2)')).rejects.toThrow('read-only');
      await session.execute('create table here as select 2 as a');
      expect(
        (await session.execute("select current_database(), current_setting('threads')", { fetch: true })).rows,
      ).toEqual([['lake', 2]]);
    });
  });

  it('says who holds a locked file', async () => {
    const path = join(folder, 'locked.duckdb');
    const code = `const d = require('@duckdb/node-api'); d.DuckDBInstance.create(${JSON.stringify(path)}).then(async (i) => { await (await i.connect()).run('create table t (a int)'); console.log('up'); setInterval(() => {}, 1000); });`;
    const holder = spawn(process.execPath, ['-e', code], { cwd: process.cwd(), stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await new Promise((resolve) => holder.stdout.once('data', resolve));
      const { diagnostics } = await problem({ type: 'duckdb', path: 'locked.duckdb' });
      expect(diagnostics[0]).toMatchObject({ code: 'ADP010' });
      expect(diagnostics[0]?.message).toContain(`(process ${holder.pid})`);
      expect(diagnostics[0]?.message).not.toContain('at ');
    } finally {
      holder.kill('SIGKILL');
    }
  }, 20_000);

  it('names a folder that is missing and a file that is none', async () => {
    expect((await problem({ type: 'duckdb', path: 'no/such/x.duckdb' })).diagnostics[0]).toMatchObject({
      code: 'ADP011',
    });
    writeFileSync(join(folder, 'text.duckdb'), 'hello, I am no database\n'.repeat(1000));
    expect((await problem({ type: 'duckdb', path: 'text.duckdb' })).diagnostics[0]).toMatchObject({ code: 'ADP012' });
    expect((await problem({ type: 'duckdb', attach: [{ path: 'no/such/y.duckdb' }] })).diagnostics[0]).toMatchObject({
      code: 'ADP013',
    });
  });

  it('finds files from the project’s root', async () => {
    writeFileSync(join(folder, 'here.csv'), 'a\n5\n');
    await withWarehouse({ type: 'duckdb' }, async (w) => {
      const session = await w.session('a');
      expect((await session.execute("select a from read_csv('here.csv')", { fetch: true })).rows).toEqual([[5]]);
      expect((await session.execute(`select a from '${join(folder, 'here.csv')}'`, { fetch: true })).rows).toEqual([
        [5],
      ]);
    });
  });

  it('loads a seed’s file', async () => {
    writeFileSync(join(folder, 'seed.csv'), 'a,b\n1,x\n2,\n');
    await withWarehouse({ type: 'duckdb' }, async (w) => {
      const session = await w.session('a');
      await session.execute('create table s (a integer, b text)');
      expect(await w.bulkLoad!(session, 's', [], join(folder, 'seed.csv'), ',')).toBe(2);
      expect((await session.execute('select * from s order by a', { fetch: true })).rows).toEqual([
        [1, 'x'],
        [2, null],
      ]);
    });
  });
});

describe('duckdb profiles', () => {
  const resolve = (output: Credentials): ReturnType<Adapter['resolveCredentials']> =>
    adapter.resolveCredentials({ type: 'duckdb', ...output });

  it.each([
    ['a.duckdb', 'a'],
    ['dir/b.c.duckdb', 'b'],
    ['.hid.db', 'hid'],
    [':memory:', 'memory'],
    ['md:', 'my_db'],
    ['md:shop?x=1', 'shop'],
    ['motherduck:shop', 'shop'],
    ['ducklake:meta.ducklake', 'meta'],
    ['ducklake:sqlite:meta.sqlite', 'meta'],
    ['s3://bucket/y.duckdb', 'y'],
  ])('%s is the database %s', (path, database) => {
    expect(resolve({ path })).toMatchObject({ database, schema: 'main', problems: [] });
  });

  it.each([
    [{ path: 'a.duckdb', database: 'b' }, 'database'],
    [{ plugins: [{ module: 'excel' }] }, 'plugins'],
    [{ filesystems: [{ fs: 's3' }] }, 'filesystems'],
    [{ use_credential_provider: 'gcs' }, 'use_credential_provider'],
    [{ attach: [{ alias: 'x' }] }, 'attach'],
    [{ attach: [{ path: 'x', type: 'sqlite', options: { type: 'duckdb' } }] }, 'attach'],
    [{ secrets: [{ key_id: 'x' }] }, 'secrets'],
    [{ motherduck_token: 'a', settings: { motherduck_token: 'b' } }, 'motherduck_token'],
    [{ settings: 'x' }, 'settings'],
  ] as [Credentials, string][])('%j has a problem at %s', (output, key) => {
    expect(resolve(output).problems).toMatchObject([{ key, severity: 'error' }]);
  });

  it('warns of what is for Python', () => {
    expect(resolve({ module_paths: ['x'] })).toMatchObject({ problems: [], credentials: { modulePaths: ['x'] } });
  });
});
