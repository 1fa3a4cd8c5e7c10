import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quern } from './cli.js';
import { writeProject } from './project.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-e2e-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const read = (path: string) => readFileSync(join(dir, path), 'utf8');
const results = () => JSON.parse(read('target/run_results.json'));

function rows(sql: string): unknown {
  const { stdout } = quern(dir, ['show', '--inline', sql, '--output', 'json']);
  return JSON.parse(stdout.slice(stdout.indexOf('{'))).show;
}

describe('show', () => {
  it('leaves run results with the limited query, and its standard limit among the arguments', () => {
    writeProject(dir, { 'models/few.sql': 'select * from range(9) as t(n)' });
    expect(quern(dir, ['show', '--select', 'few']).code).toBe(0);
    const { results: list, args } = results();
    expect(list).toMatchObject([{ unique_id: 'model.shop.few', status: 'success', compiled: true }]);
    expect(list[0].compiled_code).toMatch(/limit 5\s*$/);
    expect(args).toMatchObject({ limit: 5, select: ['few'], exclude: [], which: 'show' });
    expect(quern(dir, ['run']).code).toBe(0);
    expect(quern(dir, ['show', '--inline', "select * from {{ ref('few') }}", '--limit', '-1']).code).toBe(0);
    const [inline] = results().results;
    expect(inline).toMatchObject({ unique_id: 'sql_operation.shop.inline_query', status: 'success' });
    expect(inline.compiled_code).not.toMatch(/limit/);
  });
});

describe('a model whose ephemeral parent cannot be compiled', () => {
  it('is skipped for that reason, and so is what depends on it', () => {
    writeProject(dir, {
      'models/base.sql': "{{ config(materialized='ephemeral') }}\n{{ adapter.nothing_such() }}\nselect 1 as id",
      'models/middle.sql': "{{ config(materialized='ephemeral') }}select * from {{ ref('base') }}",
      'models/last.sql': "select * from {{ ref('middle') }}",
      'models/later.sql': "select * from {{ ref('last') }}",
    });
    const { code, output } = quern(dir, ['run']);
    expect(code).toBe(1);
    const found = Object.fromEntries(results().results.map((r: { unique_id: string }) => [r.unique_id, r]));
    expect(found['model.shop.last']).toMatchObject({
      status: 'skipped',
      message: expect.stringContaining('Compilation Error in model base (models/base.sql)'),
    });
    expect(found['model.shop.later']).toMatchObject({ status: 'skipped', message: null });
    expect(output).toContain('Completed with 1 error');
    expect(output).toContain('models/base.sql:2:4');
  });
});

describe('a data test', () => {
  const left = "select table_name from information_schema.tables where table_name like 'left_%'";

  it('leaves nothing that its header wrote, or a statement of its own', () => {
    writeProject(dir, {
      'dbt_project.yml':
        "name: shop\nversion: '1.0'\nprofile: shop\nflags: {require_sql_header_in_test_configs: true}\n",
      'tests/header.sql':
        '{{ config(sql_header="create table left_1 as select 1 as a;") }}select * from left_1 where a > 1',
      'tests/several.sql':
        'select 1 as a where false) as x; create table left_2 as select 2 as a; ' +
        'select 0 as failures, false as should_warn, false as should_error from (select 1',
    });
    expect(quern(dir, ['test']).output).toContain('PASS=2');
    expect(rows(left)).toEqual([]);
  });
});

describe('--empty', () => {
  it('reads nothing of seeds, tables and ephemeral models, and keeps the types of columns', () => {
    writeProject(dir, {
      'seeds/prices.csv': 'id,price,at\n1,10.5,2026-01-01\n',
      'models/one.sql': "{{ config(materialized='ephemeral') }}select 1 as id",
      'models/all_of_it.sql': "select id from {{ ref('one') }} union all select id from {{ ref('prices') }}",
    });
    expect(quern(dir, ['build', '--empty']).code).toBe(0);
    expect(rows('select count(*) as n from {{ ref("all_of_it") }}')).toEqual([{ n: 0 }]);
    expect(rows('select column_type as t from (describe {{ ref("prices") }})')).toEqual([
      { t: 'INTEGER' },
      { t: 'DOUBLE' },
      { t: 'DATE' },
    ]);
    expect(quern(dir, ['build']).code).toBe(0);
    expect(rows('select count(*) as n from {{ ref("all_of_it") }}')).toEqual([{ n: 2 }]);
  });
});

describe('foreign keys', () => {
  it('name the table of the model that they refer to', () => {
    writeProject(dir, {
      'models/parent.sql': "{{ config(materialized='table') }}select 1 as id",
      'models/child.sql': "{{ config(materialized='table') }}select 1 as id, 1 as parent_id",
      'models/m.yml': `models:
- name: parent
  config: {contract: {enforced: true}}
  columns: [{name: id, data_type: int, constraints: [{type: primary_key}]}]
- name: child
  config: {contract: {enforced: true}}
  constraints: [{type: foreign_key, columns: [parent_id], to: "ref('parent')", to_columns: [id]}]
  columns: [{name: id, data_type: int}, {name: parent_id, data_type: int}]
`,
    });
    expect(quern(dir, ['run', '--select', '+child']).code).toBe(0);
    expect(read('target/run/shop/models/child.sql')).toMatch(
      /foreign key \(parent_id\) references "main"."parent" \(id\)/,
    );
    expect(quern(dir, ['run']).code).toBe(0);
  });
});

describe('a seed', () => {
  it('has a delimiter of one character', () => {
    writeProject(dir, {
      'dbt_project.yml': "name: shop\nversion: '1.0'\nprofile: shop\nseeds: {delimiter: ''}\n",
      'seeds/prices.csv': 'id|price\n1|2\n',
    });
    expect(quern(dir, ['seed']).code).toBe(1);
    expect(results().results[0].message).toContain('The delimiter of seed');
  });
});

describe('adapter.get_columns_in_relation', () => {
  it('finds no columns in what is not built yet', () => {
    writeProject(dir, {
      'models/a.sql': 'select 1 as id',
      'models/b.sql': "select {{ adapter.get_columns_in_relation(ref('a')) | length }} as n",
    });
    expect(quern(dir, ['compile']).code).toBe(0);
    expect(read('target/compiled/shop/models/b.sql').trim()).toBe('select 0 as n');
    expect(quern(dir, ['run']).code).toBe(0);
    expect(rows("select n from {{ ref('b') }}")).toEqual([{ n: 1 }]);
  });
});
