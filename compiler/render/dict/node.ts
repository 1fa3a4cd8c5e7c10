import { isoOf } from '../../base/event-time.js';
import { Timestamp } from '../../base/scalars.js';
import type { SemanticNode } from '../../manifest/semantic.js';
import type {
  AnalysisNode,
  CompilableNode,
  ExposureNode,
  FunctionNode,
  GraphNode,
  ModelNode,
  OperationNode,
  SeedNode,
  SnapshotNode,
  SourceNode,
  TestNode,
} from '../../manifest/types.js';
import type { UnitTestQuery } from '../../manifest/unit-test-query.js';
import {
  addCompiledTail,
  type CompiledState,
  columnDicts,
  compilableHead,
  contractDict,
  refDict,
  sourcePair,
} from './common.js';
import { unitTestDict } from './unit-test.js';

type Dict = Record<string, unknown>;

const NO_CONTRACT = { enforced: false, alias_types: true, checksum: null };

function modelDict(node: ModelNode, state?: CompiledState): Dict {
  const out = compilableHead(node);
  addCompiledTail(out, node, state);
  out.contract = contractDict(node.contract);
  out.access = node.access;
  out.constraints = node.constraints;
  out.version = node.version;
  out.latest_version = node.latestVersion;
  out.deprecation_date = node.deprecationDate;
  out.primary_key = node.primaryKey;
  out.time_spine = node.timeSpine;
  if (node.batch) {
    const { id, start, end } = node.batch;
    out.batch = { id, event_time_start: new Timestamp(isoOf(start)), event_time_end: new Timestamp(isoOf(end)) };
  }
  return out;
}

function seedDict(node: SeedNode): Dict {
  const out = compilableHead(node);
  out.root_path = node.rootPath;
  out.depends_on = { macros: node.dependsOn.macros };
  return out;
}

function plainDict(node: SnapshotNode | AnalysisNode | OperationNode | UnitTestQuery, state?: CompiledState): Dict {
  const out = compilableHead(node);
  addCompiledTail(out, node, state);
  out.contract = NO_CONTRACT;
  if ('index' in node && node.index !== undefined) out.index = node.index;
  return out;
}

function testDict(node: TestNode, state?: CompiledState): Dict {
  const out = compilableHead(node);
  addCompiledTail(out, node, state);
  out.contract = NO_CONTRACT;
  if (!node.testMetadata) return out;
  out.column_name = node.columnName;
  out.file_key_name = node.fileKeyName;
  out.attached_node = node.attachedNode;
  out.test_metadata = {
    name: node.testMetadata.name,
    kwargs: node.testMetadata.kwargs,
    namespace: node.testMetadata.namespace,
  };
  return out;
}

export function functionDict(node: FunctionNode, state?: CompiledState): Dict {
  const out = Object.assign({ returns: node.returns }, compilableHead(node));
  addCompiledTail(out, node, state);
  out.contract = NO_CONTRACT;
  out.arguments = node.arguments;
  out.overloads = node.overloads;
  return out;
}

export function sourceDict(node: SourceNode): Dict {
  return {
    database: node.database,
    schema: node.schema,
    name: node.name,
    resource_type: 'source',
    package_name: node.packageName,
    path: node.path,
    original_file_path: node.originalFilePath,
    unique_id: node.uniqueId,
    fqn: node.fqn,
    source_name: node.sourceName,
    source_description: node.sourceDescription,
    loader: node.loader,
    identifier: node.identifier,
    quoting: node.quoting,
    loaded_at_field: node.loadedAtField,
    loaded_at_query: node.loadedAtQuery,
    freshness: node.freshness,
    external: node.external,
    description: node.description,
    columns: columnDicts(node.columns),
    meta: node.meta,
    source_meta: node.sourceMeta,
    tags: node.tags,
    config: node.config,
    patch_path: null,
    unrendered_config: node.unrenderedConfig,
    relation_name: node.relationName,
    created_at: node.createdAt,
    unrendered_database: node.unrenderedDatabase,
    unrendered_schema: node.unrenderedSchema,
    doc_blocks: node.docBlocks ?? [],
  };
}

export function exposureDict(node: ExposureNode): Dict {
  return {
    name: node.name,
    resource_type: 'exposure',
    package_name: node.packageName,
    path: node.path,
    original_file_path: node.originalFilePath,
    unique_id: node.uniqueId,
    fqn: node.fqn,
    type: node.type,
    owner: node.owner,
    description: node.description,
    label: node.label,
    maturity: node.maturity,
    meta: node.meta,
    tags: node.tags,
    config: node.config,
    unrendered_config: node.unrenderedConfig,
    url: node.url,
    depends_on: { macros: node.dependsOn.macros, nodes: node.dependsOn.nodes },
    refs: node.refs.map(refDict),
    sources: node.sources.map(sourcePair),
    metrics: node.metrics,
    created_at: node.createdAt,
  };
}

export function semanticDict(node: SemanticNode): Dict {
  return node.dict;
}

/** A node as dbt's manifest v12 and its `graph`/`model` variables show it. Shares the node's own values: do not change them. */
export function nodeDict(node: GraphNode, state?: CompiledState): Dict {
  switch (node.resourceType) {
    case 'model':
      return modelDict(node, state);
    case 'seed':
      return seedDict(node);
    case 'test':
      return testDict(node, state);
    case 'source':
      return sourceDict(node);
    case 'exposure':
      return exposureDict(node);
    case 'metric':
    case 'semantic_model':
    case 'saved_query':
      return semanticDict(node);
    case 'unit_test':
      return 'rawCode' in node ? plainDict(node, state) : unitTestDict(node);
    case 'function':
      return functionDict(node, state);
    default:
      return plainDict(node as Exclude<CompilableNode, ModelNode | SeedNode | TestNode | FunctionNode>, state);
  }
}
