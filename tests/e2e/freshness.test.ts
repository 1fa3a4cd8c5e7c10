import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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

const seeds = {
  'seeds/loads.csv': 'id,loaded_at\n1,2020-01-01 00:00:00\n2,2021-03-01 12:30:00.25\n',
  'models/fresh_load.sql': "{{ config(materialized='table') }}select 1 as id, now() as loaded_at",
  'models/no_load.sql': "{{ config(materialized='table') }}select 1 as id, now() as loaded_at limit 0",
};
const sources = `sources:
- name: raw
  schema: main
  config:
    loaded_at_field: loaded_at
    freshness: {warn_after: {count: 12, period: hour}, error_after: {count: 2, period: day}}
  tables:
  - name: fresh_load
  - {name: no_load}
  - {name: loads}
  - {name: warned, identifier: loads, config: {freshness: {error_after: null}}}
  - {name: first, identifier: loads, config: {freshness: {filter: id = 1}}}
  - {name: asked, identifier: loads, config: {loaded_at_query: "select max(loaded_at) from {{ this }} where id = {{ var('id') }}"}}
  - {name: unchecked, config: {freshness: null}}
`;
const project = (more = '') =>
  `name: shop\nversion: '1.0'\nprofile: shop\nvars: {id: 1}\nseeds: {shop: {+column_types: {loaded_at: timestamp}}}\n${more}`;

function build(files: Readonly<Record<string, string>>): void {
  writeProject(dir, { ...seeds, 'models/sources.yml': sources, 'dbt_project.yml': project(), ...files });
  expect(quern(dir, ['build']).code).toBe(0);
}

const artifact = (path = 'target/sources.json') => JSON.parse(readFileSync(join(dir, path), 'utf8'));
const line = (text: string) => new RegExp(`\\d+ of \\d+ ${text} \\.+ \\[`);

it('says how old sources are, and fails for one that is too old', () => {
  build({});
  const { code, stdout } = quern(dir, ['source', 'freshness']);
  expect(code).toBe(1);
  expect(stdout).toMatch(line('START freshness of raw.fresh_load'));
  expect(stdout).toMatch(line('PASS freshness of raw.fresh_load'));
  expect(stdout).toMatch(line('ERROR STALE freshness of raw.loads'));
  expect(stdout).toMatch(line('WARN freshness of raw.warned'));
  expect(stdout).toContain("The source 'raw.no_load' is stale: never loaded, and is to be at most 2 days old");
  expect(stdout).not.toContain('raw.unchecked');
  expect(stdout.trimEnd()).toMatch(/Done\.$/);

  const { metadata, results, elapsed_time } = artifact();
  expect(metadata).toMatchObject({ dbt_schema_version: 'https://schemas.getdbt.com/dbt/sources/v3.json' });
  expect(typeof elapsed_time).toBe('number');
  const by = Object.fromEntries(results.map((r: { unique_id: string }) => [r.unique_id.split('.').pop(), r]));
  expect(Object.keys(by).sort()).toEqual(['asked', 'first', 'fresh_load', 'loads', 'no_load', 'warned']);
  expect(Object.keys(by.loads)).toEqual([
    'unique_id',
    'max_loaded_at',
    'snapshotted_at',
    'max_loaded_at_time_ago_in_s',
    'status',
    'criteria',
    'adapter_response',
    'timing',
    'thread_id',
    'execution_time',
  ]);
  expect(by.loads).toMatchObject({
    max_loaded_at: '2021-03-01T12:30:00.250000+00:00',
    status: 'error',
    criteria: {
      warn_after: { count: 12, period: 'hour' },
      error_after: { count: 2, period: 'day' },
      filter: null,
    },
  });
  expect(by.loads.timing.map((t: { name: string }) => t.name)).toEqual(['compile', 'execute']);
  const age = (Date.parse(by.loads.snapshotted_at) - Date.parse(by.loads.max_loaded_at)) / 1000;
  expect(by.loads.max_loaded_at_time_ago_in_s).toBeCloseTo(age, 1);
  expect(by.warned).toMatchObject({ status: 'warn', criteria: { error_after: null } });
  expect(by.first.max_loaded_at).toBe('2020-01-01T00:00:00+00:00');
  expect(by.asked.max_loaded_at).toBe('2020-01-01T00:00:00+00:00');
  expect(by.no_load.max_loaded_at).toBe('0001-01-01T00:00:00+00:00');
  expect(by.fresh_load.status).toBe('pass');
  // As dbt: what ran before is what `result:` is about.
  expect(JSON.parse(readFileSync(join(dir, 'target/run_results.json'), 'utf8')).args.which).toBe('build');
});

