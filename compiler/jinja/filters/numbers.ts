/** Filters of numbers. */
import { overflowError, TemplateError, typeError, valueError } from '../errors.js';
import { compare } from '../values/comparisons.js';
import { reprOf, typeNameOf } from '../values/core.js';
import { PyDecimal, quantized } from '../values/decimal.js';
import { fixed } from '../values/digits.js';
import { stringOf } from '../values/markup.js';
import { float, int, isFloat, isInt, numericOf } from '../values/numbers.js';
import { binary, negate, toFloat } from '../values/operators.js';
import { stripText } from '../values/text.js';
import { integer } from '../values/text-methods.js';
import { PyTimedelta } from '../values/timedelta.js';
import type { Value } from '../values/types.js';
import { Undefined } from '../values/undefined.js';
import { builtin, define, type FilterEntry } from './define.js';

const FLOAT = /^[+-]?(?:(?:\d(?:_?\d)*)?\.?(?:\d(?:_?\d)*)?(?:e[+-]?\d(?:_?\d)*)?|inf(?:inity)?|nan)$/i;

/** float(text) of Python; undefined if it is none. */
export function parseFloatText(text: string): number | undefined {
  const trimmed = stripText(text, null, true, true);
  if (
    !FLOAT.test(trimmed) ||
    !/[\da-z]/i.test(trimmed) ||
    /^[+-]?(?:\.|e)?(?:e.*)?$/i.test(trimmed) ||
    /^[+-]?\.e/i.test(trimmed)
  )
    return undefined;
  const lower = trimmed.toLowerCase().replaceAll('_', '');
  const sign = lower.startsWith('-') ? -1 : 1;
  if (lower.includes('nan')) return Number.NaN;
  if (lower.includes('inf')) return sign * Number.POSITIVE_INFINITY;
  return Number(lower);
}

/** int(text, base) of Python; undefined if it is none. */
export function parseIntText(text: string, base: number): bigint | undefined {
  const match = /^([+-]?)(0[xob])?_?([0-9a-z]+(?:_[0-9a-z]+)*)$/i.exec(stripText(text, null, true, true));
  if (!match) return undefined;
  const [, sign, prefix = '', body] = match;
  const bases: Record<string, number> = { '0x': 16, '0o': 8, '0b': 2 };
  let radix = base;
  let digits = body!.replaceAll('_', '').toLowerCase();
  const prefixBase = bases[prefix.toLowerCase()];
  if (base === 0) radix = prefixBase ?? 10;
  else if (prefixBase !== undefined && prefixBase !== base) digits = prefix.toLowerCase() + digits;
  if (digits.length > 4300 && radix === 10)
    throw valueError('Exceeds the limit (4300 digits) for integer string conversion');
  if (radix < 2 || radix > 36) throw valueError('int() base must be >= 2 and <= 36, or 0');
  let value = 0n;
  for (const digit of digits) {
    const d = Number.parseInt(digit, 36);
    if (Number.isNaN(d) || d >= radix) return undefined;
    value = value * BigInt(radix) + BigInt(d);
  }
  return sign === '-' ? -value : value;
}

/** int(x) of a number. */
export function truncated(value: Value): Value {
  if (isInt(value)) return typeof value === 'boolean' ? Number(value) : value;
  if (value instanceof PyDecimal) return int(BigInt(value.value.trunc().toFixed(0)));
  const number = numericOf(value)!;
  if (Number.isNaN(number)) throw valueError('cannot convert float NaN to integer');
  if (!Number.isFinite(number)) throw overflowError('cannot convert float infinity to integer');
  return int(BigInt(Math.trunc(number)));
}

function toInt(value: Value, otherwise: Value, base: number): Value {
  if (value instanceof Undefined) throw value.error();
  const text = stringOf(value);
  if (text === undefined) {
    if (isInt(value) || value instanceof PyDecimal) return truncated(value);
    if (!isFloat(value)) return otherwise;
    return Number.isNaN(numericOf(value)!) ? otherwise : truncated(value);
  }
  const exact = parseIntText(text, base);
  if (exact !== undefined) return int(exact);
  const number = parseFloatText(text);
  return number === undefined || !Number.isFinite(number) ? otherwise : int(BigInt(Math.trunc(number)));
}

