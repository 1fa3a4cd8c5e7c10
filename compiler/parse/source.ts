import type { YamlPath } from '../base/yaml/index.js';
import type { FreshnessThreshold, JsonObject, NodeConfig, SourceNode } from '../manifest/types.js';
import { columnsOf, mergedMeta, mergedTags } from './columns.js';
import { withoutAliasesInside } from './config/aliases.js';
import { badKeys, without } from './config/check.js';
import { withDefaults } from './config/defaults.js';
import { asList, isRecord } from './config/merge.js';
import { loadedAtTwice, noLoadedAt, propertiesShape } from './diagnostics.js';
import type { ParseEnvironment } from './environment.js';
import type { Mutable } from './node.js';
import type { PropertyEntry } from './properties/entries.js';
import type { TestTarget } from './tests/targets.js';
import { spotsOf } from './tests/targets.js';

type Values = Readonly<Record<string, unknown>>;

export interface ParsedTable {
  readonly node: SourceNode;
  readonly tests: TestTarget;
}

/** The tables of one `sources:` entry. */
export function parseSource(env: ParseEnvironment, entry: PropertyEntry): ParsedTable[] {
  const rendered = env.yaml.entry(entry);
  const { keyAliases } = env.services.adapter;
  const source = keyAliases ? (withoutAliasesInside(rendered, keyAliases) as Values) : rendered;
  return asList(source.tables).flatMap((table, index) => {
    if (!isRecord(table) || typeof table.name !== 'string') {
      env.sink.report(
        propertiesShape(
          { what: `Table ${index + 1} of source '${entry.name}'`, expected: 'a mapping with a name' },
          entry.spanOf(['tables', index]),
        ),
      );
      return [];
    }
    return [parseTable(env, entry, source, table, index)];
  });
}

function parseTable(
  env: ParseEnvironment,
  entry: PropertyEntry,
  source: Values,
  table: Values,
  index: number,
): ParsedTable {
  const { packageName, file } = entry;
  const name = String(table.name);
  const at: YamlPath = ['tables', index];
  const fqn = [packageName, ...file.path.split('/').slice(0, -1), entry.name, name];
  const { config, unrendered } = sourceConfig(env, entry, source, table, fqn);
  const describe = (text: unknown, where: YamlPath) =>
    config.enabled
      ? env.descriptions.render(text, packageName, () => entry.spanOf(where))
      : { text: String(text ?? ''), docBlocks: [] };
  const described = describe(table.description, [...at, 'description']);
  const quoting = { ...NO_QUOTING, ...booleans(source.quoting), ...booleans(table.quoting) };
  const database = filledOr(source.database, env.services.target.database);
  const schema = filledOr(source.schema, entry.name);
  const identifier = filledOr(table.identifier, name);
  const node: Mutable<SourceNode> = {
    uniqueId: `source.${packageName}.${entry.name}.${name}`,
    resourceType: 'source',
    name,
    packageName,
    path: file.originalPath,
    originalFilePath: file.originalPath,
    fqn,
    description: described.text,
    docBlocks: described.docBlocks,
    meta: config.meta,
    tags: config.tags,
    sourceName: entry.name,
    sourceDescription: describe(source.description, ['description']).text,
    sourceMeta: mergedMeta(source.meta, isRecord(source.config) ? source.config.meta : undefined),
    loader: textOr(table.loader ?? source.loader, '')!,
    identifier,
    database,
    schema,
    relationName: env.names.relationName(database, schema, identifier, quoting),
    quoting,
    loadedAtField: (config.loaded_at_field as string | null) ?? null,
    loadedAtQuery: (config.loaded_at_query as string | null) ?? null,
    freshness: config.freshness as FreshnessThreshold | null,
    external: isRecord(table.external) ? externalOf(table.external) : null,
    columns: columnsOf(table.columns, [...at, 'columns'], {
      descriptions: env.descriptions,
      entry,
      rendersDescriptions: config.enabled,
    }),
    config,
    unrenderedConfig: unrendered as JsonObject,
    unrenderedDatabase: filledOr(entry.value.database, null),
    unrenderedSchema: filledOr(entry.value.schema, null),
    createdAt: env.services.createdAt,
  };
  const external = env.services.adapter.externalSource?.(node);
  if (external !== undefined) node.relationName = external;
  checkLoadedAt(env, entry, node, source, table);
  const tests: TestTarget = {
    entry,
    label: `${entry.name}.${name}`,
    nameInTest: `${entry.name}_${name}`,
    isSource: true,
    call: `source('${entry.name}', '${name}')`,
    ref: null,
    source: { source: entry.name, table: name },
    fileKey: `sources.${entry.name}`,
    tags: mergedTags(source.tags, table.tags),
    node: undefined,
    spots: spotsOf(table, at, (column) => env.services.adapter.dialect.quote(column)),
  };
  return { node, tests };
}

