/** Reads ISO 8601 as Python's fromisoformat does since 3.11. */
import { valueError } from '../../errors.js';
import { fromOrdinal, toOrdinal, weekdayOf } from '../../values/calendar.js';
import { reprText } from '../../values/core.js';
import { PyDate, PyDateTime, PyTime } from '../../values/date.js';
import { PyFixedTimezone } from '../../values/zones.js';

const DATE = /^(\d{4})(?:-(\d\d)-(\d\d)|(\d\d)(\d\d)|-W(\d\d)(?:-(\d))?|W(\d\d)(\d)?)/;
const TIME = /^(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d+))?)?|(\d\d)(?:(\d\d)(?:[.,](\d+))?)?)?$/;

const invalid = (text: string) => valueError(`Invalid isoformat string: ${reprText(text)}`);

export function parseIsoDate(text: string): PyDate {
  const match = DATE.exec(text);
  if (!match || match[0].length !== text.length) throw invalid(text);
  return dateOf(match);
}

export function parseIsoDateTime(text: string): PyDateTime {
  const match = DATE.exec(text);
  if (!match) throw invalid(text);
  const rest = text.slice(match[0].length);
  const date = dateOf(match);
  if (rest === '') return new PyDateTime(date.year, date.month, date.day);
  const separator = [...rest][0]!;
  const time = parseClock(rest.slice(separator.length), text);
  return new PyDateTime(
    date.year,
    date.month,
    date.day,
    time.hour,
    time.minute,
    time.second,
    time.microsecond,
    time.tzinfo,
  );
}

export function parseIsoTime(text: string): PyTime {
  return parseClock(text.startsWith('T') ? text.slice(1) : text, text);
}

function dateOf(match: RegExpExecArray): PyDate {
  const year = Number(match[1]);
  const week = match[6] ?? match[8];
  if (week !== undefined) return isoWeekDate(year, Number(week), Number(match[7] ?? match[9] ?? 1));
  return new PyDate(year, Number(match[2] ?? match[4]), Number(match[3] ?? match[5]));
}

/** The date of a day (Monday is 1) of an ISO week. */
export function isoWeekDate(year: number, week: number, day: number): PyDate {
  if (year < 1 || year > 9999) throw valueError(`Year is out of range: ${year}`);
  const firstWeekday = weekdayOf(toOrdinal(year, 1, 1));
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const longYear = firstWeekday === 3 || (firstWeekday === 2 && leap);
  if (week < 1 || week > 53 || (week === 53 && !longYear)) throw valueError(`Invalid week: ${week}`);
  if (day < 1 || day > 7) throw valueError(`Invalid day: ${day} (range is [1, 7])`);
  const firstMonday = toOrdinal(year, 1, 1) - firstWeekday + (firstWeekday > 3 ? 7 : 0);
  return new PyDate(...fromOrdinal(firstMonday + (week - 1) * 7 + day - 1));
}

function parseClock(text: string, whole: string): PyTime {
  const zoneAt = text.search(/[Z+-]/);
  const clock = clockParts(zoneAt < 0 ? text : text.slice(0, zoneAt), whole);
  const zone = zoneAt < 0 ? null : zoneOf(text.slice(zoneAt), whole);
  return new PyTime(...clock, zone);
}

function clockParts(text: string, whole: string): [number, number, number, number] {
  const match = TIME.exec(text);
  if (!match) throw invalid(whole);
  const fraction = (match[4] ?? match[7] ?? '').slice(0, 6).padEnd(6, '0');
  return [Number(match[1]), Number(match[2] ?? match[5] ?? 0), Number(match[3] ?? match[6] ?? 0), Number(fraction)];
}

function zoneOf(text: string, whole: string): PyFixedTimezone {
  if (text === 'Z') return new PyFixedTimezone(0);
  if (text.startsWith('Z')) throw invalid(whole);
  const [hour, minute, second] = clockParts(text.slice(1), whole);
  const seconds = hour * 3600 + minute * 60 + second;
  return new PyFixedTimezone(text.startsWith('-') ? -seconds + 0 : seconds);
}
