import { overflowError, typeError, valueError } from '../../errors.js';
import { typeNameOf } from '../../values/core.js';
import { isInt, numericOf } from '../../values/numbers.js';
import type { Value } from '../../values/types.js';
import { Undefined } from '../../values/undefined.js';

/** Seconds and microseconds of a timestamp; halves of a microsecond are rounded to even. */
export function secondsOf(value: Value): [seconds: number, microsecond: number] {
  if (value instanceof Undefined && !value.lenient) throw value.error();
  const number = typeof value === 'bigint' ? Number(value) : numericOf(value);
  if (number === undefined) throw typeError(`'${typeNameOf(value)}' object cannot be interpreted as an integer`);
  if (Number.isNaN(number)) throw valueError('Invalid value NaN (not a number)');
  if (Math.abs(number) > 2 ** 63) throw overflowError('timestamp out of range for platform time_t');
  if (Math.abs(number) > 1e12) throw valueError(`year ${1970 + Math.trunc(number / 31_556_952)} is out of range`);
  if (isInt(value)) return [number, 0];
  const whole = Math.trunc(number);
  const micros = halfEven((number - whole) * 1e6);
  const seconds = whole + Math.floor(micros / 1e6);
  return [seconds, micros - Math.floor(micros / 1e6) * 1e6];
}

function halfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
}
