import type { Dag } from '../graph/dag.js';
import type { CompilableNode, ExposureNode, MacroNode, Manifest, SourceNode } from '../manifest/types.js';
import { sameValue } from './same.js';

/** A loaded project, as far as comparing needs it. */
export interface Loaded {
  readonly manifest: Manifest;
  readonly dag: Dag;
}

/** How a project differs from what it was. All are unique ids. */
export interface Comparison {
  /** New nodes, and nodes that are told, tested or configured otherwise than before. */
  readonly added: ReadonlySet<string>;
  readonly removed: readonly string[];
  readonly changed: ReadonlySet<string>;
  /** Nodes whose compiled SQL may differ: added and changed ones, and those that something changed reaches. */
  readonly recompile: ReadonlySet<string>;
  /** The same without those of which only the documentation has changed. */
  readonly reached: ReadonlySet<string>;
  /** Nodes that have to be built anew whatever their SQL: added ones, those built otherwise, and readers of changed sources. */
  readonly rebuild: ReadonlySet<string>;
}

/** Keys of a node that tell about it without making a difference in the warehouse. */
const DOCUMENTATION: ReadonlySet<string> = new Set([
  'description',
  'docs',
  'meta',
  'docBlocks',
  'patchPath',
  'tags',
  'group',
  'access',
  'deprecationDate',
  'fqn',
  'path',
  'originalFilePath',
  'unrenderedConfig',
  'configCall',
  'label',
  'owner',
]);

type AnyNode = CompilableNode | SourceNode | ExposureNode;

/** Compares two states of a project. `everything`: something changed that can reach every node (the project file, vars, a profile). */
export function compare(before: Loaded | undefined, after: Loaded, everything: boolean): Comparison {
  const added = new Set<string>();
  const changed = new Set<string>();
  const rebuild = new Set<string>();
  const documented = new Set<string>();
  const old = before && nodesOf(before.manifest);
  const now = nodesOf(after.manifest);
  for (const [id, node] of now) {
    const previous = old?.get(id);
    if (!previous) {
      added.add(id);
      rebuild.add(id);
    } else if (!sameValue(previous, node)) {
      changed.add(id);
      if (isBuiltOtherwise(previous, node)) rebuild.add(id);
      else if (sameValue(previous, node, DOCUMENTATION)) documented.add(id);
    }
  }
  const macros = changedMacros(before?.manifest, after.manifest);
  const recompile = new Set<string>(everything ? now.keys() : [...added, ...changed]);
  if (!everything) {
    for (const id of readersOf(macros, after.manifest)) recompile.add(id);
    if (before) for (const id of readersOf(macros, before.manifest)) if (now.has(id)) recompile.add(id);
    addReaders(recompile, after, (id) => isSeenByReaders(old?.get(id), now.get(id)!));
  }
  for (const id of builtBy(macros, after.manifest)) rebuild.add(id);
  const removed = old ? [...old.keys()].filter((id) => !now.has(id)) : [];
  const reached = new Set([...recompile].filter((id) => !documented.has(id)));
  return { added, removed, changed, recompile, reached, rebuild };
}

/** New nodes that have the code of nodes that are gone: by unique id, what they were. */
export function renames(
  before: Loaded,
  after: Loaded,
  { added, removed }: Comparison,
): ReadonlyMap<string, CompilableNode> {
  const renamed = new Map<string, CompilableNode>();
  const gone = new Map<string, CompilableNode>();
  const keyOf = (node: CompilableNode): string => `${node.resourceType}\n${node.rawCode}`;
  for (const id of removed) {
    const node = before.manifest.nodes.get(id);
    if (node && node.rawCode !== '' && node.resourceType !== 'test') gone.set(keyOf(node), node);
  }
  for (const id of added) {
    const node = after.manifest.nodes.get(id);
    const from = node && gone.get(keyOf(node));
    if (from) renamed.set(id, from);
  }
  return renamed;
}

function nodesOf({ nodes, sources, exposures }: Manifest): Map<string, AnyNode> {
  const all = new Map<string, AnyNode>([...nodes, ...sources, ...exposures]);
  for (const [id, node] of nodes) if (node.resourceType === 'operation') all.delete(id);
  return all;
}

