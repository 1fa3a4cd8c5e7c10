import type { Cell, ColumnRef } from '../types.js';
import type { SdkColumn } from './driver.js';

/** Types that the driver is to leave as they came: it would lose digits, or the spelling of a document. */
export const AS_STRINGS = ['Number', 'JSON'] as const;

/** A date or time of the driver, with what it keeps beside the milliseconds. */
interface SdkTime {
  getEpochSeconds(): number;
  getNanoSeconds(): number;
  getScale(): number;
  getTimezone(): string | number | undefined;
}

type Reader = (value: never) => Cell;

/** The name of a column's type as dbt shows it: `FIXED`, `TEXT`, `TIMESTAMP_NTZ`. */
export function columnRef(column: SdkColumn): ColumnRef {
  return { name: column.getName(), dataType: column.getType().toUpperCase() };
}

interface Raw {
  readonly values: readonly unknown[];
}

/** The driver shows times of day in the session's format, without fractions of seconds: they are taken as they came. */
export function keepRaw(column: SdkColumn): void {
  if (!column.isTime() || !('_getRowValue' in column)) return;
  const index = column.getIndex();
  (column as { _getRowValue: (row: Raw) => unknown })._getRowValue = (row) => row.values[index];
}

/** How the values of a column become cells. */
export function reader(column: SdkColumn): (value: unknown) => Cell {
  const read = readerOf(column) as (value: unknown) => Cell;
  return (value) => (value === null || value === undefined ? null : read(value));
}

function readerOf(column: SdkColumn): Reader {
  switch (column.getType().toLowerCase()) {
    case 'fixed':
      return column.getScale() > 0 ? (text: string) => ({ decimal: text }) : wholeNumber;
    case 'real':
      return (text: string) => ({ float: float(text) });
    case 'boolean':
      return (value: boolean) => value;
    case 'date':
      return (value: SdkTime) => ({ date: isoDate(value.getEpochSeconds()) });
    case 'time':
      return (value: string) => ({ time: value.includes(':') ? value : clockOf(value) });
    case 'timestamp_ntz':
      return (value: SdkTime) => ({ timestamp: isoDateTime(value.getEpochSeconds(), value.getNanoSeconds()) });
    case 'timestamp_ltz':
    case 'timestamp_tz':
      return (value: SdkTime) => ({ timestamptz: zoned(value) });
    case 'binary':
      return (value: Uint8Array) => new Uint8Array(value);
    default:
      return (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  }
}

function wholeNumber(text: string): Cell {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

function float(text: string): number {
  const lower = text.toLowerCase();
  return lower === 'inf' ? Number.POSITIVE_INFINITY : lower === '-inf' ? Number.NEGATIVE_INFINITY : Number(text);
}

function isoDate(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().replace(/T.*$/, '');
}

/** Trailing zeros of the fraction go, in groups of three: `.5` is shown as `.500`. */
function fraction(nanoseconds: number): string {
  if (nanoseconds === 0) return '';
  return `.${String(nanoseconds)
    .padStart(9, '0')
    .replace(/(000)+$/, '')}`;
}

function isoDateTime(epochSeconds: number, nanoseconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().replace(/\.\d+Z$/, '') + fraction(nanoseconds);
}

/** `11045.123000000`: seconds since midnight. */
function clockOf(raw: string): string {
  const [seconds = '0', rest = ''] = raw.split('.');
  return clock(Number(seconds), Number(rest.padEnd(9, '0').slice(0, 9)));
}

function clock(seconds: number, nanoseconds: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${fraction(nanoseconds)}`;
}

/** An instant in the zone that it has (minutes), or in that of the session (a name). */
function zoned(value: SdkTime): string {
  const [seconds, zone] = [value.getEpochSeconds(), value.getTimezone()];
  const minutes = typeof zone === 'number' ? zone : zoneOffset(zone ?? 'UTC', seconds * 1000);
  const sign = minutes < 0 ? '-' : '+';
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const offset = `${sign}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
  return isoDateTime(seconds + minutes * 60, value.getNanoSeconds()) + offset;
}

/** Minutes east of UTC in an IANA time zone, at an instant. */
function zoneOffset(name: string, epochMilliseconds: number): number {
  const shown = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' })
    .formatToParts(epochMilliseconds)
    .find((part) => part.type === 'timeZoneName')?.value;
  const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(shown ?? '') ?? [];
  return hours === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
