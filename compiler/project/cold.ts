import { join } from 'node:path';
import { type TailPlaces, writeTail } from '../artifacts/manifest-tail.js';
import { SEMANTIC_MANIFEST, semanticManifest } from '../artifacts/semantic-manifest.js';
import { writeJsonFile } from '../artifacts/write.js';
import { DiagnosticList } from '../base/diagnostics.js';
import { validate } from '../config/index.js';
import { checkAcyclic } from '../graph/cycles.js';
import { Dag } from '../graph/dag.js';
import type { SelectableNode } from '../graph/select/node.js';
import { findNode, graphNodes } from '../manifest/graph-nodes.js';
import { link } from '../manifest/link.js';
import { RefLookup, SourceLookup } from '../manifest/lookup.js';
import type { GraphNode, Manifest } from '../manifest/types.js';
import { parseTree } from '../parse/project.js';
import type { ParseServices } from '../parse/services.js';
import { undefinedCalls } from '../parse/undefined-calls.js';
import { nodeDict } from '../render/dict/node.js';
import { builtinPackages } from './builtins.js';
import { ManifestWriter } from './cache/manifest-writer.js';
import { PlainManifest } from './cache/plain-manifest.js';
import { saveCache } from './cache/save.js';
import type { LoadedParts, Loading } from './loading.js';

/** Parses and links a project out of its files. Problems are in the answer's diagnostics. */
export async function coldLoad(request: Loading): Promise<LoadedParts> {
  const { config, adapter, quoting, target, events } = request;
  const sink = new DiagnosticList();
  const parsed = parseTree(request.tree, config, parseServices(request), sink);
  const linked = link(parsed.project, sink);
  const semantic = parsed.semantics && (await import('../semantic/index.js'));
  const manifest = semantic ? semantic.addSemantics(linked, parsed.project, parsed.semantics!) : linked;
  const dag = Dag.from(graphNodes(manifest));
  checkAcyclic(dag, (id) => manifest.nodes.get(id), sink);
  if (sink.hasErrors)
    for (const problem of undefinedCalls(parsed.templates, config, parsed.macros)) sink.report(problem);
  const find = (id: string): GraphNode | undefined => findNode(manifest, id);
  const counts = countsOf(manifest);
  const written = new ManifestWriter(request.folder, undefined, (published, beginning) => {
    let places!: TailPlaces;
    const plain = PlainManifest.write(request.folder, published, beginning, (writer) => {
      places = writeTail(writer, manifest);
    });
    const forTools = semantic ? semantic.semanticManifestOf(manifest) : NO_SEMANTICS;
    writeJsonFile(join(request.folder, SEMANTIC_MANIFEST), forTools);
    const cache = saveCache(request, manifest, places, plain, sink.all, counts);
    return {
      plain,
      placeOf: (id) => places.entries.get(id),
      note: () => cache?.note(plain),
      close() {
        plain.close();
        cache?.close();
      },
    };
  });
  const services = { config, adapter, quoting, target, macros: parsed.macros, events, selectedResources: [] };
  const nodePackageFirst = config.flags.behavior.require_ref_searches_node_package_before_root;
  return {
    services: () => services,
    linked: {
      manifest,
      refs: new RefLookup(manifest.nodes.values(), config.root.name, nodePackageFirst),
      sources: new SourceLookup(manifest.sources.values(), config.root.name),
    },
    dag,
    view: { projectName: manifest.projectName, get: (id) => find(id) as SelectableNode | undefined },
    templateOf: (id) => parsed.templates.get(id),
    dictOf: (id) => nodeDict(find(id)!),
    manifest: written,
    close: () => written.close(),
    diagnostics: sink.all,
    counts,
    cached: 0,
    parsed: manifest.nodes.size,
  };
}

const NOTHING = { semanticModels: [], metrics: [], savedQueries: [], timeSpines: [], legacyTimeSpines: [] };
const NO_SEMANTICS = semanticManifest(NOTHING);

/** Commands that evaluate no node. */
const READING: ReadonlySet<string> = new Set(['parse', 'ls', 'list']);

export function parseServices(request: Loading): ParseServices {
  const { config, adapter, target, quoting, events, memo } = request;
  return {
    adapter,
    target,
    quoting,
    events,
    createdAt: Date.now() / 1000,
    builtins: builtinPackages(adapter.name),
    keepsTemplates: memo !== undefined || !READING.has(config.invocation.command),
    ...(memo ? { memo } : {}),
    checkProperties: (document) => {
      const found = new DiagnosticList();
      validate('properties', document, found);
      return found.all;
    },
  };
}

/** In dbt's order. */
function countsOf(manifest: Manifest): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { resourceType } of manifest.nodes.values()) counts[resourceType] = (counts[resourceType] ?? 0) + 1;
  return {
    ...counts,
    source: manifest.sources.size,
    exposure: manifest.exposures.size,
    metric: manifest.metrics.size,
    macro: manifest.macros.size,
    group: manifest.groups.size,
    semantic_model: manifest.semanticModels.size,
    saved_query: manifest.savedQueries.size,
    unit_test: manifest.unitTests.size,
  };
}
