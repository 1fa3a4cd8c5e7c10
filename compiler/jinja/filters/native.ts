/** dbt's typing filters, which work in native rendering (YAML values): text that is a Python literal becomes its value. */
import { TemplateError } from '../errors.js';
import { literalOf } from '../parser/literal.js';
import { textOf } from '../values/core.js';
import { isFloat, isInt } from '../values/numbers.js';
import type { Value } from '../values/types.js';

/** The value of a Python literal; the text itself if it is none. */
export function asNative(value: Value): Value {
  const text = textOf(value);
  const literal = literalOf(text);
  return literal === undefined ? text : literal;
}

export function asBool(value: Value): Value {
  const result = asNative(value);
  if (typeof result !== 'boolean') throw failed(value, 'bool');
  return result;
}

export function asNumber(value: Value): Value {
  const result = asNative(value);
  if (typeof result === 'boolean' || (!isInt(result) && !isFloat(result))) throw failed(value, 'number');
  return result;
}

function failed(value: Value, type: string): TemplateError {
  return new TemplateError('JinjaRenderingError', `Could not convert value '${textOf(value)}' into type '${type}'`);
}
