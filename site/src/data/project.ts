import type { Catalog, CatalogTable, Manifest, ManifestNode } from './artifacts.js';
import { type Column, columnsOf } from './columns.js';

/** One thing of the project that has a page. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  /** What people call it: `orders`, `orders.v2`, `raw.orders`. */
  readonly label: string;
  readonly packageName: string;
  readonly path: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly node: ManifestNode;
  readonly catalog: CatalogTable | undefined;
  readonly columns: readonly Column[];
  /** False: its author wants it left out of the tree, the search and the graph. */
  readonly isShown: boolean;
}

export interface Project {
  readonly name: string;
  readonly generatedAt: string | undefined;
  readonly adapter: string | undefined;
  readonly hasCatalog: boolean;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly overview: string | undefined;
  parentsOf(id: string): readonly Resource[];
  childrenOf(id: string): readonly Resource[];
  /** Tests of a resource, of its columns, too. */
  testsOf(id: string): readonly Resource[];
}

/** Kinds in the order in which they are shown. */
export const TYPES = [
  'model',
  'source',
  'seed',
  'snapshot',
  'exposure',
  'metric',
  'semantic_model',
  'saved_query',
  'function',
  'analysis',
  'test',
  'unit_test',
  'group',
  'macro',
] as const;

const SECTIONS = [
  'nodes',
  'sources',
  'exposures',
  'metrics',
  'semantic_models',
  'saved_queries',
  'functions',
  'unit_tests',
  'groups',
  'macros',
] as const;

export function projectOf(manifest: Manifest, catalog: Catalog | null): Project {
  const name = manifest.metadata?.project_name ?? 'project';
  const nodes = SECTIONS.flatMap((section) => Object.values(manifest[section] ?? {})).filter(isDocumented(name));
  const tests = groupedTests(nodes);
  const tables = { ...catalog?.nodes, ...catalog?.sources };
  const resources = new Map<string, Resource>();
  for (const node of nodes)
    resources.set(node.unique_id, resourceOf(node, tables[node.unique_id], tests.get(node.unique_id) ?? []));
  const { parents, children } = edgesOf(resources);
  const named = (ids: readonly string[] | undefined): Resource[] => (ids ?? []).map((id) => resources.get(id)!);
  return {
    name,
    generatedAt: manifest.metadata?.generated_at,
    adapter: manifest.metadata?.adapter_type,
    hasCatalog: catalog !== null,
    resources,
    overview: overviewOf(manifest, name),
    parentsOf: (id) => named(parents.get(id)),
    childrenOf: (id) => named(children.get(id)),
    testsOf: (id) => (tests.get(id) ?? []).flatMap((test) => resources.get(test.unique_id) ?? []),
  };
}

/** Macros of the tool itself and of adapters are no part of anybody's documentation; hooks are none either. */
function isDocumented(project: string) {
  return ({ resource_type: type, package_name: name }: ManifestNode): boolean => {
    if (type === 'macro')
      return (
        name === project || !/^dbt(_duckdb|_postgres|_snowflake|_bigquery|_redshift|_spark|_databricks)?$/.test(name)
      );
    return type !== 'operation' && type !== 'sql_operation' && type !== 'rpc';
  };
}

function resourceOf(node: ManifestNode, catalog: CatalogTable | undefined, tests: readonly ManifestNode[]): Resource {
  const { unique_id: id, resource_type: type } = node;
  const show = node.docs?.show ?? (node.config?.docs as { show?: boolean } | undefined)?.show;
  return {
    id,
    type,
    label: labelOf(node),
    packageName: node.package_name,
    path: node.original_file_path ?? node.path ?? '',
    description: node.description ?? '',
    tags: [...new Set([...(node.tags ?? []), ...asTexts(node.config?.tags)])],
    node,
    catalog,
    columns: columnsOf(node, catalog, tests),
    isShown: show !== false,
  };
}

export function labelOf(node: ManifestNode): string {
  if (node.resource_type === 'source') return `${node.source_name ?? ''}.${node.name}`;
  if (node.resource_type === 'model' && (node.version ?? null) !== null) return `${node.name}.v${node.version}`;
  return node.name;
}

function asTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Tests by what they test: the node they are attached to, or else everything they read. */
function groupedTests(nodes: readonly ManifestNode[]): Map<string, ManifestNode[]> {
  const groups = new Map<string, ManifestNode[]>();
  for (const node of nodes) {
    if (node.resource_type !== 'test' && node.resource_type !== 'unit_test') continue;
    const targets = node.attached_node ? [node.attached_node] : (node.depends_on?.nodes ?? []);
    for (const id of new Set(targets)) {
      const group = groups.get(id);
      if (group) group.push(node);
      else groups.set(id, [node]);
    }
  }
  return groups;
}

function edgesOf(resources: ReadonlyMap<string, Resource>) {
  const parents = new Map<string, string[]>();
  const children = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, value: string): void => {
    const list = map.get(key);
    if (!list) map.set(key, [value]);
    else if (!list.includes(value)) list.push(value);
  };
  for (const { id, node } of resources.values()) {
    for (const parent of [...(node.depends_on?.nodes ?? []), ...(node.depends_on?.macros ?? [])]) {
      if (!resources.has(parent) || parent === id) continue;
      add(parents, id, parent);
      add(children, parent, id);
    }
  }
  return { parents, children };
}

/** The docs block `__overview__` or `__<project>__` of the project, or of a package. */
function overviewOf({ docs = {} }: Manifest, project: string): string | undefined {
  const ids = [`doc.${project}.__${project}__`, `doc.${project}.__overview__`];
  const others = Object.keys(docs).filter((id) => id.endsWith('.__overview__') && !id.startsWith('doc.dbt.'));
  return [...ids, ...others].map((id) => docs[id]?.block_contents).find((text) => text !== undefined);
}