it('succeeds with warnings; --select and --output choose what is checked and where it is written', () => {
  build({});
  const { code, output } = quern(dir, ['source', 'snapshot-freshness', '-s', 'source:raw.warned', '-o', 'out/s.json']);
  expect(code).toBe(0);
  expect(output).toContain('Finished running 1 source in');
  expect(output).toContain('The result is written to');
  expect(artifact('out/s.json').results).toHaveLength(1);
  expect(existsSync(join(dir, 'target/sources.json'))).toBe(false);
  const none = quern(dir, ['source', 'freshness', '-s', 'fresh_load']);
  expect(none.code).toBe(0);
  expect(none.stdout).toContain('Nothing to do');
  expect(artifact().results).toEqual([]);
});

it('tells what keeps a source from being checked, at its place, and goes on with the others', () => {
  build({
    'models/sources.yml': `sources:
- name: raw
  schema: main
  config:
    freshness: {warn_after: {count: 12, period: hour}}
  tables:
  - {name: fresh_load, config: {loaded_at_field: loaded_at}}
  - {name: gone, config: {loaded_at_field: loaded_at}}
  - name: loads
    config:
      loaded_at_field: id
  - name: no_load
`,
  });
  const { code, stdout } = quern(dir, ['source', 'freshness']);
  expect(code).toBe(1);
  expect(stdout).toMatch(line('ERROR freshness of raw.gone'));
  expect(stdout).toMatch(/Table with name gone does not exist![\s\S]*models\/sources\.yml:8:\d+/);
  expect(stdout).toMatch(/error\[FRS004\][\s\S]*models\/sources\.yml:11:24/);
  expect(stdout).toMatch(/info\[PAR009\][\s\S]*models\/sources\.yml:12:11/);
  expect(stdout).toContain('error[FRS003]');
  expect(artifact().results.map((r: { unique_id: string }) => r.unique_id)).toEqual(['source.shop.raw.fresh_load']);
});

it('runs the hooks of the project, unless a flag says no, and macros of the project in place of the built-in ones', () => {
  const hooks = `on-run-start: "{% if execute %}{{ log('BEGINS', info=true) }}{% endif %}"\non-run-end: "{% if execute %}{{ log('ENDS ' ~ results[0].status, info=true) }}{% endif %}"\n`;
  const macro = `{% macro collect_freshness(source, loaded_at_field, filter) %}
  {{ log('ASKED FOR ' ~ source.identifier ~ ' ' ~ loaded_at_field, info=true) }}
  {{ return(dbt.collect_freshness(source, loaded_at_field, filter)) }}
{% endmacro %}`;
  build({ 'dbt_project.yml': project(hooks), 'macros/own.sql': macro });
  const select = ['source', 'freshness', '-s', 'source:raw.fresh_load'];
  const { code, stdout } = quern(dir, select);
  expect(code).toBe(0);
  expect(stdout).toMatch(/BEGINS[\s\S]*ASKED FOR fresh_load loaded_at[\s\S]*ENDS pass/);
  expect(stdout).toContain('2 project hooks, 1 source');
  writeProject(dir, { 'dbt_project.yml': project(`${hooks}flags: {source_freshness_run_project_hooks: false}\n`) });
  const without = quern(dir, select);
  expect(without.stdout).toContain('hooks of the project are not run');
  writeProject(dir, { 'dbt_project.yml': project('on-run-start: select * from nowhere\n') });
  const failed = quern(dir, select);
  expect([failed.code, failed.stdout]).toEqual([1, expect.stringContaining('SKIP source fresh_load')]);
  expect(artifact().results).toEqual([]);
  expect(without.stdout).not.toMatch(/BEGINS|ENDS|2 project hooks/);
});

it('refuses two ways of asking for the same source', () => {
  writeProject(dir, {
    'models/sources.yml': `sources:
- name: raw
  tables:
  - {name: t, config: {loaded_at_field: a, loaded_at_query: select 1}}
`,
  });
  const { code, output } = quern(dir, ['parse']);
  expect(code).toBe(2);
  expect(output).toContain("'raw.t' has both loaded_at_field and loaded_at_query");
});
