import { beginOf, type SourceFile } from '../base/source.js';
import { closest } from '../base/suggest.js';
import type { YamlPath } from '../base/yaml/index.js';
import { parseTemplate, type Template } from '../jinja/index.js';
import { codeChecksum, strip } from '../load/text.js';
import type { FileEntry } from '../load/tree.js';
import { parseReference } from '../manifest/references.js';
import type { Constraint, JsonObject, ModelNode, RefCall, SourceCall } from '../manifest/types.js';
import { constraintOf } from './columns.js';
import { asList, isRecord } from './config/merge.js';
import { checkContract, contractOf } from './contract.js';
import { deprecationDate, unknownMaterialization } from './diagnostics.js';
import type { ParseEnvironment } from './environment.js';
import { addHookReferences } from './hooks.js';
import {
  commonNode,
  evaluateNode,
  layersOf,
  type Mutable,
  type NodeBody,
  type NodeHead,
  reportTemplate,
} from './node.js';
import { type NodePatch, patchOf, versionedPatchOf, versionLayer } from './properties/patch.js';
import { pythonBody } from './python-model.js';
import { type ModelVersion, type VersionIndex, versionColumns } from './versions.js';

export interface ParsedNode<N> {
  readonly node: N;
  readonly template?: Template;
}

/** A model from its file, its properties and the project files. Undefined: it failed, which was reported. */
export function parseModel(
  env: ParseEnvironment,
  file: SourceFile,
  entry: FileEntry,
  packageName: string,
  versions: VersionIndex,
): ParsedNode<ModelNode> | undefined {
  const folders = entry.path.split('/').slice(0, -1);
  const stem = entry.path.slice(entry.path.lastIndexOf('/') + 1).replace(/\.(sql|py)$/i, '');
  const version = versions.ofFile(packageName, stem);
  const patch = version ? versionPatch(env, version) : modelPatch(env, packageName, stem);
  const name = version ? version.entry.name : stem;
  const suffix = version ? [`v${version.version}`] : [];
  const head: NodeHead = {
    kind: 'model',
    uniqueId: ['model', packageName, name, ...suffix].join('.'),
    resourceType: 'model',
    name,
    packageName,
    path: entry.path,
    originalFilePath: entry.originalPath,
    fqn: [packageName, ...folders, name, ...suffix],
    span: beginOf(file),
  };
  return entry.kind === 'python-model'
    ? pythonModel(env, head, file, patch, version)
    : sqlModel(env, head, file, patch, version);
}

function sqlModel(
  env: ParseEnvironment,
  head: NodeHead,
  file: SourceFile,
  patch: NodePatch | undefined,
  version: ModelVersion | undefined,
): ParsedNode<ModelNode> | undefined {
  const { rawCode, range } = strippedRange(file);
  let template: Template;
  try {
    template = parseTemplate(file, range, env.tags);
  } catch (error) {
    reportTemplate(env, error, head, file);
    return undefined;
  }
  const evaluated = evaluateNode(env, head, template, file);
  if (!evaluated) return undefined;
  const body: NodeBody = {
    rawCode,
    checksum: { name: 'sha256', checksum: codeChecksum(file.text) },
    file,
    ...(patch ? { patch } : {}),
    ...evaluated,
  };
  const node = modelNode(env, head, body, version);
  return node && { node, template };
}

function pythonModel(
  env: ParseEnvironment,
  head: NodeHead,
  file: SourceFile,
  patch: NodePatch | undefined,
  version: ModelVersion | undefined,
): ParsedNode<ModelNode> | undefined {
  const read = pythonBody(env, head, file, patch);
  if (!read) return undefined;
  const body: NodeBody = { ...read, file, ...(patch ? { patch } : {}) };
  const node = modelNode(env, head, body, version);
  return node && { node };
}

/** dbt's raw code is the file's text without surrounding whitespace; the template keeps the file's offsets. */
export function strippedRange(file: SourceFile): {
  readonly rawCode: string;
  readonly range: { readonly start: number; readonly end: number };
} {
  const rawCode = strip(file.text);
  const start = rawCode === '' ? 0 : file.text.indexOf(rawCode[0]!);
  return { rawCode, range: { start, end: start + rawCode.length } };
}

