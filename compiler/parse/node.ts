import type { SourceFile, Span } from '../base/source.js';
import type { Template } from '../jinja/index.js';
import type {
  AnalysisNode,
  ColumnInfo,
  CompilableNode,
  OperationNode,
  SeedNode,
  SnapshotNode,
} from '../manifest/types.js';
import type { Captures } from '../render/captures.js';
import type { ParseNode } from '../render/parse-context.js';
import { diagnoseTemplateError } from '../render/template-diagnostics.js';
import { columnsOf } from './columns.js';
import { checkCall } from './config/check.js';
import type { ConfigKind } from './config/defaults.js';
import { asList } from './config/merge.js';
import type { ConfigLayer, ResolvedConfig } from './config/resolve.js';
import type { ParseEnvironment } from './environment.js';
import { fileLayer } from './file-config.js';
import type { NodePatch } from './properties/patch.js';

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Where a node comes from and what it is called, before anything of it is evaluated. */
export interface NodeHead {
  readonly kind: ConfigKind;
  readonly uniqueId: string;
  readonly resourceType: CompilableNode['resourceType'];
  readonly name: string;
  readonly packageName: string;
  readonly path: string;
  readonly originalFilePath: string;
  readonly fqn: readonly string[];
  readonly span?: Span;
}

export const NO_CAPTURES: Captures = {
  refs: [],
  sources: [],
  metrics: [],
  functions: [],
  config: {},
  macros: [],
  vars: [],
  env: [],
};

/** Evaluates a node's template for what it refers to. Reports a template that fails; the node is left out then. */
export function captureNode(
  env: ParseEnvironment,
  head: NodeHead,
  template: Template,
  file: SourceFile,
): Captures | undefined {
  const { target } = env.services;
  const node: ParseNode = {
    uniqueId: head.uniqueId,
    name: head.name,
    resourceType: head.resourceType,
    packageName: head.packageName,
    path: head.path,
    originalFilePath: head.originalFilePath,
    fqn: head.fqn,
    database: target.database,
    schema: target.schema,
    alias: head.name,
  };
  try {
    return env.renderer.capture(template, node);
  } catch (error) {
    reportTemplate(env, error, head, file);
    return undefined;
  }
}

export function reportTemplate(env: ParseEnvironment, error: unknown, head: NodeHead, file: SourceFile): void {
  env.failed.add(head.name);
  const place = {
    nodeId: head.uniqueId,
    fallback: { file, start: 0, end: Math.min(1, file.text.length) },
    names: () => env.macros.names(head.packageName),
  };
  for (const diagnostic of diagnoseTemplateError(error, place)) env.sink.report(diagnostic);
}

export interface NodeBody {
  readonly rawCode: string;
  readonly checksum: CompilableNode['checksum'];
  readonly language?: CompilableNode['language'];
  readonly captures: Captures;
  /** The template's `config()`. */
  readonly fileConfig?: ConfigLayer;
  readonly patch?: NodePatch;
  readonly file?: SourceFile;
}

/** Layers of a node's configuration beyond the project files. */
export function layersOf(body: NodeBody): readonly (ConfigLayer | undefined)[] {
  return [body.patch?.layer, body.fileConfig];
}

/** Everything that all compilable nodes have, names still those of the target. */
export function commonNode(
  env: ParseEnvironment,
  head: NodeHead,
  body: NodeBody,
  resolved: ResolvedConfig,
): Mutable<CompilableNode> {
  const { config, unrendered } = resolved;
  const { captures, patch } = body;
  const place = { descriptions: env.descriptions, rendersDescriptions: config.enabled };
  const described =
    patch && config.enabled
      ? env.descriptions.render(patch.value.description, head.packageName, () => patch.entry.spanOf(['description']))
      : { text: typeof patch?.value.description === 'string' ? patch.value.description : '', docBlocks: [] };
  const columns: Record<string, ColumnInfo> = patch
    ? columnsOf(patch.value.columns, ['columns'], { ...place, entry: patch.entry })
    : {};
  return {
    uniqueId: head.uniqueId,
    resourceType: head.resourceType,
    name: head.name,
    packageName: head.packageName,
    path: head.path,
    originalFilePath: head.originalFilePath,
    fqn: head.fqn,
    span: head.span,
    description: described.text,
    docBlocks: described.docBlocks,
    meta: config.meta,
    tags: uniqueTags(env, head, body, config.tags),
    language: body.language ?? 'sql',
    rawCode: body.rawCode,
    checksum: body.checksum,
    config,
    unrenderedConfig: unrendered as CompilableNode['unrenderedConfig'],
    configCall: captures.config,
    database: env.services.target.database,
    schema: env.services.target.schema,
    alias: head.name,
    relationName: null,
    columns,
    docs: (config.docs as CompilableNode['docs'] | undefined) ?? { show: true, node_color: null },
    patchPath: patch ? patch.entry.patchPath : null,
    refs: captures.refs,
    sources: captures.sources,
    metrics: captures.metrics,
    functions: captures.functions,
    dependsOn: { nodes: [], macros: captures.macros },
    group: config.group,
    createdAt: env.services.createdAt,
    file: body.file,
  } as Mutable<CompilableNode>;
}

const NO_TAGS: readonly string[] = [];

/** A node's tags, without repeats: those of the project files and the template before those of the properties file. */
function uniqueTags(env: ParseEnvironment, head: NodeHead, body: NodeBody, tags: readonly string[]): readonly string[] {
  if (tags.length === 0) return NO_TAGS;
  const base = env.configs.treeValues(head.kind, head.packageName, head.fqn).own.values.tags;
  return [...new Set([...asList(base), ...asList(body.fileConfig?.values.tags), ...tags] as string[])];
}

/** A node of a kind that has nothing of its own. */
export function plainNode(
  env: ParseEnvironment,
  head: NodeHead,
  body: NodeBody,
): SnapshotNode | AnalysisNode | OperationNode | SeedNode | undefined {
  const resolved = env.configs.resolve(head.kind, head.packageName, head.fqn, layersOf(body));
  const node = commonNode(env, head, body, resolved);
  return env.names.assign(node) ? (node as SnapshotNode | AnalysisNode | OperationNode | SeedNode) : undefined;
}

/** Captures and configuration of a template in one go. */
export function evaluateNode(
  env: ParseEnvironment,
  head: NodeHead,
  template: Template,
  file: SourceFile,
): Pick<NodeBody, 'captures' | 'fileConfig'> | undefined {
  const captures = captureNode(env, head, template, file);
  if (!captures) return undefined;
  const fileConfig = fileLayer(head.kind, template, captures, env.macros, head.packageName);
  if (fileConfig)
    for (const d of checkCall(head.kind, fileConfig.values, fileConfig.spanOf))
      env.sink.report({ ...d, nodeId: head.uniqueId });
  return fileConfig ? { captures, fileConfig } : { captures };
}
