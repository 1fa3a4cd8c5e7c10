import { typeError, valueError } from '../../errors.js';
import { hostFunction } from '../../values/callable.js';
import { PyDate, PyDateTime } from '../../values/date.js';
import { PyTimedelta } from '../../values/timedelta.js';
import type { CallArguments, Value } from '../../values/types.js';
import { bindNative, intOf, textOrError } from '../arguments.js';
import { PyClass } from '../class.js';
import { localOffset, now } from './clock.js';
import { isoWeekDate, parseIsoDate } from './iso.js';
import { secondsOf } from './timestamps.js';

export function dateClass(): Value {
  return new PyClass({
    name: 'datetime.date',
    construct,
    sample: new PyDate(1, 1, 1),
    isInstance: (value) => value instanceof PyDate,
    attributes: {
      min: () => new PyDate(1, 1, 1),
      max: () => new PyDate(9999, 12, 31),
      resolution: () => new PyTimedelta(1),
      today: () =>
        hostFunction('today', (args) => {
          noArguments('date.today', args);
          return dateOf(localNow());
        }),
      ...dateConstructors((date) => date),
      fromisoformat: () => hostFunction('fromisoformat', (args) => parseIsoDate(isoText(args))),
      fromtimestamp: () =>
        hostFunction('fromtimestamp', (args) => {
          const [timestamp] = bindNative('fromtimestamp()', args, ['timestamp'], 1);
          const [seconds] = secondsOf(timestamp!);
          return dateOf(PyDateTime.ofLocal(seconds + localOffset(seconds), 0));
        }),
    },
  });
}

function construct(args: CallArguments): Value {
  const [year, month, day] = bindNative('function', args, ['year', 'month', 'day'], 3);
  return new PyDate(intOf(year!), intOf(month!), intOf(day!));
}

/** Class methods that date and datetime have in common; `of` makes the class's own value of a date. */
export function dateConstructors(of: (date: PyDate) => Value): Record<string, () => Value> {
  return {
    fromordinal: () =>
      hostFunction('fromordinal', (args) => {
        const ordinal = intOf(bindNative('fromordinal()', args, ['ordinal'], 1)[0]!);
        if (ordinal < 1) throw valueError('ordinal must be >= 1');
        return of(PyDate.ofOrdinal(ordinal));
      }),
    fromisocalendar: () =>
      hostFunction('fromisocalendar', (args) => {
        const [year, week, day] = bindNative('fromisocalendar()', args, ['year', 'week', 'day'], 3);
        return of(isoWeekDate(intOf(year!), intOf(week!), intOf(day!)));
      }),
  };
}

export function isoText(args: CallArguments): string {
  const [text] = bindNative('fromisoformat()', args, ['date_string'], 1);
  return textOrError(text!, 'fromisoformat: argument must be str');
}

export function noArguments(name: string, args: CallArguments): void {
  if (args.named.size > 0) throw typeError(`${name}() takes no keyword arguments`);
  if (args.positional.length > 0) throw typeError(`${name}() takes no arguments (${args.positional.length} given)`);
}

export function localNow(): PyDateTime {
  const [seconds, microsecond] = now();
  return PyDateTime.ofLocal(seconds + localOffset(seconds), microsecond);
}

function dateOf(value: PyDateTime): PyDate {
  return new PyDate(value.year, value.month, value.day);
}
