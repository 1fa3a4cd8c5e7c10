/** Arithmetic of the proleptic Gregorian calendar. Ordinals count days from 0001-01-01, which is 1, as Python's do. */
import { valueError } from '../errors.js';

export const MIN_YEAR = 1;
export const MAX_YEAR = 9999;
export const MAX_ORDINAL = 3_652_059;

const CUMULATIVE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

export function dayOfYear(year: number, month: number, day: number): number {
  return CUMULATIVE[month - 1]! + (month > 2 && isLeap(year) ? 1 : 0) + day;
}

export function toOrdinal(year: number, month: number, day: number): number {
  const y = year - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear(year, month, day);
}

export function fromOrdinal(ordinal: number): [number, number, number] {
  let n = ordinal - 1;
  const n400 = Math.floor(n / 146_097);
  n -= n400 * 146_097;
  const n100 = Math.min(Math.floor(n / 36_524), 3);
  n -= n100 * 36_524;
  const n4 = Math.floor(n / 1461);
  n -= n4 * 1461;
  const n1 = Math.min(Math.floor(n / 365), 3);
  n -= n1 * 365;
  const year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1;
  let month = 1;
  while (month < 12 && dayOfYear(year, month + 1, 1) <= n + 1) month++;
  return [year, month, n + 2 - dayOfYear(year, month, 1)];
}

/** Monday is 0. */
export function weekdayOf(ordinal: number): number {
  return (ordinal + 6) % 7;
}

/** ISO year, week and weekday (Monday is 1). */
export function isoCalendar(year: number, ordinal: number): [number, number, number] {
  const weekday = weekdayOf(ordinal);
  const firstMonday = (y: number) => {
    const first = toOrdinal(y, 1, 1);
    const day = weekdayOf(first);
    return first - day + (day > 3 ? 7 : 0);
  };
  let isoYear = year;
  if (ordinal < firstMonday(year)) isoYear--;
  else if (ordinal >= firstMonday(year + 1)) isoYear++;
  return [isoYear, Math.floor((ordinal - firstMonday(isoYear)) / 7) + 1, weekday + 1];
}

export function checkDate(year: number, month: number, day: number): void {
  if (year < MIN_YEAR || year > MAX_YEAR) throw valueError(`year ${year} is out of range`);
  if (month < 1 || month > 12) throw valueError('month must be in 1..12');
  if (day < 1 || day > daysInMonth(year, month)) throw valueError('day is out of range for month');
}

export function checkTime(hour: number, minute: number, second: number, microsecond: number): void {
  if (hour < 0 || hour > 23) throw valueError('hour must be in 0..23');
  if (minute < 0 || minute > 59) throw valueError('minute must be in 0..59');
  if (second < 0 || second > 59) throw valueError('second must be in 0..59');
  if (microsecond < 0 || microsecond > 999_999) throw valueError('microsecond must be in 0..999999');
}

export const pad = (value: number, width = 2) => String(value).padStart(width, '0');

/** `12:30:00` with microseconds where there are some. */
export function timeText(hour: number, minute: number, second: number, microsecond: number): string {
  return `${pad(hour)}:${pad(minute)}:${pad(second)}${microsecond ? `.${pad(microsecond, 6)}` : ''}`;
}

/** `+02:00`, with seconds where there are some; `separator` '' for strftime's form. */
export function offsetText(seconds: number, separator = ':'): string {
  const magnitude = Math.abs(seconds);
  const hours = Math.floor(magnitude / 3600);
  const minutes = Math.floor((magnitude % 3600) / 60);
  const rest = Math.floor(magnitude % 60);
  return `${seconds < 0 ? '-' : '+'}${pad(hours)}${separator}${pad(minutes)}${rest ? `${separator}${pad(rest)}` : ''}`;
}
