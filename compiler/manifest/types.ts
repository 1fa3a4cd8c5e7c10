/**
 * The domain: what a project consists of once it is parsed and linked. Plain readonly data; a stage that changes something
 * makes a derived copy. dbt's JSON shapes are made from these in `render/dict` (for templates) and `artifacts/`.
 */
import type { Json, JsonObject } from '../base/json.js';
import type { SourceFile, Span } from '../base/source.js';
import type { Batch } from './batch.js';
import type { SemanticNode } from './semantic.js';
import type { UnitTestNode } from './unit-test.js';
import type { UnitTestQuery } from './unit-test-query.js';

export type { Json, JsonObject } from '../base/json.js';

export type ResourceType =
  | 'model'
  | 'seed'
  | 'snapshot'
  | 'analysis'
  | 'test'
  | 'operation'
  | 'sql_operation'
  | 'source'
  | 'exposure'
  | 'macro'
  | 'doc'
  | 'group'
  | 'unit_test'
  | 'metric'
  | 'semantic_model'
  | 'saved_query'
  | 'function';

/**
 * Effective configuration of a node after inheritance, by dbt's key names (`materialized`, `unique_key`, `pre-hook`, …):
 * dbt's defaults are filled in, unknown keys kept.
 */
export interface NodeConfig {
  readonly enabled: boolean;
  readonly materialized: string;
  readonly schema: string | null;
  readonly database: string | null;
  readonly alias: string | null;
  readonly tags: readonly string[];
  readonly meta: JsonObject;
  readonly group: string | null;
  readonly [key: string]: unknown;
}

export interface Hook {
  readonly sql: string;
  readonly transaction: boolean;
  readonly index: number | null;
}

export interface RefCall {
  readonly name: string;
  readonly package: string | null;
  readonly version: string | number | null;
  readonly span?: Span;
}

export interface SourceCall {
  readonly source: string;
  readonly table: string;
  readonly span?: Span;
}

export interface Constraint {
  readonly type: 'check' | 'not_null' | 'unique' | 'primary_key' | 'foreign_key' | 'custom';
  readonly name: string | null;
  readonly expression: string | null;
  readonly warn_unenforced: boolean;
  readonly warn_unsupported: boolean;
  readonly to: string | null;
  readonly to_columns: readonly string[];
  readonly columns?: readonly string[];
}

export interface ColumnInfo {
  readonly name: string;
  readonly description: string;
  readonly meta: JsonObject;
  readonly dataType: string | null;
  readonly constraints: readonly Constraint[];
  readonly quote: boolean | null;
  readonly tags: readonly string[];
  readonly granularity: string | null;
  /** Ids of docs blocks that the description uses. */
  readonly docBlocks?: readonly string[];
  readonly span?: Span;
  /** Keys of the YAML column that dbt keeps as they are. */
  readonly extra?: JsonObject;
}

export interface DependsOn {
  /** Unique ids, in the order of first use, without repeats. */
  readonly nodes: readonly string[];
  readonly macros: readonly string[];
}

/** What every resource has. */
export interface ResourceBase {
  readonly uniqueId: string;
  readonly resourceType: ResourceType;
  readonly name: string;
  readonly packageName: string;
  /** Relative to its resource path (`marts/orders.sql`). */
  readonly path: string;
  /** Relative to its package's root (`models/marts/orders.sql`). */
  readonly originalFilePath: string;
  readonly fqn: readonly string[];
  /** Where it is defined; absent when it came from the cache and nobody asked. */
  readonly span?: Span;
}

interface Described {
  readonly description: string;
  readonly meta: JsonObject;
  readonly tags: readonly string[];
}

