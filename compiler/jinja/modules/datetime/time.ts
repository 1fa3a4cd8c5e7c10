import { typeError } from '../../errors.js';
import { hostFunction } from '../../values/callable.js';
import { PyTime } from '../../values/date.js';
import { zoneArgument } from '../../values/date-methods.js';
import { PyTimedelta } from '../../values/timedelta.js';
import type { CallArguments, Value } from '../../values/types.js';
import { bindNative, intOf } from '../arguments.js';
import { PyClass } from '../class.js';
import { isoText } from './date.js';
import { parseIsoTime } from './iso.js';

const PARTS = ['hour', 'minute', 'second', 'microsecond', 'tzinfo', 'fold'];

export function timeClass(): Value {
  return new PyClass({
    name: 'datetime.time',
    construct,
    sample: new PyTime(),
    isInstance: (value) => value instanceof PyTime,
    attributes: {
      min: () => new PyTime(),
      max: () => new PyTime(23, 59, 59, 999_999),
      resolution: () => new PyTimedelta(0, 0, 1),
      fromisoformat: () => hostFunction('fromisoformat', (args) => parseIsoTime(isoText(args))),
    },
  });
}

function construct(args: CallArguments): Value {
  const given = args.positional.length;
  if (given > 5) throw typeError(`function takes at most 5 positional arguments (${given} given)`);
  const values = bindNative('function', args, PARTS, 0);
  const [hour, minute, second, microsecond] = [0, 1, 2, 3].map((i) => intOf(values[i] ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  return new PyTime(hour, minute, second, microsecond, zoneArgument(values[4] ?? null));
}
