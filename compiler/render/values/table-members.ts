import {
  type CallArguments,
  callValue,
  isCallable,
  PyTuple,
  TemplateError,
  textOf,
  truthy,
  type Value,
} from '../../jinja/values/index.js';
import { DataTypeValue } from './agate-type.js';
import { argument, entriesOf } from './arguments.js';
import { members } from './fields.js';
import { MappedSequenceValue } from './mapped-sequence.js';
import type { TableValue } from './table.js';
import { compareCells, distinctBy } from './table-order.js';
import { csvText, jsonRows, structureText, tableText } from './table-print.js';

/** Indexes of the columns that a name, a position or a list of them means. */
function columnIndexes(table: TableValue, key: Value): number[] {
  const keys = Array.isArray(key) ? key : key instanceof PyTuple ? [...key.items] : [key];
  return keys.map((k) => {
    const at = typeof k === 'number' ? k : table.columnNames.indexOf(textOf(k));
    if (at >= 0 && at < table.columnNames.length) return at;
    throw new TemplateError(
      'ValueError',
      `The table has no column ${typeof k === 'string' ? `'${k}'` : String(k)}; its columns are ${table.columnNames.join(', ')}`,
    );
  });
}

function pick(table: TableValue, indexes: readonly number[]): TableValue {
  return table.derive(
    indexes.map((i) => table.columnNames[i]!),
    indexes.map((i) => table.columnTypes[i]!),
    table.data.map((row) => indexes.map((i) => row[i] ?? null)),
  );
}

function withRows(table: TableValue, data: readonly (readonly Value[])[]): TableValue {
  return table.derive(table.columnNames, table.columnTypes, data);
}

function exclude(table: TableValue, key: Value): TableValue {
  const out = new Set(columnIndexes(table, key));
  return pick(
    table,
    table.columnNames.map((_, i) => i).filter((i) => !out.has(i)),
  );
}

function rename(table: TableValue, args: CallArguments): TableValue {
  const names = argument(args, 0, 'column_names') ?? null;
  if (names === null) return table;
  if (Array.isArray(names) || names instanceof PyTuple) {
    const list = Array.isArray(names) ? names : names.items;
    if (list.length !== table.columnNames.length)
      throw new TemplateError('ValueError', 'column_names and column_types must be the same length.');
    return table.derive(list.map(textOf), table.columnTypes, table.data);
  }
  const changes = new Map(entriesOf(names));
  return table.derive(
    table.columnNames.map((name) => (changes.has(name) ? textOf(changes.get(name)!) : name)),
    table.columnTypes,
    table.data,
  );
}

function limit(table: TableValue, args: CallArguments): TableValue {
  const numbers = ['start_or_stop', 'stop', 'step'].map((name, i) => argument(args, i, name));
  const [first, stop, step] = numbers.map((n) => (typeof n === 'number' ? n : undefined));
  const rows =
    stop === undefined && step === undefined ? table.data.slice(0, first) : table.data.slice(first ?? 0, stop);
  return withRows(table, step === undefined ? rows : rows.filter((_, i) => i % step === 0));
}

/** What a key makes of a row: the values of columns, or what a macro answers. */
function rowKey(table: TableValue, key: Value | undefined): (row: number) => readonly Value[] {
  if (key === undefined || key === null) return (row) => table.data[row]!;
  if (isCallable(key)) return (row) => [callOnRow(table, key, row)];
  const indexes = columnIndexes(table, key);
  return (row) => indexes.map((i) => table.data[row]![i] ?? null);
}

function callOnRow(table: TableValue, callee: Value, row: number): Value {
  const step = callValue(callee, { positional: [table.rows.items[row]!], named: new Map() }).next();
  if (!step.done)
    throw new TemplateError('RuntimeError', 'A table cannot wait for the database while it looks at its rows');
  return step.value;
}

function orderBy(table: TableValue, args: CallArguments): TableValue {
  const keyOf = rowKey(table, argument(args, 0, 'key'));
  const keyed = table.data.map((row, i) => ({ row, key: keyOf(i) }));
  keyed.sort((a, b) => {
    for (let i = 0; i < a.key.length; i++) {
      const order = compareCells(a.key[i]!, b.key[i]!);
      if (order !== 0) return order;
    }
    return 0;
  });
  if (truthy(argument(args, 1, 'reverse') ?? false)) keyed.reverse();
  return withRows(
    table,
    keyed.map((k) => k.row),
  );
}

function distinct(table: TableValue, args: CallArguments): TableValue {
  const keyOf = rowKey(table, argument(args, 0, 'key'));
  const rows = distinctBy(
    table.data.map((row, i) => ({ row, key: keyOf(i) })),
    (item) => item.key,
  );
  return withRows(
    table,
    rows.map((r) => r.row),
  );
}

function where(table: TableValue, test: Value): TableValue {
  return withRows(
    table,
    table.data.filter((_, i) => truthy(callOnRow(table, test, i))),
  );
}

function groupBy(table: TableValue, args: CallArguments): Value {
  const keyOf = rowKey(table, argument(args, 0, 'key') ?? null);
  const groups = new Map<string, (readonly Value[])[]>();
  table.data.forEach((row, i) => {
    const key = keyOf(i)[0] ?? null;
    const name = key === null ? 'None' : textOf(key);
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  });
  const tables = [...groups.values()].map((rows) => withRows(table, rows));
  return new MappedSequenceValue(tables, [...groups.keys()]);
}

export const TABLE_MEMBERS = members<TableValue>(
  {
    rows: (t) => t.rows,
    columns: (t) => t.columns,
    column_names: (t) => new PyTuple([...t.columnNames]),
    column_types: (t) => new PyTuple(t.columnTypes.map((type) => new DataTypeValue(type))),
    row_names: () => null,
  },
  {
    select: (t, args) => pick(t, columnIndexes(t, argument(args, 0, 'key') ?? null)),
    exclude: (t, args) => exclude(t, argument(args, 0, 'key') ?? null),
    rename,
    limit,
    order_by: orderBy,
    distinct,
    where: (t, args) => where(t, argument(args, 0, 'test') ?? null),
    find: (t, args) => where(t, argument(args, 0, 'test') ?? null).rows.items[0] ?? null,
    group_by: groupBy,
    print_table: (t, args) => printed(t, tableText(t, args)),
    print_csv: (t) => printed(t, csvText(t)),
    print_json: (t) => printed(t, jsonRows(t)),
    print_structure: (t) => printed(t, structureText(t)),
  },
);

function printed(table: TableValue, text: string): null {
  table.print(text);
  return null;
}
