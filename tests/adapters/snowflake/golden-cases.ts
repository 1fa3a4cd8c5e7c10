import type { Answer, Script } from './fake-warehouse.js';

export interface GoldenCase {
  readonly files: Readonly<Record<string, string>>;
  readonly command?: 'run' | 'build' | 'seed' | 'snapshot' | 'test';
  readonly fullRefresh?: boolean;
  /** Relations of the schema before the run: [name, kind, more columns of SHOW OBJECTS]. */
  readonly existing?: readonly (readonly [name: string, kind: string, more?: Readonly<Record<string, string>>])[];
  readonly answers?: Script;
  /** How many statements dbt-snowflake sends for the node: documented and counted in its macros. */
  readonly dbt: number;
}

const described = (...columns: readonly (readonly [name: string, type: string, fallback?: string])[]): Answer => ({
  columns: ['name', 'type', 'kind', 'null?', 'default'],
  rows: columns.map(([name, type, fallback]) => [name, type, 'COLUMN', 'Y', fallback ?? null]),
});

const orders = described(['ID', 'NUMBER(38,0)'], ['NAME', 'VARCHAR(20)'], ['AT', 'TIMESTAMP_NTZ(9)']);
const sql = "select 1 as id, 'a' as name, current_timestamp() as at";
const model = (config: string, body = sql) => ({ 'models/orders.sql': `{{ config(${config}) }}\n${body}\n` });
const incremental = (config: string) => model(`materialized='incremental', ${config}`);
const yaml = (text: string) => ({ 'models/schema.yml': text });

const DOCS = `models:
  - name: orders
    description: "Orders, the shop's"
    config: {persist_docs: {relation: true, columns: true}}
    columns:
      - {name: id, description: 'The key'}
      - {name: name, description: "It's \\\\ name"}
`;
const CONTRACT = `models:
  - name: orders
    config: {contract: {enforced: true}}
    columns:
      - {name: id, data_type: number, constraints: [{type: not_null}, {type: primary_key, warn_unenforced: false}]}
      - {name: name, data_type: varchar}
`;
const TYPES: Answer = { columns: ['ID', 'NAME'], rows: [] };
const SHOWN: Answer = {
  columns: ['name', 'target_lag', 'warehouse', 'refresh_mode', 'cluster_by'],
  rows: [['ORDERS', '1 hour', 'WH', 'INCREMENTAL', '']],
};
const dynamicTable = (config: string) =>
  model(`materialized='dynamic_table', snowflake_warehouse='refresher', ${config}`);
const seedFiles = { 'seeds/countries.csv': 'code,name,population\nDE,Germany,83\nFR,France,68\n' };
const SNAPSHOT = `{% snapshot orders %}
{{ config(unique_key='id', strategy='timestamp', updated_at='at', schema='shop') }}
select 1 as id, 'a' as name, to_timestamp_ntz('2024-01-01') as at
{% endsnapshot %}
`;

const functionFiles = (file: string, body: string, properties: string) => ({
  [`functions/${file}`]: body,
  'functions/schema.yml': `functions:\n  - name: ${file.replace(/\..*/, '')}\n${properties}`,
});
const PRICE = `    arguments:
      - {name: price, data_type: number}
      - {name: rate, data_type: number, default_value: 2}
    returns: {data_type: number}
`;

