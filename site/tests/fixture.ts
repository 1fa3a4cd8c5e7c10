import type { Catalog, Manifest, ManifestNode } from '../src/data/artifacts.js';
import { type Project, projectOf } from '../src/data/project.js';

export function node(id: string, more: Partial<ManifestNode> = {}): ManifestNode {
  const [type = '', packageName = '', ...rest] = id.split('.');
  const name = rest.at(-1) ?? '';
  return {
    unique_id: id,
    resource_type: type,
    package_name: packageName,
    name,
    original_file_path: `models/${name}.sql`,
    path: `${name}.sql`,
    fqn: [packageName, name],
    description: '',
    tags: [],
    config: {},
    columns: {},
    depends_on: { nodes: [], macros: [] },
    ...more,
  };
}

const byId = (...nodes: ManifestNode[]) => Object.fromEntries(nodes.map((n) => [n.unique_id, n]));

/** raw.orders → stg_orders → orders → (dashboard, customers), with tests, a macro and a seed. */
export const manifest: Manifest = {
  metadata: { project_name: 'shop', generated_at: '2024-05-01T10:00:00Z', adapter_type: 'duckdb' },
  nodes: byId(
    node('model.shop.stg_orders', {
      original_file_path: 'models/staging/stg_orders.sql',
      fqn: ['shop', 'staging', 'stg_orders'],
      tags: ['nightly'],
      raw_code: "select * from {{ source('raw', 'orders') }} where {{ is_paid() }}",
      depends_on: { nodes: ['source.shop.raw.orders'], macros: ['macro.shop.is_paid'] },
      config: { materialized: 'view' },
      database: 'db',
      schema: 'staging',
      alias: 'stg_orders',
    }),
    node('model.shop.orders', {
      description: 'All **paid** orders, one row an order.',
      raw_code: "select order_id, amount from {{ ref('stg_orders') }}",
      compiled_code: 'select order_id, amount from db.staging.stg_orders',
      relation_name: '"db"."marts"."orders"',
      database: 'db',
      schema: 'marts',
      alias: 'orders',
      config: { materialized: 'table', docs: { show: true, node_color: 'gold' } },
      depends_on: { nodes: ['model.shop.stg_orders'], macros: [] },
      columns: {
        order_id: { name: 'order_id', description: 'The number', constraints: [{ type: 'primary_key' }] },
        gone: { name: 'gone', description: 'Not there any more', data_type: 'text' },
      },
    }),
    node('model.shop.customers', { depends_on: { nodes: ['model.shop.orders'], macros: [] }, docs: { show: true } }),
    node('model.shop.secret', { docs: { show: false } }),
    node('test.shop.unique_orders_order_id', {
      column_name: 'order_id',
      attached_node: 'model.shop.orders',
      test_metadata: { name: 'unique' },
      depends_on: { nodes: ['model.shop.orders'], macros: [] },
    }),
    node('operation.shop.hook', {}),
  ),
  sources: byId(
    node('source.shop.raw.orders', {
      source_name: 'raw',
      fqn: ['shop', 'raw', 'orders'],
      identifier: 'orders',
      database: 'db',
      schema: 'raw',
    }),
  ),
  unit_tests: byId(
    node('unit_test.shop.orders.counts', {
      name: 'counts',
      depends_on: { nodes: ['model.shop.orders'] },
      given: [{ input: "ref('stg_orders')", rows: [{ order_id: 1 }, { amount: 2.5 }], format: 'dict' }],
      expect: { rows: 'order_id\n1', format: 'csv' },
    }),
  ),
  exposures: byId(node('exposure.shop.dashboard', { label: 'Sales', depends_on: { nodes: ['model.shop.orders'] } })),
  macros: byId(
    node('macro.shop.is_paid', { macro_sql: '{% macro is_paid() %}true{% endmacro %}' }),
    node('macro.dbt.x'),
  ),
  docs: { 'doc.shop.__overview__': { block_contents: '# Welcome', package_name: 'shop' } },
};

export const catalog: Catalog = {
  nodes: {
    'model.shop.orders': {
      metadata: { type: 'BASE TABLE', owner: 'etl' },
      columns: {
        AMOUNT: { name: 'AMOUNT', type: 'DECIMAL(18,2)', index: 2, comment: 'From the database' },
        ORDER_ID: { name: 'ORDER_ID', type: 'BIGINT', index: 1, comment: null },
      },
      stats: { num_rows: { label: '# Rows', value: 1200, include: true } },
    },
  },
};

export function project(): Project {
  return projectOf(manifest, catalog);
}
