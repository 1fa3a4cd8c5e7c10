/** Python's arithmetic. */
import { overflowError, TemplateError, typeError } from '../errors.js';
import { typeNameOf } from './core.js';
import { PyDictView } from './dict.js';
import { checkItemCount, checkTextLength, MAX_BITS } from './limits.js';
import { escapeHtml, Markup, stringOf } from './markup.js';
import { float, int, isFloat, isInt, numericOf } from './numbers.js';
import { percentFormat } from './percent.js';
import { powerOf } from './power.js';
import { iterate, PyTuple } from './sequences.js';
import { PySet } from './set.js';
import { type BinaryOperator, PyObject, type Value } from './types.js';
import { Undefined } from './undefined.js';

/** `left op right`. Throws Python's errors. */
export function binary(operator: BinaryOperator, left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number' && Number.isInteger(left) && Number.isInteger(right)) {
    return integers(operator, left, right);
  }
  if (operator === '%' && stringOf(left) !== undefined) return percentFormat(left, right);
  if (left instanceof Undefined) throw left.error();
  if (right instanceof Undefined) throw right.error();
  if (isNumber(left) && isNumber(right)) return numbers(operator, left, right);
  if (operator === '+') {
    const joined = concatenate(left, right);
    if (joined !== undefined) return joined;
  } else if (operator === '*') {
    const repeated = isSequence(left) ? repeat(left, right) : isSequence(right) ? repeat(right, left) : undefined;
    if (repeated !== undefined) return repeated;
  } else if (operator === '-') {
    const difference = subtractItems(left, right);
    if (difference) return difference;
  }
  const result =
    (left instanceof PyObject ? left.binary(operator, right, false) : undefined) ??
    (right instanceof PyObject ? right.binary(operator, left, true) : undefined);
  if (result !== undefined) return result;
  const shown = operator === '**' ? '** or pow()' : operator;
  throw typeError(`unsupported operand type(s) for ${shown}: '${typeNameOf(left)}' and '${typeNameOf(right)}'`);
}

function isNumber(value: Value): boolean {
  return isInt(value) || isFloat(value);
}

function integers(operator: BinaryOperator, left: number, right: number): Value {
  switch (operator) {
    case '+': {
      const sum = left + right;
      return Number.isSafeInteger(sum) ? sum : BigInt(left) + BigInt(right);
    }
    case '-': {
      const difference = left - right;
      return Number.isSafeInteger(difference) ? difference : BigInt(left) - BigInt(right);
    }
    case '*': {
      const product = left * right;
      return Number.isSafeInteger(product) ? product + 0 : BigInt(left) * BigInt(right);
    }
    case '/':
      if (right === 0) throw zeroDivision('division by zero');
      return float(left / right);
    case '//':
      if (right === 0) throw zeroDivision('integer division or modulo by zero');
      // (left - mod) is a multiple of right, so this quotient is exact, which floor(left / right) is not for large numbers.
      return (left - floorModulo(left, right)) / right + 0;
    case '%':
      if (right === 0) throw zeroDivision('integer modulo by zero');
      return floorModulo(left, right);
    default:
      return power(left, right);
  }
}

function floorModulo(left: number, right: number): number {
  const rest = left % right;
  return (rest !== 0 && rest < 0 !== right < 0 ? rest + right : rest) + 0;
}

const zeroDivision = (message: string) => new TemplateError('ZeroDivisionError', message);

function numbers(operator: BinaryOperator, left: Value, right: Value): Value {
  if (isInt(left) && isInt(right)) {
    const a = typeof left === 'boolean' ? Number(left) : left;
    const b = typeof right === 'boolean' ? Number(right) : right;
    return typeof a === 'number' && typeof b === 'number'
      ? integers(operator, a, b)
      : bigIntegers(operator, BigInt(a), BigInt(b));
  }
  return floats(operator, toFloat(left), toFloat(right));
}

