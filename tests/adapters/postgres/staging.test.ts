import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BIN, quern } from '../../e2e/cli.js';
import { writeProject } from '../../e2e/project.js';
import { newDatabase, open, output, server } from './target.js';

const DATABASE = 'staging_tests';
const folder = mkdtempSync(join(tmpdir(), 'quern-staging-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

async function ask(sql: string): Promise<unknown[][]> {
  const warehouse = await open({ dbname: DATABASE });
  try {
    const { rows } = await (await warehouse.session('ask')).execute(sql, { fetch: true });
    return rows.map((row) => row.map((cell) => (typeof cell === 'object' && cell ? Object.values(cell)[0] : cell)));
  } finally {
    await warehouse.close();
  }
}

/** A project whose sources are files in its folder lake/. */
function project(sources: string, files: Readonly<Record<string, string>> = {}) {
  const schema = `s${++made}`;
  const dir = join(folder, schema);
  const target = { ...output({ dbname: DATABASE, schema }), threads: 2 };
  writeProject(dir, {
    'profiles.yml': JSON.stringify({ shop: { target: 'dev', outputs: { dev: target } } }),
    'models/_s.yml': `sources:\n  - name: lake\n    schema: ${schema}_raw\n${sources}`,
  });
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(dir, 'lake', path)), { recursive: true });
    writeFileSync(join(dir, 'lake', path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  const stage = (...args: string[]) => quern(dir, ['source', 'stage', ...args]);
  const rows = (sql: string) => ask(sql.replaceAll('{raw}', `${schema}_raw`).replaceAll('{state}', `${schema}_quern`));
  return { dir, schema, write, stage, rows };
}

/** The line of a source in the table that the command prints, from its status on. */
function line(text: string, source: string): string {
  const found = text.split('\n').find((l) => l.startsWith(`| ${source} `)) ?? '';
  return found
    .split('|')
    .slice(2, -2)
    .map((cell) => cell.trim())
    .join(' ')
    .trim();
}

const ORDERS = `    config: {external_location: 'lake/{name}/*/*.csv', file_format: csv, partitions: {day: date}}
    tables:
      - name: orders
        columns:
          - {name: id, data_type: bigint}
          - {name: amount, data_type: 'numeric(10,2)'}
`;
const DAYS = {
  'orders/day=2026-01-01/a.csv': 'id,amount\n1,1.5\n2,\n',
  'orders/day=2026-01-02/a.csv': 'id,amount\n3,2.25\n',
};
const CONTENT = `select id, amount, day::text, _file from "{raw}".orders order by id, _file`;

describe.skipIf(!server)('source stage', () => {
  beforeAll(async () => {
    await newDatabase(DATABASE);
  });

  it('loads each file once, and new, changed and removed ones later', async () => {
    const lake = project(ORDERS, DAYS);
    expect(line(lake.stage('--dry-run').stdout, 'lake.orders')).toBe('would stage 2 0 0 0');
    expect(await lake.rows(`select count(*) from pg_tables where schemaname in ('{raw}', '{state}')`)).toEqual([[0]]);
    expect(line(lake.stage().stdout, 'lake.orders')).toBe('staged 2 0 0 0 3');
    expect(await lake.rows(CONTENT)).toEqual([
      [1, '1.50', '2026-01-01', 'day=2026-01-01/a.csv'],
      [2, null, '2026-01-01', 'day=2026-01-01/a.csv'],
      [3, '2.25', '2026-01-02', 'day=2026-01-02/a.csv'],
    ]);
    expect(line(lake.stage().stdout, 'lake.orders')).toBe('unchanged 0 0 0 2 0');

    lake.write('orders/day=2026-01-03/a.csv', 'id,amount\n4,4\n');
    lake.write('orders/day=2026-01-02/a.csv', 'id,amount\n3,9.75\n');
    rmSync(join(lake.dir, 'lake/orders/day=2026-01-01'), { recursive: true });
    expect(line(lake.stage().stdout, 'lake.orders')).toBe('staged 1 1 1 0 2');
    expect(await lake.rows(CONTENT)).toEqual([
      [3, '9.75', '2026-01-02', 'day=2026-01-02/a.csv'],
      [4, '4.00', '2026-01-03', 'day=2026-01-03/a.csv'],
    ]);
    expect(await lake.rows(`select file from "{state}".staged_files order by 1`)).toEqual([
      ['day=2026-01-02/a.csv'],
      ['day=2026-01-03/a.csv'],
    ]);
  });

  it('knows a file by its content, and looks into one of the same size and time with --checksum', async () => {
    const lake = project(ORDERS, DAYS);
    const path = join(lake.dir, 'lake/orders/day=2026-01-02/a.csv');
    const time = new Date('2026-01-02T00:00:00Z');
    utimesSync(path, time, time);
    lake.stage();
    utimesSync(path, new Date(), new Date());
    expect(line(lake.stage().stdout, 'lake.orders')).toBe('unchanged 0 0 0 2 0');
    lake.write('orders/day=2026-01-02/a.csv', 'id,amount\n3,7.77\n');
    utimesSync(path, time, time);
    lake.stage();
    lake.write('orders/day=2026-01-02/a.csv', 'id,amount\n3,8.88\n');
    utimesSync(path, time, time);
    expect(line(lake.stage().stdout, 'lake.orders')).toBe('unchanged 0 0 0 2 0');
    expect(line(lake.stage('--checksum').stdout, 'lake.orders')).toBe('staged 0 1 0 1 1');
    expect((await lake.rows(CONTENT)).at(-1)![1]).toBe('8.88');
  });

  it('reads Parquet with values of all kinds, and makes the types of columns that nobody declares', async () => {
    const lake = project(`    config: {external_location: 'lake/{name}/*.parquet'}\n    tables: [{name: kinds}]\n`);
    mkdirSync(join(lake.dir, 'lake/kinds'), { recursive: true });
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(
      `copy (select 1::bigint as "Id", 'a' || chr(9) || 'b' || chr(10) || '\\n' || chr(13) as text, '' as empty, null::varchar as nothing,
        1.25::decimal(18,2) as amount, 1e300 as big, 'nan'::double as odd, true as yes, date '2026-01-31' as day,
        timestamp '2026-01-31 10:11:12.123456' as at, timestamptz '2026-01-31 10:00:00+02' as zoned, [1, 2] as list,
        {'a': 'q"\\'} as struct, 'AB'::blob as bytes, 18446744073709551615::ubigint as huge) to '${lake.dir}/lake/kinds/a.parquet' (format parquet)`,
    );
    const { code, output } = lake.stage();
    expect(code, output).toBe(0);
    expect(
      await lake.rows(
        `select id, text, empty, nothing, amount, big, odd::text, yes, day::text, at::text, (zoned at time zone 'UTC')::text, list::text, struct->>'a', encode(bytes, 'escape'), huge from "{raw}".kinds`,
      ),
    ).toEqual([
      [
        1,
        'a\tb\n\\n\r',
        '',
        null,
        '1.25',
        1e300,
        'NaN',
        true,
        '2026-01-31',
        '2026-01-31 10:11:12.123456',
        '2026-01-31 08:00:00',
        '[1, 2]',
        'q"\\',
        'AB',
        '18446744073709551615',
      ],
    ]);
    // A column that later files have.
    await connection.run(`copy (select 2 as "Id", 'x' as more) to '${lake.dir}/lake/kinds/b.parquet' (format parquet)`);
    expect(line(lake.stage().stdout, 'lake.kinds')).toBe('staged 1 0 0 1 1');
    expect(await lake.rows(`select id, text is null, more from "{raw}".kinds order by id`)).toEqual([
      [1, false, null],
      [2, true, 'x'],
    ]);
  });

  it('reads JSON into declared types', async () => {
    const lake = project(
      `    config: {external_location: 'lake/{name}.json'}
    tables:
      - name: events
        config: {file_column: origin}
        columns: [{name: id, data_type: integer}, {name: at, data_type: timestamp}, {name: props, data_type: jsonb}, {name: gone, data_type: text}]
`,
      { 'events.json': '{"id": 1, "at": "2026-01-01T10:00:00Z", "props": {"a": [1, "x\\ty"]}}\n{"id": 2}\n' },
    );
    expect(lake.stage().code).toBe(0);
    expect(
      await lake.rows(`select id, at::text, props #>> '{a,1}', gone, origin from "{raw}".events order by id`),
    ).toEqual([
      [1, '2026-01-01 10:00:00', 'x\ty', null, 'events.json'],
      [2, null, null, null, 'events.json'],
    ]);
  });

  it('refuses changes of files where they are forbidden, until --full-refresh', async () => {
    const lake = project(ORDERS.replace('file_format', 'changed_files: fail, removed_files: fail, file_format'), DAYS);
    lake.stage();
    lake.write('orders/day=2026-01-02/a.csv', 'id,amount\n3,9.99\n');
    const changed = lake.stage();
    expect(changed.code).toBe(1);
    expect(changed.output).toContain('error[STG002]');
    expect(changed.output).toContain('day=2026-01-02/a.csv');
    expect((await lake.rows(CONTENT)).at(-1)![1]).toBe('2.25');
    rmSync(join(lake.dir, 'lake/orders/day=2026-01-02'), { recursive: true });
    expect(lake.stage().output).toMatch(/was removed after being taken/);
    expect(line(lake.stage('--full-refresh').stdout, 'lake.orders')).toBe('staged 1 0 1 0 2');
    expect(await lake.rows(CONTENT)).toHaveLength(2);
  });

  it('does not take a lake that is not there for one that was emptied', async () => {
    const lake = project(ORDERS, DAYS);
    lake.stage();
    rmSync(join(lake.dir, 'lake'), { recursive: true });
    const { code, output } = lake.stage();
    expect(code).toBe(1);
    expect(output).toContain('error[STG001]');
    expect(await lake.rows(CONTENT)).toHaveLength(3);
  });

  it('leaves nothing of a file that cannot be loaded, and says which line of what is wrong', async () => {
    const lake = project(ORDERS, DAYS);
    lake.stage();
    lake.write('orders/day=2026-01-03/a.csv', 'id,amount\n4,4\nfive,5\n');
    const { code, output } = lake.stage();
    expect(code).toBe(1);
    expect(output).toContain('invalid input syntax for type bigint: "five"');
    expect(output).toContain('models/_s.yml');
    expect(await lake.rows(CONTENT)).toHaveLength(3);
    expect(await lake.rows(`select count(*) from "{state}".staged_files`)).toEqual([[2]]);
  });

  it('says what file is none', async () => {
    const lake = project(`    config: {external_location: 'lake/{name}/*.parquet'}\n    tables: [{name: broken}]\n`, {
      'broken/a.parquet': 'this is no Parquet file',
    });
    const { code, output } = lake.stage();
    expect(code).toBe(1);
    expect(output).toContain('lake/broken/a.parquet');
    expect(output).toContain('models/_s.yml');
    expect(output).not.toContain('at async');
  });

  it('has not been when it is killed, and loads everything once afterwards', async () => {
    const lake = project(ORDERS, DAYS);
    lake.stage();
    lake.write('orders/day=2026-01-03/a.csv', 'id,amount\n4,4\n');
    // What was copied waits for its note until it is killed.
    const warehouse = await open({ dbname: DATABASE });
    const blocker = await warehouse.session('blocker');
    await blocker.begin();
    await blocker.execute(`lock table "${lake.schema}_quern".staged_files in share row exclusive mode`);
    const child = spawn(process.execPath, [BIN, 'source', 'stage'], { cwd: lake.dir, stdio: 'ignore' });
    const waits = `select count(*) from pg_locks l join pg_class c on c.oid = l.relation where c.relname = 'staged_files' and not l.granted`;
    for (let i = 0; i < 200 && (await ask(waits))[0]![0] !== 1; i++) await new Promise((next) => setTimeout(next, 50));
    expect(await ask(waits)).toEqual([[1]]);
    const ended = new Promise((end) => child.on('exit', end));
    child.kill('SIGKILL');
    await ended;
    await blocker.rollback();
    await warehouse.close();
    expect(await lake.rows(CONTENT)).toHaveLength(3);
    expect(line(lake.stage().stdout, 'lake.orders')).toBe('staged 1 0 0 2 1');
    expect(await lake.rows(CONTENT)).toHaveLength(4);
  });

  it('is done once by two at the same time', async () => {
    const lake = project(ORDERS, DAYS);
    lake.stage();
    lake.write('orders/day=2026-01-03/a.csv', 'id,amount\n4,4\n');
    const run = () =>
      new Promise<number | null>((end) =>
        spawn(process.execPath, [BIN, 'source', 'stage'], { cwd: lake.dir, stdio: 'ignore' }).on('exit', end),
      );
    expect(await Promise.all([run(), run()])).toEqual([0, 0]);
    expect(await lake.rows(CONTENT)).toHaveLength(4);
  });

  it('gives models a table, whose age freshness tells', async () => {
    const lake = project(
      ORDERS.replace(
        '- name: orders',
        '- name: orders\n        config: {loaded_at_field: _staged_at, freshness: {error_after: {count: 1, period: hour}}}',
      ),
      DAYS,
    );
    writeFileSync(
      join(lake.dir, 'models/m.sql'),
      `{{ config(materialized='table') }} select sum(amount) as total from {{ source('lake', 'orders') }}`,
    );
    const early = quern(lake.dir, ['build']);
    expect(early.code).toBe(1);
    expect(early.output).toContain("run 'quern source stage --select source:lake.orders'");
    lake.stage();
    expect(quern(lake.dir, ['build']).code).toBe(0);
    expect(await ask(`select total from "${lake.schema}".m`)).toEqual([['3.75']]);
    expect(quern(lake.dir, ['source', 'freshness']).code).toBe(0);
  });

  it('takes the rows of files out that retention has removed', async () => {
    const kept = ORDERS.replace('partitions:', 'retention_days: 10, retention_column: day, partitions:');
    const { dir, stage, rows } = project(kept, { ...DAYS, 'orders/day=2026-01-20/a.csv': 'id,amount\n4,1\n' });
    expect(stage().code).toBe(0);
    const purged = quern(dir, ['retention', '--apply', '--as-of', '2026-01-12']);
    expect(purged.code, purged.output).toBe(0);
    expect(await rows('select count(*)::int, sum(file_count)::int, max(cutoff) from "{state}".purges')).toEqual([
      [1, 1, '2026-01-02'],
    ]);
    expect(line(stage().stdout, 'lake.orders')).toMatch(/^staged 0 0 1 2/);
    expect((await rows(CONTENT)).map(([id]) => id)).toEqual([3, 4]);
  });
});
