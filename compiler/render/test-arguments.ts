import type { Json } from '../base/json.js';
import { SourceFile } from '../base/source.js';
import { parseTemplate, type Template } from '../jinja/index.js';
import { PyDict, toValue, type Value } from '../jinja/values/index.js';
import type { ScopeContext } from './scope.js';

/** Text that is a call to one of these is evaluated although it has no braces (`to: ref('orders')`). */
const LOOKS_LIKE_CALL = /^\s*(env_var|ref|var|source|doc)\s*\(.+\)\s*$/;

/** Evaluates arguments of generic tests. The tests of a model have the same `model` argument: its template is parsed once. */
export class TestArguments {
  readonly #templates = new Map<string, Template>();

  /** The arguments as the test's macro gets them: strings evaluated natively, column names left alone. */
  render(args: Readonly<Record<string, Json>>, context: ScopeContext): PyDict {
    const out = new PyDict();
    for (const key of Object.keys(args)) {
      const value = args[key]!;
      out.set(key, key === 'column_name' && typeof value === 'string' ? value : this.#argument(value, context));
    }
    return out;
  }

  #argument(value: Json, context: ScopeContext): Value {
    if (typeof value === 'string') {
      const text = LOOKS_LIKE_CALL.test(value) ? `{{ ${value} }}` : value;
      if (!text.includes('{{') && !text.includes('{%') && !text.includes('{#')) return text;
      const output = this.#template(text).render(context, { native: true });
      return output.value === undefined ? output.text : output.value;
    }
    if (Array.isArray(value)) return value.map((item) => this.#argument(item as Json, context));
    if (typeof value === 'object' && value !== null) {
      const dict = new PyDict();
      for (const [key, item] of Object.entries(value)) dict.set(key, this.#argument(item as Json, context));
      return dict;
    }
    return toValue(value);
  }

  #template(text: string): Template {
    let template = this.#templates.get(text);
    if (!template) {
      template = parseTemplate(new SourceFile('<test argument>', text));
      this.#templates.set(text, template);
    }
    return template;
  }
}
