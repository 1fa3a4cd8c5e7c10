import { type Body, bodyOf, call, isObject, number } from '../ast.js';
import { TranslationError } from '../errors.js';
import type { Json, Node } from '../polyglot.js';

const NAMES: Readonly<Record<string, string>> = {
  INT64: 'BIGINT',
  INT: 'BIGINT',
  INTEGER: 'BIGINT',
  BIGINT: 'BIGINT',
  SMALLINT: 'BIGINT',
  TINYINT: 'BIGINT',
  BYTEINT: 'BIGINT',
  FLOAT64: 'DOUBLE',
  NUMERIC: 'DECIMAL(38, 9)',
  DECIMAL: 'DECIMAL(38, 9)',
  BIGNUMERIC: 'DECIMAL(38, 18)',
  BIGDECIMAL: 'DECIMAL(38, 18)',
  BOOL: 'BOOLEAN',
  BOOLEAN: 'BOOLEAN',
  STRING: 'VARCHAR',
  BYTES: 'BLOB',
  DATE: 'DATE',
  DATETIME: 'TIMESTAMP',
  TIMESTAMP: 'TIMESTAMPTZ',
  TIME: 'TIME',
  JSON: 'JSON',
  INTERVAL: 'INTERVAL',
};
/** What polyglot has types of its own for. */
const KINDS: Readonly<Record<string, string>> = {
  big_int: 'BIGINT',
  int: 'BIGINT',
  small_int: 'BIGINT',
  tiny_int: 'BIGINT',
  double: 'DOUBLE',
  float: 'DOUBLE',
  text: 'VARCHAR',
  string: 'VARCHAR',
  binary: 'BLOB',
  timestamp: 'TIMESTAMPTZ',
};

/** A type in DuckDB's words. A timestamp is an instant, a datetime is none. */
export function typeName(type: Body): string {
  const kind = String(type.data_type);
  if (kind === 'decimal') {
    const { precision, scale } = type as { precision?: Json; scale?: Json };
    return typeof precision === 'number' ? `DECIMAL(${precision}, ${Number(scale ?? 0)})` : 'DECIMAL(38, 9)';
  }
  if (kind === 'array') return `${typeName(type.element_type as Body)}[]`;
  if (kind === 'struct') {
    const fields = (type.fields as readonly Body[]).map(
      (field) => `"${String(field.name).replaceAll('"', '""')}" ${typeName(field.data_type as Body)}`,
    );
    return `STRUCT(${fields.join(', ')})`;
  }
  const name = kind === 'custom' ? NAMES[String(type.name).toUpperCase()] : (KINDS[kind] ?? NAMES[kind.toUpperCase()]);
  if (name === undefined) throw new TranslationError(`the type ${String(type.name ?? kind).toUpperCase()}`);
  return name;
}

export function plainCast(value: Json, name: string): Node {
  return { cast: castBody(value, name) };
}

export function tryCast(value: Json, name: string): Node {
  return { try_cast: castBody(value, name) };
}

function castBody(value: Json, name: string): Body {
  return { this: value, to: { data_type: 'custom', name }, trailing_comments: [], double_colon_syntax: false };
}

/** CAST and SAFE_CAST. */
export function cast({ this: value, to, format }: Body, isSafe: boolean): Node {
  if (format) throw new TranslationError('CAST with a format');
  if (!isObject(to)) throw new TranslationError('CAST');
  const name = typeName(to);
  if (name === 'VARCHAR') {
    const text = isNull(value) || isText(value) ? plainCast(value!, name) : call('bq_text', value!);
    return typeof to.length === 'number' ? call('left', text, number(to.length)) : text;
  }
  if (name === 'BLOB' && !isNull(value)) return call('encode', value!);
  return isSafe ? tryCast(value!, name) : plainCast(value!, name);
}

const isNull = (value: Json | undefined): boolean => isObject(value) && 'null' in value;
const isText = (value: Json | undefined): boolean => bodyOf(value, 'literal')?.literal_type === 'string';
