/** Methods of dates, times and datetimes. */
import { typeError, valueError } from '../errors.js';
import { isoCalendar, pad, timeText } from './calendar.js';
import { bindArguments } from './callable.js';
import { textOf, typeNameOf } from './core.js';
import { PyDate, PyDateTime, PyTime } from './date.js';
import { type Method, type MethodTable, positionalOnly, withNames } from './methods.js';
import { float } from './numbers.js';
import { PyTuple } from './sequences.js';
import { strftime } from './strftime.js';
import { PyTimedelta } from './timedelta.js';
import type { CallArguments, Value } from './types.js';
import { machineZone, PyTimezone, UTC } from './zones.js';

/** An int argument of a date function. */
export function intArgument(value: Value): number {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  throw typeError(`'${typeNameOf(value)}' object cannot be interpreted as an integer`);
}

export function zoneArgument(value: Value): PyTimezone | null {
  if (value === null || value instanceof PyTimezone) return value;
  throw typeError(`tzinfo argument must be None or of a tzinfo subclass, not type '${typeNameOf(value)}'`);
}

const none = <S>(name: string, run: (self: S) => Value): [string, Method] => [
  name,
  positionalOnly<S>(name, 0, 0, (self) => run(self)),
];

const formatted: Method = withNames<PyDate | PyTime>('strftime', ['format'], 1, (self, format) => {
  if (typeof format !== 'string') throw typeError(`strftime() argument 1 must be str, not ${typeNameOf(format!)}`);
  return strftime(self.moment, format);
});

function isoTuple(self: PyDate): Value {
  return new PyTuple(isoCalendar(self.year, self.ordinal));
}

export const DATE_METHODS: MethodTable = new Map<string, Method>([
  none<PyDate>('isoformat', (self) => self.isoformat()),
  none<PyDate>('weekday', (self) => self.weekday),
  none<PyDate>('isoweekday', (self) => self.weekday + 1),
  none<PyDate>('isocalendar', isoTuple),
  none<PyDate>('toordinal', (self) => self.ordinal),
  none<PyDate>('ctime', (self) => self.cText),
  none<PyDate>('timetuple', timeTuple),
  ['strftime', formatted],
  [
    'replace',
    (self: PyDate, args: CallArguments) => {
      const { year, month, day } = bindArguments('replace', args, ['year', 'month', 'day'], {
        year: self.year,
        month: self.month,
        day: self.day,
      });
      return new PyDate(intArgument(year), intArgument(month), intArgument(day));
    },
  ],
]);

function timeTuple(self: PyDate): Value {
  const m = self.moment;
  return new PyTuple([m.year, m.month, m.day, m.hour, m.minute, m.second, self.weekday, self.yearDay, -1]);
}

const PARTS = ['hour', 'minute', 'second', 'microsecond', 'tzinfo'] as const;

export const DATETIME_METHODS: MethodTable = new Map<string, Method>([
  none<PyDateTime>('date', (self) => new PyDate(self.year, self.month, self.day)),
  none<PyDateTime>('time', (self) => new PyTime(self.hour, self.minute, self.second, self.microsecond)),
  none<PyDateTime>('timetz', (self) => new PyTime(self.hour, self.minute, self.second, self.microsecond, self.tzinfo)),
  none<PyDateTime>('timestamp', (self) => float(self.utcSeconds + self.microsecond / 1e6)),
  none<PyDateTime>('utctimetuple', (self) => timeTuple(self.inZone(UTC))),
  none<PyDateTime>('utcoffset', (self) => (self.offset === undefined ? null : new PyTimedelta(0, self.offset))),
  none<PyDateTime>('tzname', (self) => self.tzinfo?.nameAt(self.localSeconds) ?? null),
  none<PyDateTime>('dst', (self) => {
    const dst = self.tzinfo?.dstAt(self.localSeconds);
    return dst === undefined ? null : new PyTimedelta(0, dst);
  }),
  [
    'isoformat',
    withNames<PyDateTime>('isoformat', ['sep', 'timespec'], 0, (self, separator = 'T', timespec = 'auto') => {
      return self.isoformat(textOf(separator), clockText(self, textOf(timespec)));
    }),
  ],
  [
    'astimezone',
    withNames<PyDateTime>('astimezone', ['tz'], 0, (self, zone = null) =>
      self.inZone(zoneArgument(zone) ?? machineZone(self.utcSeconds)),
    ),
  ],
  [
    'replace',
    (self: PyDateTime, args: CallArguments) => {
      const names = ['year', 'month', 'day', ...PARTS] as const;
      const b = bindArguments('replace', args, names, Object.fromEntries(names.map((n) => [n, self[n]])));
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
    },
  ],
]);

function clockText(self: PyDateTime | PyTime, timespec: string): string {
  const { hour, minute, second, microsecond } = self;
  switch (timespec) {
    case 'auto':
      return timeText(hour, minute, second, microsecond);
    case 'hours':
      return pad(hour);
    case 'minutes':
      return `${pad(hour)}:${pad(minute)}`;
    case 'seconds':
      return timeText(hour, minute, second, 0);
    case 'milliseconds':
      return `${timeText(hour, minute, second, 0)}.${pad(Math.floor(microsecond / 1000), 3)}`;
    case 'microseconds':
      return `${timeText(hour, minute, second, 0)}.${pad(microsecond, 6)}`;
    default:
      throw valueError('Unknown timespec value');
  }
}

export const TIME_METHODS: MethodTable = new Map<string, Method>([
  [
    'isoformat',
    withNames<PyTime>('isoformat', ['timespec'], 0, (self, timespec = 'auto') => {
      return textOf(timespec) === 'auto' ? self.isoformat() : clockText(self, textOf(timespec));
    }),
  ],
  ['strftime', formatted],
  none<PyTime>('tzname', (self) => self.tzinfo?.nameAt(0) ?? null),
  none<PyTime>('utcoffset', (self) => (self.tzinfo ? new PyTimedelta(0, self.tzinfo.offsetAtLocal(0)) : null)),
  [
    'replace',
    (self: PyTime, args: CallArguments) => {
      const b = bindArguments('replace', args, PARTS, Object.fromEntries(PARTS.map((n) => [n, self[n]])));
      return new PyTime(
        intArgument(b.hour),
        intArgument(b.minute),
        intArgument(b.second),
        intArgument(b.microsecond),
        zoneArgument(b.tzinfo),
      );
    },
  ],
]);
