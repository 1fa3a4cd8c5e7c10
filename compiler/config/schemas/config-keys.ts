import type { Kind } from './kinds.js';

/** The configs that nodes can have: dbt's own with their types, and those of adapters by name. */

type Table = Readonly<Record<string, Kind>>;

/** How long rows or files are kept (docs/retention.md). */
const RETENTION: Table = { retention_days: 'integer', retention_column: 'text' };

const ANY: Table = {
  enabled: 'boolean',
  tags: 'texts',
  meta: 'mapping',
  group: 'text',
  static_analysis: 'any',
  description: 'text',
};
const PLACE: Table = {
  alias: 'scalar',
  schema: 'scalar',
  database: 'scalar',
  project: 'scalar',
  dataset: 'scalar',
  data_space: 'scalar',
};
const HOOKS: Table = {
  'pre-hook': 'textsOrMapping',
  'post-hook': 'textsOrMapping',
  pre_hook: 'textsOrMapping',
  post_hook: 'textsOrMapping',
};
const RELATION: Table = {
  materialized: 'text',
  persist_docs: 'mapping',
  quoting: 'mapping',
  column_types: 'mapping',
  full_refresh: 'boolean',
  grants: 'mapping',
  docs: 'mapping',
  event_time: 'text',
  packages: 'list',
  contract: 'mapping',
  access: ['private', 'protected', 'public'],
  unique_key: 'texts',
  on_schema_change: 'text',
  on_configuration_change: ['apply', 'continue', 'fail'],
  sync: 'any',
};

/** Configs of adapters, whose types are theirs to check. */
const ADAPTER = `
  adapter_properties additional_libs as_columnstore auto_liquid_cluster auto_refresh automatic_clustering backup base_location_root
  base_location_subpath batch_id bind buckets catalog catalog_name category change_tracking cluster_by cluster_id clustered_by compression
  compute copy_grants copy_partitions copy_tags create_notebook data_retention_time_in_days databricks_compute databricks_tags
  dataproc_cluster_name delimiter dist enable_change_history enable_list_inference enable_refresh external_access_integrations external_volume
  fast file_format format glue_database glue_register grant_access_to hours_to_expiration http_path iceberg_version immutable_where imports
  include_full_name_in_path index_url indexes initialize intermediate_format jar_file_uri job_cluster_config job_execution_timeout_seconds
  kms_key_name labels labels_from_meta liquid_clustered_by location location_root matched_condition max_data_extension_time_in_days
  max_staleness merge_clauses merge_insert_condition merge_on_using_columns merge_returning_columns merge_update_condition
  merge_update_set_expressions merge_with_schema_evolution not_matched_by_source_action not_matched_by_source_condition not_matched_condition
  notebook_template_id options overwrite_columns parameters partition_by partition_expiration_days partitioned_by partitions plugin primary_key
  python_job_config python_version query_tag refresh_interval_minutes refresh_mode refresh_warehouse require_partition_filter reservation
  resource_tags row_access_policy schedule scheduler secrets secure skip_matched_step skip_not_matched_step snowflake_initialization_warehouse
  snowflake_warehouse sort sort_type sorted_by sort_by source_alias state storage_serialization_policy storage_uri submission_method
  table_format table_tag table_type target_alias target_file_size target_lag tblproperties timeout tmp_relation_type transient unlogged
  use_anonymous_sproc use_uniform user_folder_for_python`;

const ADAPTERS: Table = Object.fromEntries(
  ADAPTER.trim()
    .split(/\s+/)
    .map((key): [string, Kind] => [key, 'any']),
);

/** Of keyed_table and scd2, whose macros check them: projects may mean other things by these names. */
const HISTORY: Table = {
  check_columns: 'any',
  current_column: 'any',
  delete_flag: 'any',
  deleted_column: 'any',
  effective_column: 'any',
  expiration_column: 'any',
  expiration_value: 'any',
  grain: 'any',
  hard_deletes: 'any',
  metadata_columns: 'any',
  surrogate_key: 'any',
  type1_columns: 'any',
  updated_at: 'any',
  version_column: 'any',
};

