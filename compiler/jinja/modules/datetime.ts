/** Python's datetime module, as far as dbt shows it: date, datetime, time, timedelta, tzinfo (and timezone). */
import { typeError, valueError } from '../errors.js';
import { fromOrdinal, toOrdinal } from '../values/calendar.js';
import { bindArguments } from '../values/callable.js';
import { textOf, typeNameOf } from '../values/core.js';
import { PyDate, PyDateTime, PyTime } from '../values/date.js';
import { intArgument, zoneArgument } from '../values/date-methods.js';
import { PyDict } from '../values/dict.js';
import { stringOf } from '../values/markup.js';
import { isFloat, isInt, numericOf } from '../values/numbers.js';
import { offsetOf, strptime } from '../values/strftime.js';
import { PyTimedelta } from '../values/timedelta.js';
import type { CallArguments, Value } from '../values/types.js';
import { PyFixedTimezone, type PyTimezone, UTC } from '../values/zones.js';
import { functions, PythonClass } from './python-class.js';

const text = (value: Value, name: string): string => {
  const string = stringOf(value);
  if (string === undefined) throw typeError(`${name}: argument must be str`);
  return string;
};

const numberArgument = (value: Value, name: string): number => {
  if (isInt(value)) return Number(value);
  if (isFloat(value)) return numericOf(value)!;
  throw typeError(`unsupported type for timedelta ${name} component: ${typeNameOf(value)}`);
};

const UNITS = ['days', 'seconds', 'microseconds', 'milliseconds', 'minutes', 'hours', 'weeks'] as const;
const MICROSECONDS: Readonly<Record<(typeof UNITS)[number], number>> = {
  days: 86_400e6,
  seconds: 1e6,
  microseconds: 1,
  milliseconds: 1e3,
  minutes: 60e6,
  hours: 3_600e6,
  weeks: 604_800e6,
};

function timedelta(args: CallArguments): Value {
  const bound = bindArguments('timedelta', args, UNITS, Object.fromEntries(UNITS.map((unit) => [unit, 0])));
  let exact = 0n;
  let rest = 0;
  for (const unit of UNITS) {
    const amount = numberArgument(bound[unit], unit);
    if (!Number.isFinite(amount)) throw valueError('cannot convert float NaN or infinity to integer');
    const whole = Math.trunc(amount);
    exact += BigInt(whole) * BigInt(MICROSECONDS[unit]);
    rest += (amount - whole) * MICROSECONDS[unit];
  }
  return PyTimedelta.ofMicroseconds(exact + BigInt(Math.round(rest)));
}

function date(args: CallArguments): Value {
  const { year, month, day } = bindArguments('date', args, ['year', 'month', 'day']);
  return new PyDate(intArgument(year), intArgument(month), intArgument(day));
}

const CLOCK = { hour: 0, minute: 0, second: 0, microsecond: 0, tzinfo: null, fold: 0 } as const;

function datetime(args: CallArguments): Value {
  const b = bindArguments(
    'datetime',
    args,
    ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond', 'tzinfo', 'fold'],
    CLOCK,
  );
  return new PyDateTime(
    intArgument(b.year),
    intArgument(b.month),
    intArgument(b.day),
    intArgument(b.hour),
    intArgument(b.minute),
    intArgument(b.second),
    intArgument(b.microsecond),
    zoneArgument(b.tzinfo),
  );
}

function time(args: CallArguments): Value {
  const b = bindArguments('time', args, ['hour', 'minute', 'second', 'microsecond', 'tzinfo', 'fold'], CLOCK);
  return new PyTime(
    intArgument(b.hour),
    intArgument(b.minute),
    intArgument(b.second),
    intArgument(b.microsecond),
    zoneArgument(b.tzinfo),
  );
}

/** Seconds that this machine's clock is ahead of UTC. */
function localOffset(milliseconds: number): number {
  return -new Date(milliseconds).getTimezoneOffset() * 60;
}

function fromClock(milliseconds: number, microseconds: number, zone: PyTimezone | null): PyDateTime {
  const seconds = Math.floor(milliseconds / 1000);
  if (zone) return PyDateTime.ofLocal(seconds, microseconds, UTC).inZone(zone);
  return PyDateTime.ofLocal(seconds + localOffset(milliseconds), microseconds);
}

function nowIn(zone: PyTimezone | null): PyDateTime {
  const milliseconds = Date.now();
  return fromClock(milliseconds, (milliseconds % 1000) * 1000, zone);
}

function fromTimestamp(value: Value, zone: PyTimezone | null): PyDateTime {
  const seconds = numberArgument(value, 'timestamp');
  const total = Math.round(seconds * 1e6);
  const micro = ((total % 1e6) + 1e6) % 1e6;
  return fromClock(((total - micro) / 1e6) * 1000, micro, zone);
}

const ISO =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:.(\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,6})\d*)?)?)?(Z|[+-]\d{2}:?\d{2}(?::?\d{2})?)?)?$/s;

function fromIso(value: Value): PyDateTime {
  const source = text(value, 'fromisoformat');
  const match = ISO.exec(source);
  if (!match) throw valueError(`Invalid isoformat string: '${source}'`);
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const offset = offsetOf(match[8]);
  const zone = offset === undefined ? null : offset === 0 ? UTC : new PyFixedTimezone(offset);
  return new PyDateTime(year, month, day, hour, minute, second, Number((match[7] ?? '').padEnd(6, '0')), zone);
}

