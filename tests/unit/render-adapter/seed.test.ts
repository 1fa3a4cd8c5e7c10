import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DiagnosticList } from '../../../compiler/base/diagnostics.js';
import { SourceFile } from '../../../compiler/base/source.js';
import { reprOf } from '../../../compiler/jinja/values/index.js';
import { columnType } from '../../../compiler/render/adapter/naming.js';
import { readSeed, type SeedOptions } from '../../../compiler/render/values/seed.js';
import type { TableValue } from '../../../compiler/render/values/table.js';
import { duckdb } from './support.js';

const types = duckdb.traits.seedTypes;

function read(csv: string, options: SeedOptions = {}): { table: TableValue; diagnostics: DiagnosticList } {
  const diagnostics = new DiagnosticList();
  return { table: readSeed(new SourceFile('seeds/s.csv', csv), options, diagnostics), diagnostics };
}

function shown(table: TableValue): string[][] {
  return table.data.map((row) => row.map((value) => reprOf(value)));
}

/** CSV, agate type, database type and values of the first column, as dbt 1.12 with dbt-duckdb 1.11 reads them. */
const cases = JSON.parse(readFileSync(new URL('./dbt-seeds.json', import.meta.url), 'utf8')) as [
  string,
  string,
  string | null,
  (string | null)[],
][];

describe('seeds are typed as by dbt', () => {
  it.each(cases)('%j', (csv, type, databaseType, values) => {
    const { table } = read(csv);
    expect(table.columnTypes[0]).toBe(type);
    expect(
      table.data.map((row) => (row[0] === null ? null : reprOf(row[0]!).replace(/, tzinfo=.*$/, ', tz)'))),
    ).toEqual(values);
    const wide = ['bigint', 'hugeint'].includes(columnType(types, table, 0));
    if (databaseType !== null && !wide) expect(columnType(types, table, 0)).toBe(databaseType);
  });
});

describe('seed files', () => {
  it.each([
    ['a,b\n1\n', [["Decimal('1')", 'None']]],
    ['a\n1\n\n2\n', [["Decimal('1')"], ['None'], ["Decimal('2')"]]],
    ['a,b\n"x\ny",2\n', [["'x\\ny'", "Decimal('2')"]]],
    ['a,b\r\n1,x\r\n', [["Decimal('1')", "'x'"]]],
    ['\uFEFFa,b\n1,2\n', [["Decimal('1')", "Decimal('2')"]]],
    ['a,b\n"x""y",2', [["'x\"y'", "Decimal('2')"]]],
    ['a,b\n1,x"y\n', [["Decimal('1')", "'x\"y'"]]],
    ['a,b\n1,"x"y\n', [["Decimal('1')", "'xy'"]]],
    ["a,b\n'x',2\n", [['"\'x\'"', "Decimal('2')"]]],
    ['a,b\n# x,2\n', [["'# x'", "Decimal('2')"]]],
  ])('%j', (csv, rows) => {
    const { table, diagnostics } = read(csv);
    expect(shown(table)).toEqual(rows);
    expect(diagnostics.all).toEqual([]);
  });

  it.each([
    ['a,a\n1,2\n', ['a', 'a_2']],
    ['a,,b\n1,2,3\n', ['a', 'b', 'b_2']],
    [' a , b\n1,2\n', [' a ', ' b']],
    ['A,a\n1,2\n', ['A', 'a']],
    ['\n1,2\n', ['a', 'b']],
    ['a,b\n', ['a', 'b']],
  ])('columns of %j', (csv, names) => {
    expect(read(csv).table.columnNames).toEqual(names);
  });

  it('keep text where the project gives a type', () => {
    const { table } = read('zip,n\n01234,1\n,2\n', { textColumns: ['zip'] });
    expect(shown(table)).toEqual([
      ["'01234'", "Decimal('1')"],
      ['None', "Decimal('2')"],
    ]);
  });

  it('take another delimiter', () => {
    expect(shown(read('a;b\n1;x,y\n', { delimiter: ';' }).table)).toEqual([["Decimal('1')", "'x,y'"]]);
  });

  it('get types that hold their numbers', () => {
    const { table } = read('a,b,c,d\n2147483647,2147483648,9223372036854775808,1.5\n');
    expect([0, 1, 2, 3].map((i) => columnType(types, table, i))).toEqual(['integer', 'bigint', 'hugeint', 'float8']);
  });

  it('report rows that are too long at the first value too many', () => {
    const { diagnostics } = read('a,b\n1,2\n3,4,5\n');
    expect(diagnostics.all).toMatchObject([
      { code: 'SED001', severity: 'error', message: 'The row has 3 values, but the header has 2 columns' },
    ]);
    const { file, start } = diagnostics.all[0]!.span!;
    expect(file.locate(start)).toEqual({ line: 3, column: 5 });
  });

  it('report all rows that are too long as one problem', () => {
    const { diagnostics } = read(`a,b\n1,2,3\n"x\ny",2,3\n${'1,2,3\n'.repeat(30)}`);
    expect(diagnostics.all).toHaveLength(1);
    const { message, span } = diagnostics.all[0]!;
    expect(message).toMatch(/^32 rows have more values than the header has columns \(2\): lines 2, 4, 5, /);
    expect(message).toMatch(/ and 12 more$/);
    expect(span!.file.locate(span!.start)).toEqual({ line: 2, column: 5 });
  });

  it('report an empty file and a quote that stays open', () => {
    expect(read('').diagnostics.all).toMatchObject([{ code: 'SED002' }]);
    const { diagnostics } = read('a,b\n1,"x\n2,y\n');
    expect(diagnostics.all).toMatchObject([{ code: 'SED003', severity: 'warning' }]);
    expect(diagnostics.all[0]!.span!.file.locate(diagnostics.all[0]!.span!.start)).toEqual({ line: 2, column: 3 });
  });

  it('count rows without making their values', () => {
    const { table } = read(`a\n${'1\n'.repeat(1000)}`);
    expect(table.rows.length()).toBe(1000);
    expect(table.numberFacts(0)).toEqual({ decimals: 0, largest: 1 });
  });
});
