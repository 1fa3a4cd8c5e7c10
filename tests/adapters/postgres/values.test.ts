import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cell, Warehouse } from '../../../compiler/adapters/types.js';
import { open, server } from './target.js';

const CASES: [sql: string, cell: Cell, type: string][] = [
  ['1::smallint', 1, 'INTEGER'],
  ['9007199254740993', 9007199254740993n, 'LONGINTEGER'],
  ['2::float8', { float: 2 }, 'FLOAT'],
  ["'NaN'::float4", { float: Number.NaN }, 'FLOAT'],
  ['1.50::numeric(10,2)', { decimal: '1.50' }, 'DECIMAL'],
  ['123456789012345678901234567890.5', { decimal: '123456789012345678901234567890.5' }, 'DECIMAL'],
  ['true', true, 'BOOLEAN'],
  ["'a'::text", 'a', 'STRING'],
  ["'a'::varchar(3)", 'a', 'STRING'],
  ["'a'::char(3)", 'a  ', 'STRING'],
  ["date '2024-02-29'", { date: '2024-02-29' }, 'DATE'],
  ["'infinity'::date", { date: 'infinity' }, 'DATE'],
  ["time '03:04:05.5'", { time: '03:04:05.500000' }, 'TIME'],
  ["'03:04:05+02'::timetz", { time: '03:04:05+02:00' }, 'TIME'],
  ["timestamp '2024-01-02 03:04:05'", { timestamp: '2024-01-02T03:04:05' }, 'DATETIME'],
  ["timestamp '1969-12-31 23:59:59.25'", { timestamp: '1969-12-31T23:59:59.250000' }, 'DATETIME'],
  ["timestamptz '2024-07-01 12:00:00.5+00'", { timestamptz: '2024-07-01T08:00:00.500000-04:00' }, 'DATETIMETZ'],
  ["interval '1 month 2 days 3.5 seconds'", { interval: 'P1M2DT3.500000S' }, 'INTERVAL'],
  ["interval '-1 hour'", { interval: 'P0M0DT-3600S' }, 'INTERVAL'],
  ["interval '2 years'", { interval: 'P0M730DT0S' }, 'INTERVAL'],
  ['array[1, null, 3]', [1, null, 3], 'INTEGERARRAY'],
  [
    'array[[1.5, 2], [3, 4]]',
    [
      [{ decimal: '1.5' }, { decimal: '2' }],
      [{ decimal: '3' }, { decimal: '4' }],
    ],
    'DECIMALARRAY',
  ],
  ["array['a,\"b\"', '{c}', 'NULL', '', null]", ['a,"b"', '{c}', 'NULL', '', null], 'STRINGARRAY'],
  ["'[0:1]={1,2}'::int[]", [1, 2], 'INTEGERARRAY'],
  ['array[]::date[]', [], 'DATEARRAY'],
  ["'\\xff6162'::bytea", new Uint8Array([0xff, 0x61, 0x62]), 'BINARY'],
  ["'00000000-0000-0000-0000-000000000001'::uuid", '00000000-0000-0000-0000-000000000001', 'uuid'],
  [
    `'{"b": [1, 2.5, null, true], "a": "x\\u00e9", "big": 12345678901234567890, "b": 7}'::json`,
    {
      struct: [
        ['b', 7],
        ['a', 'xé'],
        ['big', 12345678901234567890n],
      ],
    },
    'JSON',
  ],
  [`'[{}, []]'::jsonb`, [{ struct: [] }, []], 'JSONB'],
  ["'null'::jsonb", null, 'JSONB'],
  ["B'0101'", '0101', 'bit'],
  ["'10.0.0.1'::inet", '10.0.0.1', 'inet'],
  ["row(1, 'a')", '(1,a)', 'unknown type_code 2249'],
];

describe.skipIf(!server)('postgres values', () => {
  let warehouse: Warehouse;
  beforeAll(async () => {
    warehouse = await open();
  });
  afterAll(() => warehouse.close());

  it.each(CASES)('%s', async (sql, cell, type) => {
    const session = await warehouse.session('values');
    await session.execute("set timezone = 'America/New_York'");
    const result = await session.execute(`select ${sql} as v`, { fetch: true });
    expect(result.rows).toEqual([[cell]]);
    expect(result.columns).toEqual([{ name: 'v', dataType: type }]);
    await session.close();
  });

  it('reads dates whatever format the server would write', async () => {
    const setup = await warehouse.session('setup');
    await setup.execute("alter role quern set datestyle = 'SQL, DMY'");
    const session = await warehouse.session('dates');
    await setup.execute('alter role quern reset datestyle');
    const { rows } = await session.execute("select date '2024-02-29', timestamp '2024-02-29 01:00'", { fetch: true });
    expect(rows).toEqual([[{ date: '2024-02-29' }, { timestamp: '2024-02-29T01:00:00' }]]);
  });
});
