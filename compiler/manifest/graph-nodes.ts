import type { GraphNode, Manifest } from './types.js';

/** Everything that stands in the graph. */
export function graphNodes(manifest: Manifest): GraphNode[] {
  return [
    ...manifest.sources.values(),
    ...manifest.nodes.values(),
    ...manifest.exposures.values(),
    ...manifest.unitTests.values(),
    ...manifest.semanticModels.values(),
    ...manifest.metrics.values(),
    ...manifest.savedQueries.values(),
  ];
}

export function findNode(manifest: Manifest, id: string): GraphNode | undefined {
  return (
    manifest.nodes.get(id) ??
    manifest.sources.get(id) ??
    manifest.exposures.get(id) ??
    manifest.unitTests.get(id) ??
    manifest.metrics.get(id) ??
    manifest.semanticModels.get(id) ??
    manifest.savedQueries.get(id)
  );
}

const SEMANTIC: ReadonlySet<string> = new Set(['semantic_model', 'metric', 'saved_query']);
const WITHOUT_CODE: ReadonlySet<string> = new Set(['source', 'exposure', 'unit_test', ...SEMANTIC]);

/** Whether resources of a type are among the manifest's `nodes`. */
export function hasCode(resourceType: string): boolean {
  return !WITHOUT_CODE.has(resourceType);
}

export function isSemantic(resourceType: string): resourceType is 'semantic_model' | 'metric' | 'saved_query' {
  return SEMANTIC.has(resourceType);
}
