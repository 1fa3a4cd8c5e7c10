import type { Diagnostic } from '../../base/diagnostics.js';
import type { Span } from '../../base/source.js';
import { closest } from '../../base/suggest.js';
import { CONFIG_KEYS, type ConfigKind } from '../schemas/config-keys.js';
import { accepts, adviceOnKind, describeKind, type Kind } from '../schemas/kinds.js';
import { configType, unknownConfig } from './diagnostics.js';

/** Kinds of resources as other parts of quern call them. */
const KIND_OF: Readonly<Record<string, ConfigKind>> = {
  model: 'models',
  seed: 'seeds',
  snapshot: 'snapshots',
  analysis: 'analyses',
  source: 'sources',
  test: 'data_tests',
  data_test: 'data_tests',
  unit_test: 'unit_tests',
  exposure: 'exposures',
  metric: 'metrics',
  semantic_model: 'semantic-models',
  saved_query: 'saved-queries',
  function: 'functions',
  group: 'groups',
  macro: 'macros',
};

export function isConfigKind(name: string): name is ConfigKind {
  return Object.hasOwn(CONFIG_KEYS, name);
}

/** Materializations that come with quern, by dbt's names. */
const MATERIALIZATIONS: ReadonlySet<unknown> = new Set([
  'view',
  'table',
  'incremental',
  'ephemeral',
  'materialized_view',
  'external',
  'seed',
  'snapshot',
  'test',
  'clone',
  'function',
  'dynamic_table',
  'table_function',
]);

/** Whether configs are for a materialization of a project's own, which may have configs of its own. */
export function isOwnMaterialization(config: Readonly<Record<string, unknown>>): boolean {
  const name = config['+materialized'] ?? config.materialized;
  return (
    typeof name === 'string' &&
    !MATERIALIZATIONS.has(name) &&
    closest(name, MATERIALIZATIONS as Set<string>) === undefined
  );
}

/** The type of a config, or undefined for a key that is none. */
export function configTypeOf(kind: ConfigKind, key: string): Kind | undefined {
  const table: Readonly<Record<string, Kind>> = CONFIG_KEYS[kind];
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Cheap: whether `checkConfigKeys` would find nothing. */
export function configFits(kind: ConfigKind, config: unknown): boolean {
  if (config === null || config === undefined) return true;
  if (typeof config !== 'object' || Array.isArray(config)) return accepts('mapping', config);
  for (const key in config) {
    const type = configTypeOf(kind, key.startsWith('+') ? key.slice(1) : key);
    if (type === undefined || !accepts(type, (config as Record<string, unknown>)[key])) return false;
  }
  return true;
}

/**
 * What is wrong with the configs of a resource (`model`, `seed`, …, or a key of a project file: `models`): a warning for each key that is no
 * config, an error for each value of another type. Data of `config()`, of YAML or of a project file; `spanOf` answers the place of a
 * key or of its value. Configs beside a materialization of the project's own may be its own, unless they look misspelt.
 */
export function checkConfigKeys(
  resourceType: string,
  config: Readonly<Record<string, unknown>>,
  spanOf: (key: string, what: 'key' | 'value') => Span | undefined,
  ownMaterialization = isOwnMaterialization(config),
): Diagnostic[] {
  const kind = isConfigKind(resourceType) ? resourceType : KIND_OF[resourceType];
  if (!kind) return [];
  const problems: Diagnostic[] = [];
  for (const [written, value] of Object.entries(config)) {
    const key = written.startsWith('+') ? written.slice(1) : written;
    const type = configTypeOf(kind, key);
    if (type === undefined) {
      const near = nearestConfig(kind, key);
      if (near !== undefined || !ownMaterialization)
        problems.push(unknownConfig({ key, near }, spanOf(written, 'key')));
    } else if (!accepts(type, value))
      problems.push(
        configType({ key, wanted: describeKind(type), advice: adviceOnKind(type, value) }, spanOf(written, 'value')),
      );
  }
  return problems;
}

export function nearestConfig(kind: ConfigKind, key: string): string | undefined {
  return closest(key, Object.keys(CONFIG_KEYS[kind]));
}
