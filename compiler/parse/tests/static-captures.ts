import { parseReference } from '../../manifest/references.js';
import type { RefCall, SourceCall } from '../../manifest/types.js';
import type { Captures } from '../../render/captures.js';
import type { MacroEntry, MacroIndex } from '../../render/macro-index.js';
import type { InertMacros } from '../macros/inert.js';
import { NO_CAPTURES } from '../node.js';
import type { TestTarget } from './targets.js';

/** Filters rows of what is tested; around it in every test's `model` argument. */
const WHERE = 'get_where_subquery';
const MAY_BE_EVALUATED = /\{[{%#]|^\s*(?:env_var|ref|var|source|doc)\s*\(/;

/**
 * What a generic test refers to, where that is known without evaluating its macro: the macro captures nothing, and its
 * arguments are plain or literal references. Undefined for any other.
 */
export function staticTestCaptures(
  target: TestTarget,
  macro: MacroEntry,
  kwargs: Readonly<Record<string, unknown>>,
  inert: InertMacros,
  index: MacroIndex,
): Captures | undefined {
  const where = index.find(WHERE, target.entry.packageName);
  if (!where || !inert.has(where) || !inert.has(macro) || !inert.takes(macro, Object.keys(kwargs))) return undefined;
  const refs: RefCall[] = [];
  const sources: SourceCall[] = [];
  for (const key of Object.keys(kwargs)) {
    if (key === 'model') addTarget(target, refs, sources);
    else if (key !== 'column_name' && !addReferences(kwargs[key], refs, sources)) return undefined;
  }
  return { ...NO_CAPTURES, refs, sources, macros: [macro.uniqueId, where.uniqueId] };
}

/** A version stands as text in the call that dbt evaluates. */
function addTarget({ ref, source }: TestTarget, refs: RefCall[], sources: SourceCall[]): void {
  if (ref) refs.push({ name: ref.name, package: null, version: ref.version === null ? null : String(ref.version) });
  else if (source) sources.push(source);
}

function addReferences(value: unknown, refs: RefCall[], sources: SourceCall[]): boolean {
  if (typeof value === 'string') {
    if (!MAY_BE_EVALUATED.test(value)) return true;
    const reference = parseReference(value);
    if (reference?.kind === 'ref')
      refs.push({ name: reference.name, package: reference.package, version: reference.version });
    else if (reference?.kind === 'source') sources.push({ source: reference.source, table: reference.table });
    return reference !== undefined && reference.kind !== 'metric';
  }
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every((item) => addReferences(item, refs, sources));
}
