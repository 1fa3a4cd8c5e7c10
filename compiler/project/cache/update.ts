import type { Slice } from '../../artifacts/rope.js';
import { type Diagnostic, DiagnosticList } from '../../base/diagnostics.js';
import { stringifyFloats } from '../../base/float-json.js';
import { checkAcyclic } from '../../graph/cycles.js';
import { Dag } from '../../graph/dag.js';
import type { FileEntry, FileKind, SourceTree } from '../../load/tree.js';
import { ReferenceResolver } from '../../manifest/resolve.js';
import type { CompilableNode, ModelNode, SeedNode, SourceNode } from '../../manifest/types.js';
import { parseTree } from '../../parse/project.js';
import { nodeDict } from '../../render/dict/node.js';
import type { MacroIndex } from '../../render/macro-index.js';
import { parseServices } from '../cold.js';
import type { Loading } from '../loading.js';
import { CacheFile } from './cache-file.js';
import { identityOf, NodeRecord, type RecordTuple, tupleOf } from './records.js';
import { saveDiagnostic } from './saved-diagnostics.js';
import { familySections, replaceSlices } from './splice.js';

/** More changed files than this are parsed with everything else: it takes no longer. */
const MOST_FILES = 20;
const KEPT_KINDS: ReadonlySet<FileKind> = new Set(['macro', 'generic-test', 'docs']);

type Updated = ModelNode | SeedNode;

/** Resource types of which each node is a file, and nothing else is made of that file. */
const isOfOwnFile = (type: string): boolean => type === 'model' || type === 'seed';

/**
 * The cache after a change of some models' SQL or seeds' rows: only these are parsed and linked again, against the records of all others.
 * Undefined where the change may reach further (another name, relation or materialization, other files, any problem): then
 * everything is to be parsed.
 */
export function updatedCache(request: Loading, cache: CacheFile, changed: readonly string[]): CacheFile | undefined {
  const entries = changed.length <= MOST_FILES ? ownEntries(request.tree, changed) : undefined;
  if (!entries) return undefined;
  const known = cache.index.named();
  const positions = new Map([...known].map(([at, record]) => [record[0], at]));
  const byFile = new Map<string, RecordTuple>();
  for (const record of known.values()) if (isOfOwnFile(record[1])) byFile.set(`${record[3]}\0${record[6]}`, record);
  const old = entries.map(([pkg, entry]) => byFile.get(`${pkg}\0${entry.originalPath}`));
  if (old.some((record) => record === undefined || record[13] !== null)) return undefined;
  if (cache.index.hasUnitTests && concernsUnitTests(cache.index.records, new Set(old))) return undefined;

  const sink = new DiagnosticList();
  const tree = restrict(request.tree, new Set(changed), new Set(old.map((record) => record![7])));
  const parsed = parseTree(tree, request.config, parseServices(request), sink);
  const full = (): never => {
    throw new Error('linking reads records only');
  };
  const nodes = [...known.values()].map((tuple) => new NodeRecord(tuple, [], full));
  const resolver = new ReferenceResolver(
    parsed.project,
    nodes.filter((n) => n.resourceType !== 'source') as unknown as CompilableNode[],
    nodes.filter((n) => n.resourceType === 'source') as unknown as SourceNode[],
    sink,
  );
  const linked: Updated[] = [];
  for (const record of old) {
    const node = parsed.project.nodes.find(
      (n): n is Updated => n.uniqueId === record![0] && isOfOwnFile(n.resourceType),
    );
    // Metrics are no nodes of this linking.
    if (!node || identityOf(node) !== record![19] || node.metrics.length > 0) return undefined;
    const { nodes: parents } = resolver.resolve(node);
    const dependsOn = { ...node.dependsOn, nodes: parents };
    if (node.resourceType === 'seed') linked.push({ ...node, dependsOn });
    else {
      const before = cache.json(cache.index.placeAt(positions.get(node.uniqueId)!)) as { primary_key: string[] };
      linked.push({ ...node, dependsOn, primaryKey: before.primary_key });
    }
  }
  if (sink.hasErrors) return undefined;
  const before = linked.map((node) => cache.json(cache.index.placeAt(positions.get(node.uniqueId)!)) as NodeJson);
  if (!sameStandIns(cache.index.macros, parsed.macros, linked, before)) return undefined;
  const changes = new Map(linked.map((node) => [positions.get(node.uniqueId)!, node]));
  return rewrite(request, cache, changes, known, (id) => positions.get(id)!, ownDiagnostics(sink.all, entries));
}

type NodeJson = { readonly depends_on: { readonly macros: readonly string[] } };

