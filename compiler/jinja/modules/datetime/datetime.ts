import { typeError } from '../../errors.js';
import { hostFunction } from '../../values/callable.js';
import { typeNameOf } from '../../values/core.js';
import { PyDate, PyDateTime, PyTime } from '../../values/date.js';
import { zoneArgument } from '../../values/date-methods.js';
import { strptime } from '../../values/strftime.js';
import { PyTimedelta } from '../../values/timedelta.js';
import type { CallArguments, Value } from '../../values/types.js';
import { Undefined } from '../../values/undefined.js';
import { PyFixedTimezone, type PyTimezone } from '../../values/zones.js';
import { bindNative, intOf, textOrError } from '../arguments.js';
import { PyClass } from '../class.js';
import { localOffset, now } from './clock.js';
import { dateConstructors, isoText, localNow, noArguments } from './date.js';
import { parseIsoDateTime } from './iso.js';
import { secondsOf } from './timestamps.js';

const PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond', 'tzinfo', 'fold'];

export function datetimeClass(): Value {
  return new PyClass({
    name: 'datetime.datetime',
    construct,
    sample: new PyDateTime(1, 1, 1),
    isInstance: (value) => value instanceof PyDateTime,
    attributes: {
      min: () => new PyDateTime(1, 1, 1),
      max: () => new PyDateTime(9999, 12, 31, 23, 59, 59, 999_999),
      resolution: () => new PyTimedelta(0, 0, 1),
      ...dateConstructors((date) => new PyDateTime(date.year, date.month, date.day)),
      ...CONSTRUCTORS,
    },
  });
}

function construct(args: CallArguments): Value {
  const [year, month, day, ...rest] = bindNative('function', args, PARTS, 3);
  const [hour, minute, second, microsecond] = [0, 1, 2, 3].map((i) => intOf(rest[i] ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  return new PyDateTime(intOf(year!), intOf(month!), intOf(day!), hour, minute, second, microsecond, zoneOf(rest[4]));
}

function zoneOf(value: Value | undefined): PyTimezone | null {
  if (value instanceof Undefined && !value.lenient) throw value.error();
  return zoneArgument(value ?? null);
}

/** A moment on the clock of a zone, or of templates' local time. */
function atZone(seconds: number, microsecond: number, zone: PyTimezone | null): PyDateTime {
  if (zone === null) return PyDateTime.ofLocal(seconds + localOffset(seconds), microsecond);
  return PyDateTime.ofLocal(seconds, microsecond, new PyFixedTimezone(0)).inZone(zone);
}

const CONSTRUCTORS: Readonly<Record<string, () => Value>> = {
  now: () =>
    hostFunction('now', (args) => {
      const [zone] = bindNative('now()', args, ['tz'], 0);
      return atZone(...now(), zoneOf(zone));
    }),
  today: () =>
    hostFunction('today', (args) => {
      noArguments('datetime.today', args);
      return localNow();
    }),
  utcnow: () =>
    hostFunction('utcnow', (args) => {
      noArguments('datetime.utcnow', args);
      return PyDateTime.ofLocal(...now());
    }),
  fromtimestamp: () =>
    hostFunction('fromtimestamp', (args) => {
      const [timestamp, zone] = bindNative('fromtimestamp()', args, ['timestamp', 'tz'], 1);
      return atZone(...secondsOf(timestamp!), zoneOf(zone));
    }),
  utcfromtimestamp: () =>
    hostFunction('utcfromtimestamp', (args) => {
      const [timestamp] = bindNative('utcfromtimestamp()', args, ['timestamp'], 1);
      return PyDateTime.ofLocal(...secondsOf(timestamp!));
    }),
  fromisoformat: () => hostFunction('fromisoformat', (args) => parseIsoDateTime(isoText(args))),
  combine: () => hostFunction('combine', combine),
  strptime: () => hostFunction('strptime', parse),
};

function combine(args: CallArguments): Value {
  const [date, time, zone] = bindNative('combine()', args, ['date', 'time', 'tzinfo'], 2);
  if (!(date instanceof PyDate))
    throw typeError(`combine() argument 1 must be datetime.date, not ${typeNameOf(date!)}`);
  if (!(time instanceof PyTime))
    throw typeError(`combine() argument 2 must be datetime.time, not ${typeNameOf(time!)}`);
  const { hour, minute, second, microsecond } = time;
  return new PyDateTime(
    date.year,
    date.month,
    date.day,
    hour,
    minute,
    second,
    microsecond,
    zone === undefined ? time.tzinfo : zoneOf(zone),
  );
}

function parse(args: CallArguments): Value {
  if (args.named.size > 0) throw typeError('datetime.strptime() takes no keyword arguments');
  const [text, format] = args.positional;
  if (args.positional.length !== 2)
    throw typeError(`strptime() takes exactly 2 arguments (${args.positional.length} given)`);
  const p = strptime(
    textOrError(text!, `strptime() argument 1 must be str, not ${typeNameOf(text!)}`),
    textOrError(format!, `strptime() argument 2 must be str, not ${typeNameOf(format!)}`),
  );
  const zone = p.offset === undefined ? null : new PyFixedTimezone(p.offset);
  const date = p.dayOfYear === undefined ? p : PyDate.ofOrdinal(new PyDate(p.year, 1, 1).ordinal + p.dayOfYear - 1);
  return new PyDateTime(date.year, date.month, date.day, p.hour, p.minute, p.second, p.microsecond, zone);
}
