import { PyDateTime, PyFixedTimezone, TemplateError } from '../../jinja/values/index.js';

const TIME = /^(\d{2})(?::?(\d{2})(?::?(\d{2}))?)?(?:[.,](\d+))?(Z|[+-]\d{2}(?::?\d{2})?)?$/;

/** `2024-01-31T12:30:00.5+02:00` and its shorter forms of ISO 8601; undefined for anything else. */
export function isoDateTime(text: string): PyDateTime | undefined {
  const [datePart, timePart, rest] = text.split('T');
  if (datePart === undefined || timePart === undefined || rest !== undefined) return undefined;
  const date = calendarDate(datePart);
  const time = TIME.exec(timePart);
  if (!date || !time) return undefined;
  const micros = fraction(time);
  try {
    return new PyDateTime(...date, Number(time[1]), micros.minute, micros.second, micros.microsecond, zone(time[5]));
  } catch (error) {
    if (error instanceof TemplateError) return undefined;
    throw error;
  }
}

/** Year, month and day of a calendar date, `2024-W05-1`, `2024-035` or `2024-01`, with or without dashes. */
function calendarDate(text: string): [number, number, number] | undefined {
  const plain = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (plain) return [Number(plain[1]), Number(plain[2]), Number(plain[3])];
  const month = /^(\d{4})-(\d{2})$/.exec(text);
  if (month) return [Number(month[1]), Number(month[2]), 1];
  const ordinal = /^(\d{4})-?(\d{3})$/.exec(text);
  if (ordinal) return parts(Date.UTC(Number(ordinal[1]), 0, Number(ordinal[2])));
  const week = /^(\d{4})-W(\d{2})(?:-(\d))?$/.exec(text) ?? /^(\d{4})W(\d{2})(\d)?$/.exec(text);
  if (!week) return undefined;
  const fourth = new Date(Date.UTC(Number(week[1]), 0, 4));
  const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * 86_400_000;
  return parts(monday + ((Number(week[2]) - 1) * 7 + Number(week[3] ?? 1) - 1) * 86_400_000);
}

function parts(time: number): [number, number, number] {
  const date = new Date(time);
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
}

/** A fraction belongs to the smallest part that is given: `10.5` is half past ten. */
function fraction(time: RegExpExecArray): { minute: number; second: number; microsecond: number } {
  const digits = time[4];
  const part = digits === undefined ? 0 : Number(`0.${digits}`);
  const micro = (seconds: number): number => Math.floor(Math.round(seconds * 1e9) / 1e3);
  if (time[3] !== undefined) {
    const six = (digits ?? '').slice(0, 6).padEnd(6, '0');
    return { minute: Number(time[2]), second: Number(time[3]), microsecond: Number(six) };
  }
  const minutes = time[2] === undefined ? part * 60 : Number(time[2]);
  const seconds = time[2] === undefined ? (minutes % 1) * 60 : part * 60;
  return { minute: Math.floor(minutes), second: Math.floor(seconds), microsecond: micro(seconds % 1) };
}

function zone(text: string | undefined): PyFixedTimezone | null {
  if (text === undefined) return null;
  if (text === 'Z') return new PyFixedTimezone(0);
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.slice(1).replace(':', '');
  return new PyFixedTimezone(sign * (Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2) || 0) * 60));
}