/** Source over project files, table over source; meta merges, tags add up (those of project files do not count, as in dbt). */
function sourceConfig(
  env: ParseEnvironment,
  entry: PropertyEntry,
  source: Values,
  table: Values,
  fqn: readonly string[],
): { readonly config: NodeConfig; readonly unrendered: Values } {
  const { own: tree, over } = env.configs.treeValues('source', entry.packageName, fqn);
  const sourceConfig = goodConfig(source.config);
  const tableConfig = goodConfig(table.config);
  const own: Record<string, unknown> = {
    ...sourceConfig,
    ...tableConfig,
    meta: { ...mergedMeta(source.meta, sourceConfig.meta), ...mergedMeta(table.meta, tableConfig.meta) },
    tags: [
      ...new Set([...mergedTags(source.tags, sourceConfig.tags), ...mergedTags(table.tags, tableConfig.tags)]),
    ].sort(),
    ...loadedAt(source, sourceConfig, table, tableConfig),
  };
  const enabled = [tableConfig.enabled, sourceConfig.enabled].find((value) => typeof value === 'boolean');
  if (enabled === undefined) delete own.enabled;
  else own.enabled = enabled;
  const freshness = mergedFreshness([source.freshness, sourceConfig.freshness, table.freshness, tableConfig.freshness]);
  if (freshness === undefined) delete own.freshness;
  else own.freshness = freshness;
  const last: Record<string, unknown> = Object.assign({}, ...over.map((level) => level.values));
  const meta = Object.assign({}, ...[tree.values, own, last].map((level) => (isRecord(level.meta) ? level.meta : {})));
  const config = withDefaults('source', { ...tree.values, ...own, ...last, meta }) as Record<string, unknown>;
  if (isRecord(config.freshness)) config.freshness = { ...NO_FRESHNESS, ...config.freshness };
  const unrendered = Object.assign({}, tree.unrendered, own, ...over.map((level) => level.unrendered));
  return { config: config as NodeConfig, unrendered };
}

/** By what freshness is found: a table's field, also when it is null, hides what its source says; a query hides the source's. */
function loadedAt(source: Values, sourceConfig: Values, table: Values, tableConfig: Values): Values {
  const own = 'loaded_at_field' in table || Boolean(tableConfig.loaded_at_field);
  const ofTable = (key: string): unknown => table[key] || tableConfig[key];
  const ofSource = (key: string): unknown => source[key] || sourceConfig[key];
  return {
    loaded_at_field: (own ? ofTable('loaded_at_field') : ofSource('loaded_at_field')) ?? null,
    loaded_at_query: ofTable('loaded_at_query') ?? (own ? null : ofSource('loaded_at_query')) ?? null,
  };
}

