import type { Cell, ColumnRef } from '../../adapters/types.js';
import { int, PyDate, PyDateTime, PyDecimal, PyFixedTimezone, textOf, type Value } from '../../jinja/values/index.js';
import { type AgateType, typeOfValues } from './agate-type.js';
import { floatText, jsonText } from './cell-text.js';
import { type PrintHook, TableValue } from './table.js';

/** The table of a query's result, with the values that dbt's `run_query` gives: floats and decimals are Decimals, lists and structs JSON text. */
export function tableOfResult(
  columns: readonly Pick<ColumnRef, 'name'>[],
  rows: readonly (readonly Cell[])[],
  print?: PrintHook,
): TableValue {
  const names = uniqueNames(columns.map((c) => c.name));
  const values = rows.map((row) => row.map(cellValue));
  const types = names.map((_, i) => typeOfValues(columnOf(values, i)));
  for (const [i, type] of types.entries()) castColumn(values, i, type);
  return new TableValue(names, types, values, print);
}

/** `a`, `a` → `a`, `a_2`, as dbt renames columns of results. */
export function uniqueNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  const taken = new Set(names);
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    if (count === 1) return name;
    let next = count;
    while (taken.has(`${name}_${next}`)) next++;
    taken.add(`${name}_${next}`);
    return `${name}_${next}`;
  });
}

function* columnOf(rows: readonly (readonly Value[])[], at: number): Iterable<Value> {
  for (const row of rows) yield row[at] ?? null;
}

/** Values of other types in a column of mixed ones become the column's type. */
function castColumn(rows: Value[][], at: number, type: AgateType): void {
  if (type !== 'Number' && type !== 'Text' && type !== 'DateTime') return;
  for (const row of rows) {
    const value = row[at];
    if (value === undefined || value === null) continue;
    if (type === 'Number' && (typeof value === 'number' || typeof value === 'bigint'))
      row[at] = new PyDecimal(String(value));
    else if (type === 'Text' && typeof value !== 'string') row[at] = textOf(value);
    else if (type === 'DateTime' && value instanceof PyDate && !(value instanceof PyDateTime))
      row[at] = new PyDateTime(value.year, value.month, value.day);
  }
}

/** One cell as the value that templates see. */
export function cellValue(cell: Cell): Value {
  if (cell === null || typeof cell === 'boolean' || typeof cell === 'string') return cell;
  if (typeof cell === 'number' || typeof cell === 'bigint')
    return Number.isInteger(cell) || typeof cell === 'bigint' ? int(cell) : decimalOf(cell as number);
  if (cell instanceof Uint8Array || Array.isArray(cell) || 'struct' in cell) return jsonText(cell);
  if ('float' in cell) return decimalOf(cell.float);
  if ('decimal' in cell) return new PyDecimal(cell.decimal);
  if ('date' in cell) return dateOf(cell.date);
  if ('timestamp' in cell) return dateTimeOf(cell.timestamp);
  if ('timestamptz' in cell) return dateTimeOf(cell.timestamptz);
  return jsonText(cell);
}

function decimalOf(value: number): PyDecimal {
  return new PyDecimal(floatText(value));
}

function dateOf(iso: string): Value {
  // Python's dates cannot be infinite: the driver for Python gives its ends.
  if (iso === 'infinity') return new PyDate(9999, 12, 31);
  if (iso === '-infinity') return new PyDate(1, 1, 1);
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  return match ? new PyDate(Number(match[1]), Number(match[2]), Number(match[3])) : iso;
}

const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:([+-])(\d{2}):(\d{2}))?$/;

function dateTimeOf(iso: string): Value {
  if (iso === 'infinity') return new PyDateTime(9999, 12, 31, 23, 59, 59, 999_999);
  if (iso === '-infinity') return new PyDateTime(1, 1, 1);
  const m = DATE_TIME.exec(iso);
  if (!m) return iso.replace('T', ' ');
  const offset = m[8] === undefined ? null : (m[8] === '-' ? -1 : 1) * (Number(m[9]) * 3600 + Number(m[10]) * 60);
  return new PyDateTime(
    Number(m[1]),
    Number(m[2]),
    Number(m[3]),
    Number(m[4]),
    Number(m[5]),
    Number(m[6]),
    Number((m[7] ?? '').padEnd(6, '0').slice(0, 6)),
    offset === null ? null : new PyFixedTimezone(offset),
  );
}
