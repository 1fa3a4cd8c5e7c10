import {
  type CallArguments,
  PyDate,
  PyDateTime,
  PyDecimal,
  PyTuple,
  reprOf,
  textOf,
  type Value,
} from '../../jinja/values/index.js';
import { argument } from './arguments.js';
import type { TableValue } from './table.js';

const ELLIPSIS = '...';

/** What `{{ table }}` writes: its columns and their types. */
export function structureText(table: TableValue): string {
  const rows = table.columnNames.map((name, i) => [name, table.columnTypes[i]!]);
  return layout(['column', 'data_type'], rows, [false, false]);
}

/** `print_table(max_rows=20, max_columns=6, output, max_column_width=20, locale, max_precision=3)`. */
export function tableText(table: TableValue, args: CallArguments): string {
  const option = (position: number, name: string, fallback: number): number | null => {
    const value = argument(args, position, name);
    return value === undefined ? fallback : typeof value === 'number' ? value : null;
  };
  return renderTable(table, {
    maxRows: option(0, 'max_rows', 20),
    maxColumns: option(1, 'max_columns', 6),
    maxColumnWidth: option(3, 'max_column_width', 20),
    maxPrecision: option(5, 'max_precision', 3),
  });
}

export interface PrintOptions {
  readonly maxRows: number | null;
  readonly maxColumns: number | null;
  readonly maxColumnWidth: number | null;
  readonly maxPrecision: number | null;
}

/** The rows in columns, numbers to the right; null limits nothing. Ends with a line break. */
export function renderTable(table: TableValue, options: PrintOptions): string {
  const columnCount = Math.min(options.maxColumns ?? Number.POSITIVE_INFINITY, table.columnNames.length);
  const rowCount = Math.min(options.maxRows ?? Number.POSITIVE_INFINITY, table.data.length);
  const shorten = (text: string): string =>
    options.maxColumnWidth !== null && [...text].length > options.maxColumnWidth
      ? `${[...text].slice(0, Math.max(0, options.maxColumnWidth - ELLIPSIS.length)).join('')}${ELLIPSIS}`
      : text;
  const names = table.columnNames.slice(0, columnCount).map(shorten);
  const formats = names.map((_, i) =>
    table.columnTypes[i] === 'Number' ? numberFormat(table, i, rowCount, options.maxPrecision) : undefined,
  );
  const rows = table.data.slice(0, rowCount).map((row) =>
    names.map((_, i) => {
      const value = row[i] ?? null;
      if (value === null) return '';
      return shorten(formats[i]?.(value) ?? textOf(value));
    }),
  );
  const right = names.map((_, i) => table.columnTypes[i] !== 'Text');
  const cut = columnCount < table.columnNames.length;
  if (cut) {
    names.push(ELLIPSIS);
    for (const row of rows) row.push(ELLIPSIS);
    right.push(false);
  }
  return layout(names, rows, right, rowCount < table.data.length);
}

/** Decimals as the column has them, up to `maxPrecision`, an ellipsis where there are more; groups of three digits. */
function numberFormat(
  table: TableValue,
  column: number,
  rowCount: number,
  maxPrecision: number | null,
): (value: Value) => string {
  let digits = 0;
  for (const row of table.data.slice(0, rowCount)) digits = Math.max(digits, decimals(row[column] ?? null));
  const shown = maxPrecision === null ? digits : Math.min(digits, maxPrecision);
  const more = shown < digits ? '…' : '';
  return (value) => {
    if (!(value instanceof PyDecimal) || !value.value.isFinite()) return textOf(value);
    const [whole = '', fraction] = value.value.toFixed(shown, 6).split('.');
    return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction === undefined ? '' : `.${fraction}`}${more}`;
  };
}

function decimals(value: Value): number {
  return value instanceof PyDecimal && value.value.isFinite() ? value.value.decimalPlaces() : 0;
}

function layout(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly boolean[],
  cutRows = false,
): string {
  const width = (text: string): number => [...text].length;
  const widths = names.map((name, i) => Math.max(width(name), ...rows.map((row) => width(row[i]!))));
  const pad = (text: string, i: number): string => {
    const space = ' '.repeat(Math.max(0, widths[i]! - width(text)));
    return right[i] ? space + text : text + space;
  };
  const line = (cells: readonly string[]): string => `| ${cells.map(pad).join(' | ')} |\n`;
  let out = `${line(names)}| ${widths.map((w) => '-'.repeat(w)).join(' | ')} |\n`;
  for (const row of rows) out += line(row);
  if (cutRows) out += line(names.map(() => ELLIPSIS));
  return out;
}

export function csvText(table: TableValue): string {
  const cell = (value: Value): string => {
    const text = value === null ? '' : isoText(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [table.columnNames as readonly Value[], ...table.data].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

export function jsonRows(table: TableValue): string {
  const item = (value: Value): string => {
    if (value === null) return 'null';
    if (typeof value === 'boolean') return String(value);
    if (typeof value === 'number' || typeof value === 'bigint') return String(value);
    if (value instanceof PyDecimal) return floatOf(value);
    return JSON.stringify(isoText(value));
  };
  const rows = table.data.map(
    (row) => `{${row.map((value, i) => `${JSON.stringify(table.columnNames[i])}: ${item(value)}`).join(', ')}}`,
  );
  return `[${rows.join(', ')}]`;
}

function floatOf(value: PyDecimal): string {
  const number = value.value.toNumber();
  return Number.isInteger(number) ? `${number}.0` : String(number);
}

function isoText(value: Value): string {
  if (value instanceof PyDateTime) return textOf(value).replace(' ', 'T');
  if (value instanceof PyDate || !(value instanceof PyTuple)) return textOf(value);
  return reprOf(value);
}