/** SQL is not looked at: what becomes of it is compared when it is compiled. */
function isBuiltOtherwise(before: AnyNode, after: AnyNode): boolean {
  if ('rawCode' in before && 'rawCode' in after && before.language === 'sql' && after.resourceType !== 'seed') {
    return !sameValue(before, after, persistsDocs(after) ? CODE : CODE_AND_DOCUMENTATION);
  }
  return !sameValue(before, after, DOCUMENTATION);
}

const CODE: ReadonlySet<string> = new Set(['rawCode', 'checksum', 'refs', 'sources', 'dependsOn']);
const CODE_AND_DOCUMENTATION: ReadonlySet<string> = new Set([...CODE, ...DOCUMENTATION]);

function persistsDocs(node: AnyNode): boolean {
  const { persist_docs: wanted } = node.config as { readonly persist_docs?: Readonly<Record<string, unknown>> };
  return Object.values(wanted ?? {}).some(Boolean);
}

/** Macros that are new, gone or different, and all that call them. */
function changedMacros(before: Manifest | undefined, after: Manifest): ReadonlySet<string> {
  const changed = new Set<string>();
  if (!before) return changed;
  for (const [id, macro] of after.macros) if (before.macros.get(id)?.macroSql !== macro.macroSql) changed.add(id);
  for (const id of before.macros.keys()) if (!after.macros.has(id)) changed.add(id);
  // A macro that comes or goes can take the place of another: both states say who calls whom.
  if (changed.size > 0) for (const macros of [before.macros, after.macros]) addCallers(changed, macros);
  return changed;
}

function addCallers(changed: Set<string>, macros: ReadonlyMap<string, MacroNode>): void {
  const callers = new Map<string, string[]>();
  for (const macro of macros.values()) {
    for (const called of macro.dependsOn.macros) {
      const list = callers.get(called);
      if (list) list.push(macro.uniqueId);
      else callers.set(called, [macro.uniqueId]);
    }
  }
  const queue = [...changed];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const caller of callers.get(id) ?? []) {
      if (changed.has(caller)) continue;
      changed.add(caller);
      queue.push(caller);
    }
  }
}

/** Nodes that call one of these macros, or may: calls that parsing did not reach (`if execute`) are found by their names. */
function* readersOf(macros: ReadonlySet<string>, manifest: Manifest): Iterable<string> {
  if (macros.size === 0) return;
  const names = [...macros].map((id) => id.slice(id.lastIndexOf('.') + 1));
  for (const node of manifest.nodes.values()) {
    if (node.resourceType === 'operation' || node.resourceType === 'seed') continue;
    if (node.dependsOn.macros.some((id) => macros.has(id)) || names.some((name) => node.rawCode.includes(name)))
      yield node.uniqueId;
  }
}

/** Nodes whose materialization is among these macros. */
function* builtBy(macros: ReadonlySet<string>, manifest: Manifest): Iterable<string> {
  const names = new Set<string>();
  for (const id of macros) {
    const name = /\.materialization_(.+)_[a-z0-9]+$/.exec(id)?.[1];
    if (name) names.add(name);
  }
  if (names.size === 0) return;
  for (const node of manifest.nodes.values()) if (names.has(node.config.materialized)) yield node.uniqueId;
}

/** Whether those who read a node are written differently now: by its name in the warehouse, or its SQL where it is ephemeral. */
function isSeenByReaders(before: AnyNode | undefined, after: AnyNode): boolean {
  if (after.resourceType === 'exposure') return false;
  if (isEphemeral(after) || (before && isEphemeral(before))) return true;
  if (!before || !('relationName' in before)) return true;
  if (before.relationName !== after.relationName) return true;
  return after.resourceType === 'source' && !sameValue(before, after, DOCUMENTATION);
}

function isEphemeral(node: AnyNode): boolean {
  return node.resourceType === 'model' && node.config.materialized === 'ephemeral';
}

/** Adds what reads these nodes, as far as `spreads` lets it go on. */
function addReaders(ids: Set<string>, { dag, manifest }: Loaded, spreads: (id: string) => boolean): void {
  const queue = [...ids];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (!dag.has(id) || !spreads(id)) continue;
    for (const reader of dag.children(id)) {
      // Exposures and the semantic layer are not built.
      if (ids.has(reader) || !(manifest.nodes.has(reader) || manifest.unitTests.has(reader))) continue;
      ids.add(reader);
      queue.push(reader);
    }
  }
}