/** What is compiled and run: model, seed, snapshot, analysis, test, operation. */
export interface CompilableBase extends ResourceBase, Described {
  readonly language: 'sql' | 'python' | 'javascript';
  readonly rawCode: string;
  readonly checksum: { readonly name: 'sha256' | 'none' | 'path'; readonly checksum: string };
  readonly config: NodeConfig;
  /** Configuration as written, before rendering. */
  readonly unrenderedConfig: JsonObject;
  /** Arguments of in-file `config()`. */
  readonly configCall: JsonObject;
  readonly database: string;
  readonly schema: string;
  readonly alias: string;
  /** Rendered by the adapter's quoting; null for ephemeral models, analyses, tests that store nothing. */
  readonly relationName: string | null;
  readonly columns: Readonly<Record<string, ColumnInfo>>;
  readonly docs: { readonly show: boolean; readonly node_color: string | null };
  readonly patchPath: string | null;
  readonly refs: readonly RefCall[];
  readonly sources: readonly SourceCall[];
  readonly metrics: readonly (readonly string[])[];
  readonly functions: readonly (readonly string[])[];
  readonly dependsOn: DependsOn;
  readonly group: string | null;
  /** Seconds since 1970. */
  readonly createdAt: number;
  readonly file?: SourceFile;
  readonly docBlocks?: readonly string[];
}

export interface Contract {
  readonly enforced: boolean;
  readonly alias_types: boolean;
  readonly checksum: string | null;
}

export interface ModelNode extends CompilableBase {
  readonly resourceType: 'model';
  readonly access: 'private' | 'protected' | 'public';
  readonly constraints: readonly Constraint[];
  readonly contract: Contract;
  readonly version: string | number | null;
  readonly latestVersion: string | number | null;
  readonly deprecationDate: string | null;
  readonly primaryKey: readonly string[];
  readonly timeSpine: JsonObject | null;
  /** Of a copy of the model that stands for one of its batches, while that runs. */
  readonly batch?: Batch;
}

export interface SeedNode extends CompilableBase {
  readonly resourceType: 'seed';
  /** Absolute path of the package's root. */
  readonly rootPath: string;
}

export interface SnapshotNode extends CompilableBase {
  readonly resourceType: 'snapshot';
}

export interface AnalysisNode extends CompilableBase {
  readonly resourceType: 'analysis';
}

export interface TestMetadata {
  /** `not_null`. */
  readonly name: string;
  readonly namespace: string | null;
  /** `model`, `column_name` and the arguments as written. */
  readonly kwargs: JsonObject;
}

export interface TestNode extends CompilableBase {
  readonly resourceType: 'test';
  /** Null for a singular test. */
  readonly testMetadata: TestMetadata | null;
  readonly columnName: string | null;
  /** `models.orders`; null for a singular test. */
  readonly fileKeyName: string | null;
  readonly attachedNode: string | null;
}

/** By dbt's key names, as are the two below. */
export interface FunctionArgument {
  readonly name: string;
  readonly data_type: string;
  readonly description: string | null;
  readonly default_value: Json;
}

export interface FunctionReturns {
  readonly data_type: string;
  readonly description: string | null;
}

/** The same function for other arguments: its body is a file of its own, which is no function then. */
export interface FunctionOverload {
  readonly defined_in: string;
  readonly arguments: readonly FunctionArgument[];
  readonly returns: FunctionReturns | null;
  readonly description: string | null;
  readonly raw_body: string | null;
  readonly compiled_body: string | null;
}

/** A user-defined function of the warehouse. */
export interface FunctionNode extends CompilableBase {
  readonly resourceType: 'function';
  readonly arguments: readonly FunctionArgument[];
  readonly returns: FunctionReturns;
  readonly overloads: readonly FunctionOverload[];
}

export interface OperationNode extends CompilableBase {
  readonly resourceType: 'operation' | 'sql_operation';
  readonly index?: number;
}

export interface FreshnessThreshold {
  readonly warn_after: { readonly count: number | null; readonly period: string | null } | null;
  readonly error_after: { readonly count: number | null; readonly period: string | null } | null;
  readonly filter: string | null;
}

