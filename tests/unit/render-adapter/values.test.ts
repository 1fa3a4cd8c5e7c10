import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createApiValue } from '../../../compiler/render/adapter/index.js';
import { plainText } from '../../../compiler/render/values/cell-text.js';
import { ColumnValue, columnTraits } from '../../../compiler/render/values/column.js';
import { RelationValue } from '../../../compiler/render/values/relation.js';
import { relationTraits } from '../../../compiler/render/values/relation-state.js';
import { TableValue } from '../../../compiler/render/values/table.js';
import { tableOfResult } from '../../../compiler/render/values/table-cells.js';
import { duckdb, render } from './support.js';

const api = createApiValue(duckdb, duckdb.dialect.defaultQuoting);
const relation = RelationValue.create(
  relationTraits(duckdb),
  { database: 'db', schema: 'Sch', identifier: 'ident' },
  { type: 'table' },
);
const rows = [
  [
    1,
    'x',
    null,
    { decimal: '1.5' },
    { date: '2024-01-02' },
    true,
    { decimal: '1.20' },
    { timestamp: '2024-01-02T03:04:05' },
    '2024-01-01',
    10n ** 22n,
    { float: 1 },
  ],
  [
    2,
    'y',
    null,
    { decimal: '2.5' },
    null,
    false,
    { decimal: '3.00' },
    { timestamp: '2024-01-02T00:00:00' },
    '1',
    2,
    { float: 2 },
  ],
];
const columns = [...'abcdefghijk'].map((name) => ({ name }));
const names = {
  r: relation,
  c: new ColumnValue({
    traits: columnTraits(duckdb),
    name: 'a',
    dtype: 'VARCHAR',
    charSize: 10,
    precision: null,
    scale: null,
  }),
  t: tableOfResult(columns, rows),
  R: api.getAttribute('Relation')!,
  C: api.getAttribute('Column')!,
  e: TableValue.empty(),
};

/** Templates with what dbt 1.12 with dbt-duckdb 1.11 renders for them, over the values above. */
const cases = JSON.parse(readFileSync(new URL('./dbt-values.json', import.meta.url), 'utf8')) as [string, string][];

describe('relations, columns and tables render as in dbt', () => {
  it.each(cases)('%s', (template, expected) => {
    const withoutAddress = (text: string): string => text.replace(/ at 0x[0-9a-f]+/g, '');
    expect(withoutAddress(render(template, names))).toBe(withoutAddress(expected));
  });
});

describe('relations', () => {
  it('refuse to match what differs in case only', () => {
    expect(() => render("{{ r.matches(database='db', schema='sch', identifier='IDENT') }}", names)).toThrow(
      'approximate match',
    );
    expect(() => render('{{ r.matches() }}', names)).toThrow('no search path');
  });

  it('match unquoted names without case where this run made them', () => {
    const made = relation.with({ created: true, quotePolicy: { database: false, schema: false, identifier: false } });
    expect(render("{{ m.matches('DB', 'sch', 'IDENT') }}", { m: made })).toBe('True');
  });

  it('know wrong types and wrong parts', () => {
    expect(() => render("{{ R.create(identifier='x', type='foo') }}", names)).toThrow("'foo' is no type of relation");
    expect(() => render("{{ r.replace_path(foo='x') }}", names)).toThrow("unexpected keyword argument 'foo'");
  });

  it('filter by event time', () => {
    const filtered = relation.with({
      eventTime: { field: 'ts', start: '2024-01-02 00:00:00+00:00', end: '2024-01-03 00:00:00+00:00' },
    });
    const where = "where ts >= '2024-01-02 00:00:00+00:00' and ts < '2024-01-03 00:00:00+00:00'";
    expect(filtered.toText()).toBe(`(select * from "db"."Sch"."ident" ${where})`);
    expect(filtered.with({ limit: 0 }).toText()).toBe(
      `(select * from (select * from "db"."Sch"."ident" where false limit 0) ${where})`,
    );
    expect(filtered.with({ requireAlias: true }).toText()).toBe(
      `(select * from "db"."Sch"."ident" ${where}) _dbt_et_filter_subq_ident`,
    );
  });

  it('are taken for mappings, as packages tell relations by that', () => {
    expect(relation.isMapping()).toBe(true);
    expect(render("{{ r.get('metadata', {}).get('type', '').endswith('Relation') }}", names)).toBe('True');
  });

  it('carry the project’s quoting', () => {
    const unquoted = createApiValue(duckdb, { database: false, schema: false, identifier: false });
    expect(render("{{ api.Relation.create(database='d', schema='s', identifier='i') }}", { api: unquoted })).toBe(
      'd.s.i',
    );
  });
});

