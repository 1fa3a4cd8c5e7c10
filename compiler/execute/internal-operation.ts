import type { OperationNode } from '../manifest/types.js';

/** A node for templates that belong to no file: what quern itself does in the database, and run-operation. */
export function internalOperation(name: string, packageName: string): OperationNode {
  return {
    uniqueId: `operation.${packageName}.${name}`,
    resourceType: 'operation',
    name,
    packageName,
    // No file: nothing that an author could open.
    path: name,
    originalFilePath: `<${name}>`,
    fqn: [packageName, name],
    description: '',
    meta: {},
    tags: [],
    language: 'sql',
    rawCode: '',
    checksum: { name: 'none', checksum: '' },
    config: {
      enabled: true,
      materialized: 'view',
      schema: null,
      database: null,
      alias: null,
      tags: [],
      meta: {},
      group: null,
    },
    unrenderedConfig: {},
    configCall: {},
    database: '',
    schema: '',
    alias: name,
    relationName: null,
    columns: {},
    docs: { show: true, node_color: null },
    patchPath: null,
    refs: [],
    sources: [],
    metrics: [],
    functions: [],
    dependsOn: { nodes: [], macros: [] },
    group: null,
    createdAt: 0,
  };
}
