import type { StaticCall, Template } from '../jinja/index.js';
import { reprOf } from '../jinja/values/index.js';
import type { Captures } from '../render/captures.js';
import { configKey } from './config/merge.js';
import type { ConfigLayer } from './config/resolve.js';

/** What a template's `config()` says, as a layer; undefined if it says nothing. */
export function fileLayer(template: Template, captures: Captures): ConfigLayer | undefined {
  let any = false;
  for (const _ in captures.config) any = true;
  if (!any) return undefined;
  const calls = template.facts().calls.filter((call) => call.name === 'config');
  const spanOf = (key: string) => {
    for (const call of [...calls].reverse()) {
      for (const [name, argument] of call.named) if (configKey(name) === key) return argument.span;
    }
    return calls.at(-1)?.span;
  };
  const { config: values } = captures;
  return { values, unrendered: unrenderedConfig(calls, captures), spanOf };
}

/**
 * The arguments of `config()` as they are written, as far as dbt keeps them: texts as they are, anything else as its source.
 * Calls that are not in the template itself (in a macro) leave their values.
 */
function unrenderedConfig(calls: readonly StaticCall[], captures: Captures): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  let named = false;
  for (const call of calls) {
    for (const [name, { span, value }] of call.named) {
      named = true;
      if (typeof value === 'string') out[name] = value;
      else if (value === undefined) out[name] = span.file.text.slice(span.start, span.end);
      else out[name] = reprOf(value);
    }
  }
  return named ? out : { ...captures.config };
}
