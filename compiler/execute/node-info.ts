import type { NodeInfo } from '../base/events.js';
import { isMicrobatch } from '../manifest/batch.js';
import type { CompilableNode } from '../manifest/types.js';
import type { TargetFiles } from './files.js';
import { isPassive, type PassiveNode } from './passive.js';

/** What reporters are told of a node. */
export function nodeInfo(node: CompilableNode | PassiveNode, files: TargetFiles): NodeInfo {
  const base = {
    uniqueId: node.uniqueId,
    name: node.name,
    resourceType: node.resourceType,
    materialized: node.config.materialized ?? '',
    path: node.originalFilePath,
    nodePath: node.path,
    meta: 'meta' in node ? node.meta : {},
  };
  if (isPassive(node)) return { ...base, displayName: node.name };
  const { database, schema, alias, relationName } = node;
  if (node.resourceType === 'unit_test')
    return {
      ...base,
      materialized: '',
      nodePath: node.definition.path,
      displayName: `${node.definition.model}::${node.name}`,
      relation: { database: '', schema, alias: '', relationName: '' },
      compiledPath: files.compiledPath(node),
    };
  return {
    ...base,
    displayName: node.resourceType === 'test' ? node.name : `${schema}.${alias}`,
    language: node.language,
    checksum: node.checksum.checksum,
    ...(isMicrobatch(node) ? { microbatch: true } : {}),
    relation: { database, schema, alias, relationName: relationName ?? '' },
    ...(node.resourceType === 'snapshot' ? { config: node.config } : {}),
    ...(node.resourceType === 'test' && node.attachedNode ? { attachedNode: node.attachedNode } : {}),
    // A batch has a file of its own.
    ...(node.resourceType === 'seed' || isMicrobatch(node) ? {} : { compiledPath: files.compiledPath(node) }),
  };
}