/** A number as a float; an int beyond its range is Python's OverflowError. */
export function toFloat(value: Value): number {
  if (typeof value !== 'bigint') return numericOf(value)!;
  const number = Number(value);
  if (!Number.isFinite(number)) throw overflowError('int too large to convert to float');
  return number;
}

function bigIntegers(operator: BinaryOperator, left: bigint, right: bigint): Value {
  switch (operator) {
    case '+':
      return int(left + right);
    case '-':
      return int(left - right);
    case '*':
      checkBits(bitLength(left) + bitLength(right));
      return int(left * right);
    case '**':
      return power(left, right);
    case '/': {
      if (right === 0n) throw zeroDivision('division by zero');
      const quotient = Number(left) / Number(right);
      if (Number.isFinite(quotient)) return float(quotient);
      const shift = BigInt(Math.max(0, bitLength(right) - 1000));
      const scaled = Number(left >> shift) / Number(right >> shift);
      if (!Number.isFinite(scaled)) throw overflowError('integer division result too large for a float');
      return float(scaled);
    }
    default: {
      if (right === 0n)
        throw zeroDivision(operator === '%' ? 'integer modulo by zero' : 'integer division or modulo by zero');
      const rest = left % right;
      const modulo = rest !== 0n && rest < 0n !== right < 0n ? rest + right : rest;
      return int(operator === '%' ? modulo : (left - modulo) / right);
    }
  }
}

function bitLength(value: bigint): number {
  return value.toString(16).length * 4;
}

function checkBits(bits: number): void {
  if (bits > MAX_BITS) throw overflowError(`Integer too large: more than ${MAX_BITS} bits are not made`);
}

function power(left: number | bigint, right: number | bigint): Value {
  const base = BigInt(left);
  if (right < 0) {
    if (base === 0n) throw zeroDivision('0.0 cannot be raised to a negative power');
    return float(powerOf(Number(left), Number(right)));
  }
  const exponent = BigInt(right);
  if (base === 0n || base === 1n) return exponent === 0n ? 1 : int(base);
  if (base === -1n) return exponent % 2n === 0n ? 1 : -1;
  const bits = base === 2n || base === -2n ? 1 : bitLength(base);
  checkBits(bits * Number(right));
  return int(base ** exponent);
}

function floats(operator: BinaryOperator, left: number, right: number): Value {
  switch (operator) {
    case '+':
      return float(left + right);
    case '-':
      return float(left - right);
    case '*':
      return float(left * right);
    case '/':
      if (right === 0) throw zeroDivision('float division by zero');
      return float(left / right);
    case '//': {
      if (right === 0) throw zeroDivision('float floor division by zero');
      return float(floatFloorDivide(left, right));
    }
    case '%': {
      if (right === 0) throw zeroDivision('float modulo');
      return float(floatModulo(left, right));
    }
    default: {
      if (left === 0 && right < 0) throw zeroDivision('0.0 cannot be raised to a negative power');
      if (left === 1 || right === 0) return float(1);
      const result = powerOf(left, right);
      if (Number.isNaN(result) && left < 0 && Number.isFinite(right))
        throw typeError('complex numbers are not supported');
      if (!Number.isFinite(result) && Number.isFinite(left) && Number.isFinite(right)) {
        throw overflowError("(34, 'Numerical result out of range')");
      }
      return float(result);
    }
  }
}

function floatModulo(left: number, right: number): number {
  const rest = left % right;
  if (rest === 0) return right < 0 ? -0 : 0;
  return rest < 0 !== right < 0 ? rest + right : rest;
}

