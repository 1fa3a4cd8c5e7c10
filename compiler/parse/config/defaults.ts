import { FUNCTION_DEFAULTS, FUNCTION_MAPPINGS } from '../../config/schemas/function-config.js';
import type { ConfigTreeName } from '../../config/types.js';
import { type ConfigValues, isRecord } from './merge.js';

/** Kinds of resources that have a configuration of their own shape. */
export type ConfigKind =
  | 'model'
  | 'seed'
  | 'snapshot'
  | 'analysis'
  | 'test'
  | 'operation'
  | 'source'
  | 'exposure'
  | 'unit_test'
  | 'function'
  | 'semantic_model'
  | 'metric'
  | 'saved_query';

/** The tree of the project file that configures a kind. Analyses and operations get that of models, as in dbt 1.12. */
export const TREE_OF: Readonly<Record<ConfigKind, ConfigTreeName>> = {
  model: 'models',
  analysis: 'models',
  operation: 'models',
  seed: 'seeds',
  snapshot: 'snapshots',
  test: 'data_tests',
  source: 'sources',
  exposure: 'exposures',
  semantic_model: 'semantic-models',
  metric: 'metrics',
  saved_query: 'saved-queries',
  unit_test: 'unit_tests',
  function: 'functions',
};

const COMMON = {
  enabled: true,
  alias: null,
  schema: null,
  database: null,
  tags: [],
  meta: {},
  group: null,
  static_analysis: null,
};

const NODE = {
  ...COMMON,
  materialized: 'view',
  incremental_strategy: null,
  batch_size: null,
  lookback: 1,
  begin: null,
  persist_docs: {},
  'post-hook': [],
  'pre-hook': [],
  quoting: {},
  column_types: {},
  full_refresh: null,
  unique_key: null,
  on_schema_change: 'ignore',
  on_configuration_change: 'apply',
  grants: {},
  packages: [],
  docs: { show: true, node_color: null },
  contract: { enforced: false, alias_types: true },
  event_time: null,
  concurrent_batches: null,
};

const FRESHNESS = {
  warn_after: { count: null, period: null },
  error_after: { count: null, period: null },
  filter: null,
};

const SEMANTIC = { enabled: true, group: null, meta: {} };

/** dbt's defaults by kind, in dbt's order of keys. */
export const DEFAULTS: Readonly<Record<ConfigKind, ConfigValues>> = {
  model: {
    ...NODE,
    access: 'protected',
    freshness: null,
    on_error: null,
    latest_version_pointer: { enabled: null, alias: null },
  },
  analysis: NODE,
  operation: NODE,
  seed: { ...NODE, materialized: 'seed', delimiter: ',', quote_columns: null },
  snapshot: {
    ...NODE,
    materialized: 'snapshot',
    strategy: null,
    target_schema: null,
    target_database: null,
    updated_at: null,
    check_cols: null,
    snapshot_meta_column_names: {
      dbt_valid_to: null,
      dbt_valid_from: null,
      dbt_scd_id: null,
      dbt_updated_at: null,
      dbt_is_deleted: null,
    },
    dbt_valid_to_current: null,
  },
  test: {
    ...COMMON,
    schema: 'dbt_test__audit',
    materialized: 'test',
    severity: 'ERROR',
    store_failures: null,
    store_failures_as: null,
    sql_header: null,
    where: null,
    limit: null,
    fail_calc: 'count(*)',
    warn_if: '!= 0',
    error_if: '!= 0',
  },
  source: {
    enabled: true,
    event_time: null,
    freshness: FRESHNESS,
    loaded_at_field: null,
    loaded_at_query: null,
    meta: {},
    tags: [],
    static_analysis: null,
  },
  exposure: { enabled: true, tags: [], meta: {} },
  semantic_model: SEMANTIC,
  metric: SEMANTIC,
  saved_query: { ...SEMANTIC, export_as: null, schema: null, cache: { enabled: false } },
  unit_test: { tags: [], meta: {}, enabled: true, static_analysis: null },
  function: {
    ...NODE,
    materialized: 'function',
    ...FUNCTION_DEFAULTS,
  },
};

/** Keys whose value is a mapping that has defaults of its own. */
const NESTED: ReadonlySet<string> = new Set([
  'docs',
  'contract',
  'snapshot_meta_column_names',
  'latest_version_pointer',
  ...FUNCTION_MAPPINGS,
]);

/** The effective configuration: what was set, over dbt's defaults. */
export function withDefaults(kind: ConfigKind, values: ConfigValues): ConfigValues {
  const defaults = DEFAULTS[kind];
  const out: Record<string, unknown> = { ...defaults };
  for (const key in values) {
    const value = values[key];
    const base = NESTED.has(key) ? defaults[key] : undefined;
    out[key] = isRecord(base) && isRecord(value) ? { ...base, ...value } : value;
  }
  // dbt makes a text of what YAML takes for a truth value (`off`).
  if (typeof out.static_analysis === 'boolean') out.static_analysis = out.static_analysis ? 'True' : 'False';
  if (typeof out.latest_version_pointer === 'boolean')
    out.latest_version_pointer = { enabled: out.latest_version_pointer, alias: null };
  if (kind === 'test') settleStoreFailures(out, values);
  if (kind === 'model' && isRecord(out.freshness)) out.freshness = modelFreshness(out.freshness);
  return out;
}

/** `store_failures_as` decides where both are set; `store_failures` alone means a table. */
function settleStoreFailures(out: Record<string, unknown>, values: ConfigValues): void {
  const as = values.store_failures_as;
  if (as === 'ephemeral') out.store_failures = false;
  else if (as === 'table' || as === 'view') out.store_failures = true;
  else if (values.store_failures === true) out.store_failures_as = 'table';
  else if (values.store_failures === false) out.store_failures_as = 'ephemeral';
}

function modelFreshness(freshness: Record<string, unknown>): unknown {
  const build = freshness.build_after;
  return isRecord(build)
    ? { ...freshness, build_after: { ...build, updates_on: build.updates_on ?? 'any' } }
    : freshness;
}
