/** Methods of int and float. */
import { overflowError, valueError } from '../errors.js';
import { type Method, type MethodTable, positionalOnly } from './methods.js';
import { int, numericOf } from './numbers.js';
import { PyTuple } from './sequences.js';
import type { Value } from './types.js';

export const INT_METHODS: MethodTable = new Map<string, Method>([
  [
    'bit_length',
    positionalOnly<Value>('bit_length', 0, 0, (self) => {
      const value = BigInt(self as bigint | number | boolean);
      return value === 0n ? 0 : (value < 0n ? -value : value).toString(2).length;
    }),
  ],
  [
    'bit_count',
    positionalOnly<Value>('bit_count', 0, 0, (self) => {
      const value = BigInt(self as bigint | number | boolean);
      return (value < 0n ? -value : value).toString(2).replaceAll('0', '').length;
    }),
  ],
  ['conjugate', positionalOnly<Value>('conjugate', 0, 0, (self) => (typeof self === 'boolean' ? Number(self) : self))],
  [
    'as_integer_ratio',
    positionalOnly<Value>(
      'as_integer_ratio',
      0,
      0,
      (self) => new PyTuple([typeof self === 'boolean' ? Number(self) : self, 1]),
    ),
  ],
]);

export const FLOAT_METHODS: MethodTable = new Map<string, Method>([
  ['is_integer', positionalOnly<Value>('is_integer', 0, 0, (self) => Number.isInteger(numericOf(self)))],
  ['conjugate', positionalOnly<Value>('conjugate', 0, 0, (self) => self)],
  [
    'as_integer_ratio',
    positionalOnly<Value>('as_integer_ratio', 0, 0, (self) => {
      let value = numericOf(self)!;
      if (Number.isNaN(value)) throw valueError('cannot convert NaN to integer ratio');
      if (!Number.isFinite(value)) throw overflowError('cannot convert Infinity to integer ratio');
      let denominator = 1n;
      while (!Number.isInteger(value)) {
        value *= 2;
        denominator *= 2n;
      }
      return new PyTuple([int(BigInt(value)), int(denominator)]);
    }),
  ],
  ['hex', positionalOnly<Value>('hex', 0, 0, (self) => hex(numericOf(self)!))],
]);

function hex(value: number): string {
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  let magnitude = Math.abs(value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : `${sign}inf`;
  if (magnitude === 0) return `${sign}0x0.0p+0`;
  let exponent = 0;
  while (magnitude >= 2) {
    magnitude /= 2;
    exponent++;
  }
  while (magnitude < 1 && exponent > -1022) {
    magnitude *= 2;
    exponent--;
  }
  const digits = BigInt(Math.round((magnitude % 1) * 2 ** 52))
    .toString(16)
    .padStart(13, '0');
  return `${sign}0x${Math.floor(magnitude)}.${digits}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}
