import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SnowflakeEmulator, startSnowflakeServer } from '../../../../compiler/emulate/snowflake/index.js';
import { type Client, connect } from './client.js';

describe('the emulator, spoken to by the driver', () => {
  let server: SnowflakeEmulator;
  let client: Client;

  beforeAll(async () => {
    server = await startSnowflakeServer();
    client = await connect(server.url);
  });
  afterAll(async () => {
    await client.close();
    await server.close();
  });

  it('keeps names as Snowflake does', async () => {
    expect((await client.query(`select 1 as a, 2 as "a", 'x' as "Mixed"`)).rows).toEqual([{ A: 1, a: 2, Mixed: 'x' }]);
    await client.query('create table names ("id" int, id int, "Id" int)');
    await client.query('insert into names ("id", id, "Id") values (1, 2, 3)');
    expect((await client.query('select "id", ID, "Id", names.id as q from NAMES')).rows).toEqual([
      { id: 1, ID: 2, Id: 3, Q: 2 },
    ]);
    expect(await client.error('select "iD" from names')).toMatchObject({ code: '000904' });
  });

  it('counts rows', async () => {
    await client.query('create table counted (id int, name varchar)');
    expect((await client.query("insert into counted values (1, 'a'), (2, 'b')")).rows).toEqual([
      { 'number of rows inserted': 2 },
    ]);
    const merged = await client.query(
      "merge into counted t using (select 2 as id, 'z' as name union all select 3, 'y') s on t.id = s.id when matched then update set name = s.name when not matched then insert (id, name) values (s.id, s.name)",
    );
    expect(merged.rows).toEqual([{ 'number of rows inserted': 1, 'number of rows updated': 1 }]);
    expect(merged.updated).toBe(2);
    expect((await client.query('update counted set name = null where id > 1')).rows[0]).toMatchObject({
      'number of rows updated': 2,
    });
    expect((await client.query('delete from counted where id = 1')).rows).toEqual([{ 'number of rows deleted': 1 }]);
  });

  it('says where a problem is, with the code that Snowflake has for it', async () => {
    expect(await client.error('select nope from names')).toMatchObject({
      code: '000904',
      sqlState: '42000',
      message: "SQL compilation error: error line 1 at position 7\ninvalid identifier 'NOPE'",
    });
    expect(await client.error('select * from missing')).toMatchObject({
      code: '002003',
      sqlState: '42S02',
      message: "SQL compilation error:\nObject 'DB.PUBLIC.MISSING' does not exist or not authorized.",
    });
    expect(await client.error('select 1 / (column1 - 1) from values (1)')).toMatchObject({
      code: '100051',
      sqlState: '22012',
      message: 'Division by zero',
    });
    expect(await client.error("select 'perhaps'::boolean")).toMatchObject({
      code: '100037',
      message: "Boolean value 'perhaps' is not recognized",
    });
    expect(await client.error('select 1\nfrom t where x y')).toMatchObject({
      code: '001003',
      message: "SQL compilation error:\nsyntax error line 2 at position 15 unexpected 'y'.",
    });
  });
});
