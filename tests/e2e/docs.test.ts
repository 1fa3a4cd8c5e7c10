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
    expect.stringMatching(/Building catalog[\s\S]*Catalog written to \S+catalog\.json/),
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

it('docs generate writes the site beside the artifacts; --static holds them in one page', () => {
  writeProject(dir, {
    'models/orders.sql': "select '</script><script>' as id",
    'models/orders.yml': 'models:\n- name: orders\n  description: "</script><b>bold</b>"\n',
  });
  expect(quern(dir, ['run']).code).toBe(0);
  expect(quern(dir, ['docs', 'generate', '--static']).code).toBe(0);
  const page = readFileSync(join(dir, 'target/index.html'), 'utf8');
  const single = readFileSync(join(dir, 'target/static_index.html'), 'utf8');
  const held = (id: string, html: string) =>
    JSON.parse(html.split(`<script type="application/json" id="${id}">`)[1]!.split('</script>')[0]!);
  expect(held('quern-manifest', page)).toBeNull();
  expect(held('quern-manifest', single).nodes['model.shop.orders'].description).toBe('</script><b>bold</b>');
  expect(held('quern-catalog', single)).toEqual(catalog());
  // As dbt: compiling is reported.
  expect(JSON.parse(readFileSync(join(dir, 'target/run_results.json'), 'utf8')).args.which).toBe('generate');
});

it('docs generate --select asks for these alone', () => {
  writeProject(dir, { 'models/a.sql': 'select 1 as id', 'models/b.sql': 'select 1 as id' });
  expect(quern(dir, ['run']).code).toBe(0);
  expect(quern(dir, ['docs', 'generate', '--select', 'a']).code).toBe(0);
  expect(Object.keys(catalog().nodes)).toEqual(['model.shop.a']);
});

it('docs generate tells what the database could not answer, keeps the rest, and fails', () => {
  writeProject(dir, {
    'models/a.sql': "{{ config(materialized='table') }}select 1 as id",
    'models/sources.yml': 'sources:\n- name: far\n  database: nowhere\n  tables: [{name: t}]\n',
    'macros/own.sql': `{% macro get_catalog_relations(information_schema, relations) %}
  {% if information_schema.database == 'nowhere' %}{{ exceptions.raise_compiler_error('no way to nowhere') }}{% endif %}
  {{ return(dbt.get_catalog_relations(information_schema, relations)) }}
{% endmacro %}`,
  });
  expect(quern(dir, ['run']).code).toBe(0);
  const { code, output } = quern(dir, ['docs', 'generate']);
  expect(code).toBe(1);
  expect(output).toContain('Encountered an error while generating catalog: no way to nowhere');
  expect(output).toContain('1 failure while writing the catalog');
  expect(catalog().errors).toEqual([expect.stringContaining('no way to nowhere')]);
  expect(Object.keys(catalog().nodes)).toEqual(['model.shop.a']);
});

it('docs generate of a project that does not compile writes no catalog', () => {
  writeProject(dir, { 'models/a.sql': 'select {{ nope() }}', 'models/b.sql': 'select 1 as id' });
  const { code, output } = quern(dir, ['docs', 'generate']);
  expect(code).toBe(2);
  expect(output).toContain('No catalog was written');
  expect(() => readFileSync(join(dir, 'target/catalog.json'))).toThrow('ENOENT');
  expect(() => readFileSync(join(dir, 'target/index.html'))).toThrow('ENOENT');
});
