import { typeError } from '../../errors.js';
import { typeNameOf } from '../../values/core.js';
import { stringOf } from '../../values/markup.js';
import { isInt } from '../../values/numbers.js';
import type { Value } from '../../values/types.js';
import { Undefined } from '../../values/undefined.js';
import { RegexFlag } from './flags.js';

/** A text argument, as `re` takes it. */
export function textArgument(value: Value): string {
  const text = stringOf(value);
  if (text !== undefined) return text;
  if (value instanceof Undefined && !value.lenient) throw value.error();
  throw typeError(`expected string or bytes-like object, got '${typeNameOf(value)}'`);
}

export function countArgument(value: Value): number {
  if (isInt(value)) return Number(value);
  // A flag is an int; `re.split(p, s, re.I)` splits twice.
  if (value instanceof RegexFlag) return value.value;
  if (value instanceof Undefined && !value.lenient) throw value.error();
  throw typeError(`'${typeNameOf(value)}' object cannot be interpreted as an integer`);
}

/** A text argument where Python would also convert bytes. */
export function textToConvert(value: Value): string {
  const text = stringOf(value);
  if (text !== undefined) return text;
  if (value instanceof Undefined && !value.lenient) throw value.error();
  throw typeError(`decoding to str: need a bytes-like object, ${typeNameOf(value)} found`);
}
