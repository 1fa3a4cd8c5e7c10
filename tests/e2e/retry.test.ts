import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quern } from './cli.js';
import { writeProject } from './project.js';
import { Running } from './running.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-retry-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const artifact = (name: string) => JSON.parse(readFileSync(join(dir, name), 'utf8'));

function statuses(): Record<string, string> {
  const { results } = artifact('target/run_results.json') as { results: { unique_id: string; status: string }[] };
  return Object.fromEntries(results.map((r) => [r.unique_id.split('.').slice(2).join('.'), r.status]));
}

function run(code: number, ...args: string[]): string {
  const answer = quern(dir, args);
  expect(answer.code, answer.output).toBe(code);
  return answer.output;
}

const SHOP = {
  'models/first.sql': 'select 1 as id',
  'models/broken.sql': "select {{ var('column', 'nowhere') }} as id from {{ ref('first') }}",
  'models/last.sql': "select * from {{ ref('broken') }}",
  'models/models.yml': 'models: [{name: first, columns: [{name: id, data_tests: [unique]}]}]\n',
};

describe('retry after failures', () => {
  it('runs again what went wrong and what was skipped, as the latest run was called', () => {
    writeProject(dir, { ...SHOP, 'models/apart.sql': 'select nowhere' });
    run(1, 'build', '--exclude', 'apart', '--full-refresh');
    expect(statuses()).toEqual({
      first: 'success',
      'unique_first_id.363f2ee484': 'pass',
      broken: 'error',
      last: 'skipped',
    });
    run(1, 'retry');
    expect(statuses()).toEqual({ broken: 'error', last: 'skipped' });
    const { args } = artifact('target/run_results.json');
    expect(args).toMatchObject({ which: 'build', exclude: ['apart'], full_refresh: true });
    writeFileSync(join(dir, 'models/broken.sql'), "select id from {{ ref('first') }}");
    run(0, 'retry');
    expect(statuses()).toEqual({ broken: 'success', last: 'success' });
    expect(run(0, 'retry')).toContain('Nothing to do: the latest build left nothing undone');
  });

  it('takes vars of the latest run, or those given now', () => {
    writeProject(dir, SHOP);
    run(1, 'run', '--vars', '{column: nothing}');
    run(1, 'retry');
    expect(readFileSync(join(dir, 'target/compiled/shop/models/broken.sql'), 'utf8')).toContain('select nothing');
    run(0, 'retry', '--vars', '{column: id}', '--threads', '1');
    expect(statuses()).toEqual({ broken: 'success', last: 'success' });
  });

  it('compares and defers as the latest run did', () => {
    writeProject(dir, SHOP);
    run(0, 'parse', '--target-path', 'state');
    run(1, 'run', '--select', 'state:old', '--defer', '--state', 'state');
    run(1, 'retry');
    expect(artifact('target/run_results.json').args).toMatchObject({
      defer: true,
      state: 'state',
      select: ['state:old'],
    });
    expect(statuses()).toEqual({ broken: 'error', last: 'skipped' });
  });

  it('does not guess secrets', () => {
    writeProject(dir, SHOP);
    run(1, 'run', '--vars', '{DBT_ENV_SECRET_KEY: sesame}');
    expect(run(2, 'retry')).toContain('Give --vars again');
    run(1, 'retry', '--vars', '{DBT_ENV_SECRET_KEY: sesame}');
  });

  it('reads results of elsewhere, by dbt too', () => {
    writeProject(dir, SHOP);
    run(1, 'run');
    const results = artifact('target/run_results.json');
    // As dbt writes them.
    results.args = {
      which: 'run',
      select: ['first+'],
      resource_types: [],
      vars: { column: 'id' },
      warn_error_options: { error: [], warn: [], silence: [] },
      log_path: '/nowhere/logs',
      project_dir: '/nowhere',
      target: null,
      show: false,
    };
    rmSync(join(dir, 'target'), { recursive: true });
    writeProject(dir, { 'nightly/run_results.json': JSON.stringify(results) });
    run(0, 'retry', '--state', 'nightly');
    expect(statuses()).toEqual({ broken: 'success', last: 'success' });
    expect(existsSync(join(dir, 'nightly/manifest.json'))).toBe(false);
  });

  it('tells of what has gone', () => {
    writeProject(dir, SHOP);
    run(1, 'run');
    rmSync(join(dir, 'models/last.sql'));
    writeFileSync(join(dir, 'models/broken.sql'), 'select 1 as id');
    expect(run(0, 'retry')).toContain('is not retried: model.shop.last');
    expect(statuses()).toEqual({ broken: 'success' });
  });

  it('runs hooks with the run, never for themselves', () => {
    writeProject(dir, {
      ...SHOP,
      'dbt_project.yml':
        "name: shop\nprofile: shop\non-run-end: ['create table if not exists ends (x int)', 'select nowhere']\n",
    });
    run(1, 'run', '--select', 'first');
    expect(Object.values(statuses())).toContain('error');
    expect(run(0, 'retry')).toContain('Nothing to do');
  });

  it('runs an operation again', () => {
    const macro = (sql: string) => `{% macro work(table) %}{% do run_query('${sql} ' ~ table) %}{% endmacro %}`;
    writeProject(dir, { 'macros/work.sql': macro('select * from') });
    run(1, 'run-operation', 'work', '--args', '{table: nowhere}');
    writeFileSync(join(dir, 'macros/work.sql'), macro('create table'.concat(' if not exists t as select 1 as')));
    run(0, 'retry');
    expect(run(0, 'retry')).toContain('Nothing to do');
  });

  it.each([
    [{}, "Could not find previous run in 'target' target directory"],
    [{ 'target/run_results.json': '{"args": {"which": "show"}, "results": []}' }, "'show' can't be retried"],
    [{ 'target/run_results.json': '{"args": {' }, "'target/run_results.json' can't be read as JSON"],
    [
      {
        'target/run_results.json':
          '{"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/run-results/v3.json"}}',
      },
      'Expected a schema version of',
    ],
  ])('says what is missing: %j', (files, message) => {
    writeProject(dir, { ...SHOP, ...files });
    expect(run(2, 'retry')).toContain(message);
  });
});

