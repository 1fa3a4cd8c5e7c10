export interface GoldenCase {
  readonly files: Readonly<Record<string, string>>;
  readonly command?: 'run' | 'build' | 'seed' | 'snapshot';
  /** Files of an earlier run, whose statements are not shown. */
  readonly before?: Readonly<Record<string, string>>;
  readonly fullRefresh?: boolean;
  /** How many statements the server logs for the node of dbt-postgres 1.11, without its driver's own `BEGIN`; null where it fails. */
  readonly dbt: number | null;
}

const sql = "select 1 as id, 'a' as name";
const model = (config: string, body = sql) => ({ 'models/orders.sql': `{{ config(${config}) }}\n${body}\n` });
const table = model("materialized='table'");
const view = model("materialized='view'");
const incremental = (config = '') => model(`materialized='incremental'${config}`);
const index = "indexes=[{'columns': ['id'], 'unique': true}, {'columns': ['name'], 'type': 'hash'}]";
const materialized = (config = '') => model(`materialized='materialized_view'${config}`);
const seed = { 'seeds/orders.csv': 'id,name\n1,a\n2,\n' };
const history = (config: string) => ({
  'snapshots/history.sql': `{% snapshot history %}{{ config(unique_key='id', ${config}) }}\nselect 1 as id, cast('2024-01-01' as timestamp) as changed\n{% endsnapshot %}\n`,
});
const DOCS = {
  'models/schema.yml': `models:
  - name: orders
    description: "Orders, the shop's"
    config: {persist_docs: {relation: true, columns: true}}
    columns:
      - {name: id, description: 'The key'}
      - {name: name, description: "It's name"}
`,
};
const CONTRACT = {
  'models/schema.yml': `models:
  - name: orders
    config: {contract: {enforced: true}}
    constraints: [{type: primary_key, columns: [id]}]
    columns:
      - {name: id, data_type: integer, constraints: [{type: not_null}]}
      - {name: name, data_type: text, constraints: [{type: check, expression: "name <> ''"}]}
`,
};

/** By the name of the file under golden/. */
export const CASES: Readonly<Record<string, GoldenCase>> = {
  function: {
    files: {
      'functions/total.sql': 'select price * rate',
      'functions/schema.yml': `functions:
  - name: total
    config: {volatility: stable}
    arguments: [{name: price, data_type: integer}, {name: rate, data_type: integer, default_value: 2}]
    returns: {data_type: integer}
`,
    },
    command: 'build',
    dbt: 3,
  },
  table: { files: table, dbt: 5 },
  'table-again': { before: table, files: table, dbt: 6 },
  'table-over-view': { before: view, files: table, dbt: 6 },
  'table-unlogged-indexes': { files: model(`materialized='table', unlogged=true, ${index}`), dbt: 7 },
  'table-contract': { files: { ...table, ...CONTRACT }, dbt: 7 },
  'table-docs': { files: { ...table, ...DOCS }, dbt: 9 },
  'table-grants': { files: model("materialized='table', grants={'select': ['golden_reader']}"), dbt: 6 },
  'table-hooks': {
    files: model(
      "materialized='table', pre_hook=[before_begin('select 1'), 'select 2'], post_hook=['select 3', after_commit('vacuum {{ this }}')]",
    ),
    dbt: 11,
  },
  view: { files: view, dbt: 5 },
  'view-again': { before: view, files: view, dbt: 6 },
  incremental: { files: incremental(), dbt: 3 },
  'incremental-full-refresh': { before: incremental(), files: incremental(), fullRefresh: true, dbt: 6 },
  'incremental-append': { before: incremental(), files: incremental(), dbt: 7 },
  'incremental-delete-insert': {
    before: incremental(", unique_key='id'"),
    files: incremental(", unique_key='id'"),
    dbt: 7,
  },
  'incremental-merge': {
    before: incremental(", unique_key='id', incremental_strategy='merge'"),
    files: incremental(", unique_key='id', incremental_strategy='merge'"),
    dbt: 7,
  },
  'incremental-new-column': {
    before: incremental(", on_schema_change='append_new_columns'"),
    files: model("materialized='incremental', on_schema_change='append_new_columns'", `${sql}, 2 as added`),
    dbt: 9,
  },
  'materialized-view': { files: materialized(`, ${index}`), dbt: 5 },
  'materialized-view-refresh': { before: materialized(`, ${index}`), files: materialized(`, ${index}`), dbt: 6 },
  'materialized-view-indexes': { before: materialized(), files: materialized(`, ${index}`), dbt: null },
  'materialized-view-full-refresh': { before: materialized(), files: materialized(), fullRefresh: true, dbt: 5 },
  seed: { files: seed, command: 'seed', dbt: 4 },
  'seed-again': { before: seed, files: seed, command: 'seed', dbt: 4 },
  'seed-full-refresh': { before: seed, files: seed, command: 'seed', fullRefresh: true, dbt: 5 },
  snapshot: { files: history("strategy='timestamp', updated_at='changed'"), command: 'snapshot', dbt: 5 },
  'snapshot-again': {
    before: history("strategy='timestamp', updated_at='changed'"),
    files: history("strategy='timestamp', updated_at='changed'"),
    command: 'snapshot',
    dbt: 12,
  },
  'snapshot-check-deletes': {
    before: history("strategy='check', check_cols=['changed'], hard_deletes='new_record'"),
    files: history("strategy='check', check_cols=['changed'], hard_deletes='new_record'"),
    command: 'snapshot',
    dbt: 19,
  },
};
