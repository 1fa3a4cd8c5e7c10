import type { Json } from '../base/json.js';
import { SourceFile } from '../base/source.js';
import { parseTemplate } from '../jinja/index.js';
import { PyDict, toValue, type Value } from '../jinja/values/index.js';
import type { ScopeContext } from './scope.js';

/** Text that is a call to one of these is evaluated although it has no braces (`to: ref('orders')`). */
const LOOKS_LIKE_CALL = /^\s*(env_var|ref|var|source|doc)\s*\(.+\)\s*$/;

/** The arguments of a generic test as its macro gets them: strings evaluated natively, column names left alone. */
export function renderTestArguments(args: Readonly<Record<string, Json>>, context: ScopeContext): PyDict {
  const out = new PyDict();
  for (const [key, value] of Object.entries(args)) {
    out.set(key, key === 'column_name' && typeof value === 'string' ? value : renderArgument(value, context));
  }
  return out;
}

function renderArgument(value: Json, context: ScopeContext): Value {
  if (typeof value === 'string') {
    const text = LOOKS_LIKE_CALL.test(value) ? `{{ ${value} }}` : value;
    if (!text.includes('{{') && !text.includes('{%') && !text.includes('{#')) return text;
    const output = parseTemplate(new SourceFile('<test argument>', text)).render(context, { native: true });
    return output.value === undefined ? output.text : output.value;
  }
  if (Array.isArray(value)) return value.map((item) => renderArgument(item as Json, context));
  if (typeof value === 'object' && value !== null) {
    const dict = new PyDict();
    for (const [key, item] of Object.entries(value)) dict.set(key, renderArgument(item as Json, context));
    return dict;
  }
  return toValue(value);
}
