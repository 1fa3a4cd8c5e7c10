import type { JsonObject } from '../base/json.js';
import { DEFAULT_TYPES } from '../graph/select/select.js';
import type { SelectionOptions } from '../graph/types.js';
import type { GraphNode } from '../manifest/types.js';
import type { ListedNode } from '../project.js';
import { nodeDict } from '../render/dict/node.js';
import { type ProjectState, selectFor } from './state.js';

/** The selected resources by unique id, as `ls` shows them. Operations are no resources of their own. */
export function listNodes(state: ProjectState, options: SelectionOptions): ListedNode[] {
  const resourceTypes = options.resourceTypes.length > 0 ? options.resourceTypes : DEFAULT_TYPES;
  const ids = [...selectFor(state, { ...options, resourceTypes }).ids].sort();
  return ids.map((id) => listed(nodeOf(state, id)));
}

function nodeOf(state: ProjectState, id: string): GraphNode {
  const { manifest } = state.linked;
  return (manifest.nodes.get(id) ?? manifest.sources.get(id) ?? manifest.exposures.get(id))!;
}

function listed(node: GraphNode): ListedNode {
  return {
    uniqueId: node.uniqueId,
    name: searchName(node),
    resourceType: node.resourceType,
    fqn: node.fqn,
    originalFilePath: node.originalFilePath,
    selector: selectorOf(node),
    json: (keys) => pick(nodeDict(node), keys),
  };
}

function searchName(node: GraphNode): string {
  if (node.resourceType === 'source') return `${node.sourceName}.${node.name}`;
  if (node.resourceType === 'model' && node.version !== null) return `${node.name}.v${node.version}`;
  return node.name;
}

function selectorOf(node: GraphNode): string {
  if (node.resourceType === 'source') return `source:${node.packageName}.${node.sourceName}.${node.name}`;
  if (node.resourceType === 'exposure') return `exposure:${node.packageName}.${node.name}`;
  return node.fqn.join('.');
}

/** The named keys that the dict has, in its order; `a.b` reaches into it, as a key of that name. */
function pick(dict: Readonly<Record<string, unknown>>, keys: readonly string[]): JsonObject {
  const out: Record<string, unknown> = {};
  const plain = new Set(keys.filter((key) => !key.includes('.')));
  for (const [key, value] of Object.entries(dict)) if (plain.has(key)) out[key] = value;
  for (const key of keys.filter((k) => k.includes('.'))) {
    let value: unknown = dict;
    for (const part of key.split('.')) value = (value as Record<string, unknown> | null | undefined)?.[part];
    if (value !== undefined && value !== null) out[key] = value;
  }
  return out as JsonObject;
}
