/** Semantic models, metrics and saved queries, of which the graph knows no more than what they depend on. */
import type { JsonObject } from '../base/json.js';
import type { DependsOn, NodeConfig, ResourceBase } from './types.js';

export interface SemanticNode extends ResourceBase {
  readonly resourceType: 'semantic_model' | 'metric' | 'saved_query';
  readonly tags: readonly string[];
  readonly config: NodeConfig;
  readonly group: string | null;
  readonly dependsOn: DependsOn;
  readonly createdAt: number;
  /** All of it as dbt's manifest has it: only artifacts and tools of the semantic layer look into it. */
  readonly dict: JsonObject;
}
