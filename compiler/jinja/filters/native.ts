/**
 * dbt's typing filters, which work in native rendering (YAML values): text that is a Python literal becomes its value. They take effect on
 * the value of a whole template only: inside an expression, as in `target.name == 'prod' | as_bool`, what they give is text.
 */
import { TemplateError } from '../errors.js';
import { literalOf } from '../parser/literal.js';
import type { Render } from '../runtime/render.js';
import { textOf } from '../values/core.js';
import { isFloat, isInt } from '../values/numbers.js';
import type { Value } from '../values/types.js';
import { type FilterEntry, simple } from './define.js';

export type NativeKind = 'bool' | 'number' | 'native' | 'text';

/** The filter that asks for `kind`; rendering to text, it leaves the value alone. */
export function nativeFilter(kind: NativeKind): FilterEntry {
  return simple(`as_${kind}`, '<lambda>', 'x', (value, { render }) => {
    if (!render.nativeTexts) return value;
    const text = textOf(value);
    render.nativeTexts.set(text, kind);
    return text;
  });
}

/** The value of a whole template, as the filter that made it asks. */
export function nativeValue(value: Value, render: Render): Value {
  const kind = typeof value === 'string' ? render.nativeTexts?.get(value) : undefined;
  if (kind === undefined || kind === 'text') return value;
  const literal = literalOf(value as string);
  const result = literal === undefined ? value : literal;
  const fits = kind === 'native' || (kind === 'bool' ? typeof result === 'boolean' : isInt(result) || isFloat(result));
  if (fits) return result;
  throw new TemplateError('JinjaRenderingError', `Could not convert value '${value}' into type '${kind}'`);
}
