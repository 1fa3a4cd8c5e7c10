import type { SemanticNode } from '../manifest/semantic.js';
import type { JsonObject } from '../manifest/types.js';
import type { Draft, MetricDraft, SavedQueryDraft, SemanticKind, SemanticModelDraft } from './read/draft.js';
import type { MetricParams, NodeRelation } from './shapes.js';

type Dict = Record<string, unknown>;

export function semanticModelNode(
  draft: SemanticModelDraft,
  relation: NodeRelation | null,
  parents: readonly string[],
): SemanticNode {
  const { body } = draft;
  return nodeOf(draft, parents, {
    ...head(draft),
    model: body.model,
    node_relation: relation,
    description: body.description,
    label: body.label,
    defaults: body.defaults,
    entities: body.entities,
    measures: body.measures,
    dimensions: body.dimensions,
    metadata: null,
    depends_on: { macros: [], nodes: parents },
    refs: draft.refs.map(({ name, package: packageName, version }) => ({ name, package: packageName, version })),
    created_at: draft.createdAt,
    config: draft.config,
    unrendered_config: draft.unrenderedConfig,
    primary_entity: body.primary_entity,
    group: draft.config.group,
  });
}

export function metricNode(draft: MetricDraft, params: MetricParams, parents: readonly string[]): SemanticNode {
  const { body } = draft;
  return nodeOf(draft, parents, {
    ...head(draft),
    description: body.description,
    label: body.label,
    type: body.type,
    type_params: params,
    filter: body.filter,
    metadata: null,
    time_granularity: body.time_granularity,
    config: draft.config,
    unrendered_config: draft.unrenderedConfig,
    sources: [],
    depends_on: { macros: [], nodes: parents },
    refs: [],
    metrics: [],
    created_at: draft.createdAt,
    group: draft.config.group,
    meta: draft.meta,
    tags: draft.tags,
  });
}

export function savedQueryNode(draft: SavedQueryDraft, parents: readonly string[]): SemanticNode {
  const { body } = draft;
  return nodeOf(draft, parents, {
    ...head(draft),
    query_params: body.query_params,
    exports: body.exports,
    description: body.description,
    label: body.label,
    metadata: null,
    config: draft.config,
    unrendered_config: draft.unrenderedConfig,
    group: draft.config.group,
    depends_on: { macros: [], nodes: parents },
    created_at: draft.createdAt,
    refs: [],
    tags: draft.tags,
  });
}

function head(draft: Draft<SemanticKind, unknown>): Dict {
  return {
    name: draft.name,
    resource_type: draft.kind,
    package_name: draft.packageName,
    path: draft.path,
    original_file_path: draft.originalFilePath,
    unique_id: draft.uniqueId,
    fqn: draft.fqn,
  };
}

function nodeOf(draft: Draft<SemanticKind, unknown>, parents: readonly string[], dict: Dict): SemanticNode {
  return {
    uniqueId: draft.uniqueId,
    resourceType: draft.kind,
    name: draft.name,
    packageName: draft.packageName,
    path: draft.path,
    originalFilePath: draft.originalFilePath,
    fqn: draft.fqn,
    span: draft.spanOf(['name']),
    tags: draft.tags,
    config: draft.config,
    group: draft.config.group,
    dependsOn: { nodes: parents, macros: [] },
    createdAt: draft.createdAt,
    dict: dict as JsonObject,
  };
}
