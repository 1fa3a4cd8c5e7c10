import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { SEMANTIC_MANIFEST } from '../../artifacts/semantic-manifest.js';
import { DiagnosticList } from '../../base/diagnostics.js';
import { once } from '../../base/once.js';
import { Dag } from '../../graph/dag.js';
import { parseTemplate, type Template } from '../../jinja/index.js';
import { readEntry } from '../../load/read.js';
import type { FileEntry } from '../../load/tree.js';
import { hasCode } from '../../manifest/graph-nodes.js';
import { RefLookup, SourceLookup } from '../../manifest/lookup.js';
import type { CompilableNode, SourceNode } from '../../manifest/types.js';
import { loadMacroIndex } from '../../parse/macros/macro-index.js';
import type { Linked } from '../../render/run-scope.js';
import { builtinPackages } from '../builtins.js';
import type { LoadedParts, Loading } from '../loading.js';
import type { ProjectState } from '../state.js';
import { CacheFile } from './cache-file.js';
import { changedFiles, configKey, hashOf } from './fingerprint.js';
import { type ManifestBase, ManifestWriter } from './manifest-writer.js';
import { PlainManifest } from './plain-manifest.js';
import type { NodeRecord } from './records.js';
import { reviveDiagnostic, SourceFiles } from './saved-diagnostics.js';
import { type WarmManifest, warmManifest } from './warm-manifest.js';

/**
 * The project out of the cache, brought up to date where only some models' SQL has changed; undefined if there is none, or if
 * anything else that it depends on has changed.
 */
export async function warmLoad(request: Loading): Promise<LoadedParts | undefined> {
  const { folder } = request;
  // Made with the cache, and not to be made out of it.
  if (!existsSync(join(folder, SEMANTIC_MANIFEST))) return undefined;
  const opened = CacheFile.open(folder);
  if (!opened) return undefined;
  const { cache, plain } = opened;
  const close = (): void => {
    cache.close();
    plain.close();
  };
  const changed = changesSince(cache, request);
  if (changed?.length === 0) {
    const base: ManifestBase = {
      plain,
      placeOf: (id) => cache.index.place(id),
      note: () => cache.note(plain),
      close,
    };
    const manifest = new ManifestWriter(folder, base, () => base);
    return partsOf(request, cache, 0, manifest, close);
  }
  const updated = changed && (await import('./update.js')).updatedCache(request, cache, changed);
  if (!updated) {
    close();
    return undefined;
  }
  const manifest = new ManifestWriter(folder, undefined, (published, beginning) => {
    const now = PlainManifest.write(folder, published, beginning, (writer) => {
      for (const part of updated.tail.parts) writer.part(part);
    });
    updated.save(folder, now);
    return {
      plain: now,
      placeOf: (id) => updated.index.place(id),
      note: () => updated.note(now),
      close() {
        now.close();
        updated.close();
      },
    };
  });
  return partsOf(request, updated, changed.length, manifest, () => {
    manifest.close();
    close();
  });
}

/** Files that have changed since; undefined if anything else has. */
function changesSince({ head }: CacheFile, { config, stamps }: Loading): string[] | undefined {
  if (head.key !== configKey(config)) return undefined;
  for (const [name, value] of Object.entries(head.env)) if (hashOf(config.env[name]) !== value) return undefined;
  return changedFiles(head.stamps, stamps().stamps, head.written);
}

function partsOf(
  request: Loading,
  cache: CacheFile,
  parsed: number,
  manifest: ManifestWriter,
  close: () => void,
): LoadedParts {
  const { config, adapter, quoting, target, events } = request;
  const files = new SourceFiles(config.root.root);
  const warm = once(() => warmManifest(cache, config.root.name, adapter.name, files));
  const services = once((): ProjectState['services'] => {
    const macros = loadMacroIndex(request.tree, config, adapter, builtinPackages(adapter.name), new DiagnosticList());
    return { config, adapter, quoting, target, macros, events, selectedResources: [] };
  });
  const dag = once(() => Dag.from(warm().records.values()));
  return {
    services,
    linked: linkedOf(request, warm),
    get dag() {
      return dag();
    },
    view: { projectName: config.root.name, get: (id) => warm().records.get(id) },
    templateOf: templateReader(request, (id) => warm().manifest.nodes.get(id)),
    dictOf: (id) => warm().dictOf(id),
    manifest,
    close,
    diagnostics: cache.head.diagnostics.map((d) => reviveDiagnostic(d, files)),
    counts: cache.head.counts,
    cached: Object.values(cache.head.counts).reduce((sum, n) => sum + n, 0),
    parsed,
  };
}

function linkedOf({ config }: Loading, warm: () => WarmManifest): Linked {
  const ofType = (wanted: (type: string) => boolean): NodeRecord[] =>
    [...warm().records.values()].filter((r) => wanted(r.resourceType));
  const nodePackageFirst = config.flags.behavior.require_ref_searches_node_package_before_root;
  const refs = once(() => new RefLookup<NodeRecord>(ofType(hasCode), config.root.name, nodePackageFirst));
  const sources = once(
    () => new SourceLookup(ofType((type) => type === 'source') as unknown as SourceNode[], config.root.name),
  );
  return {
    get manifest() {
      return warm().manifest;
    },
    refs: {
      find: (call, packageName) => nodeOf(refs().find(call, packageName), warm),
      names: () => refs().names(),
    },
    sources: {
      find(source, table, packageName) {
        const record = sources().find(source, table, packageName);
        return record && warm().manifest.sources.get(record.uniqueId);
      },
      names: () => sources().names(),
    },
  };
}

function nodeOf(record: NodeRecord | undefined, warm: () => WarmManifest): CompilableNode | undefined {
  return record && warm().manifest.nodes.get(record.uniqueId);
}

/** Templates of nodes that are a file of their own, read from that file so that problems point into it. */
function templateReader(
  request: Loading,
  node: (id: string) => CompilableNode | undefined,
): (id: string) => Template | undefined {
  const entries = once(() => {
    const out = new Map<string, FileEntry>();
    for (const { package: pkg, byKind } of request.tree) {
      for (const kind of ['model', 'analysis', 'test'] as const)
        for (const entry of byKind[kind]) out.set(`${pkg.name}\0${entry.originalPath}`, entry);
    }
    return out;
  });
  const made = new Map<string, Template>();
  return (id) => {
    const known = made.get(id);
    if (known) return known;
    const found = node(id);
    if (!found || !['model', 'analysis', 'test'].includes(found.resourceType)) return undefined;
    if (found.resourceType === 'test' && found.testMetadata) return undefined;
    const entry = entries().get(`${found.packageName}\0${found.originalFilePath.split(sep).join('/')}`);
    const file = entry && readEntry(entry, new DiagnosticList());
    if (!file) return undefined;
    const template = parseTemplate(file);
    made.set(id, template);
    return template;
  };
}
