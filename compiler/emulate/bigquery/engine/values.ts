import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBIntervalValue,
  DuckDBListValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTimeValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { Field } from './catalog.js';

const SECOND = 1_000_000n;
const DAY = 86_400n * SECOND;

/** A value of DuckDB as the REST API sends it. */
export function restValue(value: DuckDBValue, field: Field): unknown {
  if (field.mode === 'REPEATED') {
    const items = value instanceof DuckDBListValue ? value.items : [];
    return items.map((item) => ({ v: restValue(item, { ...field, mode: 'NULLABLE' }) }));
  }
  if (value === null) return null;
  if (value instanceof DuckDBStructValue)
    return { f: (field.fields ?? []).map((f) => ({ v: restValue(value.entries[f.name] ?? null, f) })) };
  return scalar(value);
}

function scalar(value: DuckDBValue): string {
  if (typeof value === 'number') return numberText(value);
  if (value instanceof DuckDBDecimalValue) return trimmed(value.toString());
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString('base64');
  if (value instanceof DuckDBTimestampTZValue) return String(value.micros);
  if (value instanceof DuckDBTimestampValue) return datetime(value.micros);
  if (value instanceof DuckDBTimeValue) return clock(value.micros);
  if (value instanceof DuckDBIntervalValue) return duration(value);
  return String(value);
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

const trimmed = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

function datetime(micros: bigint): string {
  const inDay = ((micros % DAY) + DAY) % DAY;
  return `${new DuckDBDateValue(Number((micros - inDay) / DAY)).toString()}T${clock(inDay)}`;
}

function clock(micros: bigint): string {
  const total = micros / SECOND;
  const two = (n: bigint): string => String(n).padStart(2, '0');
  const time = `${two(total / 3600n)}:${two((total / 60n) % 60n)}:${two(total % 60n)}`;
  const fraction = micros % SECOND;
  return fraction === 0n ? time : `${time}.${String(fraction).padStart(6, '0')}`;
}

/** ISO 8601; months, days and seconds stay apart. */
function duration({ months, days, micros }: DuckDBIntervalValue): string {
  const size = micros < 0n ? -micros : micros;
  const fraction = size % SECOND === 0n ? '' : `.${String(size % SECOND).padStart(6, '0')}`;
  return `P${months}M${days}DT${micros < 0n ? '-' : ''}${size / SECOND}${fraction}S`;
}