/** Says what is contradictory or in vain in how freshness is to be found. */
function checkLoadedAt(
  env: ParseEnvironment,
  entry: PropertyEntry,
  node: SourceNode,
  source: Values,
  table: Values,
): void {
  const says = (at: Values, key: string): boolean => Boolean(at[key] || (isRecord(at.config) && at.config[key]));
  const index = asList(source.tables).indexOf(table);
  for (const [at, level, path] of [
    [source, 'source', []],
    [table, 'table', ['tables', index]],
  ] as const) {
    if (says(at, 'loaded_at_field') && says(at, 'loaded_at_query') && (level === 'table' || index === 0))
      env.sink.report(loadedAtTwice({ name: `${node.sourceName}.${node.name}`, level }, entry.spanOf([...path])));
  }
  const { adapter } = env.services;
  const found = node.loadedAtField || node.loadedAtQuery || adapter.capabilities.lastModifiedMetadata;
  if (node.config.enabled && node.freshness && hasThreshold({ ...node.freshness }) && !found) {
    const data = { name: `${node.sourceName}.${node.name}`, adapter: adapter.name };
    env.sink.report(noLoadedAt(data, entry.spanOf(['tables', index, 'name'])));
  }
}

/** What is wrong with it was said when the file was checked against its schema. */
function goodConfig(config: unknown): Values {
  return isRecord(config) ? without(config, badKeys('source', config)) : {};
}

const NO_TIME = { count: null, period: null };
const NO_FRESHNESS = { warn_after: NO_TIME, error_after: NO_TIME, filter: null };
const NO_QUOTING: Readonly<Record<string, boolean | null>> = {
  database: null,
  schema: null,
  identifier: null,
  column: null,
};

/** The table's thresholds over the source's, each by itself; null switches freshness off. Undefined: nobody says anything. */
function mergedFreshness(levels: readonly unknown[]): FreshnessThreshold | null | undefined {
  let merged: Record<string, unknown> | null | undefined;
  for (const level of levels) {
    if (level === undefined) continue;
    if (!isRecord(level) || (merged === null && !hasThreshold(level))) {
      merged = null;
      continue;
    }
    const base: Record<string, unknown> = merged ?? NO_FRESHNESS;
    merged = {
      warn_after: threshold(base.warn_after, level.warn_after),
      error_after: threshold(base.error_after, level.error_after),
      filter: level.filter ?? base.filter ?? null,
    };
  }
  // What says no threshold leaves it to the project file.
  return merged && !hasThreshold(merged) ? undefined : (merged as FreshnessThreshold | null | undefined);
}

/** Half a threshold is none. */
function threshold(base: unknown, level: unknown): unknown {
  if (level === undefined) return base;
  if (!isRecord(level)) return null;
  return isThreshold(level) ? { ...NO_TIME, ...level } : base;
}

function hasThreshold({ warn_after, error_after }: Values): boolean {
  return isThreshold(warn_after) || isThreshold(error_after);
}

function isThreshold(value: unknown): boolean {
  return isRecord(value) && (value.count ?? null) !== null && (value.period ?? null) !== null;
}

function booleans(quoting: unknown): Record<string, boolean> {
  if (!isRecord(quoting)) return {};
  return Object.fromEntries(Object.entries(quoting).filter((e): e is [string, boolean] => typeof e[1] === 'boolean'));
}

function externalOf(value: Values): JsonObject {
  const partitions = Array.isArray(value.partitions)
    ? value.partitions.map((p: unknown) =>
        isRecord(p) ? { name: '', description: '', data_type: '', meta: {}, ...p } : p,
      )
    : (value.partitions ?? null);
  return {
    location: null,
    file_format: null,
    row_format: null,
    tbl_properties: null,
    ...value,
    partitions,
  } as JsonObject;
}

function textOr<T>(value: unknown, otherwise: T): string | T {
  return value === undefined || value === null ? otherwise : String(value);
}

/** An empty text counts as none, as in dbt. */
function filledOr<T>(value: unknown, otherwise: T): string | T {
  return value === '' ? otherwise : textOr(value, otherwise);
}
