import type { Step } from './project.js';

export interface GoldenCase {
  readonly files: Readonly<Record<string, string>>;
  /** Runs one after the other; without any, one. */
  readonly steps?: readonly Step[];
  /** The rows in the end: a query and its answer. */
  readonly rows?: readonly [sql: string, rows: readonly (readonly unknown[])[]];
}

/** Three days of orders; the second run brings day 3 again and day 4. */
const SQL = `select 1 as id, 'a' as name, date '2024-01-01' as day, timestamp '2024-01-01 10:00:00+00' as seen
{% if var('day') | int > 1 %}union all select 2, 'b', date '2024-01-02', timestamp '2024-01-02 10:00:00+00'{% endif %}`;
const model = (config: string, body = SQL) => ({ 'models/orders.sql': `{{ config(${config}) }}\n${body}\n` });
const yaml = (text: string) => ({ 'models/schema.yml': text });
const twice: readonly Step[] = [{}, { vars: { day: 2 } }];
const incremental = (config: string, body = SQL): GoldenCase => ({
  files: model(`materialized='incremental', ${config}`, body),
  steps: twice,
});
const rows = [
  'select id, name from `acme`.`shop`.`orders` order by id',
  [
    [1, 'a'],
    [2, 'b'],
  ],
] as const;

const DOCS = `models:
  - name: orders
    description: "Orders, the shop's\\nown"
    config: {persist_docs: {relation: true, columns: true}}
    columns:
      - {name: id, description: 'The key', policy_tags: ['projects/acme/locations/us/taxonomies/1/policyTags/2']}
      - {name: address.city, description: Where to}
`;
const CONTRACT = `models:
  - name: orders
    config: {contract: {enforced: true}}
    constraints: [{type: foreign_key, columns: [id], expression: "\`acme\`.\`shop\`.\`people\` (id)"}]
    columns:
      - {name: id, data_type: int64, constraints: [{type: not_null}, {type: primary_key}]}
      - {name: name, data_type: string}
      - {name: address.city, data_type: string}
      - {name: address.zip, data_type: int64}
`;
const ADDRESS = "select 1 as id, 'a' as name, struct('Ulm' as city, 89073 as zip) as address";
const SNAPSHOT = (strategy: string, body = SQL) => ({
  'snapshots/orders.sql': `{% snapshot orders %}\n{{ config(unique_key='id', ${strategy}, schema='shop') }}\n${body}\n{% endsnapshot %}\n`,
  'macros/schema.sql': '{% macro generate_schema_name(custom, node) %}{{ custom or target.schema }}{% endmacro %}',
});
const SEED = { 'seeds/countries.csv': 'code,name,population\nDE,Germany,83\nFR,France,68\n' };

const functionFiles = (file: string, body: string, properties: string) => ({
  [`functions/${file}`]: body,
  'functions/schema.yml': `functions:\n  - name: ${file.replace(/\..*/, '')}\n${properties}`,
});
const PRICE = `    arguments:
      - {name: price, data_type: int64}
      - {name: rate, data_type: int64, default_value: 2}
    returns: {data_type: int64}
`;

