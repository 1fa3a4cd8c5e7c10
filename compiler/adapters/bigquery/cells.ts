import type { Cell } from '../types.js';
import type { FieldSchema } from './schema.js';

/** A value of a row as the REST API sends it: texts, and `{v}` and `{f}` around what is nested. */
export type RawValue = null | string | boolean | { readonly f: readonly RawField[] } | readonly RawField[];
export interface RawField {
  readonly v: RawValue;
}
export interface RawRow {
  readonly f: readonly RawField[];
}

export function rowOf(row: RawRow, fields: readonly FieldSchema[]): Cell[] {
  return fields.map((field, i) => cellOf(row.f[i]?.v ?? null, field));
}

function cellOf(value: RawValue, field: FieldSchema): Cell {
  if (field.mode === 'REPEATED') {
    const items = Array.isArray(value) ? (value as readonly RawField[]) : [];
    return items.map((item) => single(item.v, field));
  }
  return single(value, field);
}

function single(value: RawValue, field: FieldSchema): Cell {
  if (value === null) return null;
  if (typeof value === 'object')
    return 'f' in value
      ? { struct: (field.fields ?? []).map((f, i) => [f.name, cellOf(value.f[i]?.v ?? null, f)] as const) }
      : String(value);
  const text = String(value);
  switch (field.type) {
    case 'INTEGER':
    case 'INT64':
      return smallest(BigInt(text));
    case 'FLOAT':
    case 'FLOAT64':
      return { float: floatOf(text) };
    case 'NUMERIC':
    case 'BIGNUMERIC':
      return { decimal: text };
    case 'BOOLEAN':
    case 'BOOL':
      return text === 'true';
    case 'DATE':
      return { date: text };
    case 'TIME':
      return { time: sixDigits(text) };
    case 'DATETIME':
      return { timestamp: sixDigits(text.replace(' ', 'T')) };
    case 'TIMESTAMP':
      return { timestamptz: `${instant(text)}+00:00` };
    case 'BYTES':
      return Uint8Array.from(Buffer.from(text, 'base64'));
    case 'INTERVAL':
      return { interval: text };
    default:
      // STRING, JSON, GEOGRAPHY (as WKT), RANGE.
      return text;
  }
}

function smallest(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function floatOf(text: string): number {
  if (text === 'Infinity' || text === 'inf' || text === '+inf') return Number.POSITIVE_INFINITY;
  if (text === '-Infinity' || text === '-inf') return Number.NEGATIVE_INFINITY;
  return Number(text);
}

/** A fraction has six digits or is not there, as in Python's isoformat. */
function sixDigits(text: string): string {
  const [whole, fraction] = text.split('.');
  if (fraction === undefined || /^0*$/.test(fraction)) return whole!;
  return `${whole}.${fraction.slice(0, 6).padEnd(6, '0')}`;
}

/** Microseconds since 1970 as `2024-01-31T12:00:00.000001`. Seconds with a fraction are what servers of old send. */
function instant(text: string): string {
  const micros = /^-?\d+$/.test(text) ? BigInt(text) : microsOfSeconds(text);
  const rest = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const iso = new Date(Number((micros - rest) / 1000n)).toISOString().replace(/^\+00/, '').slice(0, 19);
  return rest === 0n ? iso : `${iso}.${String(rest).padStart(6, '0')}`;
}

function microsOfSeconds(text: string): bigint {
  const exact = /^(-?)(\d+)\.(\d{1,6})\d*$/.exec(text);
  if (!exact) return BigInt(Math.round(Number(text) * 1_000_000));
  const micros = BigInt(exact[2]! + exact[3]!.padEnd(6, '0'));
  return exact[1] === '-' ? -micros : micros;
}
