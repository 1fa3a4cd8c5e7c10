import {
  DuckDBArrayValue,
  DuckDBBitValue,
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
  DuckDBTimeTZValue,
  DuckDBTimeValue,
  type DuckDBType,
  DuckDBTypeId,
  DuckDBUnionValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { Cell } from '../types.js';

const SECOND = 1_000_000n;
const DAY = 86_400n * SECOND;

/** Minutes east of UTC at an instant, for timestamps with time zone. */
export type ZoneOffset = (epochMilliseconds: number) => number;

/** A value of DuckDB as a cell. `type` is needed for what JavaScript cannot tell apart: a double 2.0 and an integer 2. */
export function toCell(value: DuckDBValue, type: DuckDBType, zone: ZoneOffset): Cell {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') {
    return type.typeId === DuckDBTypeId.DOUBLE || type.typeId === DuckDBTypeId.FLOAT ? { float: value } : value;
  }
  if (typeof value === 'bigint') return smallest(value);
  if (value instanceof DuckDBDecimalValue) return { decimal: value.toString() };
  if (value instanceof DuckDBDateValue)
    return { date: value.isFinite ? value.toString() : signedInfinity(value.days < 0) };
  if (value instanceof DuckDBTimestampValue) return timestamp(value.micros, value.isFinite);
  if (value instanceof DuckDBTimestampTZValue) return timestampWithZone(value, zone);
  if (value instanceof DuckDBTimestampSecondsValue) return timestamp(value.seconds * SECOND, value.isFinite);
  if (value instanceof DuckDBTimestampMillisecondsValue) return timestamp(value.millis * 1000n, value.isFinite);
  if (value instanceof DuckDBTimestampNanosecondsValue) return nanoseconds(value.nanos, value.isFinite);
  if (value instanceof DuckDBTimeValue) return { time: clock(value.micros) };
  if (value instanceof DuckDBTimeTZValue) return { time: clock(value.micros) + offsetText(value.offset / 60) };
  if (value instanceof DuckDBIntervalValue) return { interval: isoDuration(value) };
  return nested(value, type, zone);
}

function nested(value: object, type: DuckDBType, zone: ZoneOffset): Cell {
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) {
    const item = (type as unknown as { readonly valueType: DuckDBType }).valueType;
    return value.items.map((v) => toCell(v, item, zone));
  }
  if (value instanceof DuckDBStructValue) {
    const { entryNames, entryTypes } = type as unknown as {
      readonly entryNames: readonly string[];
      readonly entryTypes: readonly DuckDBType[];
    };
    return {
      struct: entryNames.map((key, i) => [key, toCell(value.entries[key] ?? null, entryTypes[i]!, zone)] as const),
    };
  }
  if (value instanceof DuckDBMapValue) {
    const map = type as unknown as { readonly keyType: DuckDBType; readonly valueType: DuckDBType };
    return {
      struct: value.entries.map(
        (e) => [keyText(toCell(e.key, map.keyType, zone)), toCell(e.value, map.valueType, zone)] as const,
      ),
    };
  }
  if (value instanceof DuckDBUnionValue) {
    const union = type as unknown as {
      readonly memberTags: readonly string[];
      readonly memberTypes: readonly DuckDBType[];
    };
    return toCell(value.value, union.memberTypes[union.memberTags.indexOf(value.tag)]!, zone);
  }
  if (value instanceof DuckDBBlobValue) return Uint8Array.from(value.bytes);
  if (value instanceof DuckDBBitValue) return value.toString();
  return String(value);
}

function keyText(key: Cell): string {
  if (key === null || typeof key !== 'object') return String(key);
  if (key instanceof Uint8Array || Array.isArray(key)) return String(key);
  return String(Object.values(key)[0]);
}

function smallest(value: bigint): number | bigint {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

function signedInfinity(negative: boolean): string {
  return negative ? '-infinity' : 'infinity';
}

function timestamp(micros: bigint, finite: boolean): Cell {
  return { timestamp: finite ? isoTimestamp(micros) : signedInfinity(micros < 0n) };
}

function nanoseconds(nanos: bigint, finite: boolean): Cell {
  if (!finite) return { timestamp: signedInfinity(nanos < 0n) };
  const rest = ((nanos % 1000n) + 1000n) % 1000n;
  const base = isoTimestamp((nanos - rest) / 1000n);
  if (rest === 0n) return { timestamp: base };
  return { timestamp: `${base.includes('.') ? base : `${base}.000000`}${String(rest).padStart(3, '0')}` };
}

function timestampWithZone(value: DuckDBTimestampTZValue, zone: ZoneOffset): Cell {
  if (!value.isFinite) return { timestamptz: signedInfinity(value.micros < 0n) };
  const minutes = zone(Number(value.micros / 1000n));
  return { timestamptz: isoTimestamp(value.micros + BigInt(Math.round(minutes * 60)) * SECOND) + offsetText(minutes) };
}

/** `2024-01-31T12:00:00`, with six digits of a fraction if there is one, as Python's isoformat. */
function isoTimestamp(micros: bigint): string {
  const days = (micros - (((micros % DAY) + DAY) % DAY)) / DAY;
  return `${new DuckDBDateValue(Number(days)).toString()}T${clock(micros - days * DAY)}`;
}

function clock(micros: bigint): string {
  const total = micros / SECOND;
  const fraction = micros % SECOND;
  const two = (n: bigint): string => String(n).padStart(2, '0');
  const time = `${two(total / 3600n)}:${two((total / 60n) % 60n)}:${two(total % 60n)}`;
  return fraction === 0n ? time : `${time}.${String(fraction).padStart(6, '0')}`;
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
}

/** ISO 8601: `P14M3DT3600.5S`; months, days and seconds stay apart, as DuckDB keeps them. */
function isoDuration(value: DuckDBIntervalValue): string {
  const negative = value.micros < 0n;
  const micros = negative ? -value.micros : value.micros;
  const fraction = micros % SECOND === 0n ? '' : `.${String(micros % SECOND).padStart(6, '0')}`;
  return `P${value.months}M${value.days}DT${negative ? '-' : ''}${micros / SECOND}${fraction}S`;
}
