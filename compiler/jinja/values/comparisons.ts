/** Python's comparisons and `in`. */
import { type TemplateError, typeError } from '../errors.js';
import { equals, sameNumber, typeNameOf } from './core.js';
import { VisitCounter } from './limits.js';
import { stringOf } from './markup.js';
import { isFloat, isInt, numericOf } from './numbers.js';
import { hasSurrogates, PyTuple } from './sequences.js';
import { PySet } from './set.js';
import { PyObject, type Value } from './types.js';
import { Undefined } from './undefined.js';

export type Comparison = '<' | '<=' | '>' | '>=';

function isNumber(value: Value): boolean {
  return isInt(value) || isFloat(value);
}

/** Negative, 0 or positive; NaN if unordered; undefined if Python does not compare the types. */
function order(operator: Comparison, left: Value, right: Value, counter?: VisitCounter): number | undefined {
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  if (isNumber(left) && isNumber(right)) {
    const a = typeof left === 'bigint' ? left : numericOf(left)!;
    const b = typeof right === 'bigint' ? right : numericOf(right)!;
    return a < b ? -1 : a > b ? 1 : sameNumber(a, b) ? 0 : Number.NaN;
  }
  const a = Array.isArray(left) ? left : left instanceof PyTuple ? left.items : undefined;
  const b = Array.isArray(right) ? right : right instanceof PyTuple ? right.items : undefined;
  if (a && b && Array.isArray(left) === Array.isArray(right))
    return orderItems(operator, a, b, counter ?? new VisitCounter());
  if (left instanceof PySet && right instanceof PySet) return orderSets(left, right);
  const direct = left instanceof PyObject ? left.compareTo(right) : undefined;
  if (direct !== undefined) return direct;
  const reflected = right instanceof PyObject ? right.compareTo(left) : undefined;
  return reflected === undefined ? undefined : -reflected;
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  if (!hasSurrogates(left) && !hasSurrogates(right)) return left < right ? -1 : 1;
  const a = [...left];
  const b = [...right];
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = a[i]!.codePointAt(0)! - b[i]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function orderItems(
  operator: Comparison,
  left: readonly Value[],
  right: readonly Value[],
  counter: VisitCounter,
): number {
  for (let i = 0; i < left.length && i < right.length; i++) {
    counter.visit();
    if (left[i] === right[i] || equals(left[i]!, right[i]!, counter)) continue;
    const [a, b] = [left[i]!, right[i]!];
    if (a instanceof Undefined) throw a.error();
    if (b instanceof Undefined) throw b.error();
    const result = order(operator, a, b, counter);
    if (result === undefined) throw notComparable(operator, a, b);
    return result;
  }
  return left.length - right.length;
}

function orderSets(left: PySet, right: PySet): number {
  const subset = (a: PySet, b: PySet) => [...a.values()].every((item) => b.has(item));
  if (left.size === right.size) return subset(left, right) ? 0 : Number.NaN;
  if (left.size < right.size) return subset(left, right) ? -1 : Number.NaN;
  return subset(right, left) ? 1 : Number.NaN;
}

function notComparable(operator: Comparison, left: Value, right: Value): TemplateError {
  return typeError(`'${operator}' not supported between instances of '${typeNameOf(left)}' and '${typeNameOf(right)}'`);
}

/** `<`, `<=`, `>`, `>=`. */
export function compare(operator: Comparison, left: Value, right: Value): boolean {
  if (left instanceof Undefined) throw left.error();
  if (right instanceof Undefined) throw right.error();
  const result = order(operator, left, right);
  if (result === undefined) throw notComparable(operator, left, right);
  switch (operator) {
    case '<':
      return result < 0;
    case '<=':
      return result <= 0;
    case '>':
      return result > 0;
    default:
      return result >= 0;
  }
}

/** For sorting: as `<` decides, with Python's error. */
export function orderOf(left: Value, right: Value): number {
  return compare('<', left, right) ? -1 : compare('<', right, left) ? 1 : 0;
}

/** `item in container`. */
export function contains(container: Value, item: Value): boolean {
  const whole = stringOf(container);
  if (whole !== undefined) {
    const text = stringOf(item);
    if (text === undefined) throw typeError(`'in <string>' requires string as left operand, not ${typeNameOf(item)}`);
    return whole.includes(text);
  }
  if (Array.isArray(container)) return container.some((x) => x === item || equals(x, item));
  const result = container instanceof PyObject ? container.contains(item) : undefined;
  if (result !== undefined) return result;
  const items = container instanceof PyObject ? container.iterate() : undefined;
  if (!items) throw typeError(`argument of type '${typeNameOf(container)}' is not iterable`);
  for (const x of items) if (x === item || equals(x, item)) return true;
  return false;
}
