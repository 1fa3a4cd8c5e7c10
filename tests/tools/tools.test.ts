import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { BIN, copyFixture, quern } from '../e2e/cli.js';
import { writeProject } from '../e2e/project.js';
import * as tools from './environments.js';

const readers = tools.readers();
const cosmos = tools.cosmos();
const { python } = tools;

let remove: (() => void) | undefined;
afterEach(() => remove?.());

/** A copy of the project of many outcomes; its database has an absolute path, for tools that run it from elsewhere. */
function project(): string {
  const copy = copyFixture('events');
  remove = copy.remove;
  const path = join(copy.dir, 'events.duckdb');
  writeFileSync(
    join(copy.dir, 'profiles.yml'),
    `events:\n  target: dev\n  outputs:\n    dev: {type: duckdb, path: '${path}', threads: 2}\n`,
  );
  return copy.dir;
}

const RANGE = ['--event-time-start', '2024-01-01', '--event-time-end', '2024-01-03'];

describe.runIf('bin' in readers)('dagster-dbt', () => {
  it('materializes what was built and evaluates what was tested', () => {
    const dir = project();
    expect(quern(dir, ['parse']).code).toBe(0);
    const told = python(readers, 'run_dagster.py', [dir, BIN, 'build', ...RANGE], dir);
    expect(told.success).toBe(false);
    expect(told.materialized).toEqual(['by_day', 'days', 'good', 'kept', 'looked', 'people', 'reads_unwritten']);
    expect(told.checks).toEqual([
      ['breaks_reads_unwritten_', false, 'ERROR'],
      ['fails', false, 'ERROR'],
      ['none_above', true, 'ERROR'],
      ['unique_good_id', true, 'ERROR'],
      ['warns', false, 'WARN'],
    ]);
  }, 120_000);

  it('stops a run by SIGINT within its time, with results of what was done', () => {
    const { dir, remove: away } = copyFixture('events');
    remove = away;
    writeProject(dir, {
      'dbt_project.yml': 'name: slow\nprofile: shop\nmodel-paths: [slow]\n',
      'slow/endless.sql':
        'select count(*) as n from range(1000000000) a, range(1000000) b where a.range * b.range % 7 = 3',
      'slow/after.sql': "select * from {{ ref('endless') }}",
      'slow/tables.yml': 'models:\n  - {name: endless, config: {materialized: table}}\n',
    });
    const told = python(readers, 'interrupt_dagster.py', [dir, BIN], dir);
    expect(told.code).toBe(1);
    expect(told.events).toEqual(expect.arrayContaining(['MainKeyboardInterrupt', 'EndOfRunSummary', 'StatsLine']));
    expect(told.statuses).toEqual({ 'model.slow.endless': 'error', 'model.slow.after': 'skipped' });
  }, 120_000);
});

describe.runIf('bin' in readers)('dbt-artifacts-parser', () => {
  it('reads every artifact', () => {
    const { dir, remove: away } = copyFixture('kitchen');
    remove = away;
    const env = { DBT_PROFILES_DIR: dir };
    quern(dir, ['build'], env);
    expect(quern(dir, ['docs', 'generate'], env).code).toBe(0);
    quern(dir, ['source', 'freshness'], env);
    const read = python(readers, 'read_artifacts.py', [join(dir, 'target')], dir);
    expect(Object.keys(read)).toEqual(['catalog.json', 'manifest.json', 'run_results.json', 'sources.json']);
    for (const file of ['catalog.json', 'manifest.json', 'run_results.json'])
      expect(read[file], file).toBeGreaterThan(10);
  }, 120_000);
});

describe.runIf('bin' in cosmos)('astronomer-cosmos', () => {
  it('reads a project by ls, runs its tasks and counts warnings', () => {
    const dir = project();
    const told = python(cosmos, 'run_cosmos.py', [dir, BIN, join(dir, '.airflow')], dir);
    expect(told.codes).toEqual({ seed: 0, run: 0, test: 0 });
    expect(told.warnings).toBe(1);
    expect(told.nodes['model.events.good']).toEqual(['model', ['seed.events.people']]);
    expect(told.nodes['seed.events.people']).toEqual(['seed', []]);
  }, 120_000);
});
