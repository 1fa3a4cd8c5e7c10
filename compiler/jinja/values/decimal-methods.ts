import { Decimal } from 'decimal.js';
import { typeError } from '../errors.js';
import { typeNameOf } from './core.js';
import { Context28, PyDecimal, quantized, rounded } from './decimal.js';
import { type Method, type MethodTable, positionalOnly, withNames } from './methods.js';
import { PyTuple } from './sequences.js';
import type { Value } from './types.js';

const ROUNDINGS: ReadonlyMap<string, Decimal.Rounding> = new Map([
  ['ROUND_UP', Decimal.ROUND_UP],
  ['ROUND_DOWN', Decimal.ROUND_DOWN],
  ['ROUND_CEILING', Decimal.ROUND_CEIL],
  ['ROUND_FLOOR', Decimal.ROUND_FLOOR],
  ['ROUND_HALF_UP', Decimal.ROUND_HALF_UP],
  ['ROUND_HALF_DOWN', Decimal.ROUND_HALF_DOWN],
  ['ROUND_HALF_EVEN', Decimal.ROUND_HALF_EVEN],
]);

function decimalArgument(value: Value): PyDecimal {
  if (value instanceof PyDecimal) return value;
  if (typeof value === 'number' && Number.isInteger(value)) return new PyDecimal(value);
  throw typeError(`conversion from ${typeNameOf(value)} to Decimal is not supported`);
}

const none = (name: string, run: (self: PyDecimal) => Value): [string, Method] => [
  name,
  positionalOnly<PyDecimal>(name, 0, 0, run),
];

export const DECIMAL_METHODS: MethodTable = new Map<string, Method>([
  [
    'quantize',
    withNames<PyDecimal>('quantize', ['exp', 'rounding', 'context'], 1, (self, unit, rounding = null) =>
      quantized(self, decimalArgument(unit!).exponent, ROUNDINGS.get(String(rounding)) ?? Decimal.ROUND_HALF_EVEN),
    ),
  ],
  none('normalize', (self) => {
    const value = new Context28(0).plus(self.value);
    let exponent = -value.decimalPlaces();
    if (exponent === 0 && !value.isZero()) exponent = /0*$/.exec(value.toFixed(0))![0].length;
    return new PyDecimal(value, exponent);
  }),
  none('is_nan', (self) => self.value.isNaN()),
  none('is_zero', (self) => self.value.isZero()),
  none('is_signed', (self) => self.value.isNegative()),
  none('is_finite', (self) => self.value.isFinite()),
  none('is_infinite', (self) => !self.value.isFinite() && !self.value.isNaN()),
  none('copy_abs', (self) => new PyDecimal(self.value.abs(), self.exponent)),
  none('copy_negate', (self) => new PyDecimal(self.value.neg(), self.exponent)),
  none('sqrt', (self) => {
    const root = new Context28(self.value).sqrt();
    return rounded(root, Math.min(Math.ceil(self.exponent / 2), -root.decimalPlaces()));
  }),
  none('to_integral_value', (self) => quantized(self, Math.max(self.exponent, 0))),
  none('adjusted', (self) => self.value.e),
  none('as_tuple', (self) => {
    const digits = self
      .toText()
      .replace(/E.*$/, '')
      .replace(/[^\d]/g, '')
      .replace(/^0+(?=\d)/, '');
    return new PyTuple([self.value.isNegative() ? 1 : 0, new PyTuple([...digits].map(Number)), self.exponent]);
  }),
]);