describe('columns', () => {
  it('say what they cannot read', () => {
    expect(() => render("{{ C.from_description('n', 'numeric(a)') }}", names)).toThrow(
      'could not convert "a" to an integer',
    );
    expect(() => render("{{ C('a', 'int').string_size() }}", names)).toThrow('non-string');
  });
});

describe('tables of results', () => {
  it.each([
    [{ float: 0.1 }, "Decimal('0.1')"],
    [{ float: 1e300 }, "Decimal('1E+300')"],
    [{ float: 1e16 }, "Decimal('1E+16')"],
    [{ float: 0.00001 }, "Decimal('0.00001')"],
    [{ float: 1e-7 }, "Decimal('1E-7')"],
    [{ float: 1000000 }, "Decimal('1000000.0')"],
    [{ float: -0 }, "Decimal('-0.0')"],
    [{ float: Number.NaN }, "Decimal('NaN')"],
    [{ float: Number.POSITIVE_INFINITY }, "Decimal('Infinity')"],
    [{ decimal: '1.000' }, "Decimal('1.000')"],
    [{ time: '03:04:05.500000' }, "'03:04:05.500000'"],
    [{ interval: 'P1M2DT10800S' }, "'32 days, 3:00:00'"],
    [{ interval: 'P0M0DT10800.500000S' }, "'3:00:00.500000'"],
    [{ interval: 'P0M0DT-3600S' }, "'-1 day, 23:00:00'"],
    [[1, null, 'é"'], `'[1, null, "\\\\u00e9\\\\""]'`],
    [
      {
        struct: [
          ['a', 1],
          ['d', { date: '2024-01-01' }],
          ['x', { decimal: '1.50' }],
        ],
      },
      `'{"a": 1, "d": "2024-01-01", "x": 1.5}'`,
    ],
    [new TextEncoder().encode("a\\b\n'\u00ff"), `'b"a\\\\\\\\b\\\\n\\'\\\\xc3\\\\xbf"'`],
    [
      { timestamptz: '2024-01-02T01:04:05+00:00' },
      'datetime.datetime(2024, 1, 2, 1, 4, 5, tzinfo=datetime.timezone.utc)',
    ],
    [{ timestamp: '2024-01-02T03:04:05.123456789' }, 'datetime.datetime(2024, 1, 2, 3, 4, 5, 123456)'],
  ] as const)('%j is %s', (cell, expected) => {
    const table = tableOfResult([{ name: 'a' }], [[cell]]);
    expect(render('{{ t.columns[0].values() }}', { t: table })).toBe(`(${expected},)`);
  });

  it('name repeated columns apart', () => {
    expect(tableOfResult([{ name: 'a' }, { name: 'a' }, { name: 'b' }, { name: 'a' }], []).columnNames).toEqual([
      'a',
      'a_2',
      'b',
      'a_3',
    ]);
  });

  it('print themselves', () => {
    const lines: string[] = [];
    const table = tableOfResult(
      [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
      [
        [0, '', { decimal: '1.23456' }],
        [10, 'x'.repeat(25), { decimal: '1000000.5' }],
        [2, null, null],
      ],
      (text) => lines.push(text),
    );
    render('{% do t.print_table(max_rows=2) %}', { t: table });
    expect(lines.join('')).toBe(
      [
        '|  a | b                    |              c |',
        '| -- | -------------------- | -------------- |',
        '|  0 |                      |         1.235… |',
        '| 10 | xxxxxxxxxxxxxxxxx... | 1,000,000.500… |',
        '| ... | ...                  |            ... |',
        '',
      ].join('\n'),
    );
  });

  it('show text as Python does', () => {
    expect(plainText({ interval: 'P0M1DT0S' })).toBe('1 day, 0:00:00');
    expect(plainText(true)).toBe('True');
  });
});

describe('slices', () => {
  it('of rows and columns are tuples', () => {
    expect(
      render('{{ t.rows[0][0:2] }}{{ t.rows[1:] | length }}{{ t.columns[-2:] | map(attribute="name") | join }}', names),
    ).toBe("(1, 'x')1jk");
  });
});
