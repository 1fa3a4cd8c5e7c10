import type { ColumnInfo, CompilableBase, Contract, RefCall, SourceCall } from '../../manifest/types.js';

/** What compiling added to a node, for its dict. */
export interface CompiledState {
  readonly compiledCode: string;
  readonly extraCtes: readonly { readonly id: string; readonly sql: string }[];
  readonly compiledPath: string;
}

type Dict = Record<string, unknown>;

export function columnDict(column: ColumnInfo): Dict {
  const dict: Dict = {
    name: column.name,
    description: column.description,
    meta: column.meta,
    data_type: column.dataType,
    constraints: column.constraints,
    quote: column.quote,
    config: { meta: column.meta, tags: column.tags },
    tags: column.tags,
    granularity: column.granularity,
    dimension: null,
    entity: null,
    doc_blocks: column.docBlocks ?? [],
  };
  return column.extra ? Object.assign(dict, column.extra) : dict;
}

export function columnDicts(columns: Readonly<Record<string, ColumnInfo>>): Dict {
  // A hash table, as the columns are.
  const out: Dict = Object.create(null);
  for (const key of Object.keys(columns)) out[key] = columnDict(columns[key]!);
  return out;
}

export function refDict(ref: RefCall): Dict {
  return { name: ref.name, package: ref.package, version: ref.version };
}

export function sourcePair(call: SourceCall): string[] {
  return [call.source, call.table];
}

export function contractDict(contract: Contract): Dict {
  return { enforced: contract.enforced, alias_types: contract.alias_types, checksum: contract.checksum };
}

/** Keys that all of model, seed, snapshot, analysis, test and operation have, in dbt's order. */
export function compilableHead(node: CompilableBase): Dict {
  return {
    database: node.database,
    schema: node.schema,
    name: node.name,
    resource_type: node.resourceType,
    package_name: node.packageName,
    path: node.path,
    original_file_path: node.originalFilePath,
    unique_id: node.uniqueId,
    fqn: node.fqn,
    alias: node.alias,
    checksum: node.checksum,
    config: node.config,
    tags: node.tags,
    description: node.description,
    columns: columnDicts(node.columns),
    meta: node.meta,
    group: node.group,
    docs: node.docs,
    patch_path: node.patchPath,
    build_path: null,
    unrendered_config: node.unrenderedConfig,
    created_at: node.createdAt,
    relation_name: node.relationName,
    raw_code: node.rawCode,
    doc_blocks: node.docBlocks ?? [],
  };
}

/** Adds the part of compiled nodes that comes after the head. Spreading one object into another takes ten times the memory. */
export function addCompiledTail(out: Dict, node: CompilableBase, state: CompiledState | undefined): void {
  out.language = node.language;
  out.refs = node.refs.map(refDict);
  out.sources = node.sources.map(sourcePair);
  out.metrics = node.metrics;
  out.functions = node.functions;
  out.depends_on = { macros: node.dependsOn.macros, nodes: node.dependsOn.nodes };
  out.compiled_path = state?.compiledPath ?? null;
  if (!state) return;
  out.compiled = true;
  out.compiled_code = state.compiledCode;
  out.extra_ctes_injected = true;
  out.extra_ctes = state.extraCtes;
}