/** Whether the macros of the manifest are still the right ones, as far as packages go that are taken in where something calls them. */
function sameStandIns(
  macros: readonly string[],
  index: MacroIndex,
  nodes: readonly Updated[],
  before: readonly NodeJson[],
): boolean {
  const held = (name: string) => macros.some((id) => id.startsWith(`macro.${name}.`));
  const names = [...(index.options.standIns?.keys() ?? [])];
  return names.every((name) => {
    if (!held(name)) return !index.takenStandIns().includes(name);
    const calls = (ids: readonly string[]) => ids.some((id) => id.startsWith(`macro.${name}.`));
    return nodes.every((node, at) => calls(node.dependsOn.macros) || !calls(before[at]!.depends_on.macros));
  });
}

/** Whether linking has something to say of unit tests of changed models; seeds are their inputs. */
function concernsUnitTests(records: readonly RecordTuple[], changed: ReadonlySet<RecordTuple | undefined>): boolean {
  const names = new Set([...changed].map((record) => record![0]));
  const seeds = [...changed].some((record) => record![1] === 'seed');
  return records.some(
    (record) => record[1] === 'unit_test' && (seeds || record[15].some((at) => names.has(records[at]![0]))),
  );
}

/** What was told of the parsed files; the rest of a restricted project is not as it is. */
function ownDiagnostics(all: readonly Diagnostic[], entries: readonly (readonly [string, FileEntry])[]): Diagnostic[] {
  const paths = new Set(entries.map(([, entry]) => entry.displayPath));
  return all.filter((d) => d.span && paths.has(d.span.file.path));
}

/** The package and entry of each changed file; undefined if one of them is neither a model nor a seed. */
function ownEntries(tree: SourceTree, changed: readonly string[]): (readonly [string, FileEntry])[] | undefined {
  const wanted = new Set(changed);
  const found = tree.flatMap(({ package: pkg, byKind }) =>
    [...byKind.model, ...byKind.seed]
      .filter((entry) => wanted.has(entry.absolutePath))
      .map((entry) => [pkg.name, entry] as const),
  );
  return found.length === changed.length ? found : undefined;
}

/** The tree with these models and seeds, the properties files that describe them, and all macros and docs. */
function restrict(tree: SourceTree, files: ReadonlySet<string>, patches: ReadonlySet<string | null>): SourceTree {
  return tree.map((own) => {
    const keep = (kind: FileKind, entry: FileEntry): boolean =>
      KEPT_KINDS.has(kind) ||
      (isOfOwnFile(kind) && files.has(entry.absolutePath)) ||
      (kind === 'properties' && patches.has(`${own.package.name}://${entry.originalPath}`));
    const kinds = Object.entries(own.byKind) as [FileKind, readonly FileEntry[]][];
    const byKind = Object.fromEntries(kinds.map(([kind, list]) => [kind, list.filter((entry) => keep(kind, entry))]));
    return { ...own, byKind: byKind as Record<FileKind, FileEntry[]> };
  });
}

function rewrite(
  request: Loading,
  cache: CacheFile,
  nodes: ReadonlyMap<number, Updated>,
  known: ReadonlyMap<number, RecordTuple>,
  positionOf: (id: string) => number,
  diagnostics: readonly Diagnostic[],
): CacheFile | undefined {
  const { index, head } = cache;
  const changes: { slice: Slice; json: string }[] = [];
  const changed = new Map<number, RecordTuple>();
  for (const [at, node] of nodes) {
    changes.push({ slice: index.placeAt(at), json: stringifyFloats(nodeDict(node)) });
    changed.set(at, tupleOf(node, positionOf));
  }
  if ([...changed].some(([at, record]) => record[15].join() !== known.get(at)![15].join())) {
    const records = index.records.map((record, at) => changed.get(at) ?? record);
    const dag = Dag.from(
      records.map((r) => ({ uniqueId: r[0], dependsOn: { nodes: r[15].map((at) => records[at]![0]) } })),
    );
    if (!checkAcyclic(dag, () => undefined, new DiagnosticList())) return undefined;
    changes.push(...familySections(records, index));
  }
  const { rope, moved } = replaceSlices(cache.tail, changes);
  const paths = new Set([...nodes.values()].map((node) => node.originalFilePath));
  const changedHead = {
    ...head,
    ...request.stamps(),
    env: { ...head.env, ...Object.fromEntries(request.environment) },
    diagnostics: [
      ...head.diagnostics.filter((d) => !d.span || !paths.has(d.span[0])),
      ...diagnostics.map(saveDiagnostic),
    ],
  };
  return CacheFile.of(changedHead, index.changed(changed, moved(index.tail.offsets)), rope);
}
