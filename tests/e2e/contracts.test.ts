import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quern } from './cli.js';
import { writeProject } from './project.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-contracts-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const show = (query: string) => {
  const { stdout } = quern(dir, ['show', '--inline', query, '--output', 'json']);
  return JSON.parse(stdout.slice(stdout.indexOf('{'))).show;
};
const KEY = '{name: id, data_type: int, constraints: [{type: primary_key}]}';
const OTHER = '{name: b, data_type: int, constraints: [{type: primary_key}]}';

describe('contracts', () => {
  it('that cannot hold are told of before anything runs', () => {
    const model = (name: string, more: string) =>
      `  - {name: ${name}, config: {contract: {enforced: true}}, ${more}}\n`;
    const table = "{{ config(materialized='table') }} select 1 as id, 2 as b";
    writeProject(dir, {
      'models/schema.yml': `models:\n${model('two', `columns: [${KEY}, ${OTHER}]`)}${model(
        'both',
        `constraints: [{type: primary_key, columns: [id]}], columns: [${KEY}]`,
      )}${model('none', 'description: nothing')}${model('py', 'columns: [{name: id, data_type: int}]')}`,
      'models/two.sql': table,
      'models/both.sql': table,
      'models/none.sql': table,
      'models/py.py': 'def model(dbt, session):\n    return session.sql("select 1 as id")\n',
    });
    const { code, output } = quern(dir, ['run']);
    expect(code).toBe(2);
    expect(output).toContain("Found 2 columns (['id', 'b']) with primary key constraints defined.");
    expect(output).toContain('Primary keys can be defined at the model level or the column level, not both.');
    expect(output).toMatch(
      /Contract enforcement failed for: \(models\/none\.sql\)\s+Constraints must be defined in a `yml`/,
    );
    expect(output).toContain("Language Error: Expected 'sql' but found 'python'");
  });

  it('of views have no constraints, which is a warning', () => {
    writeProject(dir, {
      'models/schema.yml': `models:
  - {name: v, config: {contract: {enforced: true}}, columns: [{name: id, data_type: int, constraints: [{type: not_null}]}]}
  - {name: w, config: {contract: {enforced: true}}, columns: [{name: id, data_type: int, constraints: [{type: not_null, warn_unsupported: false}]}]}
`,
      'models/v.sql': 'select 1 as id',
      'models/w.sql': 'select 1 as id',
    });
    const { code, output } = quern(dir, ['run']);
    expect(code).toBe(0);
    expect(output.match(/Constraint types are not supported for view materializations/g)).toHaveLength(1);
    expect(quern(dir, ['run', '--warn-error']).code).toBe(2);
  });
});

describe('the pointer to the latest version', () => {
  const versions = (config: string) => ({
    'models/schema.yml': `models:
  - name: dim
    latest_version: 2
    config: {materialized: table, ${config}}
    versions: [{v: 1}, {v: 2}]
`,
    'models/dim_v1.sql': 'select 1 as id',
    'models/dim_v2.sql':
      "{{ config(post_hook='create table if not exists hooked as select 0 as n', pre_hook='select 1') }} select 2 as id",
  });

  it('is a view by the name without a version, where the model asks for it', () => {
    writeProject(dir, versions('latest_version_pointer: {enabled: true}'));
    for (let round = 0; round < 2; round++) {
      const { code, output } = quern(dir, ['run']);
      expect(code, output).toBe(0);
      expect(output).toContain('PASS=2');
    }
    expect(show('select id from main.dim')).toEqual([{ id: 2 }]);
    expect(readFileSync(join(dir, 'target/run/shop/models/dim_v2.sql'), 'utf8')).toContain('create or replace table');
    const nodes = JSON.parse(readFileSync(join(dir, 'target/manifest.json'), 'utf8')).nodes;
    expect(Object.keys(nodes)).toEqual(['model.shop.dim.v1', 'model.shop.dim.v2']);
  });

  it('is there by a flag of the project, and not by a word of the model', () => {
    const project = (flag: string) => `name: shop\nversion: '1.0'\nprofile: shop\n${flag}`;
    const flag = 'flags: {latest_version_pointer_enabled_by_default: true}\n';
    writeProject(dir, { ...versions('tags: []'), 'dbt_project.yml': project(flag) });
    expect(quern(dir, ['run']).code).toBe(0);
    expect(show("select count(*) as n from duckdb_views() where view_name = 'dim'")).toEqual([{ n: 1 }]);
    expect(existsSync(join(dir, 'target/run/shop/models/dim_v2__latest_version_pointer.sql'))).toBe(true);

    rmSync(join(dir, 'shop.duckdb'));
    writeProject(dir, { ...versions('latest_version_pointer: false'), 'dbt_project.yml': project(flag) });
    expect(quern(dir, ['run']).code).toBe(0);
    expect(show("select count(*) as n from duckdb_views() where view_name = 'dim'")).toEqual([{ n: 0 }]);
  });

  it('has the name that a macro or the model gives it, which must not be taken', () => {
    writeProject(dir, {
      ...versions('latest_version_pointer: {enabled: true, alias: current}'),
      'macros/names.sql':
        '{% macro generate_latest_version_pointer_alias(custom_alias_name=none, node=none) %}{{ custom_alias_name or node.name }}_dim{% endmacro %}',
    });
    expect(quern(dir, ['run']).code).toBe(0);
    expect(show('select id from main.current_dim')).toEqual([{ id: 2 }]);
    rmSync(join(dir, 'macros/names.sql'));
    writeProject(dir, versions('latest_version_pointer: {enabled: true, alias: dim_v2}'));
    const { code, output } = quern(dir, ['run']);
    expect(code).toBe(1);
    expect(output).toContain("the latest version of 'dim' is already aliased to 'dim_v2'");
  });
});
