import type { Span } from '../../base/source.js';
import { isSemantic } from '../../manifest/graph-nodes.js';
import type { SemanticNode } from '../../manifest/semantic.js';
import type {
  ColumnInfo,
  CompilableBase,
  CompilableNode,
  DocNode,
  ExposureNode,
  GraphNode,
  GroupNode,
  MacroNode,
  RefCall,
  SourceCall,
  SourceNode,
} from '../../manifest/types.js';
import type { UnitTestNode } from '../../manifest/unit-test.js';

// biome-ignore lint/suspicious/noExplicitAny: JSON that this program wrote itself, from the types that come out here.
type Json = any;

/** The resources that the dicts of `render/dict` and `artifacts/manifest` were made from. */
export function nodeFromDict(dict: Json, span?: Span): CompilableNode {
  const base: CompilableBase = {
    ...resourceBase(dict, span),
    ...described(dict),
    language: dict.language ?? 'sql',
    rawCode: dict.raw_code,
    checksum: dict.checksum,
    config: dict.config,
    unrenderedConfig: dict.unrendered_config,
    // In-file configuration is part of `config` by now; nothing asks for it apart once a project is linked.
    configCall: {},
    database: dict.database,
    schema: dict.schema,
    alias: dict.alias,
    relationName: dict.relation_name,
    columns: columnsOf(dict.columns),
    docs: dict.docs,
    patchPath: dict.patch_path,
    refs: refsOf(dict.refs),
    sources: sourcesOf(dict.sources),
    metrics: dict.metrics ?? [],
    functions: dict.functions ?? [],
    dependsOn: { nodes: dict.depends_on.nodes ?? [], macros: dict.depends_on.macros },
    group: dict.group,
    createdAt: dict.created_at,
    docBlocks: dict.doc_blocks,
  };
  return { ...base, ...ownFields(dict) } as CompilableNode;
}

/** What only some resource types have. */
function ownFields(dict: Json): object {
  switch (dict.resource_type) {
    case 'model':
      return {
        access: dict.access,
        constraints: dict.constraints,
        contract: dict.contract,
        version: dict.version,
        latestVersion: dict.latest_version,
        deprecationDate: dict.deprecation_date ?? null,
        primaryKey: dict.primary_key,
        timeSpine: dict.time_spine,
      };
    case 'seed':
      return { rootPath: dict.root_path };
    case 'test':
      return {
        testMetadata: dict.test_metadata
          ? {
              name: dict.test_metadata.name,
              namespace: dict.test_metadata.namespace,
              kwargs: dict.test_metadata.kwargs,
            }
          : null,
        columnName: dict.column_name ?? null,
        fileKeyName: dict.file_key_name ?? null,
        attachedNode: dict.attached_node ?? null,
      };
    case 'function':
      return { arguments: dict.arguments, returns: dict.returns, overloads: dict.overloads };
    case 'operation':
      return dict.index === undefined ? {} : { index: dict.index };
    default:
      return {};
  }
}

export function sourceFromDict(dict: Json, span?: Span): SourceNode {
  return {
    ...resourceBase(dict, span),
    ...described(dict),
    resourceType: 'source',
    sourceName: dict.source_name,
    sourceDescription: dict.source_description,
    sourceMeta: dict.source_meta,
    loader: dict.loader,
    identifier: dict.identifier,
    database: dict.database,
    schema: dict.schema,
    relationName: dict.relation_name,
    quoting: dict.quoting,
    loadedAtField: dict.loaded_at_field,
    loadedAtQuery: dict.loaded_at_query,
    freshness: dict.freshness,
    external: dict.external,
    columns: columnsOf(dict.columns),
    config: dict.config,
    unrenderedConfig: dict.unrendered_config,
    unrenderedDatabase: dict.unrendered_database,
    unrenderedSchema: dict.unrendered_schema,
    createdAt: dict.created_at,
    docBlocks: dict.doc_blocks,
  };
}

export function exposureFromDict(dict: Json, span?: Span): ExposureNode {
  return {
    ...resourceBase(dict, span),
    ...described(dict),
    resourceType: 'exposure',
    type: dict.type,
    owner: dict.owner,
    label: dict.label,
    maturity: dict.maturity,
    url: dict.url,
    config: dict.config,
    unrenderedConfig: dict.unrendered_config,
    dependsOn: dict.depends_on,
    refs: refsOf(dict.refs),
    sources: sourcesOf(dict.sources),
    metrics: dict.metrics,
    createdAt: dict.created_at,
  };
}

