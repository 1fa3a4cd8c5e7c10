import type { DocNode, GraphNode, GroupNode, MacroNode, Manifest } from '../manifest/types.js';

type Dict = Record<string, unknown>;

export function macroDict(node: MacroNode): Dict {
  return {
    name: node.name,
    resource_type: 'macro',
    package_name: node.packageName,
    path: node.path,
    original_file_path: node.originalFilePath,
    unique_id: node.uniqueId,
    macro_sql: node.macroSql,
    depends_on: { macros: node.dependsOn.macros },
    description: node.description,
    meta: node.meta,
    docs: node.docs,
    config: { meta: node.meta, docs: node.docs, ...node.config },
    patch_path: node.patchPath,
    arguments: node.arguments,
    created_at: node.createdAt,
    supported_languages: node.supportedLanguages,
  };
}

/** parent_map and child_map of everything in the graph; children in alphabetical order as dbt has them. */
export function familyMaps(manifest: Manifest): {
  parents: ReadonlyMap<string, readonly string[]>;
  children: ReadonlyMap<string, readonly string[]>;
} {
  const parents = new Map<string, readonly string[]>();
  const children = new Map<string, string[]>();
  const all: Iterable<GraphNode>[] = [
    manifest.nodes.values(),
    manifest.exposures.values(),
    manifest.metrics.values(),
    manifest.semanticModels.values(),
    manifest.savedQueries.values(),
    manifest.unitTests.values(),
  ];
  for (const id of manifest.nodes.keys()) children.set(id, []);
  for (const id of manifest.sources.keys()) children.set(id, []);
  for (const id of manifest.exposures.keys()) children.set(id, []);
  for (const map of [manifest.metrics, manifest.semanticModels, manifest.savedQueries, manifest.unitTests])
    for (const id of map.keys()) children.set(id, []);
  for (const id of manifest.sources.keys()) parents.set(id, []);
  for (const nodes of all) {
    for (const node of nodes) {
      const list = 'dependsOn' in node ? sortedSet(node.dependsOn.nodes) : [];
      parents.set(node.uniqueId, list);
      for (const parent of list) {
        const known = children.get(parent);
        if (known) known.push(node.uniqueId);
        else children.set(parent, [node.uniqueId]);
      }
    }
  }
  for (const list of children.values()) if (list.length > 1) list.sort();
  return { parents, children };
}

function sortedSet(ids: readonly string[]): readonly string[] {
  return ids.length < 2 ? ids : [...new Set(ids)].sort();
}

export function groupMap(manifest: Manifest): Record<string, string[]> {
  const out: Record<string, string[]> = {};
  for (const group of manifest.groups.values()) out[group.name] = [];
  for (const map of [manifest.nodes, manifest.savedQueries, manifest.semanticModels, manifest.metrics])
    for (const node of map.values()) if (node.group !== null) (out[node.group] ??= []).push(node.uniqueId);
  return out;
}

export function docDict(doc: DocNode): Dict {
  return {
    name: doc.name,
    resource_type: 'doc',
    package_name: doc.packageName,
    path: doc.path,
    original_file_path: doc.originalFilePath,
    unique_id: doc.uniqueId,
    block_contents: doc.blockContents,
  };
}

export function groupDict(group: GroupNode): Dict {
  return {
    name: group.name,
    resource_type: 'group',
    package_name: group.packageName,
    path: group.path,
    original_file_path: group.originalFilePath,
    unique_id: group.uniqueId,
    owner: group.owner,
    description: group.description,
    config: group.config,
  };
}