function modelNode(
  env: ParseEnvironment,
  head: NodeHead,
  body: NodeBody,
  version: ModelVersion | undefined,
): ModelNode | undefined {
  const layers = layersOf(body);
  const resolved = env.configs.resolve('model', head.packageName, head.fqn, layers);
  const { config } = resolved;
  const { patch } = body;
  const value = patch?.value ?? {};
  const constraints = asList(value.constraints)
    .filter(isRecord)
    .map((c) => constraintOf(c, true));
  const node = commonNode(env, head, body, resolved) as Mutable<ModelNode>;
  node.access = config.access as ModelNode['access'];
  node.constraints = constraints;
  node.contract = contractOf(config, node.columns, constraints);
  node.version = version?.version ?? null;
  node.latestVersion = version?.latest ?? null;
  node.deprecationDate = patch ? dateOf(env, patch, version) : null;
  node.primaryKey = NO_COLUMNS;
  node.timeSpine = isRecord(value.time_spine) ? timeSpineOf(value.time_spine) : null;
  addHookReferences(env, head, body, node);
  if (patch && config.enabled && node.contract.enforced) checkContract(env, node, patch);
  if (constraints.length > 0 || asList(value.columns).some(hasConstraints)) addConstraintReferences(node);
  if (config.enabled) checkMaterialization(env, head, layers, config.materialized);
  return env.names.assign(node) ? node : undefined;
}

function timeSpineOf(value: Readonly<Record<string, unknown>>): JsonObject {
  const granularities = asList(value.custom_granularities).filter(isRecord);
  const custom = granularities.map((own) => ({ name: own.name, column_name: own.column_name ?? null }));
  return { standard_granularity_column: value.standard_granularity_column, custom_granularities: custom } as JsonObject;
}

const NO_COLUMNS: readonly string[] = [];

function hasConstraints(column: unknown): boolean {
  return isRecord(column) && column.constraints !== undefined;
}

/** Foreign keys name other models: the graph has to know. */
function addConstraintReferences(node: Mutable<ModelNode>): void {
  const all: Constraint[] = [...node.constraints, ...Object.values(node.columns).flatMap((c) => c.constraints)];
  const refs: RefCall[] = [];
  const sources: SourceCall[] = [];
  for (const { to } of all) {
    const reference = to === null ? undefined : parseReference(to);
    if (reference?.kind === 'ref')
      refs.push({ name: reference.name, package: reference.package, version: reference.version });
    else if (reference?.kind === 'source') sources.push({ source: reference.source, table: reference.table });
  }
  if (refs.length > 0) node.refs = [...node.refs, ...refs];
  if (sources.length > 0) node.sources = [...node.sources, ...sources];
}

function checkMaterialization(
  env: ParseEnvironment,
  head: NodeHead,
  layers: ReturnType<typeof layersOf>,
  name: string,
): void {
  if (name === 'ephemeral' || env.macros.materialization(name, head.packageName)) return;
  const span = env.configs.originOf('model', head.packageName, head.fqn, layers, 'materialized') ?? head.span;
  const near = closest(name, ['ephemeral', ...env.macros.materializationNames()]);
  env.sink.report(unknownMaterialization({ node: head.name, name, near }, span, { nodeId: head.uniqueId }));
}

/** As dbt writes it: with zone; a date is its first second. */
function dateOf(env: ParseEnvironment, patch: NodePatch, version: ModelVersion | undefined): string | null {
  const own = version?.value.deprecation_date;
  const value = version ? own : patch.value.deprecation_date;
  if (value === undefined || value === null) return null;
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
    String(value),
  );
  if (!match) {
    const at: YamlPath = version ? ['versions', version.index, 'deprecation_date'] : ['deprecation_date'];
    env.sink.report(deprecationDate({ text: String(value) }, patch.entry.spanOf(at)));
    return null;
  }
  const [, date, time = '00:00:00', zone = '+00:00'] = match;
  return `${date}T${time.length === 5 ? `${time}:00` : time}${zone === 'Z' ? '+00:00' : zone}`;
}

function modelPatch(env: ParseEnvironment, packageName: string, name: string): NodePatch | undefined {
  const entry = env.properties.match('models', packageName, name);
  return entry && patchOf(entry, env.yaml, env.sink);
}

/** The model's entry with one version's part over it. */
function versionPatch(env: ParseEnvironment, version: ModelVersion): NodePatch {
  const { entry, index } = version;
  env.properties.markMatched(entry);
  const base = versionedPatchOf(entry, env.yaml, env.sink);
  const own = (asList(base.value.versions)[index] ?? {}) as Record<string, unknown>;
  const config = isRecord(own.config) ? own.config : {};
  const rawConfig = isRecord(version.value.config) ? version.value.config : {};
  const spanOf = (key: string) => entry.spanOf(['versions', index, 'config', key]);
  const { columns, ...rest } = own;
  return {
    entry,
    value: {
      ...base.value,
      ...Object.fromEntries(
        Object.entries(rest).filter(([key, value]) => key !== 'config' && key !== 'v' && value !== null),
      ),
      columns: versionColumns(base.value.columns, columns),
    },
    layer: versionLayer(base.layer, config, rawConfig, spanOf),
  };
}
