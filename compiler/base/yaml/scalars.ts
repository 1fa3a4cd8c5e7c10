import { CalendarDate, Float, Timestamp } from '../scalars.js';

/** What a plain scalar of YAML 1.1 stands for. `MERGE` and `VALUE` are the keys `<<` and `=`. */
export type Scalar = null | boolean | number | bigint | string | Float | CalendarDate | Timestamp;

/** A plain `<<`: a merge when it is a key. */
export const MERGE = Symbol('<<');

/** A plain scalar that has the form of a date or number but stands for none (`2024-02-31`). */
export class InvalidScalar {
  constructor(readonly reason: string) {}
}

const BOOL = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/;
const FLOAT =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const INT =
  /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const TIMESTAMP =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?(?:[ \t]*(Z|([-+])(\d\d?)(?::(\d\d))?))?)?$/;

/** For each first character below 128: 1 letter of a bool or null, 2 digit, sign or dot, 3 `~`, `<` or `=`; 0 a string. */
const FIRST = (() => {
  const table = new Uint8Array(128);
  for (const c of 'yYnNtTfFoO') table[c.charCodeAt(0)] = 1;
  for (const c of '0123456789+-.') table[c.charCodeAt(0)] = 2;
  for (const c of '~<=') table[c.charCodeAt(0)] = 3;
  return table;
})();

/** True: `resolvePlain` would answer the text itself. Cheap. */
export function isSurelyText(text: string): boolean {
  const c = text.charCodeAt(0);
  return c >= 128 || (FIRST[c] === 0 && text !== '');
}

/**
 * The value of a plain (unquoted, untagged) scalar, by YAML 1.1 as PyYAML's safe loader reads it: `yes` is true, `0123` is octal,
 * `1:30` sexagesimal, `1e3` text.
 */
export function resolvePlain(text: string): Scalar | typeof MERGE | InvalidScalar {
  if (text === '') return null;
  const c = text.charCodeAt(0);
  const kind = c < 128 ? FIRST[c] : 0;
  if (kind === 0) return text;
  if (kind === 1) {
    if (text.length > 5) return text;
    if (text === 'null' || text === 'Null' || text === 'NULL') return null;
    return toBool(text) ?? text;
  }
  if (kind === 2) {
    if (INT.test(text)) return toInt(text);
    if (FLOAT.test(text)) return toFloat(text);
    return isTimestamp(text) ? toTimestamp(text) : text;
  }
  if (text === '~') return null;
  if (text === '<<') return MERGE;
  if (text === '=') return new InvalidScalar("a plain '=' has no meaning of its own in YAML 1.1");
  return text;
}

export function toBool(text: string): boolean | undefined {
  if (!BOOL.test(text)) return undefined;
  const lower = text.toLowerCase();
  return lower === 'yes' || lower === 'true' || lower === 'on';
}

/** The integer that matching text stands for; beyond the safe range a bigint. */
export function toInt(text: string): number | bigint | InvalidScalar {
  let digits = text.replaceAll('_', '');
  const negative = digits.startsWith('-');
  if (negative || digits.startsWith('+')) digits = digits.slice(1);
  let value: bigint;
  try {
    if (digits.length < 15 && /^(?:0|[1-9]\d*)$/.test(digits))
      return negative && digits !== '0' ? -Number(digits) : Number(digits);
    if (digits === '0b' || digits === '0x') return new InvalidScalar(`'${text}' has no digits`);
    if (digits.startsWith('0b') || digits.startsWith('0x')) value = BigInt(digits);
    else if (digits.startsWith('0')) value = BigInt(digits === '0' ? '0' : `0o${digits.slice(1)}`);
    else if (digits.includes(':')) value = digits.split(':').reduce((sum, part) => sum * 60n + BigInt(part), 0n);
    else value = BigInt(digits);
  } catch {
    return new InvalidScalar(`'${text}' is not an integer`);
  }
  if (negative) value = -value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** The float that matching text stands for: integral ones as Float, so that they still show as floats. */
export function toFloat(text: string): number | Float {
  let digits = text.replaceAll('_', '').toLowerCase();
  const sign = digits.startsWith('-') ? -1 : 1;
  if (/^[-+]/.test(digits)) digits = digits.slice(1);
  if (digits === '.inf') return sign * Number.POSITIVE_INFINITY;
  if (digits === '.nan') return Number.NaN;
  const value = sign * digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return Number.isInteger(value) ? new Float(value) : value;
}

/** YAML's implicit timestamps want two digits of a bare date; with a time of day, one is enough. */
function isTimestamp(text: string): boolean {
  if (text.length === 10) return /^\d{4}-\d\d-\d\d$/.test(text);
  return text.length > 10 && TIMESTAMP.test(text);
}

export function toTimestamp(text: string): CalendarDate | Timestamp | InvalidScalar {
  const match = TIMESTAMP.exec(text);
  if (!match) return new InvalidScalar(`'${text}' is not a date`);
  const [, year, month, day, hour, minute, second, fraction, zone, zoneSign, zoneHour, zoneMinute] = match;
  const date = `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
  if (year === '0000' || !exists(Number(year), Number(month), Number(day))) {
    return new InvalidScalar(`'${text}' is not a day of the calendar`);
  }
  if (hour === undefined) return new CalendarDate(date);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    return new InvalidScalar(`'${text}' is not a time of day`);
  }
  const micros = (fraction ?? '').slice(0, 6).padEnd(6, '0');
  const time = `${hour.padStart(2, '0')}:${minute}:${second}${micros === '000000' ? '' : `.${micros}`}`;
  const offset =
    zone === undefined ? '' : zone === 'Z' ? '+00:00' : zoneOffset(zoneSign!, zoneHour!, zoneMinute ?? '00');
  return new Timestamp(`${date}T${time}${offset}`);
}

function zoneOffset(sign: string, hour: string, minute: string): string {
  const zero = Number(hour) === 0 && Number(minute) === 0;
  return `${zero ? '+' : sign}${hour.padStart(2, '0')}:${minute}`;
}

function exists(year: number, month: number, day: number): boolean {
  const days = [
    31,
    (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28,
    31,
    30,
    31,
    30,
    31,
    31,
    30,
    31,
    30,
    31,
  ];
  return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1]!;
}

/** True for the scalars that are objects here. */
export function isScalarObject(value: unknown): value is Float | CalendarDate | Timestamp {
  return value instanceof Float || value instanceof CalendarDate || value instanceof Timestamp;
}
