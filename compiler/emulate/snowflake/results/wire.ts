import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBIntervalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTimeValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import { logicalText } from '../engine/names.js';
import type { SnowType } from '../engine/types.js';
import type { ResultColumn, WireCell } from './result.js';

const NANOS = 1_000_000_000n;

/** A value of DuckDB as Snowflake writes it in a JSON rowset. */
export function wireCell(value: DuckDBValue, type: SnowType): WireCell {
  if (value === null) return null;
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'string') return isJson(type) ? logicalText(value) : value;
  if (typeof value === 'number') return floatText(value);
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof DuckDBDecimalValue) return value.toString();
  if (value instanceof DuckDBDateValue) return String(value.days);
  if (value instanceof DuckDBTimeValue) return seconds(value.micros * 1000n);
  if (value instanceof DuckDBTimestampValue) return instant(value.micros * 1000n, type);
  if (value instanceof DuckDBTimestampTZValue) return instant(value.micros * 1000n, type);
  if (value instanceof DuckDBTimestampSecondsValue) return instant(value.seconds * NANOS, type);
  if (value instanceof DuckDBTimestampMillisecondsValue) return instant(value.millis * 1_000_000n, type);
  if (value instanceof DuckDBTimestampNanosecondsValue) return instant(value.nanos, type);
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString('hex').toUpperCase();
  if (value instanceof DuckDBIntervalValue) return value.toString();
  return JSON.stringify(plain(value));
}

/** Objects that were made of rows have columns' names in them. */
function isJson({ name }: SnowType): boolean {
  return name === 'VARIANT' || name === 'OBJECT' || name === 'ARRAY';
}

function instant(nanos: bigint, type: SnowType): string {
  return type.name === 'TIMESTAMP_TZ' ? `${seconds(nanos)} 1440` : seconds(nanos);
}

/** `seconds.nanoseconds`; the fraction counts upwards from the whole second below. */
function seconds(nanos: bigint): string {
  const sign = nanos < 0n ? '-' : '';
  const absolute = nanos < 0n ? -nanos : nanos;
  return `${sign}${absolute / NANOS}.${(absolute % NANOS).toString().padStart(9, '0')}`;
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return String(value);
}

/** Lists and structs, where a function of DuckDB makes one, as JSON. */
function plain(value: DuckDBValue): unknown {
  if (value instanceof DuckDBListValue) return value.items.map(plain);
  if (value instanceof DuckDBStructValue)
    return Object.fromEntries(Object.entries(value.entries).map(([name, item]) => [name, plain(item)]));
  if (value instanceof DuckDBMapValue)
    return Object.fromEntries(value.entries.map(({ key, value: item }) => [String(key), plain(item)]));
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  return typeof value === 'object' && value !== null ? value.toString() : value;
}

/** The column as `rowtype` describes it. */
export function wireColumn({ name, type, nullable }: ResultColumn): Record<string, unknown> {
  const common = { name, database: '', schema: '', table: '', nullable: nullable ?? true, collation: null };
  const none = { precision: null, scale: null, length: null, byteLength: null };
  switch (type.name) {
    case 'NUMBER':
      return { ...common, ...none, type: 'fixed', precision: type.precision ?? 38, scale: type.scale ?? 0 };
    case 'FLOAT':
      return { ...common, ...none, type: 'real' };
    case 'TEXT':
      return { ...common, ...none, type: 'text', length: type.length, byteLength: (type.length ?? 0) * 4 };
    case 'BINARY':
      return { ...common, ...none, type: 'binary', length: type.length, byteLength: type.length };
    case 'TIME':
    case 'TIMESTAMP_NTZ':
    case 'TIMESTAMP_LTZ':
    case 'TIMESTAMP_TZ':
      return { ...common, ...none, type: type.name.toLowerCase(), precision: 0, scale: type.scale ?? 9 };
    default:
      return { ...common, ...none, type: type.name.toLowerCase() };
  }
}