function floatFloorDivide(left: number, right: number): number {
  const quotient = (left - floatModulo(left, right)) / right;
  if (quotient === 0) return left / right < 0 ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/** Difference of sets, and of a dict's keys or items and anything iterable. */
function subtractItems(left: Value, right: Value): PySet | undefined {
  const isView = left instanceof PyDictView && left.typeName !== 'dict_values';
  if (!isView && !(left instanceof PySet && (right instanceof PySet || right instanceof PyDictView))) return undefined;
  const result = new PySet(iterate(left));
  for (const item of iterate(right)) result.delete(item);
  return result;
}

function isSequence(value: Value): value is string | Value[] | PyTuple | Markup {
  return typeof value === 'string' || Array.isArray(value) || value instanceof PyTuple || value instanceof Markup;
}

function concatenate(left: Value, right: Value): Value | undefined {
  if (typeof left === 'string') {
    if (typeof right === 'string') {
      checkTextLength(left.length + right.length);
      return left + right;
    }
    if (right instanceof Markup) return new Markup(escapeHtml(left) + right.text);
    throw typeError(`can only concatenate str (not "${typeNameOf(right)}") to str`);
  }
  if (left instanceof Markup) {
    const text = stringOf(right);
    if (text === undefined) return undefined;
    checkTextLength(left.text.length + text.length);
    return new Markup(left.text + (right instanceof Markup ? text : escapeHtml(text)));
  }
  if (Array.isArray(left)) {
    if (!Array.isArray(right)) throw typeError(`can only concatenate list (not "${typeNameOf(right)}") to list`);
    checkItemCount(left.length + right.length);
    return left.concat(right);
  }
  if (left instanceof PyTuple) {
    if (!(right instanceof PyTuple))
      throw typeError(`can only concatenate tuple (not "${typeNameOf(right)}") to tuple`);
    checkItemCount(left.items.length + right.items.length);
    return new PyTuple([...left.items, ...right.items]);
  }
  return undefined;
}

function repeat(sequence: string | Value[] | PyTuple | Markup, times: Value): Value {
  if (!isInt(times)) {
    const type = typeNameOf(times);
    if (times instanceof Markup)
      throw typeError(`'${typeNameOf(sequence)}' object cannot be interpreted as an integer`);
    throw typeError(
      sequence instanceof Markup
        ? `'${type}' object cannot be interpreted as an integer`
        : `can't multiply sequence by non-int of type '${type}'`,
    );
  }
  const count = Math.max(0, Number(times));
  if (count >= 2 ** 63) throw overflowError("cannot fit 'int' into an index-sized integer");
  const text = stringOf(sequence as Value);
  if (text !== undefined) {
    checkTextLength(text.length * count);
    const repeated = text.length === 0 ? '' : text.repeat(count);
    return typeof sequence === 'string' ? repeated : new Markup(repeated);
  }
  const items = sequence instanceof PyTuple ? sequence.items : (sequence as Value[]);
  checkItemCount(items.length * count);
  const repeated: Value[] = [];
  if (items.length > 0) for (let i = 0; i < count; i++) repeated.push(...(items.length > 10_000 ? [] : items));
  if (items.length > 10_000) for (let i = 0; i < count; i++) for (const item of items) repeated.push(item);
  return sequence instanceof PyTuple ? new PyTuple(repeated) : repeated;
}

export function negate(value: Value): Value {
  if (typeof value === 'number') return Number.isInteger(value) ? 0 - value : -value;
  if (typeof value === 'bigint') return int(-value);
  return unary('-', value);
}

export function positive(value: Value): Value {
  return typeof value === 'number' || typeof value === 'bigint' ? value : unary('+', value);
}

function unary(sign: '-' | '+', value: Value): Value {
  if (typeof value === 'boolean') return sign === '-' ? 0 - Number(value) : Number(value);
  if (value instanceof Undefined) throw value.error();
  if (isFloat(value)) return sign === '-' ? float(-numericOf(value)!) : value;
  // -x is x * -1 for what supports arithmetic with ints: Decimal and timedelta.
  const result = value instanceof PyObject ? value.binary('*', sign === '-' ? -1 : 1, false) : undefined;
  if (result !== undefined) return result;
  throw typeError(`bad operand type for unary ${sign}: '${typeNameOf(value)}'`);
}

/** `left ~ right`. */
export function concatText(parts: readonly string[]): string {
  let length = 0;
  for (const part of parts) length += part.length;
  checkTextLength(length);
  return parts.join('');
}
