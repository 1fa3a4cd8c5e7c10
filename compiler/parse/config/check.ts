import type { Diagnostic } from '../../base/diagnostics.js';
import type { Span } from '../../base/source.js';
import { checkConfigKeys, configTypeOf } from '../../config/keys/check-keys.js';
import { accepts } from '../../config/schemas/kinds.js';
import { type ConfigKind, TREE_OF } from './defaults.js';
import type { ConfigValues } from './merge.js';

/** Keys whose value is of a wrong type: they do not count. Null is as good as not set for the two that must have a value. */
export function badKeys(kind: ConfigKind, values: ConfigValues): readonly string[] {
  let bad: string[] | undefined;
  for (const key in values) {
    const type = configTypeOf(TREE_OF[kind], key);
    const value = values[key];
    const fits = type === undefined || accepts(type, value);
    if (fits && !(value === null && (key === 'enabled' || key === 'materialized'))) continue;
    bad ??= [];
    bad.push(key);
  }
  return bad ?? NONE;
}

const NONE: readonly string[] = [];

export function without(values: ConfigValues, keys: readonly string[]): ConfigValues {
  if (keys.length === 0) return values;
  return Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key)));
}

/**
 * What is wrong with the arguments of a template's `config()`: wrong types, and names that look like a misspelt config. Other
 * unknown names are nobody's business: projects read settings of their own with `config.get`.
 */
export function checkCall(
  kind: ConfigKind,
  values: ConfigValues,
  spanOf: (key: string, what: 'key' | 'value') => Span | undefined,
): readonly Diagnostic[] {
  return checkConfigKeys(TREE_OF[kind], values, spanOf).filter((d) => {
    if (d.severity === 'error') return true;
    const near = /^Did you mean '(.+)'/.exec(d.hint ?? '')?.[1];
    // Two letters of four are no misprint.
    return near !== undefined && near.length > 5;
  });
}
