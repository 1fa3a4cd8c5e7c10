import { type DuckDBType, DuckDBTypeId } from '@duckdb/node-api';
import type { Field } from './catalog.js';

const BY_ID: Readonly<Record<number, string>> = {
  [DuckDBTypeId.BOOLEAN]: 'BOOLEAN',
  [DuckDBTypeId.TINYINT]: 'INTEGER',
  [DuckDBTypeId.SMALLINT]: 'INTEGER',
  [DuckDBTypeId.INTEGER]: 'INTEGER',
  [DuckDBTypeId.BIGINT]: 'INTEGER',
  [DuckDBTypeId.UBIGINT]: 'INTEGER',
  [DuckDBTypeId.UINTEGER]: 'INTEGER',
  // Sums of integers.
  [DuckDBTypeId.HUGEINT]: 'INTEGER',
  [DuckDBTypeId.FLOAT]: 'FLOAT',
  [DuckDBTypeId.DOUBLE]: 'FLOAT',
  [DuckDBTypeId.BLOB]: 'BYTES',
  [DuckDBTypeId.DATE]: 'DATE',
  [DuckDBTypeId.TIME]: 'TIME',
  [DuckDBTypeId.TIMESTAMP]: 'DATETIME',
  [DuckDBTypeId.TIMESTAMP_TZ]: 'TIMESTAMP',
  [DuckDBTypeId.INTERVAL]: 'INTERVAL',
};

/** DuckDB's type as the REST API would describe a column of it. A null without a type is an INT64, as in BigQuery. */
export function fieldOf(name: string, type: DuckDBType): Field {
  if (type.typeId === DuckDBTypeId.LIST || type.typeId === DuckDBTypeId.ARRAY) {
    const item = (type as unknown as { readonly valueType: DuckDBType }).valueType;
    return { ...fieldOf(name, item), mode: 'REPEATED' };
  }
  if (type.typeId === DuckDBTypeId.STRUCT) {
    const { entryNames, entryTypes } = type as unknown as { entryNames: string[]; entryTypes: DuckDBType[] };
    return { name, type: 'RECORD', mode: 'NULLABLE', fields: entryNames.map((n, i) => fieldOf(n, entryTypes[i]!)) };
  }
  return { name, type: scalar(type), mode: 'NULLABLE' };
}

function scalar(type: DuckDBType): string {
  if (type.alias === 'JSON') return 'JSON';
  if (type.typeId === DuckDBTypeId.SQLNULL) return 'INTEGER';
  if (type.typeId === DuckDBTypeId.DECIMAL)
    return (type as unknown as { scale: number }).scale > 9 ? 'BIGNUMERIC' : 'NUMERIC';
  return BY_ID[type.typeId] ?? 'STRING';
}

const COLUMN_TYPES: Readonly<Record<string, string>> = {
  INTEGER: 'BIGINT',
  INT64: 'BIGINT',
  INT: 'BIGINT',
  BIGINT: 'BIGINT',
  FLOAT: 'DOUBLE',
  FLOAT64: 'DOUBLE',
  NUMERIC: 'DECIMAL(38, 9)',
  DECIMAL: 'DECIMAL(38, 9)',
  BIGNUMERIC: 'DECIMAL(38, 18)',
  BOOLEAN: 'BOOLEAN',
  BOOL: 'BOOLEAN',
  STRING: 'VARCHAR',
  BYTES: 'BLOB',
  DATE: 'DATE',
  TIME: 'TIME',
  DATETIME: 'TIMESTAMP',
  TIMESTAMP: 'TIMESTAMPTZ',
  JSON: 'JSON',
  GEOGRAPHY: 'VARCHAR',
  INTERVAL: 'INTERVAL',
};

/** A column's type for DuckDB. */
export function duckdbType(field: Field): string {
  const { type, fields, mode } = field;
  const isRecord = type === 'RECORD' || type === 'STRUCT';
  const one = isRecord
    ? `STRUCT(${(fields ?? []).map((f) => `"${f.name}" ${duckdbType(f)}`).join(', ')})`
    : (COLUMN_TYPES[type.toUpperCase()] ?? 'VARCHAR');
  return mode === 'REPEATED' ? `${one}[]` : one;
}

const NAMES: Readonly<Record<string, string>> = {
  INT64: 'INTEGER',
  FLOAT64: 'FLOAT',
  STRUCT: 'RECORD',
  BOOL: 'BOOLEAN',
  INT: 'INTEGER',
  BIGINT: 'INTEGER',
  DECIMAL: 'NUMERIC',
};

/** A type as it is written in SQL: `ARRAY<STRUCT<a INT64, b STRING(10) NOT NULL>>`. */
export function parseType(name: string, text: string): Field {
  const source = text.trim();
  const required = /\bNOT\s+NULL\b/i.test(source.replace(/<[\s\S]*>/, ''));
  const array = /^ARRAY\s*<([\s\S]*)>/i.exec(source);
  if (array) return { ...parseType(name, array[1]!), mode: 'REPEATED' };
  const mode = required ? 'REQUIRED' : 'NULLABLE';
  const struct = /^STRUCT\s*<([\s\S]*)>/i.exec(source);
  if (struct) {
    const fields = splitTop(struct[1]!).map((part) => {
      const [, field, type] = /^`?([^\s`]+)`?\s+([\s\S]+)$/.exec(part.trim())!;
      return parseType(field!, type!);
    });
    return { name, type: 'RECORD', mode, fields };
  }
  const word = /^\w+/.exec(source)![0].toUpperCase();
  return { name, type: NAMES[word] ?? word, mode };
}

/** Parts between commas that stand in no brackets. */
export function splitTop(text: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if ('(<['.includes(text[i]!)) depth++;
    if (')>]'.includes(text[i]!)) depth--;
    if (text[i] === ',' && depth === 0) {
      out.push(text.slice(start, i));
      start = i + 1;
    }
  }
  const last = text.slice(start);
  if (last.trim() !== '') out.push(last);
  return out;
}
