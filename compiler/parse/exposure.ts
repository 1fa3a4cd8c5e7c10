import { parseReference } from '../manifest/references.js';
import type { ExposureNode, GroupNode, JsonObject, NodeConfig, RefCall, SourceCall } from '../manifest/types.js';
import { mergedMeta, mergedTags } from './columns.js';
import { withDefaults } from './config/defaults.js';
import { asList, isRecord } from './config/merge.js';
import { exposureDependency, exposureName } from './diagnostics.js';
import type { ParseEnvironment } from './environment.js';
import type { PropertyEntry } from './properties/entries.js';
import { laterOfNode } from './properties/later.js';

/** An exposure: who uses what the project builds. */
export function parseExposure(env: ParseEnvironment, entry: PropertyEntry): ExposureNode {
  const value = env.yaml.render(entry, entry.value, [], (path) => laterOfNode(path) || path[0] === 'depends_on');
  const { packageName, name, file } = entry;
  if (!/^\w+$/.test(name)) env.sink.report(exposureName({ name }, entry.nameSpan));
  const fqn = [packageName, ...file.path.split('/').slice(0, -1), name];
  const { own: tree, over } = env.configs.treeValues('exposure', packageName, fqn);
  const own = isRecord(value.config) ? value.config : {};
  const config = withDefaults('exposure', {
    ...tree.values,
    ...own,
    tags: mergedTags(value.tags, own.tags ?? tree.values.tags),
    meta: mergedMeta(value.meta, own.meta ?? tree.values.meta),
    ...Object.assign({}, ...over.map((level) => level.values)),
  }) as NodeConfig;
  const described = config.enabled
    ? env.descriptions.render(value.description, packageName, () => entry.spanOf(['description']))
    : { text: String(value.description ?? '') };
  const { refs, sources, metrics } = dependencies(env, entry);
  return {
    uniqueId: `exposure.${packageName}.${name}`,
    resourceType: 'exposure',
    name,
    packageName,
    path: file.path,
    originalFilePath: file.originalPath,
    fqn,
    description: described.text,
    meta: config.meta,
    tags: config.tags,
    type: String(value.type ?? ''),
    owner: ownerOf(value.owner),
    label: textOrNull(value.label),
    maturity: textOrNull(value.maturity),
    url: textOrNull(value.url),
    config,
    unrenderedConfig: Object.assign(
      { ...tree.unrendered, ...(isRecord(entry.value.config) ? entry.value.config : {}) },
      ...over.map((level) => level.unrendered),
    ) as JsonObject,
    dependsOn: { nodes: [], macros: [] },
    refs,
    sources,
    metrics,
    createdAt: env.services.createdAt,
  };
}

function dependencies(
  env: ParseEnvironment,
  entry: PropertyEntry,
): { refs: RefCall[]; sources: SourceCall[]; metrics: string[][] } {
  const refs: RefCall[] = [];
  const sources: SourceCall[] = [];
  const metrics: string[][] = [];
  asList(entry.value.depends_on).forEach((text, index) => {
    const reference = parseReference(String(text));
    const span = entry.spanOf(['depends_on', index]);
    if (!reference) env.sink.report(exposureDependency({ text: String(text), name: entry.name }, span));
    else if (reference.kind === 'ref')
      refs.push({ name: reference.name, package: reference.package, version: reference.version, span });
    else if (reference.kind === 'source') sources.push({ source: reference.source, table: reference.table, span });
    else metrics.push(reference.package === null ? [reference.name] : [reference.package, reference.name]);
  });
  return { refs, sources, metrics };
}

/** A group of models with an owner. */
export function parseGroup(env: ParseEnvironment, entry: PropertyEntry): GroupNode {
  const value = env.yaml.render(entry, entry.value, [], (path) => path[0] === 'description');
  const { packageName, name, file } = entry;
  const fqn = [packageName, ...file.path.split('/').slice(0, -1), name];
  // Project files configure groups by what they say of models, in dbt 1.12.
  const values = env.configs.plainTreeValues('model', packageName, fqn);
  const config = isRecord(value.config) ? value.config : {};
  const meta = { ...(isRecord(values.meta) ? values.meta : {}), ...(isRecord(config.meta) ? config.meta : {}) };
  return {
    uniqueId: `group.${packageName}.${name}`,
    resourceType: 'group',
    name,
    packageName,
    path: file.path,
    originalFilePath: file.originalPath,
    fqn,
    owner: ownerOf(value.owner),
    description: textOrNull(value.description),
    config: { ...values, ...config, meta } as JsonObject,
  };
}

function ownerOf(value: unknown): ExposureNode['owner'] {
  const owner = isRecord(value) ? value : {};
  return { email: null, name: null, ...owner } as ExposureNode['owner'];
}

function textOrNull(value: unknown): string | null {
  return value === undefined || value === null ? null : String(value);
}
