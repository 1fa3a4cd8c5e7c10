import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { quern } from './cli.js';
import { writeProject } from './project.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-e2e-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const catalog = () => JSON.parse(readFileSync(join(dir, 'target/catalog.json'), 'utf8'));

it('docs generate writes what the database says of the relations, comments included', () => {
  writeProject(dir, {
    'seeds/prices.csv': 'id,Price\n1,10.5\n',
    'models/orders.sql':
      "{{ config(materialized='table', persist_docs={'relation': true, 'columns': true}) }}select 1 as id, 'x' as \"Name\"",
    'models/hidden.sql': "{{ config(materialized='ephemeral') }}select 1 as id",
    'models/orders.yml': `models:
- name: orders
  description: It's all orders
  columns:
  - {name: ID, description: The number}
  - {name: name, quote: true, description: Not this one}
sources:
- name: main
  tables: [{name: prices}]
`,
  });
  const built = quern(dir, ['build']);
  expect(built.output).toContain('are specified in the schema but are not present in the database: name');
  const { code, stdout } = quern(dir, ['docs', 'generate']);
  expect([code, stdout]).toEqual([
    0,
    expect.stringMatching(/Building catalog[\s\S]*Catalog written to \S+: of 3 relations/),
  ]);
  const { nodes, sources, errors, metadata } = catalog();
  expect(Object.keys(nodes).sort()).toEqual(['model.shop.orders', 'seed.shop.prices']);
  expect(nodes['model.shop.orders']).toMatchObject({
    metadata: { type: 'BASE TABLE', database: 'shop', schema: 'main', name: 'orders', comment: "It's all orders" },
    columns: {
      id: { type: 'INTEGER', index: 1, name: 'id', comment: 'The number' },
      Name: { type: 'VARCHAR', index: 2, name: 'Name', comment: null },
    },
    stats: { has_stats: { value: false } },
  });
  expect(sources['source.shop.main.prices'].columns.Price.type).toBe('DOUBLE');
  expect([errors, metadata.dbt_schema_version]).toEqual([null, 'https://schemas.getdbt.com/dbt/catalog/v1.json']);
});

it('docs generate --no-compile leaves the manifest; --empty-catalog asks nothing', () => {
  writeProject(dir, {
    'dbt_project.yml': "name: shop\nversion: '1.0'\nprofile: shop\nasset-paths: [pictures, none]\n",
    'models/orders.sql': 'select 1 as id',
    'pictures/a.txt': 'a picture',
  });
  expect(quern(dir, ['docs', 'generate', '--no-compile', '--empty-catalog']).code).toBe(0);
  expect(readFileSync(join(dir, 'target/pictures/a.txt'), 'utf8')).toBe('a picture');
  expect(catalog().nodes).toEqual({});
  expect(() => readFileSync(join(dir, 'target/manifest.json'))).toThrow('ENOENT');
  expect(quern(dir, ['docs', 'generate']).code).toBe(0);
  expect(readFileSync(join(dir, 'target/manifest.json'), 'utf8')).toContain('model.shop.orders');
});
