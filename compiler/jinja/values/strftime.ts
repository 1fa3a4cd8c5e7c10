import { valueError } from '../errors.js';
import { dayOfYear, isoCalendar, offsetText, pad, toOrdinal, weekdayOf } from './calendar.js';

/** What strftime shows; a date has no time (zeros), a time the date 1900-01-01. */
export interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
  readonly offset?: number;
  readonly zone?: string;
}

export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** strftime of the C locale, with glibc's extensions, as Python on Linux. */
export function strftime(moment: Moment, format: string): string {
  return format.replace(/%([-_0^#]?)([\s\S]|$)/g, (whole, flag: string, directive: string) => {
    const text = directiveText(moment, directive);
    if (text === undefined) return whole;
    return flag === '' ? text : flagged(text, flag, directive);
  });
}

function flagged(text: string, flag: string, directive: string): string {
  if (flag === '-') return text.replace(/^[0 ]+(?=\d)/, '');
  if (flag === '_') return text.replace(/^0+(?=\d)/, (zeros) => ' '.repeat(zeros.length));
  if (flag === '0') return text.replace(/^ +/, (spaces) => '0'.repeat(spaces.length));
  if (flag === '^') return text.toUpperCase();
  return directive === 'p' ? text.toLowerCase() : text.toUpperCase();
}

function directiveText(m: Moment, directive: string): string | undefined {
  const ordinal = toOrdinal(m.year, m.month, m.day);
  const weekday = weekdayOf(ordinal);
  const hour12 = m.hour % 12 === 0 ? 12 : m.hour % 12;
  const yearDay = dayOfYear(m.year, m.month, m.day);
  switch (directive) {
    case 'a':
      return DAYS[weekday]!.slice(0, 3);
    case 'A':
      return DAYS[weekday];
    case 'b':
    case 'h':
      return MONTHS[m.month - 1]!.slice(0, 3);
    case 'B':
      return MONTHS[m.month - 1];
    case 'c':
      return strftime(m, '%a %b %e %H:%M:%S %Y');
    case 'C':
      return pad(Math.floor(m.year / 100));
    case 'd':
      return pad(m.day);
    case 'D':
    case 'x':
      return strftime(m, '%m/%d/%y');
    case 'e':
      return String(m.day).padStart(2, ' ');
    case 'f':
      return pad(m.microsecond, 6);
    case 'F':
      return strftime(m, '%Y-%m-%d');
    case 'G':
      return String(isoCalendar(m.year, ordinal)[0]);
    case 'g':
      return pad(isoCalendar(m.year, ordinal)[0] % 100);
    case 'H':
      return pad(m.hour);
    case 'I':
      return pad(hour12);
    case 'j':
      return pad(yearDay, 3);
    case 'k':
      return String(m.hour).padStart(2, ' ');
    case 'l':
      return String(hour12).padStart(2, ' ');
    case 'm':
      return pad(m.month);
    case 'M':
      return pad(m.minute);
    case 'n':
      return '\n';
    case 'p':
      return m.hour < 12 ? 'AM' : 'PM';
    case 'P':
      return m.hour < 12 ? 'am' : 'pm';
    case 'r':
      return strftime(m, '%I:%M:%S %p');
    case 'R':
      return strftime(m, '%H:%M');
    case 's':
      return String((ordinal - 719_163) * 86_400 + m.hour * 3600 + m.minute * 60 + m.second);
    case 'S':
      return pad(m.second);
    case 't':
      return '\t';
    case 'T':
    case 'X':
      return strftime(m, '%H:%M:%S');
    case 'u':
      return String(weekday + 1);
    case 'U':
      return pad(Math.floor((yearDay + 6 - ((weekday + 1) % 7)) / 7));
    case 'V':
      return pad(isoCalendar(m.year, ordinal)[1]);
    case 'w':
      return String((weekday + 1) % 7);
    case 'W':
      return pad(Math.floor((yearDay + 6 - weekday) / 7));
    case 'y':
      return pad(m.year % 100);
    case 'Y':
      return String(m.year);
    case 'z':
      return m.offset === undefined ? '' : offsetText(m.offset, '');
    case 'Z':
      return m.zone ?? '';
    case '%':
      return '%';
    default:
      return undefined;
  }
}

export interface Parsed {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
  readonly offset: number | undefined;
  readonly dayOfYear: number | undefined;
}

const PATTERNS: ReadonlyMap<string, string> = new Map([
  ['a', `(?:${DAYS.map((d) => d.slice(0, 3)).join('|')})`],
  ['A', `(?:${DAYS.join('|')})`],
  ['b', `(${MONTHS.map((m) => m.slice(0, 3)).join('|')})`],
  ['B', `(${MONTHS.join('|')})`],
  ['d', '(3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9])'],
  ['f', '([0-9]{1,6})'],
  ['H', '(2[0-3]|[0-1]\\d|\\d)'],
  ['I', '(1[0-2]|0[1-9]|[1-9]| [1-9])'],
  ['j', '(36[0-6]|3[0-5]\\d|[1-2]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9])'],
  ['m', '(1[0-2]|0[1-9]|[1-9])'],
  ['M', '([0-5]\\d|\\d)'],
  ['p', '(AM|PM)'],
  ['S', '(6[0-1]|[0-5]\\d|\\d)'],
  ['w', '[0-6]'],
  ['u', '[1-7]'],
  ['y', '(\\d\\d)'],
  ['Y', '(\\d\\d\\d\\d)'],
  ['z', '([+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|Z)'],
  ['Z', '(UTC|GMT)'],
  ['U', '(?:5[0-3]|[0-4]\\d|\\d)'],
  ['W', '(?:5[0-3]|[0-4]\\d|\\d)'],
  ['%', '%'],
]);

const COMPOSED: ReadonlyMap<string, string> = new Map([
  ['c', '%a %b %d %H:%M:%S %Y'],
  ['x', '%m/%d/%y'],
  ['X', '%H:%M:%S'],
]);

/** strptime: the parts of a text by a format; throws Python's ValueErrors. */
export function strptime(text: string, format: string): Parsed {
  const order: string[] = [];
  const expanded = format.replace(/%([cxX])/g, (_, d: string) => COMPOSED.get(d)!);
  const pattern = expanded.replace(/%([\s\S]?)|\s+|[\\^$.*+?()[\]{}|]/g, (whole, directive: string | undefined) => {
    if (directive === undefined) return /^\s/.test(whole) ? '\\s+' : `\\${whole}`;
    if (directive === '') throw valueError(`stray % in format '${format}'`);
    const part = PATTERNS.get(directive);
    if (part === undefined) throw valueError(`'${directive}' is a bad directive in format '${format}'`);
    if (part.startsWith('(') && !part.startsWith('(?:')) order.push(directive);
    return part;
  });
  const match = new RegExp(`^${pattern}`, 'i').exec(text);
  if (!match) throw valueError(`time data '${text}' does not match format '${format}'`);
  if (match[0].length !== text.length) throw valueError(`unconverted data remains: ${text.slice(match[0].length)}`);
  const parts = new Map(order.map((directive, i) => [directive, match[i + 1] ?? '']));
  return assemble(parts);
}

function assemble(parts: ReadonlyMap<string, string>): Parsed {
  const number = (directive: string, otherwise: number) =>
    parts.has(directive) ? Number(parts.get(directive)) : otherwise;
  const short = number('y', 0);
  const year = parts.has('y') ? (short <= 68 ? 2000 + short : 1900 + short) : number('Y', 1900);
  const name = (parts.get('b') ?? parts.get('B'))?.toLowerCase().slice(0, 3);
  const month = name ? MONTHS.findIndex((m) => m.toLowerCase().startsWith(name)) + 1 : number('m', 1);
  const hour12 = number('I', 0) % 12;
  const hour = parts.has('I') ? hour12 + (parts.get('p')?.toLowerCase() === 'pm' ? 12 : 0) : number('H', 0);
  return {
    year,
    month,
    day: number('d', 1),
    hour,
    minute: number('M', 0),
    second: number('S', 0),
    microsecond: Number((parts.get('f') ?? '0').padEnd(6, '0')),
    offset: offsetOf(parts.get('z')),
    dayOfYear: parts.has('j') ? number('j', 1) : undefined,
  };
}

/** Seconds of `+02:00`, `+0200`, `Z`. */
export function offsetOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (text === 'Z' || text === 'z') return 0;
  const match = /^([+-])(\d\d):?(\d\d)(?::?(\d\d))?/.exec(text);
  if (!match) return undefined;
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
  return match[1] === '-' ? -seconds : seconds;
}