export const CASES: Readonly<Record<string, GoldenCase>> = {
  'function-sql': {
    files: functionFiles('total.sql', 'price * rate', `${PRICE}    config: {volatility: deterministic}\n`),
    command: 'build',
    dbt: 1,
  },
  'function-overloads': {
    files: {
      ...functionFiles(
        'total.sql',
        'price * rate',
        `${PRICE}    overloads:
      - {defined_in: total_of_text, arguments: [{name: price, data_type: varchar}], returns: {data_type: varchar}}
`,
      ),
      'functions/total_of_text.sql': 'price || {{ "\' EUR\'" }}',
    },
    command: 'build',
    dbt: 2,
  },
  'function-python': {
    files: functionFiles(
      'total.py',
      'def main(price, rate):\n  return price * rate\n',
      `${PRICE}    config: {runtime_version: '3.11', entry_point: main, packages: [numpy, pandas], volatility: non-deterministic}\n`,
    ),
    command: 'build',
    dbt: 1,
  },
  'function-javascript': {
    files: functionFiles('total.js', 'return price * rate;', PRICE),
    command: 'build',
    dbt: 1,
  },
  'function-aggregate-python': {
    files: functionFiles(
      'total.py',
      'class Total:\n  def __init__(self):\n    self.sum = 0\n',
      `${PRICE}    config: {type: aggregate, runtime_version: '3.11', entry_point: Total}\n`,
    ),
    command: 'build',
    dbt: 1,
  },
  table: { files: model("materialized='table'"), existing: [['ORDERS', 'TABLE']], dbt: 1 },
  'table-permanent-clustered': {
    files: model(
      "materialized='table', transient=false, cluster_by=['id', 'to_date(at)'], automatic_clustering=true, copy_grants=true, data_retention_time_in_days=7",
    ),
    dbt: 3,
  },
  'table-over-view': { files: model("materialized='table'"), existing: [['ORDERS', 'VIEW']], dbt: 2 },
  'table-contract': {
    files: { ...model("materialized='table'", "select 'a' as name, 1 as id"), ...yaml(CONTRACT) },
    answers: [[/limit 0$/, TYPES]],
    dbt: 3,
  },
  'table-docs': {
    files: { ...model("materialized='table'"), ...yaml(DOCS) },
    answers: [[/^describe table/, orders]],
    dbt: 4,
  },
  'table-grants': {
    files: model("materialized='table', copy_grants=true, grants={'select': ['reporter', 'analyst']}"),
    existing: [['ORDERS', 'TABLE']],
    answers: [
      [
        /^show grants/,
        {
          columns: ['created_on', 'privilege', 'granted_on', 'name', 'granted_to', 'grantee_name'],
          rows: [
            [null, 'OWNERSHIP', 'TABLE', 'ORDERS', 'ROLE', 'OWNER'],
            [null, 'SELECT', 'TABLE', 'ORDERS', 'ROLE', 'REPORTER'],
            [null, 'SELECT', 'TABLE', 'ORDERS', 'ROLE', 'Old Role'],
          ],
        },
      ],
    ],
    dbt: 4,
  },
  'table-warehouse-and-tag': {
    files: model("materialized='table', snowflake_warehouse='large', query_tag='nightly'"),
    dbt: 7,
  },
  'table-policies': {
    files: model(
      "materialized='table', row_access_policy='governance.by_region on (name)', table_tag=\"cost = 'shop'\", copy_tags=true",
    ),
    dbt: 1,
  },
  'table-hooks': {
    files: model(
      "materialized='table', pre_hook='truncate table log', post_hook=[{'sql': 'call notify()', 'transaction': false}, 'grant ownership on table x to role y']",
    ),
    dbt: 4,
  },
  view: { files: model("materialized='view'"), existing: [['ORDERS', 'VIEW']], dbt: 1 },
  'view-secure-docs': {
    files: { ...model("materialized='view', secure=true, copy_grants=true"), ...yaml(DOCS) },
    answers: [[/limit 0$/, { columns: ['ID', 'NAME', 'AT'], rows: [] }]],
    dbt: 3,
  },
  'view-over-table': { files: model("materialized='view'"), existing: [['ORDERS', 'TABLE']], dbt: 2 },
  'incremental-first': { files: incremental("unique_key='id'"), dbt: 1 },
  'incremental-full-refresh': {
    files: incremental("unique_key='id'"),
    existing: [['ORDERS', 'TABLE']],
    fullRefresh: true,
    dbt: 1,
  },
  'incremental-merge': {
    files: incremental(
      "unique_key=['id', 'name'], incremental_predicates=['DBT_INTERNAL_DEST.at > dateadd(day, -7, current_date)']",
    ),
    existing: [['ORDERS', 'TABLE']],
    answers: [[/^describe table/, orders]],
    dbt: 8,
  },
  'incremental-merge-columns': {
    files: incremental("unique_key='id', merge_update_columns=['name']"),
    existing: [['ORDERS', 'TABLE']],
    answers: [[/^describe table/, orders]],
    dbt: 8,
  },
  'incremental-merge-sequence': {
    files: incremental("unique_key='id'"),
    existing: [['ORDERS', 'TABLE']],
    answers: [
      [/^describe table .*__dbt_tmp/i, orders],
      [
        /^describe table/,
        described(
          ['ORDER_SK', 'NUMBER(38,0)', 'DB.SHOP.ORDERS_SEQ.NEXTVAL'],
          ['ID', 'NUMBER(38,0)'],
          ['NAME', 'VARCHAR(10)'],
          ['AT', 'TIMESTAMP_NTZ(9)'],
        ),
      ],
    ],
    dbt: 9,
  },
  'incremental-append': {
    files: incremental("incremental_strategy='append'"),
    existing: [['ORDERS', 'TABLE']],
    answers: [[/^describe table/, orders]],
    dbt: 8,
  },
  'incremental-delete-insert': {
    files: incremental("unique_key='id', incremental_strategy='delete+insert'"),
    existing: [['ORDERS', 'TABLE']],
    answers: [[/^describe table/, orders]],
    dbt: 9,
  },
  'incremental-insert-overwrite': {
    files: incremental("incremental_strategy='insert_overwrite'"),
    existing: [['ORDERS', 'TABLE']],
    answers: [[/^describe table/, orders]],
    dbt: 6,
  },
  'incremental-sync-columns': {
    files: incremental("unique_key='id', on_schema_change='sync_all_columns'"),
    existing: [['ORDERS', 'TABLE']],
    answers: [
      [/^describe table .*__dbt_tmp/i, orders],
      [/^describe table/, described(['ID', 'NUMBER(38,0)'], ['NAME', 'VARCHAR(20)'], ['OLD', 'VARCHAR(5)'])],
    ],
    dbt: 11,
  },
  'incremental-iceberg': {
    files: incremental("unique_key='id', table_format='iceberg', external_volume='lake', base_location_subpath='v1'"),
    dbt: 1,
  },
  'iceberg-over-table': {
    files: model("materialized='table', table_format='iceberg', external_volume='lake'"),
    existing: [['ORDERS', 'TABLE']],
    dbt: 2,
  },
  'dynamic-table': {
    files: dynamicTable("target_lag='5 minutes', refresh_mode='INCREMENTAL', initialize='ON_CREATE', cluster_by='id'"),
    dbt: 1,
  },
  'dynamic-table-unchanged': {
    files: model("materialized='dynamic_table', snowflake_warehouse='wh', target_lag='60 minutes'"),
    existing: [['ORDERS', 'TABLE', { is_dynamic: 'Y' }]],
    answers: [[/^show dynamic tables/, SHOWN]],
    dbt: 2,
  },
  'dynamic-table-altered': {
    files: dynamicTable("target_lag='downstream'"),
    existing: [['ORDERS', 'TABLE', { is_dynamic: 'Y' }]],
    answers: [[/^show dynamic tables/, SHOWN]],
    dbt: 3,
  },
  'dynamic-table-mode-changed': {
    files: dynamicTable("target_lag='1 hour', refresh_mode='FULL'"),
    existing: [['ORDERS', 'TABLE', { is_dynamic: 'Y' }]],
    answers: [[/^show dynamic tables/, SHOWN]],
    dbt: 3,
  },
  'dynamic-table-over-view': {
    files: dynamicTable("target_lag='1 hour'"),
    existing: [['ORDERS', 'VIEW']],
    dbt: 2,
  },
  'materialized-view': { files: model("materialized='materialized_view', secure=true, cluster_by='id'"), dbt: 1 },
  seed: { files: seedFiles, command: 'seed', dbt: 4 },
  'seed-again': { files: seedFiles, command: 'seed', existing: [['COUNTRIES', 'TABLE']], dbt: 4 },
  'seed-large': {
    files: { 'seeds/countries.csv': `code,n\n${Array.from({ length: 10_001 }, (_, i) => `c${i},${i}\n`).join('')}` },
    command: 'seed',
    dbt: 5,
  },
  'snapshot-first': {
    files: { 'snapshots/orders.sql': SNAPSHOT },
    command: 'snapshot',
    answers: [[/limit 0$/, { columns: ['DBT_UPDATED_AT'], rows: [] }]],
    dbt: 4,
  },
  snapshot: {
    files: { 'snapshots/orders.sql': SNAPSHOT },
    command: 'snapshot',
    existing: [['ORDERS', 'TABLE']],
    answers: [
      [/limit 0$/, { columns: ['DBT_UPDATED_AT'], rows: [] }],
      [
        /^describe table/,
        described(
          ['ID', 'NUMBER(38,0)'],
          ['NAME', 'VARCHAR(1)'],
          ['AT', 'TIMESTAMP_NTZ(9)'],
          ['DBT_SCD_ID', 'VARCHAR(32)'],
          ['DBT_UPDATED_AT', 'TIMESTAMP_NTZ(9)'],
          ['DBT_VALID_FROM', 'TIMESTAMP_NTZ(9)'],
          ['DBT_VALID_TO', 'TIMESTAMP_NTZ(9)'],
        ),
      ],
    ],
    dbt: 14,
  },
  test: {
    files: {
      ...model("materialized='view'"),
      ...yaml(
        'models: [{name: orders, columns: [{name: id, data_tests: [{not_null: {config: {snowflake_warehouse: small}}}]}]}]\n',
      ),
    },
    command: 'test',
    answers: [[/as failures/, { columns: ['FAILURES', 'SHOULD_WARN', 'SHOULD_ERROR'], rows: [[0, false, false]] }]],
    dbt: 4,
  },
};
