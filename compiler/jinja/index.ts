/** dbt's template language: Jinja2 3.1 as dbt runs it. */
import { SourceFile } from '../base/source.js';
import type { Context } from './api.js';
import { scanBlocks } from './blocks.js';
import { macroOf } from './macro.js';
import { returnFunction } from './return.js';
import { evaluateExpression, parseTemplate } from './template.js';
import { hostFunction } from './values/callable.js';
import { fromValue, toValue } from './values/convert.js';
import type { Value } from './values/types.js';

export type * from './api.js';
export { TemplateError } from './errors.js';
export { jsonText, toJson } from './filters/json.js';
export { modulesValue } from './modules/index.js';
export { TagMemo } from './tags.js';
export { evaluateExpression, macroOf, parseTemplate, returnFunction, scanBlocks };

/** A context of plain data: own properties; functions take and give plain data. */
export function contextOf(record: object): Context {
  const values = new Map<string, Value>();
  return {
    lookup(name) {
      if (!values.has(name) && Object.hasOwn(record, name))
        values.set(name, contextValue(name, (record as Record<string, unknown>)[name]));
      return values.get(name);
    },
  };
}

function contextValue(name: string, data: unknown): Value {
  if (typeof data !== 'function') return toValue(data);
  return hostFunction(name, ({ positional, named }) => {
    const args = positional.map(fromValue);
    if (named.size > 0) args.push(Object.fromEntries([...named].map(([key, value]) => [key, fromValue(value)])));
    return toValue(data(...args));
  });
}

/** What a model's text may call where no project is: configuration is nothing to see. */
const STANDALONE: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['config', hostFunction('config', () => '')],
  ['return', returnFunction],
]);

/**
 * Renders a template with a context of plain data, as dbt would. Macros that the template defines are called by dbt's
 * names for them (`dbt_macro__name`). Throws TemplateError with `kind` (Python's exception), `line` and `column`.
 */
export function renderTemplate(template: string, context: object): string {
  const given = contextOf(context);
  const lookup = (name: string) => {
    const value = given.lookup(name);
    return value === undefined ? STANDALONE.get(name) : value;
  };
  return parseTemplate(new SourceFile('template', template)).render({ lookup }).text;
}
