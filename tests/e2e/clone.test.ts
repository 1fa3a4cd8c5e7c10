import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { quern } from './cli.js';
import { writeProject } from './project.js';

const output = (schema: string) => `{type: duckdb, path: shop.duckdb, schema: ${schema}, threads: 2}`;
const FILES = {
  'profiles.yml': `shop: {target: dev, outputs: {dev: ${output('dev')}, prod: ${output('prod')}}}\n`,
  'seeds/raw.csv': 'id,a\n1,2\n2,3\n',
  'models/stg.sql': "{{ config(pre_hook='select 1') }} select * from {{ ref('raw') }}",
  'models/eph.sql': "{{ config(materialized='ephemeral') }} select * from {{ ref('stg') }}",
  'models/mart.sql': "{{ config(materialized='table') }} select * from {{ ref('eph') }}",
};

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-clone-'));
  writeProject(dir, FILES);
  run('build', '--target', 'prod', '--target-path', 'state');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function run(...args: string[]): string {
  const answer = quern(dir, args);
  expect(answer.code, answer.output).toBe(0);
  return answer.output;
}

function results(): Record<string, string> {
  const { results: list } = JSON.parse(readFileSync(join(dir, 'target/run_results.json'), 'utf8')) as {
    results: { unique_id: string; status: string; message: string }[];
  };
  return Object.fromEntries(list.map((r) => [r.unique_id, `${r.status}: ${r.message}`]));
}

const rows = (table: string) => run('show', '--quiet', '--inline', `select count(*) as n from ${table}`);

it('makes views on the relations of the other run, for models and seeds alike', () => {
  run('clone', '--state', 'state');
  expect(results()).toEqual({
    'seed.shop.raw': 'success: OK',
    'model.shop.stg': 'success: OK',
    'model.shop.mart': 'success: OK',
  });
  expect(readFileSync(join(dir, 'target/run/shop/models/mart.sql'), 'utf8')).toMatch(
    /view "shop"\."dev"\."mart"[\s\S]*select \* from "shop"\."prod"\."mart"/,
  );
  for (const table of ['dev.mart', 'dev.stg', 'dev.raw']) expect(rows(table)).toMatch(/\| 2 \|/);
});

it('leaves what is there, unless it is told to replace it', () => {
  run('seed');
  const told = run('clone', '--state', 'state', '--select', 'raw');
  expect(told).toContain('Relation "shop"."dev"."raw" already exists');
  expect(results()).toEqual({ 'seed.shop.raw': 'success: No-op' });
  run('clone', '--state', 'state', '--select', 'raw', '--full-refresh');
  expect(results()).toEqual({ 'seed.shop.raw': 'success: OK' });
});

it('does nothing for what the other run does not have', () => {
  writeFileSync(join(dir, 'models/fresh.sql'), 'select 1 as id');
  expect(run('clone', '--state', 'state', '--resource-type', 'model')).toContain(
    'No relation found in state manifest for model.shop.fresh',
  );
  expect(results()).toEqual({
    'model.shop.fresh': 'success: No-op',
    'model.shop.stg': 'success: OK',
    'model.shop.mart': 'success: OK',
  });
});

it('never clones a relation onto itself', () => {
  const told = run('clone', '--state', 'state', '--target', 'prod', '--full-refresh');
  expect(told).toContain('skipping clone for relation: "shop"."prod"."mart"');
  expect(rows('prod.mart')).toMatch(/\| 2 \|/);
  run('run-operation', 'drop_schema_named', '--args', '{schema_name: prod}', '--target', 'prod');
  const answer = quern(dir, ['clone', '--state', 'state', '--target', 'prod', '--select', 'mart']);
  expect(answer.code).toBe(1);
  expect(answer.output).toContain('There is nothing to clone');
});

it('runs no hooks of the run', () => {
  writeFileSync(join(dir, 'dbt_project.yml'), "name: shop\nprofile: shop\non-run-start: ['select * from nowhere']\n");
  run('clone', '--state', 'state');
});

it('says that it needs another run', () => {
  const answer = quern(dir, ['clone']);
  expect(answer.code).toBe(2);
  expect(answer.output).toContain('--state or --defer-state are required for deferral, but neither was provided');
  const same = quern(dir, ['clone', '--state', 'state', '--target-path', 'state']);
  expect(same.output).toContain("The state and target directories are the same: 'state'");
});
