import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SnowflakeEmulator, startSnowflakeServer } from '../../../../compiler/emulate/snowflake/index.js';
import { type Client, connect } from './client.js';

const CSV = `file_format = (type = csv skip_header = 1 field_optionally_enclosed_by = '"' null_if = ('', 'NULL') empty_field_as_null = true)`;

describe('stages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'quern-stage-test-'));
  let server: SnowflakeEmulator;
  let client: Client;

  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  beforeAll(async () => {
    server = await startSnowflakeServer();
    client = await connect(server.url);
  });
  afterAll(async () => {
    await client.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('take files by PUT, which COPY loads once', async () => {
    const path = file(
      'people.csv',
      'id,name,born,ok\n1,"Ada, L.",1815-12-10,true\n2,"two\nlines",,no\n3,NULL,2000-01-01,\n',
    );
    await client.query('create table people (id int, name varchar, born date, ok boolean)');
    const put = await client.query(`put 'file://${path}' '@%people' auto_compress = true overwrite = true`);
    expect(put.rows).toMatchObject([{ source: 'people.csv', target: 'people.csv.gz', status: 'UPLOADED' }]);
    expect((await client.query('list @%people')).rows).toMatchObject([{ name: 'people.csv.gz' }]);
    const copy = `copy into people from '@%people' ${CSV}`;
    expect((await client.query(copy)).rows).toMatchObject([
      { file: 'people.csv.gz', status: 'LOADED', rows_loaded: 3 },
    ]);
    expect((await client.query(copy)).rows).toEqual([{ status: 'Copy executed with 0 files processed.' }]);
    expect(await client.values('select id, name, to_char(born), ok from people order by id')).toEqual([
      [1, 'Ada, L.', '1815-12-10', true],
      [2, 'two\nlines', null, false],
      [3, null, '2000-01-01', null],
    ]);
    await client.query(`${copy} force = true purge = true`);
    expect(await client.values('select count(*) from people')).toEqual([[6]]);
    expect(await client.values('list @%people')).toEqual([]);
  });

  it('say which value of which line was refused, and load nothing', async () => {
    const path = file('wrong.csv', 'id,n\n1,2\n2,many\n');
    await client.query('create table wrong (id int, n int)');
    await client.query(`put file://${path} @%wrong`);
    const error = await client.error(`copy into wrong from @%wrong ${CSV}`);
    expect(error).toMatchObject({ code: '100038', sqlState: '22018' });
    expect(error.message).toContain("Numeric value 'many' is not recognized");
    expect(error.message).toContain(`line 3, character 1\n  Row 2, column "WRONG"["N":2]`);
    expect(await client.values('select count(*) from wrong')).toEqual([[0]]);
    await client.query(`put file://${file('wide.csv', 'id,n\n1,2,3\n')} @%wrong/wide`);
    expect(await client.error(`copy into wrong from @%wrong/wide ${CSV}`)).toMatchObject({ code: '100080' });
  });

  it('are read by queries', async () => {
    await client.query('create stage landing file_format = (type = csv skip_header = 1)');
    await client.query('create file format lines type = json');
    await client.query(`put file://${file('a.csv', 'x,y\n1,a\n2,b\n')} @landing/in`);
    await client.query(`put file://${file('b.json', '{"k": {"v": 1}}\n{"k": {"v": 2}}\n')} @landing/json`);
    expect(await client.values('select $1::int as x, t.$2, metadata$filename from @landing/in t order by 1')).toEqual([
      [1, 'a', 'landing/in/a.csv.gz'],
      [2, 'b', 'landing/in/a.csv.gz'],
    ]);
    expect(
      await client.values("select sum($1:k.v::int) from @landing/json (file_format => 'lines', pattern => '.*json.*')"),
    ).toEqual([[3]]);
    await client.query('create table loaded (y varchar, x int)');
    await client.query('copy into loaded from (select $2, $1 from @landing/in)');
    expect(await client.values('select * from loaded order by x')).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect((await client.query('remove @landing/in')).rows).toEqual([
      { name: 'landing/in/a.csv.gz', result: 'removed' },
    ]);
  });

  it('carry the binds of many rows', async () => {
    await client.query('create table bound (id int, name varchar, at timestamp_ntz)');
    await client.query('alter session set CLIENT_STAGE_ARRAY_BINDING_THRESHOLD = 6');
    const other = await connect(server.url, { arrayBindingThreshold: 6 });
    const rows = Array.from({ length: 25 }, (_, i) => [i, i % 5 === 0 ? null : `n "${i}", x`, '2024-01-02 03:04:05']);
    const inserted = await other.query('insert into bound values (?, ?, ?)', { binds: rows });
    expect(inserted.updated).toBe(25);
    await other.close();
    expect(server.log.some(({ text }) => /^PUT file:\/\/1/.test(text))).toBe(true);
    expect(await client.values('select count(*), count(name), max(name), min(at)::varchar from bound')).toEqual([
      [25, 20, 'n "9", x', '2024-01-02 03:04:05.000'],
    ]);
  });
});
