import { type Body, bodyOf, call, number } from '../ast.js';
import { TranslationError } from '../errors.js';
import type { Json, Node } from '../polyglot.js';
import { asText } from './texts.js';

const CUSTOM: Readonly<Record<string, string>> = {
  VARIANT: 'JSON',
  OBJECT: 'JSON',
  ARRAY: 'JSON',
  TIMESTAMPLTZ: 'TIMESTAMPTZ',
  TIMESTAMP_LTZ: 'TIMESTAMPTZ',
  TIMESTAMPTZ: 'TIMESTAMPTZ',
  TIMESTAMP_TZ: 'TIMESTAMPTZ',
  TIMESTAMPNTZ: 'TIMESTAMP',
  TIMESTAMP_NTZ: 'TIMESTAMP',
  DATETIME: 'TIMESTAMP',
  STRING: 'VARCHAR',
  TEXT: 'VARCHAR',
  NUMBER: 'DECIMAL(38, 0)',
  BYTEINT: 'DECIMAL(38, 0)',
  VARBINARY: 'BLOB',
};

/** DuckDB's name of a type in polyglot's terms. */
export function targetType(type: Body): { readonly name: string; readonly length?: number } {
  const kind = String(type.data_type);
  const length = typeof type.length === 'number' ? { length: type.length } : {};
  switch (kind) {
    case 'text':
    case 'string':
    case 'var_char':
    case 'text_with_length':
      return { name: 'VARCHAR', ...length };
    case 'char':
      return { name: 'VARCHAR', length: typeof type.length === 'number' ? type.length : 1 };
    case 'tiny_int':
    case 'small_int':
    case 'int':
    case 'big_int':
      return { name: 'DECIMAL(38, 0)' };
    case 'decimal':
      return { name: `DECIMAL(${type.precision ?? 38}, ${type.scale ?? 0})` };
    case 'float':
    case 'double':
      return { name: 'DOUBLE' };
    case 'boolean':
    case 'date':
    case 'time':
      return { name: kind.toUpperCase() };
    case 'timestamp':
      return { name: type.timezone ? 'TIMESTAMPTZ' : 'TIMESTAMP' };
    case 'binary':
    case 'var_binary':
      return { name: 'BLOB' };
    case 'json':
      return { name: 'JSON' };
    case 'custom': {
      const name = CUSTOM[String(type.name).toUpperCase().replace(/\(.*$/, '').trim()];
      if (name) return { name };
      throw new TranslationError(`the type ${String(type.name).toUpperCase()}`);
    }
    default:
      throw new TranslationError(`the type ${kind.toUpperCase()}`);
  }
}

/** The time on the clocks of a zone, where CONVERT_TIMEZONE has just told the zone; without it only the instant is kept. */
export function wallClock(value: Json): Json {
  const made = bodyOf(value, 'function');
  return made?.name === 'sf_convert_timezone' ? call('sf_wall_clock', ...(made.args as readonly Json[])) : value;
}

/** A cast as Snowflake does it. */
export function cast(value: Json, type: Body): Node {
  const { name, length } = targetType(type);
  if (name === 'VARCHAR') return length === undefined ? asText(value) : call('left', asText(value), number(length));
  if (name === 'BOOLEAN') return call('sf_boolean', value);
  if (name === 'JSON') return call('sf_variant', value);
  if (name === 'DATE') return call('sf_to_date', wallClock(value));
  if (name === 'TIMESTAMP') return call('sf_to_timestamp', wallClock(value));
  if (name === 'TIMESTAMPTZ') return call('sf_to_timestamp_tz', value);
  if (name === 'TIME') return call('sf_to_time', wallClock(value));
  if (name === 'BLOB') return call('unhex', call('sf_text', value));
  return plainCast(value, name);
}

/** Text that does not fit is NULL. */
export function tryCast(value: Json, type: Body): Node {
  const { name } = targetType(type);
  if (name === 'BOOLEAN') return call('sf_try_boolean', call('sf_text', value));
  if (name === 'BLOB') throw new TranslationError('TRY_CAST to BINARY');
  return tryCastTo(value, name);
}

export function tryCastTo(value: Json, name: string): Node {
  return { try_cast: castBody(value, name) };
}

export function plainCast(value: Json, name: string): Node {
  return { cast: castBody(value, name) };
}

function castBody(value: Json, name: string): Body {
  return { this: value, to: { data_type: 'custom', name }, trailing_comments: [], double_colon_syntax: false };
}