const MODEL: Table = {
  ...ANY,
  ...RETENTION,
  allow_purged_inputs: 'boolean',
  ...PLACE,
  ...HOOKS,
  ...RELATION,
  ...ADAPTERS,
  ...HISTORY,
  batch_size: ['hour', 'day', 'month', 'year'],
  begin: 'scalar',
  concurrent_batches: 'boolean',
  freshness: 'mapping',
  incremental_predicates: 'texts',
  incremental_strategy: 'text',
  latest_version_pointer: 'booleanOrMapping',
  lookback: 'integer',
  merge_exclude_columns: 'texts',
  merge_update_columns: 'texts',
  on_error: ['skip_children', 'continue'],
  predicates: 'texts',
  sql_header: 'text',
  target_name: 'any',
};

const SEED: Table = {
  ...ANY,
  ...PLACE,
  ...HOOKS,
  ...RELATION,
  ...ADAPTERS,
  delimiter: 'text',
  quote_columns: 'boolean',
};

const SNAPSHOT: Table = {
  ...ANY,
  ...RETENTION,
  ...PLACE,
  ...HOOKS,
  ...RELATION,
  ...ADAPTERS,
  strategy: 'text',
  updated_at: 'text',
  check_cols: 'texts',
  target_schema: 'text',
  target_dataset: 'text',
  target_project: 'text',
  target_database: 'text',
  snapshot_meta_column_names: 'mapping',
  dbt_valid_to_current: 'scalar',
  hard_deletes: ['ignore', 'invalidate', 'new_record'],
  invalidate_hard_deletes: 'boolean',
  quote_columns: 'boolean',
  sql_header: 'text',
};

const TEST: Table = {
  ...ANY,
  ...PLACE,
  ...ADAPTERS,
  severity: ['warn', 'error'],
  store_failures: 'boolean',
  store_failures_as: ['ephemeral', 'table', 'view'],
  where: 'text',
  limit: 'integer',
  mostly: 'number',
  fail_calc: 'text',
  warn_if: 'text',
  error_if: 'text',
  sql_header: 'text',
  materialized: 'text',
  quoting: 'mapping',
  full_refresh: 'boolean',
  docs: 'mapping',
};

const FRESHNESS: Table = {
  ...RETENTION,
  freshness: 'any',
  loaded_at_field: 'text',
  loaded_at_query: 'text',
  event_time: 'text',
  external_location: 'text',
  formatter: 'text',
  file_format: 'text',
  hive_partitioning: 'boolean',
  partitions: 'mapping',
  read_options: 'mapping',
  file_column: 'text',
  changed_files: ['reload', 'fail'],
  removed_files: ['delete', 'keep', 'fail'],
  identifier: 'text',
  schema_origin: 'any',
};

const FUNCTION: Table = {
  ...ANY,
  ...PLACE,
  ...HOOKS,
  ...RELATION,
  ...ADAPTERS,
  type: ['scalar', 'aggregate', 'table'],
  volatility: ['deterministic', 'stable', 'non-deterministic'],
  runtime_version: 'scalar',
  entry_point: 'text',
  overloads: 'list',
  snowflake: 'mapping',
};

/** Keys and types of the `config` of each kind of resource; `data_tests` are tests of all forms. */
export const CONFIG_KEYS = {
  models: MODEL,
  seeds: SEED,
  snapshots: SNAPSHOT,
  analyses: { ...MODEL },
  sources: { ...ANY, ...PLACE, ...ADAPTERS, ...FRESHNESS, quoting: 'mapping', sync: 'any', plugin: 'any' },
  data_tests: TEST,
  unit_tests: { ...ANY, ...ADAPTERS },
  exposures: ANY,
  metrics: ANY,
  'semantic-models': ANY,
  'saved-queries': { ...ANY, cache: 'any', export_as: 'text', schema: 'text' },
  functions: FUNCTION,
  groups: { meta: 'mapping' },
  macros: { meta: 'mapping', docs: 'mapping' },
  columns: { meta: 'mapping', tags: 'texts', policy_tags: 'list' },
} as const satisfies Readonly<Record<string, Table>>;

export type ConfigKind = keyof typeof CONFIG_KEYS;
