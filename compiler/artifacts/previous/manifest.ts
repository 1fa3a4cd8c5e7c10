import { DBT_VERSION } from '../../config/version.js';
import { type Dict, MANIFEST, readArtifact } from './read.js';

/** The manifest of an earlier run, written by quern or by dbt. */
export interface PreviousManifest {
  /** Whether a version wrote it that keeps configurations as this one does. */
  readonly isOfThisVersion: boolean;
  /** Nodes, sources, exposures and whatever else can be selected. */
  resource(id: string): Dict | undefined;
  readonly nodes: Readonly<Record<string, Dict>>;
  readonly functions: Readonly<Record<string, Dict>>;
  /** Macros by unique id. */
  readonly macros: Readonly<Record<string, Dict>>;
}

const SECTIONS = [
  'nodes',
  'sources',
  'exposures',
  'metrics',
  'semantic_models',
  'unit_tests',
  'saved_queries',
  'functions',
];

/** Undefined if there is none. Throws a QuernError for one that can't be read. */
export function readPreviousManifest(path: string, shown: string): PreviousManifest | undefined {
  const read = readArtifact(path, shown, MANIFEST);
  if (!read) return undefined;
  const { content, version } = read;
  const section = (name: string): Readonly<Record<string, Dict>> =>
    // Metrics were another thing before version 10.
    name === 'metrics' && version < 10 ? {} : ((content[name] ?? {}) as Readonly<Record<string, Dict>>);
  const nodes = version < MANIFEST.newest ? mapped(section('nodes'), upgraded) : section('nodes');
  const sections = SECTIONS.map((name) => (name === 'nodes' ? nodes : section(name)));
  return {
    isOfThisVersion: (content.metadata as Dict | undefined)?.dbt_version === DBT_VERSION,
    resource: (id) => sections.find((entries) => Object.hasOwn(entries, id))?.[id],
    nodes,
    functions: section('functions'),
    macros: section('macros'),
  };
}

function mapped(entries: Readonly<Record<string, Dict>>, change: (node: Dict) => Dict): Record<string, Dict> {
  return Object.fromEntries(Object.entries(entries).map(([id, node]) => [id, change(node)]));
}

/** Names that have changed since. */
function upgraded(node: Dict): Dict {
  const { raw_sql, compiled_sql, ...rest } = node;
  return {
    ...rest,
    ...(raw_sql === undefined ? {} : { raw_code: raw_sql }),
    ...(compiled_sql === undefined ? {} : { compiled_code: compiled_sql }),
  };
}