export const CASES: Readonly<Record<string, GoldenCase>> = {
  'function-sql': {
    files: functionFiles('total.sql', 'price * rate', PRICE),
    steps: [{ command: 'build' }],
  },
  'function-aggregate': {
    files: functionFiles('total.sql', 'sum(price * rate)', `${PRICE}    config: {type: aggregate}\n`),
    steps: [{ command: 'build' }],
  },
  'function-javascript': {
    files: functionFiles('total.js', 'return price * rate;', `${PRICE}    config: {volatility: non-deterministic}\n`),
    steps: [{ command: 'build' }],
  },
  'function-python': {
    files: functionFiles(
      'total.py',
      'def main(price, rate):\n  return price * rate\n',
      `${PRICE}    config: {runtime_version: '3.11', entry_point: main, packages: [numpy, pandas]}\n`,
    ),
    steps: [{ command: 'build' }],
  },
  table: { files: model("materialized='table'"), steps: [{}, {}] },
  'table-partitioned': {
    files: model(
      "materialized='table', partition_by={'field': 'seen', 'data_type': 'timestamp', 'granularity': 'hour'}, cluster_by=['id', 'name'], require_partition_filter=true, partition_expiration_days=7, labels={'team': 'shop'}, kms_key_name='projects/p/locations/us/keyRings/r/cryptoKeys/k'",
    ),
  },
  'table-range': {
    files: model(
      "materialized='table', partition_by={'field': 'id', 'data_type': 'int64', 'range': {'start': 0, 'end': 100, 'interval': 10}}, hours_to_expiration=48",
    ),
  },
  'table-ingestion-time': {
    files: model(
      "materialized='table', partition_by={'field': 'seen', 'data_type': 'timestamp', 'time_ingestion_partitioning': true}",
    ),
    rows,
    steps: [{ vars: { day: 2 } }],
  },
  'table-repartitioned': {
    files: model("materialized='table', partition_by={'field': 'day'}"),
    steps: [{}, { files: model("materialized='table', partition_by={'field': 'day', 'granularity': 'month'}") }],
  },
  'table-over-view': { files: model("materialized='view'"), steps: [{}, { files: model("materialized='table'") }] },
  'table-docs': { files: { ...model("materialized='table'", ADDRESS), ...yaml(DOCS) } },
  'table-contract': { files: { ...model("materialized='table'", ADDRESS), ...yaml(CONTRACT) } },
  'table-grants': {
    files: model(
      "materialized='table', grants={'roles/bigquery.dataViewer': ['user:a@example.com', 'group:b@example.com']}",
    ),
    steps: [{}, { files: model("materialized='table', grants={'roles/bigquery.dataViewer': ['user:a@example.com']}") }],
  },
  'table-hooks': {
    files: model("materialized='table', pre_hook='select 1 as before', post_hook=['select 2 as after']"),
  },
  view: { files: { ...model("materialized='view', labels={'a': 'b'}", ADDRESS), ...yaml(DOCS) }, steps: [{}, {}] },
  'view-over-table': { files: model("materialized='table'"), steps: [{}, { files: model("materialized='view'") }] },
  'incremental-merge': { ...incremental("unique_key='id'"), rows },
  'incremental-append': { ...incremental('incremental_predicates=["DBT_INTERNAL_DEST.day > \'2023-01-01\'"]') },
  'incremental-merge-columns': incremental(
    "unique_key=['id', 'day'], merge_update_columns=['name'], partition_by={'field': 'day'}, require_partition_filter=true",
  ),
  'incremental-sync-columns': {
    files: model(
      "materialized='incremental', unique_key='id', on_schema_change='sync_all_columns'",
      'select 1 as id, 2 as old',
    ),
    steps: [
      {},
      {
        files: model(
          "materialized='incremental', unique_key='id', on_schema_change='sync_all_columns'",
          "select 1 as id, 'x' as new",
        ),
      },
    ],
    rows: ['select id, new from `acme`.`shop`.`orders` order by id', [[1, 'x']]],
  },
  'incremental-insert-overwrite': {
    ...incremental("incremental_strategy='insert_overwrite', partition_by={'field': 'day'}"),
    rows,
  },
  'incremental-insert-overwrite-static': {
    ...incremental(
      "incremental_strategy='insert_overwrite', partition_by={'field': 'day'}, partitions=[\"'2024-01-01'\", \"'2024-01-02'\"]",
    ),
    rows,
  },
  'incremental-insert-overwrite-copy': {
    ...incremental("incremental_strategy='insert_overwrite', partition_by={'field': 'day', 'copy_partitions': true}"),
    rows,
  },
  'incremental-insert-overwrite-range': {
    ...incremental(
      "incremental_strategy='insert_overwrite', partition_by={'field': 'id', 'data_type': 'int64', 'range': {'start': 0, 'end': 100, 'interval': 10}}",
    ),
    rows,
  },
  'incremental-insert-overwrite-month': {
    ...incremental(
      "incremental_strategy='insert_overwrite', partition_by={'field': 'seen', 'data_type': 'timestamp', 'granularity': 'month'}, on_schema_change='append_new_columns'",
    ),
    rows,
  },
  'incremental-ingestion-merge': {
    ...incremental(
      "unique_key='id', partition_by={'field': 'seen', 'data_type': 'timestamp', 'time_ingestion_partitioning': true}",
    ),
    rows,
  },
  'incremental-ingestion-overwrite': {
    ...incremental(
      "incremental_strategy='insert_overwrite', partition_by={'field': 'seen', 'data_type': 'timestamp', 'time_ingestion_partitioning': true}",
    ),
    rows,
  },
  microbatch: {
    files: {
      'models/events.sql': `{{ config(materialized='table', event_time='seen') }}\n${SQL}\n`,
      ...model(
        "materialized='incremental', incremental_strategy='microbatch', event_time='seen', batch_size='day', begin='2024-01-01', partition_by={'field': 'seen', 'data_type': 'timestamp', 'granularity': 'day'}",
        "select * from {{ ref('events') }}",
      ),
    },
    steps: [1, 2].map((day) => ({
      vars: { day },
      eventTime: { eventTimeStart: '2024-01-01', eventTimeEnd: '2024-01-03' },
    })),
    rows,
  },
  'incremental-full-refresh': {
    files: model("materialized='incremental', unique_key='id'"),
    steps: [{}, { fullRefresh: true }],
  },
  'materialized-view': {
    files: model(
      "materialized='materialized_view', cluster_by='id', refresh_interval_minutes=60",
      'select id, count(*) as n from {{ ref("base") }} group by id',
    ),
    steps: [
      { files: { 'models/base.sql': "{{ config(materialized='table') }}\nselect 1 as id" } },
      {},
      {
        files: model(
          "materialized='materialized_view', cluster_by='id', refresh_interval_minutes=90",
          'select id, count(*) as n from {{ ref("base") }} group by id',
        ),
      },
      {
        files: model(
          "materialized='materialized_view', refresh_interval_minutes=90",
          'select id, count(*) as n from {{ ref("base") }} group by id',
        ),
      },
    ],
  },
  copy: {
    files: {
      'models/base.sql': "{{ config(materialized='table') }}\nselect 1 as id",
      'models/orders.sql': "{{ config(materialized='copy') }}\nselect * from {{ ref('base') }}",
    },
    rows: ['select id from `acme`.`shop`.`orders`', [[1]]],
  },
  snapshot: {
    files: SNAPSHOT("strategy='timestamp', updated_at='seen'"),
    steps: [{ command: 'snapshot' }, { command: 'snapshot', vars: { day: 2 } }],
    rows,
  },
  'snapshot-check': {
    files: SNAPSHOT(
      "strategy='check', check_cols='all', hard_deletes='new_record'",
      "select {{ var('day') }} as id, 'a' as name",
    ),
    steps: [{ command: 'snapshot' }, { command: 'snapshot', vars: { day: 2 } }],
    rows: [
      'select id, dbt_is_deleted from `acme`.`shop`.`orders` order by id, dbt_is_deleted',
      [
        [1, 'False'],
        [1, 'True'],
        [2, 'False'],
      ],
    ],
  },
  seed: {
    files: {
      ...SEED,
      'seeds/seeds.yml':
        'seeds:\n  - name: countries\n    description: All of them\n    config: {persist_docs: {relation: true}}\n',
    },
    steps: [{ command: 'seed' }, { command: 'seed' }],
    rows: [
      'select code, population from `acme`.`shop`.`countries` order by code',
      [
        ['DE', 83],
        ['FR', 68],
      ],
    ],
  },
  tests: {
    files: {
      ...model("materialized='table'"),
      ...yaml(
        'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests: [unique, {not_null: {config: {store_failures: true}}}]\n',
      ),
    },
    steps: [{ command: 'build' }, { command: 'test' }],
  },
  'unit-test': {
    files: {
      'models/base.sql': "{{ config(materialized='table') }}\nselect 1 as id, 'x' as name",
      'models/orders.sql': 'select id, upper(name) as name from {{ ref("base") }}',
      ...yaml(
        'unit_tests:\n  - name: upper\n    model: orders\n    given: [{input: ref("base"), rows: [{id: 1, name: a}]}]\n    expect: {rows: [{id: 1, name: A}]}\n',
      ),
    },
    steps: [{ command: 'build' }],
  },
};