// Goes on for minutes, unless told otherwise.
const SLOW = "select count(*) as n from range({{ env_var('ROWS', '1000000000000') }}) t(i) where i % 7 = 3";

describe('retry after the end of the process', () => {
  const files = {
    'models/a.sql': 'select 1 as id',
    'models/b.sql': `{{ config(materialized='table') }} ${SLOW} -- {{ ref('a') }} {{ ref('d') }}`,
    'models/c.sql': "select * from {{ ref('b') }}",
    'models/d.sql': "select * from {{ ref('a') }}",
  };

  async function ended(signal: 'SIGINT' | 'SIGKILL', ...args: string[]): Promise<void> {
    const running = new Running(dir, [...args, '--threads', '1'], { DBT_PROFILES_DIR: dir });
    await running.until(/OK created sql view model main\.d/);
    await running.until(/START sql table model main\.b/);
    await running.end(signal);
  }

  it.each(['SIGINT', 'SIGKILL'] as const)('does what was not done: %s', async (signal) => {
    writeProject(dir, files);
    await ended(signal, 'run', '--vars', '{x: 1}');
    const answer = quern(dir, ['retry'], { ROWS: '10' });
    expect(answer.code, answer.output).toBe(0);
    if (signal === 'SIGKILL')
      expect(answer.output).toContain('did not come to its end: 2 of 4 nodes are done, 2 are left');
    expect(statuses()).toEqual({ b: 'success', c: 'success' });
    expect(artifact('target/run_results.json').args).toMatchObject({ which: 'run', vars: { x: 1 } });
    expect(run(0, 'retry')).toContain('Nothing to do');
  });

  it('goes by the results of a later run, if there was one', async () => {
    writeProject(dir, files);
    await ended('SIGKILL', 'run');
    run(0, 'run', '--select', 'a');
    expect(run(0, 'retry')).toContain('Nothing to do');
  });
});

describe('retry of microbatch models', () => {
  const CONFIG =
    "materialized='incremental', incremental_strategy='microbatch', event_time='ts', batch_size='day', begin='2024-01-01'";
  const RANGE = ['--event-time-start', '2024-01-01', '--event-time-end', '2024-01-05'];
  const events = [1, 2, 3, 4]
    .map((n) => `select ${n} as id, timestamp '2024-01-0${n} 05:00:00' as ts`)
    .join(' union all ');
  const project = (where: string) => ({
    'models/events.sql': `{{ config(materialized='table', event_time='ts') }} ${events}`,
    'models/m.sql': `{{ config(${CONFIG}) }} select *, '{{ invocation_id }}' as made_by from {{ ref('events') }} ${where}`,
    'models/below.sql': "select * from {{ ref('m') }}",
  });
  const ranges = (...days: number[]) =>
    days.map((n) => [`2024-01-0${n}T00:00:00+00:00`, `2024-01-0${n + 1}T00:00:00+00:00`]);
  const resultOf = (name: string) =>
    artifact('target/run_results.json').results.find(
      (r: { unique_id: string }) => r.unique_id === `model.shop.${name}`,
    );
  const makers = () =>
    run(0, 'show', '--quiet', '--inline', "select count(distinct made_by) as n, count(*) as rows from {{ ref('m') }}");

  it('runs the batches that did not succeed', () => {
    writeProject(
      dir,
      project("where {{ 'nowhere' if model.batch and model.batch.id in ['20240102', '20240104'] else '1 = 1' }}"),
    );
    run(1, 'run', ...RANGE);
    expect(resultOf('m')).toMatchObject({ status: 'partial success', batch_results: { failed: ranges(2, 4) } });
    writeProject(dir, project("where {{ 'nowhere' if model.batch and model.batch.id == '20240104' else '1 = 1' }}"));
    const again = run(1, 'retry');
    expect(again).toContain('Batch 1 of 2 OK created batch 2024-01-02');
    expect(resultOf('m').batch_results).toEqual({ successful: ranges(2, 1, 3), failed: ranges(4) });
    writeProject(dir, project(''));
    run(0, 'retry');
    expect(resultOf('m')).toMatchObject({
      status: 'success',
      batch_results: { successful: ranges(4, 2, 1, 3), failed: [] },
    });
    expect(statuses()).toEqual({ m: 'success', below: 'success' });
    expect(makers()).toMatch(/\| 3 +\| +4 \||\| +3 \| +4 \|/);
  });

  it('goes on where a run was killed', async () => {
    const slow = `{% if model.batch and model.batch.id == '20240103' %} where (${SLOW}) >= 0 {% endif %}`;
    writeProject(dir, project(slow));
    const running = new Running(dir, ['run', '--threads', '1', ...RANGE], { DBT_PROFILES_DIR: dir });
    await running.until(/Batch 3 of 4 START/);
    await running.end('SIGKILL');
    const answer = quern(dir, ['retry'], { ROWS: '10' });
    expect(answer.code, answer.output).toBe(0);
    expect(answer.output).toContain('Batch 1 of 2 OK created batch 2024-01-03');
    expect(resultOf('m').batch_results).toEqual({ successful: ranges(3, 4, 1, 2), failed: [] });
    expect(statuses()).toEqual({ m: 'success', below: 'success' });
  });
});
