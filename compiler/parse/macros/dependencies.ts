import type { StaticFacts } from '../../jinja/index.js';
import type { MacroEntry, MacroIndex } from '../../render/macro-index.js';
import { findAnywhere } from './lookup.js';

/** A call in a macro's body that may lead to another macro: a dotted name, or a dispatch with literal arguments. */
export type MacroCall = string | { readonly dispatch: string; readonly namespace: string | null };

/** A dispatch whose arguments are no literals: nobody knows what it leads to. */
export const UNKNOWN_DISPATCH = 'adapter.dispatch(?)';

/** Calls in order, without repeats. */
export function callsOf(facts: StaticFacts): MacroCall[] {
  const calls = new Map<string, MacroCall>();
  for (const call of facts.calls) {
    if (call.name !== 'adapter.dispatch') {
      calls.set(call.name, call.name);
      continue;
    }
    const name = call.positional[0]?.value ?? call.named.get('macro_name')?.value;
    const namespace = call.positional[1]?.value ?? call.named.get('macro_namespace')?.value ?? null;
    if (typeof name !== 'string' || (namespace !== null && typeof namespace !== 'string')) {
      calls.set(UNKNOWN_DISPATCH, UNKNOWN_DISPATCH);
      continue;
    }
    calls.set(`dispatch ${namespace} ${name}`, { dispatch: name, namespace });
  }
  return [...calls.values()];
}

/** Unique ids of the macros that calls in a macro of `packageName` lead to, as dbt finds them without evaluating. */
export function resolveCalls(calls: readonly MacroCall[], packageName: string, index: MacroIndex): string[] {
  const ids = new Set<string>();
  for (const call of calls) {
    const entry =
      typeof call === 'string'
        ? resolveName(call, packageName, index)
        : index.dispatch(call.dispatch, call.namespace, packageName).entry;
    if (entry) ids.add(entry.uniqueId);
  }
  return [...ids];
}

function resolveName(name: string, packageName: string, index: MacroIndex): MacroEntry | undefined {
  const dot = name.indexOf('.');
  if (dot < 0) return findAnywhere(index, name, packageName);
  return index.inNamespace(name.slice(0, dot), name.slice(dot + 1));
}
