import type { Span } from '../base/source.js';
import type { StaticCall, Template } from '../jinja/index.js';
import { PyDict, type Value } from '../jinja/values/index.js';
import type { Captures } from '../render/captures.js';
import type { MacroIndex } from '../render/macro-index.js';
import type { ConfigKind } from './config/defaults.js';
import { configKey } from './config/merge.js';
import type { ConfigLayer } from './config/resolve.js';

/** What a template's `config()` says, as a layer; undefined if it says nothing. */
export function fileLayer(
  kind: ConfigKind,
  template: Template,
  captures: Captures,
  macros: Pick<MacroIndex, 'find'>,
  packageName: string,
): ConfigLayer | undefined {
  let any = false;
  for (const _ in captures.config) any = true;
  if (!any) return undefined;
  const calls = template.facts().calls.filter((call) => call.name === 'config');
  const spanOf = (key: string, what: 'key' | 'value' = 'value') => {
    for (const call of [...calls].reverse()) {
      for (const [name, { span }] of call.named)
        if (configKey(name) === key) return what === 'key' ? nameBefore(span) : span;
    }
    return calls.at(-1)?.span;
  };
  const { config: values } = captures;
  const readStatically =
    kind === 'model' && isStatic(template) && !STATIC_NAMES.some((n) => macros.find(n, packageName));
  return { values, unrendered: unrenderedConfig(readStatically, calls, captures), spanOf };
}

/** `materialized` of `materialized='table'`, whose value the span is. */
function nameBefore({ file, start, end }: Span): Span {
  const found = /([A-Za-z_]\w*)\s*=\s*$/.exec(file.text.slice(Math.max(start - 200, 0), start));
  if (!found) return { file, start, end };
  const from = start - found[0].length;
  return { file, start: from, end: from + found[1]!.length };
}

/**
 * The arguments of `config()` as dbt keeps them: of a model that its static parser understands, their values; else texts as
 * they are, literals as Python shows them and anything else as its source. Calls that are not in the template itself (in a
 * macro) leave their values.
 */
function unrenderedConfig(
  readStatically: boolean,
  calls: readonly StaticCall[],
  captures: Captures,
): Record<string, unknown> {
  if (readStatically || calls.every((call) => call.named.size === 0)) return { ...captures.config };
  return writtenConfig(calls);
}

/** The arguments of a template's `config()` calls as it has them: texts as they are, anything else as its source. */
export function callConfig(template: Template): Record<string, unknown> {
  return writtenConfig(template.facts().calls.filter((call) => call.name === 'config'));
}

function writtenConfig(calls: readonly StaticCall[]): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const call of calls) {
    for (const [name, argument] of call.named) {
      const { value } = argument;
      out[name] = typeof value === 'string' ? value : argument.source();
    }
  }
  return out;
}

/** What dbt's static parser knows; a macro of one of these names turns it off. */
const STATIC_NAMES = ['ref', 'source', 'config'];
const STATIC_CALLS = new Set(STATIC_NAMES);

/** Whether dbt's static parser would do: nothing but ref, source and config, with texts, lists and mappings of texts, True and False. */
function isStatic(template: Template): boolean {
  const facts = template.facts();
  if (!facts.simple || /\{\{[^}]*\bthis\b/.test(template.file.text)) return false;
  return facts.calls.every(
    (call) =>
      STATIC_CALLS.has(call.name) &&
      (call.name !== 'config' ||
        [...call.named].every(
          ([name, { span, value }]) =>
            !/^(pre|post)_hook$/.test(name) && isStaticValue(value, span.file.text[span.start]!),
        )),
  );
}

function isStaticValue(value: Value | undefined, first: string): boolean {
  if (typeof value === 'string') return true;
  // `true` is no Python.
  if (typeof value === 'boolean') return first === 'T' || first === 'F';
  if (Array.isArray(value)) return value.every((item) => typeof item !== 'boolean' && isStaticValue(item, ''));
  return (
    value instanceof PyDict &&
    [...value.entries()].every(([, item]) => typeof item !== 'boolean' && isStaticValue(item, ''))
  );
}
