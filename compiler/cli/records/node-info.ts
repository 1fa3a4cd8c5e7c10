import type { NodeInfo } from '../../base/events.js';

export function isoMicros(date: Date): string {
  return `${date.toISOString().slice(0, -1)}000`;
}

/** What a node is called in a line of progress. */
export function describeNode(node: NodeInfo): string {
  switch (node.resourceType) {
    case 'model':
      return `${node.language ?? 'sql'} ${node.microbatch ? 'microbatch' : node.materialized} model ${node.displayName}`;
    case 'seed':
      return `seed file ${node.displayName}`;
    case 'test':
      return `test ${node.name}`;
    case 'source':
      return `freshness of ${node.displayName}`;
    case 'saved_query':
      return `saved query ${node.displayName}`;
    default:
      return `${node.resourceType} ${node.displayName}`;
  }
}

/** dbt's `node_info`. */
export function nodeInfo(node: NodeInfo, status: string, started?: Date, finished?: Date): Record<string, unknown> {
  return {
    materialized: node.materialized,
    meta: node.meta ?? {},
    node_checksum: node.checksum ?? '',
    node_finished_at: finished ? isoMicros(finished) : '',
    node_name: node.name,
    node_path: node.nodePath,
    node_relation: {
      alias: node.relation?.alias ?? '',
      database: node.relation?.database ?? '',
      relation_name: node.relation?.relationName ?? '',
      schema: node.relation?.schema ?? '',
    },
    node_started_at: started ? isoMicros(started) : '',
    node_status: status,
    resource_type: node.resourceType,
    unique_id: node.uniqueId,
  };
}
