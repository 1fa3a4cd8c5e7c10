import type { JsonObject } from '../base/json.js';
import type { SelectableNode } from '../graph/select/node.js';
import { DEFAULT_TYPES } from '../graph/select/select.js';
import type { SelectionOptions } from '../graph/types.js';
import { isSemantic } from '../manifest/graph-nodes.js';
import { versionedName } from '../manifest/unit-test.js';
import type { ListedNode } from '../project.js';
import { type ProjectState, selectFor } from './state.js';

/** The selected resources by unique id, as `ls` shows them. Operations are no resources of their own. */
export function listNodes(state: ProjectState, options: SelectionOptions): ListedNode[] {
  const resourceTypes = options.resourceTypes.length > 0 ? options.resourceTypes : DEFAULT_TYPES;
  const ids = [...selectFor(state, { ...options, resourceTypes }).ids].sort();
  return ids.map((id) => listed(state.view.get(id)!, state));
}

function listed(node: SelectableNode, state: ProjectState): ListedNode {
  return {
    uniqueId: node.uniqueId,
    name: searchName(node),
    resourceType: node.resourceType,
    fqn: node.fqn,
    originalFilePath: node.originalFilePath,
    selector: selectorOf(node),
    json: (keys) => pick(state.dictOf(node.uniqueId), keys),
  };
}

function searchName(node: SelectableNode): string {
  if (node.resourceType === 'source') return `${node.sourceName}.${node.name}`;
  const version = node.version ?? null;
  return node.resourceType === 'model' && version !== null ? `${node.name}.v${version}` : node.name;
}

function selectorOf(node: SelectableNode): string {
  if (node.resourceType === 'source') return `source:${node.packageName}.${node.sourceName}.${node.name}`;
  if (node.resourceType === 'exposure') return `exposure:${node.packageName}.${node.name}`;
  if (isSemantic(node.resourceType)) return `${node.resourceType}:${node.packageName}.${node.name}`;
  if (node.resourceType === 'unit_test')
    return `unit_test:${node.packageName}.${versionedName({ name: node.name, version: node.version ?? null })}`;
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