export function unitTestFromDict(dict: Json, span?: Span): UnitTestNode {
  return {
    ...resourceBase(dict, span),
    resourceType: 'unit_test',
    description: dict.description,
    meta: dict.config.meta,
    tags: dict.config.tags,
    model: dict.model,
    given: dict.given,
    expect: dict.expect,
    overrides: dict.overrides,
    versions: dict.versions,
    version: dict.version,
    config: dict.config,
    dependsOn: dict.depends_on,
    checksum: dict.checksum,
    schema: dict.schema,
    createdAt: dict.created_at,
  };
}

export function semanticFromDict(dict: Json, span?: Span): SemanticNode {
  return {
    ...resourceBase(dict, span),
    resourceType: dict.resource_type,
    tags: dict.tags ?? [],
    config: dict.config,
    group: dict.group,
    dependsOn: dict.depends_on,
    createdAt: dict.created_at,
    dict,
  };
}

export function macroFromDict(dict: Json): MacroNode {
  return {
    ...resourceBase({ ...dict, fqn: [] }),
    resourceType: 'macro',
    macroSql: dict.macro_sql,
    description: dict.description,
    meta: dict.meta,
    docs: dict.docs,
    patchPath: dict.patch_path,
    arguments: dict.arguments,
    supportedLanguages: dict.supported_languages,
    dependsOn: dict.depends_on,
    config: dict.config,
    createdAt: dict.created_at,
  };
}

export function docFromDict(dict: Json): DocNode {
  return { ...resourceBase({ ...dict, fqn: [] }), resourceType: 'doc', blockContents: dict.block_contents };
}

export function groupFromDict(dict: Json): GroupNode {
  return {
    ...resourceBase({ ...dict, fqn: [] }),
    resourceType: 'group',
    owner: dict.owner,
    description: dict.description,
    config: dict.config,
  };
}

export function graphNodeFromDict(dict: Json): GraphNode {
  if (dict.resource_type === 'source') return sourceFromDict(dict);
  if (dict.resource_type === 'unit_test') return unitTestFromDict(dict);
  if (isSemantic(dict.resource_type)) return semanticFromDict(dict);
  return dict.resource_type === 'exposure' ? exposureFromDict(dict) : nodeFromDict(dict);
}

function resourceBase(dict: Json, span?: Span) {
  return {
    uniqueId: dict.unique_id,
    resourceType: dict.resource_type,
    name: dict.name,
    packageName: dict.package_name,
    path: dict.path,
    originalFilePath: dict.original_file_path,
    fqn: dict.fqn,
    ...(span ? { span } : {}),
  };
}

function described(dict: Json) {
  return { description: dict.description, meta: dict.meta, tags: dict.tags };
}

const COLUMN_KEYS = new Set([
  'name',
  'description',
  'meta',
  'data_type',
  'constraints',
  'quote',
  'config',
  'tags',
  'granularity',
  'doc_blocks',
]);

/** Null where a column is none. */
const ELEMENT_KEYS = new Set(['dimension', 'entity']);

function columnsOf(columns: Record<string, Json>): Record<string, ColumnInfo> {
  const out: Record<string, ColumnInfo> = {};
  for (const [key, column] of Object.entries(columns)) {
    const extra = Object.fromEntries(
      Object.entries(column).filter(
        ([name, value]) => !COLUMN_KEYS.has(name) && (value !== null || !ELEMENT_KEYS.has(name)),
      ),
    ) as ColumnInfo['extra'];
    out[key] = {
      name: column.name,
      description: column.description,
      meta: column.meta,
      dataType: column.data_type,
      constraints: column.constraints,
      quote: column.quote,
      tags: column.tags,
      granularity: column.granularity,
      docBlocks: column.doc_blocks,
      ...(extra && Object.keys(extra).length > 0 ? { extra } : {}),
    };
  }
  return out;
}

function refsOf(refs: Json[] | undefined): RefCall[] {
  return (refs ?? []).map((ref) => ({ name: ref.name, package: ref.package, version: ref.version }));
}

function sourcesOf(sources: [string, string][] | undefined): SourceCall[] {
  return (sources ?? []).map(([source, table]) => ({ source, table }));
}
