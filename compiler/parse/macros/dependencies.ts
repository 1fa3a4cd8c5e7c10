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

/** Never taken for macros, also where a project has macros of these names. */
const NOT_FOLLOWED: ReadonlySet<string> = new Set(['ref', 'source', 'config']);

/**
 * Unique ids of the macros that calls in a macro lead to, as dbt finds them without evaluating: generously, so that `x.name()` of an object
 * counts as a call of the macro `name`, and a dispatch as one of the name that it is given too. A plain call of the macro itself does not.
 */
export function resolveCalls(
  calls: readonly MacroCall[],
  caller: { readonly name: string; readonly packageName: string },
  index: MacroIndex,
): string[] {
  const ids = new Set<string>();
  const add = (entry: MacroEntry | undefined) => entry && ids.add(entry.uniqueId);
  const addPlain = (name: string) =>
    name !== caller.name && !NOT_FOLLOWED.has(name) && add(findAnywhere(index, name, caller.packageName));
  for (const call of calls) {
    if (typeof call !== 'string') {
      addPlain(call.dispatch);
      // Without a namespace any package's counts here, the root project's first, although a call would take the package's own.
      const anywhere = (name: string) => findAnywhere(index, name, index.options.rootPackage);
      add(index.dispatch(call.dispatch, call.namespace, index.options.rootPackage, anywhere).entry);
      continue;
    }
    const [first, second, ...others] = call.split('.') as [string, ...string[]];
    if (second === undefined) addPlain(first);
    else if (others.length === 0 && first !== 'adapter')
      add(index.inNamespace(first, second) ?? findAnywhere(index, second, index.options.rootPackage));
  }
  return [...ids];
}

/** Unique ids of all macros that a macro can lead to, itself included. */
export function closureOf(entry: MacroEntry, index: MacroIndex): ReadonlySet<string> {
  const ids = new Set([entry.uniqueId]);
  for (const id of ids) {
    const macro = index.byId(id);
    if (macro) for (const called of resolveCalls(callsOf(macro.macro.facts()), macro, index)) ids.add(called);
  }
  return ids;
}
