/** Python's basic protocols over every kind of value: truth, equality, hashing, text. */
import { TemplateError, typeError } from '../errors.js';
import { MAX_TEXT, VisitCounter } from './limits.js';
import { floatText, PyFloat } from './numbers.js';
import { PyObject, type Value } from './types.js';

export function truthy(value: Value): boolean {
  if (value instanceof PyObject) return value.truthy();
  if (Array.isArray(value)) return value.length > 0;
  return Boolean(value) || (typeof value === 'number' && Number.isNaN(value));
}

/** Python's type name, as error messages have it. */
export function typeNameOf(value: Value): string {
  switch (typeof value) {
    case 'string':
      return 'str';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float';
    default:
      if (value === null) return 'NoneType';
      return Array.isArray(value) ? 'list' : value.typeName;
  }
}

/** Python's `==`. */
export function equals(left: Value, right: Value, counter?: VisitCounter): boolean {
  if (left === right) return !(typeof left === 'number' && Number.isNaN(left));
  if (left instanceof PyObject) {
    if (counter) counter.visit();
    return left.equals(right, counter);
  }
  if (right instanceof PyObject) {
    if (counter) counter.visit();
    return right.equals(left, counter);
  }
  if (Array.isArray(left)) return Array.isArray(right) && equalItems(left, right, counter);
  if (left === null || right === null || Array.isArray(right)) return false;
  if (typeof left === 'string' || typeof right === 'string') return false;
  return sameNumber(
    typeof left === 'boolean' ? Number(left) : left,
    typeof right === 'boolean' ? Number(right) : right,
  );
}

/** Whether a number and a bigint, or two of a kind, are equal by value. */
export function sameNumber(left: number | bigint, right: number | bigint): boolean {
  return (
    left === right ||
    (typeof left !== typeof right &&
      !(left < right) &&
      !(left > right) &&
      !Number.isNaN(Number(left)) &&
      !Number.isNaN(Number(right)))
  );
}

/** Element-wise equality; an element is equal to itself even where `==` says otherwise (nan), as in Python. */
export function equalItems(left: readonly Value[], right: readonly Value[], counter = new VisitCounter()): boolean {
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i++) {
    counter.visit();
    if (left[i] !== right[i] && !equals(left[i]!, right[i]!, counter)) return false;
  }
  return true;
}

/** A Map key that is the same for equal values. Throws Python's TypeError for what is not hashable. */
export function hashKey(value: Value): unknown {
  switch (typeof value) {
    case 'string':
      return value.charCodeAt(0) === 0 ? `\0s${value}` : value;
    case 'boolean':
      return value ? 1 : 0;
    case 'number':
      return value;
    case 'bigint':
      return BigInt(Number(value)) === value ? Number(value) : value;
    default: {
      if (value === null) return null;
      const key = Array.isArray(value) ? undefined : value.hashKey();
      if (key === undefined) throw typeError(`unhashable type: '${typeNameOf(value)}'`);
      return typeof key === 'string' ? `\0${key}` : key;
    }
  }
}

/** Containers on the way to the value being shown, so that a container in itself shows as `[...]`. */
export class ReprState extends VisitCounter {
  readonly open = new Set<object>();
  #length = 0;

  /** Joins shown parts, holding the total size. */
  join(parts: readonly string[], separator = ', '): string {
    const text = parts.join(separator);
    this.#length += text.length;
    if (text.length > MAX_TEXT || this.#length > 4 * MAX_TEXT)
      throw new TemplateError('OverflowError', 'Value too large to show');
    return text;
  }

  /** Shows a container, or `cycle` if it is inside itself. */
  enter(container: object, cycle: string, show: () => string): string {
    if (this.open.has(container)) return cycle;
    this.open.add(container);
    const text = show();
    this.open.delete(container);
    return text;
  }
}

/** Python's `repr()`. */
export function reprOf(value: Value, state?: ReprState): string {
  switch (typeof value) {
    case 'string':
      return reprText(value);
    case 'boolean':
      return value ? 'True' : 'False';
    case 'bigint':
      return String(value);
    case 'number':
      return Number.isInteger(value) ? String(value) : floatText(value);
    default:
      if (value === null) return 'None';
      if (value instanceof PyFloat) return value.repr();
      state ??= new ReprState();
      state.visit();
      if (!Array.isArray(value)) return value.repr(state);
      return reprSequence(value, '[', ']', state);
  }
}

export function reprSequence(items: readonly Value[], open: string, close: string, state: ReprState): string {
  return state.enter(
    items,
    `${open}...${close}`,
    () => open + state.join(items.map((item) => reprOf(item, state))) + close,
  );
}

/** Python's `str()`: what `{{ x }}` writes. */
export function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (value instanceof PyObject) return value.toText();
  return reprOf(value);
}

const NEEDS_ESCAPE = /[\\\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
const ESCAPES = /[\\\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** Python's repr of a str. */
export function reprText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let body = NEEDS_ESCAPE.test(text) ? text.replace(ESCAPES, escapeCharacter) : text;
  if (quote === "'" && body.includes("'")) body = body.replaceAll("'", "\\'");
  return quote + body + quote;
}

function escapeCharacter(character: string): string {
  if (character === '\\') return '\\\\';
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  const code = character.codePointAt(0)!;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}