export interface SourceNode extends ResourceBase, Described {
  readonly resourceType: 'source';
  readonly sourceName: string;
  readonly sourceDescription: string;
  readonly sourceMeta: JsonObject;
  readonly loader: string;
  readonly identifier: string;
  readonly database: string | null;
  readonly schema: string;
  readonly relationName: string | null;
  readonly quoting: Readonly<Record<string, boolean | null>>;
  readonly loadedAtField: string | null;
  readonly loadedAtQuery: string | null;
  readonly freshness: FreshnessThreshold | null;
  readonly external: JsonObject | null;
  readonly columns: Readonly<Record<string, ColumnInfo>>;
  readonly config: NodeConfig;
  readonly unrenderedConfig: JsonObject;
  readonly unrenderedDatabase: string | null;
  readonly unrenderedSchema: string | null;
  readonly createdAt: number;
  readonly docBlocks?: readonly string[];
}

export interface ExposureNode extends ResourceBase, Described {
  readonly resourceType: 'exposure';
  readonly type: string;
  readonly owner: {
    readonly name: string | null;
    readonly email: string | readonly string[] | null;
    readonly [key: string]: unknown;
  };
  readonly label: string | null;
  readonly maturity: string | null;
  readonly url: string | null;
  readonly config: NodeConfig;
  readonly unrenderedConfig: JsonObject;
  readonly dependsOn: DependsOn;
  readonly refs: readonly RefCall[];
  readonly sources: readonly SourceCall[];
  readonly metrics: readonly (readonly string[])[];
  readonly createdAt: number;
}

export interface MacroArgument {
  readonly name: string;
  readonly type: string | null;
  readonly description: string;
}

export interface MacroNode extends ResourceBase {
  readonly resourceType: 'macro';
  readonly macroSql: string;
  readonly description: string;
  readonly meta: JsonObject;
  readonly docs: { readonly show: boolean; readonly node_color: string | null };
  readonly patchPath: string | null;
  readonly arguments: readonly MacroArgument[];
  readonly supportedLanguages: readonly string[] | null;
  readonly dependsOn: { readonly macros: readonly string[] };
  readonly config: JsonObject;
  readonly createdAt: number;
}

export interface DocNode extends ResourceBase {
  readonly resourceType: 'doc';
  readonly blockContents: string;
}

export interface GroupNode extends ResourceBase {
  readonly resourceType: 'group';
  readonly owner: {
    readonly name: string | null;
    readonly email: string | readonly string[] | null;
    readonly [key: string]: unknown;
  };
  readonly description: string | null;
  readonly config: JsonObject;
}

export type CompilableNode =
  | ModelNode
  | SeedNode
  | SnapshotNode
  | AnalysisNode
  | TestNode
  | OperationNode
  | FunctionNode
  | UnitTestQuery;
/** What can stand in the graph. */
export type GraphNode = CompilableNode | SourceNode | ExposureNode | UnitTestNode | SemanticNode;
export type Resource = GraphNode | MacroNode | DocNode | GroupNode;

/** The linked project. Maps keep the order of discovery. Frozen after linking. */
export interface Manifest {
  readonly projectName: string;
  readonly adapterType: string;
  readonly nodes: ReadonlyMap<string, CompilableNode>;
  readonly sources: ReadonlyMap<string, SourceNode>;
  readonly exposures: ReadonlyMap<string, ExposureNode>;
  readonly unitTests: ReadonlyMap<string, UnitTestNode>;
  readonly semanticModels: ReadonlyMap<string, SemanticNode>;
  readonly metrics: ReadonlyMap<string, SemanticNode>;
  readonly savedQueries: ReadonlyMap<string, SemanticNode>;
  readonly macros: ReadonlyMap<string, MacroNode>;
  readonly docs: ReadonlyMap<string, DocNode>;
  readonly groups: ReadonlyMap<string, GroupNode>;
  readonly disabled: ReadonlyMap<string, readonly GraphNode[]>;
  readonly selectors: Readonly<Record<string, JsonObject>>;
}
