import { Decimal } from 'decimal.js';
import { TemplateError, valueError } from '../errors.js';
import { DECIMAL_METHODS } from './decimal-methods.js';
import { BoundMethod } from './methods.js';
import { isFloat, isInt, numericOf } from './numbers.js';
import { type BinaryOperator, PyObject, type Value } from './types.js';

/** Python's default context: 28 digits, half even. */
export const Context28 = Decimal.clone({
  precision: 28,
  rounding: Decimal.ROUND_HALF_EVEN,
  toExpNeg: -9e15,
  toExpPos: 9e15,
  maxE: 999_999,
  minE: -999_999,
});

/** decimal.Decimal. `exponent` keeps trailing zeros, which decimal.js drops: `1.50` has exponent -2. */
export class PyDecimal extends PyObject {
  readonly typeName = 'decimal.Decimal';
  readonly value: Decimal;
  readonly exponent: number;

  constructor(value: string | number | bigint | Decimal, exponent?: number) {
    super();
    if (typeof value === 'string') {
      const text = value.trim().replaceAll('_', '');
      const match = /^[+-]?(?:\d+\.?(\d*)|\.(\d+))(?:e([+-]?\d+))?$/i.exec(text);
      if (!match && !/^[+-]?(nan|inf(inity)?)$/i.test(text))
        throw new TemplateError('InvalidOperation', "[<class 'decimal.ConversionSyntax'>]");
      this.value = match
        ? new Context28Exact(text)
        : new Context28Exact(/nan/i.test(text) ? Number.NaN : text.startsWith('-') ? -Infinity : Infinity);
      this.exponent = match ? Number(match[3] ?? 0) - (match[1] ?? match[2] ?? '').length : 0;
    } else {
      this.value = new Context28Exact(typeof value === 'bigint' ? String(value) : value);
      this.exponent = exponent ?? Math.min(0, -this.value.decimalPlaces());
    }
  }

  override getAttribute(name: string): Value | undefined {
    if (name === 'real') return this;
    const method = DECIMAL_METHODS.get(name);
    return method && new BoundMethod(name, this, method);
  }

  override truthy(): boolean {
    return !this.value.isZero();
  }

  override equals(other: Value): boolean {
    const value = exactOf(other);
    return value !== undefined && this.value.equals(value);
  }

  override compareTo(other: Value): number | undefined {
    const value = exactOf(other);
    return value === undefined ? undefined : this.value.comparedTo(value);
  }

  override binary(operator: BinaryOperator, other: Value, reflected: boolean): Value | undefined {
    const partner =
      other instanceof PyDecimal
        ? other
        : isInt(other)
          ? new PyDecimal(typeof other === 'boolean' ? Number(other) : other)
          : undefined;
    if (!partner) return undefined;
    return reflected ? operate(operator, partner, this) : operate(operator, this, partner);
  }

  override hashKey(): string | number {
    const number = this.value.toNumber();
    return this.value.equals(number) ? number : `m${this.value.toString()}`;
  }

  override toText(): string {
    const { value, exponent } = this;
    if (value.isNaN()) return 'NaN';
    if (!value.isFinite()) return value.isNegative() ? '-Infinity' : 'Infinity';
    const sign = value.isNegative() ? '-' : '';
    const magnitude = value.abs();
    const fixed = magnitude
      .toFixed(Math.max(0, -exponent))
      .replace('.', '')
      .replace(/^0+(?=\d)/, '');
    const digits = exponent > 0 && fixed !== '0' ? fixed.slice(0, -exponent) : fixed;
    const adjusted = exponent + digits.length - 1;
    if (exponent <= 0 && adjusted >= -6) {
      if (exponent === 0) return sign + digits;
      const padded = digits.padStart(1 - exponent, '0');
      return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
    }
    const mantissa = digits.length === 1 ? digits : `${digits[0]}.${digits.slice(1)}`;
    return `${sign}${mantissa}E${adjusted < 0 ? '' : '+'}${adjusted}`;
  }

  override repr(): string {
    return `Decimal('${this.toText()}')`;
  }
}

/** Holds any literal without rounding; results of operations are rounded by Context28. */
const Context28Exact = Decimal.clone({
  precision: 100_000,
  maxE: 999_999,
  minE: -999_999,
  toExpNeg: -9e15,
  toExpPos: 9e15,
});

function exactOf(value: Value): Decimal | undefined {
  if (value instanceof PyDecimal) return value.value;
  if (typeof value === 'bigint') return new Context28Exact(String(value));
  const number = numericOf(value);
  return number === undefined || (!isInt(value) && !isFloat(value)) ? undefined : new Context28Exact(number);
}

/** A result rounded to 28 digits, with the exponent that Python would give it. */
export function rounded(value: Decimal, exponent: number): PyDecimal {
  const result = new Context28(0).plus(value);
  const least = result.isZero() || !result.isFinite() ? exponent : Math.max(exponent, result.e - 27);
  return new PyDecimal(result, Math.min(least, result.isFinite() ? Math.max(least, -1e6) : 0));
}

function operate(operator: BinaryOperator, left: PyDecimal, right: PyDecimal): PyDecimal {
  const a = new Context28(left.value);
  const b = new Context28(right.value);
  const least = Math.min(left.exponent, right.exponent);
  switch (operator) {
    case '+':
      return rounded(a.plus(b), least);
    case '-':
      return rounded(a.minus(b), least);
    case '*':
      return rounded(a.times(b), left.exponent + right.exponent);
    case '/': {
      checkDivisor(a, b, 'DivisionByZero');
      const quotient = a.div(b);
      return rounded(quotient, Math.min(left.exponent - right.exponent, -quotient.decimalPlaces()));
    }
    case '//': {
      checkDivisor(a, b, 'DivisionByZero');
      return rounded(a.divToInt(b), 0);
    }
    case '%': {
      checkDivisor(a, b, 'InvalidOperation');
      return rounded(a.mod(b), least);
    }
    default: {
      const power = a.pow(b);
      return rounded(power, b.isInteger() && b.gte(0) ? left.exponent * b.toNumber() : -power.decimalPlaces());
    }
  }
}

function checkDivisor(a: Decimal, b: Decimal, kind: string): void {
  if (!b.isZero()) return;
  const undefinedDivision = a.isZero() || kind === 'InvalidOperation';
  throw new TemplateError(
    undefinedDivision ? 'InvalidOperation' : 'DivisionByZero',
    `[<class 'decimal.${a.isZero() ? 'DivisionUndefined' : kind}'>]`,
  );
}

/** Rounds to a number of decimal places (quantize). */
export function quantized(
  value: PyDecimal,
  exponent: number,
  mode: Decimal.Rounding = Decimal.ROUND_HALF_EVEN,
): PyDecimal {
  if (Math.abs(exponent) > 1000) throw valueError('too many digits');
  if (exponent <= 0) return new PyDecimal(value.value.toDecimalPlaces(-exponent, mode), exponent);
  const unit = new Context28Exact(`1e${exponent}`);
  return new PyDecimal(value.value.div(unit).toDecimalPlaces(0, mode).times(unit), exponent);
}