/** float(x) of Python, with its errors. */
export function toFloatValue(value: Value): number {
  if (value instanceof Undefined) throw value.error();
  if (isInt(value) || isFloat(value)) return toFloat(value);
  if (value instanceof PyDecimal) return value.value.toNumber();
  const text = stringOf(value);
  if (text === undefined)
    throw typeError(`float() argument must be a string or a real number, not '${typeNameOf(value)}'`);
  const number = parseFloatText(text);
  if (number === undefined) throw valueError(`could not convert string to float: ${reprOf(value)}`);
  return number;
}

function absolute(value: Value): Value {
  if (typeof value === 'boolean') return Number(value);
  if (isInt(value) || isFloat(value)) {
    const number = numericOf(value);
    return number === undefined
      ? compare('<', value, 0)
        ? negate(value)
        : value
      : isFloat(value)
        ? float(Math.abs(number))
        : Math.abs(number);
  }
  if (value instanceof PyDecimal) return new PyDecimal(value.value.abs(), value.exponent);
  if (value instanceof PyTimedelta) return value.total < 0n ? (value.binary('*', -1, false) as Value) : value;
  throw typeError(`bad operand type for abs(): '${typeNameOf(value)}'`);
}

/** round(x, places) of Python. */
export function round(value: Value, places: number): Value {
  if (isInt(value)) {
    const plain = typeof value === 'boolean' ? Number(value) : value;
    if (places >= 0) return plain;
    const unit = 10n ** BigInt(Math.min(-places, 5000));
    const big = BigInt(plain);
    const rest = ((big % unit) + unit) % unit;
    const down = big - rest;
    const up = rest * 2n > unit || (rest * 2n === unit && (down / unit) % 2n !== 0n);
    return int(up ? down + unit : down);
  }
  if (value instanceof PyDecimal) return quantized(value, -places);
  if (!isFloat(value)) throw typeError(`type ${typeNameOf(value)} doesn't define __round__ method`);
  const number = numericOf(value)!;
  if (!Number.isFinite(number) || places > 323) return value;
  if (places < -308) return float(number < 0 ? -0 : 0);
  if (places < 0) return float(roundHalfEven(number / 10 ** -places) * 10 ** -places);
  const rounded = Number(fixed(Math.abs(number), places));
  return float(number < 0 || Object.is(number, -0) ? -rounded : rounded);
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const up = value - floor > 0.5 || (value - floor === 0.5 && floor % 2 !== 0);
  return up ? floor + 1 : floor;
}

function roundFilter(value: Value, places: Value, method: Value): Value {
  if (method !== 'common' && method !== 'ceil' && method !== 'floor') {
    throw new TemplateError('FilterArgumentError', 'method must be common, ceil or floor');
  }
  if (method === 'common') {
    if (!isInt(value) && !isFloat(value) && !(value instanceof PyDecimal))
      throw typeError(`type ${typeNameOf(value)} doesn't define __round__ method`);
    return round(value, integer(places, 0));
  }
  if (value instanceof Undefined) throw value.error();
  const count = integer(places, 0);
  const unit = binary('**', 10, count);
  const scaled = binary('*', value, unit);
  if (isInt(scaled)) return binary('/', scaled, unit);
  if (!isFloat(scaled)) throw typeError(`must be real number, not ${typeNameOf(scaled)}`);
  const number = numericOf(scaled)!;
  return binary('/', truncated(float(method === 'ceil' ? Math.ceil(number) : Math.floor(number))), unit);
}

export const NUMBER_FILTERS: readonly FilterEntry[] = [
  builtin('abs', 'abs', absolute),
  define('int', 'do_int', ['value', 'default', 'base'], { default: 0, base: 10 }, (_, b) =>
    toInt(b.value, b.default, integer(b.base, 10)),
  ),
  define('float', 'do_float', ['value', 'default'], { default: float(0) }, (_, b) => {
    if (b.value instanceof Undefined) throw b.value.error();
    const text = stringOf(b.value);
    if (text !== undefined) {
      const number = parseFloatText(text);
      return number === undefined ? b.default : float(number);
    }
    return isInt(b.value) || isFloat(b.value) || b.value instanceof PyDecimal
      ? float(toFloatValue(b.value))
      : b.default;
  }),
  define('round', 'do_round', ['value', 'precision', 'method'], { precision: 0, method: 'common' }, (_, b) =>
    roundFilter(b.value, b.precision, b.method),
  ),
];
