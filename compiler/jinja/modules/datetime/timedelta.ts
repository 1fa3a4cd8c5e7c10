import { overflowError, typeError, valueError } from '../../errors.js';
import { typeNameOf } from '../../values/core.js';
import { isInt, numericOf } from '../../values/numbers.js';
import { PyTimedelta } from '../../values/timedelta.js';
import type { CallArguments, Value } from '../../values/types.js';
import { Undefined } from '../../values/undefined.js';
import { bindNative } from '../arguments.js';
import { PyClass } from '../class.js';

const PARTS = ['days', 'seconds', 'microseconds', 'milliseconds', 'minutes', 'hours', 'weeks'] as const;
const MICROSECONDS: Readonly<Record<(typeof PARTS)[number], number>> = {
  microseconds: 1,
  milliseconds: 1_000,
  seconds: 1_000_000,
  minutes: 60_000_000,
  hours: 3_600_000_000,
  days: 86_400_000_000,
  weeks: 604_800_000_000,
};
/** The order in which Python adds them, which rounding depends on. */
const ORDER = Object.keys(MICROSECONDS) as (typeof PARTS)[number][];

export function timedeltaClass(): Value {
  return new PyClass({
    name: 'datetime.timedelta',
    construct,
    sample: new PyTimedelta(),
    isInstance: (value) => value instanceof PyTimedelta,
    attributes: {
      min: () => new PyTimedelta(-999_999_999),
      max: () => new PyTimedelta(999_999_999, 86_399, 999_999),
      resolution: () => new PyTimedelta(0, 0, 1),
    },
  });
}

/** Whole microseconds are added exactly; what is left of fractions is rounded at the end, halves to even. */
function construct(args: CallArguments): Value {
  const values = bindNative('__new__()', args, PARTS, 0);
  let total = 0n;
  let fractions = 0;
  for (const part of ORDER) {
    const value = values[PARTS.indexOf(part)];
    if (value === undefined) continue;
    const factor = MICROSECONDS[part];
    if (isInt(value)) total += BigInt(value) * BigInt(factor);
    else {
      const number = floatOf(value, part);
      const whole = Math.trunc(number);
      const rest = (number - whole) * factor;
      total += BigInt(whole) * BigInt(factor) + BigInt(Math.trunc(rest));
      fractions += rest - Math.trunc(rest);
    }
  }
  return ofTotal(total + rounded(fractions, total % 2n !== 0n));
}

function floatOf(value: Value, part: string): number {
  if (value instanceof Undefined && !value.lenient) throw value.error();
  const number = numericOf(value);
  if (number === undefined) throw typeError(`unsupported type for timedelta ${part} component: ${typeNameOf(value)}`);
  if (Number.isNaN(number)) throw valueError('cannot convert float NaN to integer');
  if (!Number.isFinite(number)) throw overflowError('cannot convert float infinity to integer');
  return number;
}

function rounded(fraction: number, odd: boolean): bigint {
  const away = (x: number) => Math.sign(x) * Math.round(Math.abs(x));
  const nearest = away(fraction);
  if (Math.abs(nearest - fraction) !== 0.5) return BigInt(nearest);
  const shift = odd ? 1 : 0;
  return BigInt(2 * away((fraction + shift) * 0.5) - shift);
}

function ofTotal(total: bigint): PyTimedelta {
  const days = total / 86_400_000_000n;
  if (days > 2_147_483_647n || days < -2_147_483_648n) throw overflowError('Python int too large to convert to C int');
  return PyTimedelta.ofMicroseconds(total);
}
