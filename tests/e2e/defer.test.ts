import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { quern } from './cli.js';
import { writeProject } from './project.js';

const output = (schema: string) => `{type: duckdb, path: shop.duckdb, schema: ${schema}, threads: 2}`;
const FILES = {
  'profiles.yml': `shop: {target: dev, outputs: {dev: ${output('dev')}, prod: ${output('prod')}}}\n`,
  'seeds/raw.csv': 'id,a\n1,2\n2,3\n',
  'models/stg.sql': "select * from {{ ref('raw') }}",
  'models/eph.sql': "{{ config(materialized='ephemeral') }} select * from {{ ref('stg') }}",
  'models/mart.sql': "{{ config(materialized='table') }} select * from {{ ref('stg') }}",
  'models/top.sql':
    "{{ config(materialized='table', post_hook=\"select count(*) from {{ ref('mart') }}\") }} " +
    "select e.* from {{ ref('eph') }} e join {{ ref('mart') }} using (id)",
  'models/keyed.sql': "{{ config(materialized='table') }} select id from {{ ref('mart') }}",
  'models/models.yml': `models:
  - name: mart
    columns:
      - name: id
        data_tests: [unique, {relationships: {arguments: {to: ref('stg'), field: id}}}]
  - name: keyed
    config: {contract: {enforced: true}}
    columns:
      - {name: id, data_type: integer, constraints: [{type: foreign_key, to: ref('mart'), to_columns: [id]}]}
`,
};

let base: string;
let dir: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'quern-defer-'));
  const origin = join(base, 'origin');
  writeProject(origin, FILES);
  const built = quern(origin, ['build', '--exclude', 'keyed', '--target', 'prod', '--target-path', 'state']);
  expect(built.code, built.output).toBe(0);
});
beforeEach(() => {
  dir = mkdtempSync(join(base, 'p-'));
  cpSync(join(base, 'origin'), dir, { recursive: true });
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

function run(...args: string[]): string {
  const answer = quern(dir, args);
  expect(answer.code, answer.output).toBe(0);
  return answer.output;
}

/** The relations that each compiled file reads. */
function reads(...names: string[]): Record<string, string[]> {
  const found = names.map((name) => {
    const sql = readFileSync(join(dir, 'target/compiled/shop/models', `${name}.sql`), 'utf8');
    return [name, [...sql.matchAll(/"shop"\."(\w+)"\."(\w+)"/g)].map(([, schema, table]) => `${schema}.${table}`)];
  });
  return Object.fromEntries(found) as Record<string, string[]>;
}

describe('--defer', () => {
  it('reads what is not built from the other run, through ephemeral models and in hooks too', () => {
    run('run', '--select', 'top', '--defer', '--state', 'state');
    expect(reads('top')).toEqual({ top: ['prod.stg', 'prod.mart'] });
  });

  it('reads what the target has from the target', () => {
    run('seed');
    run('run', '--select', 'stg');
    run('run', '--select', 'top', '--defer', '--state', 'state');
    expect(reads('top')).toEqual({ top: ['dev.stg', 'prod.mart'] });
  });

  it('reads what was built meanwhile', () => {
    run('run', '--select', 'mart', 'top', '--defer', '--state', 'state');
    expect(reads('mart', 'top')).toEqual({ mart: ['prod.stg'], top: ['prod.stg', 'dev.mart'] });
  });

  it('with --favor-state reads what is not selected from the other run though the target has it', () => {
    run('build', '--exclude', 'keyed');
    run('run', '--select', 'mart', 'top', '--defer', '--favor-state', '--state', 'state');
    expect(reads('mart', 'top')).toEqual({ mart: ['prod.stg'], top: ['prod.stg', 'dev.mart'] });
  });

  it('holds for all that refers: tests, compile, show, inline', () => {
    run('test', '--select', 'mart', '--defer', '--state', 'state');
    const tests = ['unique_mart_id', 'relationships_mart_id__id__ref_stg_'].map((name) => `models.yml/${name}`);
    expect(Object.values(reads(...tests)).flat()).toEqual(['prod.mart', 'prod.mart', 'prod.stg']);
    run('compile', '--defer', '--defer-state', 'state');
    expect(reads('mart', 'top')).toEqual({ mart: ['prod.stg'], top: ['prod.stg', 'prod.mart'] });
    expect(run('show', '--select', 'top', '--defer', '--state', 'state')).toContain('|  2 | 3 |');
    expect(run('compile', '--inline', "select * from {{ ref('mart') }}", '--defer', '--state', 'state')).toContain(
      '"shop"."prod"."mart"',
    );
  });

  it('holds for foreign keys', () => {
    // DuckDB has no foreign keys from one schema to another: that it is asked for one is what counts.
    const { output } = quern(dir, ['run', '--select', 'keyed', '--defer', '--state', 'state']);
    expect(output).toContain('across different schemas');
  });

  it('tells unit tests the types of what is not built here', () => {
    const files = {
      'models/day.sql': "select cast('2024-01-31' as date) as day",
      'models/next.sql': "select day + 1 as day from {{ ref('day') }}",
      'models/unit_tests.yml': `unit_tests:
  - name: next_day
    model: next
    given: [{input: ref('day'), rows: [{day: "2024-02-29"}]}]
    expect: {rows: [{day: "2024-03-01"}]}
`,
    };
    writeProject(dir, { ...FILES, ...files });
    run('run', '--select', 'day', '--target', 'prod', '--target-path', 'state');
    run('test', '--select', 'next_day', '--defer', '--state', 'state');
    const sql = readFileSync(join(dir, 'target/compiled/shop/models/unit_tests.yml/models/next_day.sql'), 'utf8');
    expect(sql).toMatch(/cast\('2024-02-29' as date\)/i);
  });

  it('takes its settings from the environment, and can be turned off', () => {
    const env = { DBT_DEFER: 'true', DBT_DEFER_STATE: 'state', DBT_STATE: 'nowhere' };
    expect(quern(dir, ['compile', '--select', 'mart'], env).code).toBe(0);
    expect(reads('mart')).toEqual({ mart: ['prod.stg'] });
    expect(quern(dir, ['compile', '--select', 'mart', '--no-defer'], env).code).toBe(0);
    expect(reads('mart')).toEqual({ mart: ['dev.stg'] });
  });

  it.each([
    [[], '--state or --defer-state are required for deferral, but neither was provided'],
    [['--state', 'nowhere'], 'Could not find manifest in --state path: "nowhere"'],
  ])('says what is missing: %j', (args, message) => {
    const answer = quern(dir, ['run', '--defer', ...args]);
    expect(answer.code).toBe(2);
    expect(answer.output).toContain(message);
    expect(answer.output).toMatch(/hint: .*folder/);
  });
});