function parsed(args: CallArguments): Value {
  const { date_string, format } = bindArguments('strptime', args, ['date_string', 'format']);
  const parts = strptime(text(date_string, 'strptime() argument 1'), text(format, 'strptime() argument 2'));
  const zone = parts.offset === undefined ? null : parts.offset === 0 ? UTC : new PyFixedTimezone(parts.offset);
  const [year, month, day] =
    parts.dayOfYear === undefined
      ? [parts.year, parts.month, parts.day]
      : fromOrdinal(toOrdinal(parts.year, 1, 1) + parts.dayOfYear - 1);
  return new PyDateTime(year, month, day, parts.hour, parts.minute, parts.second, parts.microsecond, zone);
}

function combine(args: CallArguments): Value {
  const b = bindArguments('combine', args, ['date', 'time', 'tzinfo'], { tzinfo: undefined });
  if (!(b.date instanceof PyDate))
    throw typeError(`combine() argument 1 must be datetime.date, not ${typeNameOf(b.date)}`);
  if (!(b.time instanceof PyTime))
    throw typeError(`combine() argument 2 must be datetime.time, not ${typeNameOf(b.time)}`);
  const { year, month, day } = b.date;
  const { hour, minute, second, microsecond, tzinfo } = b.time;
  return new PyDateTime(
    year,
    month,
    day,
    hour,
    minute,
    second,
    microsecond,
    b.tzinfo === undefined ? tzinfo : zoneArgument(b.tzinfo),
  );
}

const zoneOf = (args: CallArguments) => zoneArgument(bindArguments('now', args, ['tz'], { tz: null }).tz);
const one = (name: string, args: CallArguments) => bindArguments(name, args, ['value']).value;
const dateOf = (moment: PyDateTime) => new PyDate(moment.year, moment.month, moment.day);

function fromIsoWeek(args: CallArguments): [number, number, number] {
  const b = bindArguments('fromisocalendar', args, ['year', 'week', 'day']);
  const first = toOrdinal(intArgument(b.year), 1, 4);
  const monday = first - ((first + 6) % 7);
  return fromOrdinal(monday + (intArgument(b.week) - 1) * 7 + intArgument(b.day) - 1);
}

const dateClass = () =>
  new PythonClass('datetime.date', date, {
    ...functions({
      today: () => dateOf(nowIn(null)),
      fromisoformat: (args) => dateOf(fromIso(one('fromisoformat', args))),
      fromordinal: (args) => PyDate.ofOrdinal(intArgument(one('fromordinal', args))),
      fromtimestamp: (args) => dateOf(fromTimestamp(one('fromtimestamp', args), null)),
      fromisocalendar: (args) => new PyDate(...fromIsoWeek(args)),
    }),
    min: () => new PyDate(1, 1, 1),
    max: () => new PyDate(9999, 12, 31),
    resolution: () => new PyTimedelta(1),
  });

const datetimeClass = () =>
  new PythonClass('datetime.datetime', datetime, {
    ...functions({
      now: (args) => nowIn(zoneOf(args)),
      today: () => nowIn(null),
      utcnow: () => nowIn(UTC).replaceZone(null),
      fromtimestamp: (args) => {
        const b = bindArguments('fromtimestamp', args, ['timestamp', 'tz'], { tz: null });
        return fromTimestamp(b.timestamp, zoneArgument(b.tz));
      },
      utcfromtimestamp: (args) => fromTimestamp(one('utcfromtimestamp', args), UTC).replaceZone(null),
      fromisoformat: (args) => fromIso(one('fromisoformat', args)),
      fromordinal: (args) => new PyDateTime(...fromOrdinal(intArgument(one('fromordinal', args)))),
      fromisocalendar: (args) => new PyDateTime(...fromIsoWeek(args)),
      strptime: parsed,
      combine,
    }),
    min: () => new PyDateTime(1, 1, 1),
    max: () => new PyDateTime(9999, 12, 31, 23, 59, 59, 999_999),
    resolution: () => new PyTimedelta(0, 0, 1),
  });

const timeClass = () =>
  new PythonClass('datetime.time', time, {
    ...functions({
      fromisoformat: (args) => {
        const moment = fromIso(`1900-01-01T${text(one('fromisoformat', args), 'fromisoformat')}`);
        return new PyTime(moment.hour, moment.minute, moment.second, moment.microsecond, moment.tzinfo);
      },
    }),
    min: () => new PyTime(),
    max: () => new PyTime(23, 59, 59, 999_999),
  });

const timedeltaClass = () =>
  new PythonClass('datetime.timedelta', timedelta, {
    min: () => new PyTimedelta(-999_999_999),
    max: () => new PyTimedelta(999_999_999, 86_399, 999_999),
    resolution: () => new PyTimedelta(0, 0, 1),
  });

function timezone(args: CallArguments): Value {
  const b = bindArguments('timezone', args, ['offset', 'name'], { name: null });
  if (!(b.offset instanceof PyTimedelta))
    throw typeError(`timezone() argument 1 must be datetime.timedelta, not ${typeNameOf(b.offset)}`);
  return new PyFixedTimezone(b.offset.totalSeconds, b.name === null ? undefined : textOf(b.name));
}

export function datetimeModule(): Value {
  return PyDict.from({
    date: dateClass(),
    datetime: datetimeClass(),
    time: timeClass(),
    timedelta: timedeltaClass(),
    tzinfo: new PythonClass('datetime.tzinfo', () => {
      throw typeError('tzinfo is an abstract class');
    }),
    timezone: new PythonClass('datetime.timezone', timezone, { utc: UTC }),
  });
}
