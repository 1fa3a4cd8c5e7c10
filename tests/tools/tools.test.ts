import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { BIN, copyFixture, quern } from '../e2e/cli.js';
import { writeProject } from '../e2e/project.js';
import { type PythonEnvironment, pythonEnvironment } from '../python.js';

/** Tools that drive dbt or read what it leaves, as they are published. */
const readers = environment(
  'tools',
  ['dagster-dbt==0.29.27', 'dbt-artifacts-parser==0.15.0', 'python-dateutil'],
  'dagster_dbt, dbt_artifacts_parser',
);
const cosmos = environment('cosmos', ['astronomer-cosmos==1.15.1', 'apache-airflow==3.3.2'], 'cosmos');

function environment(name: string, requirements: readonly string[], modules: string): PythonEnvironment {
  const found = pythonEnvironment(
    name,
    requirements,
    (bin) => spawnSync(join(bin, 'python'), ['-c', `import ${modules}`]).status === 0,
  );
  if ('missing' in found) console.warn(`\n!! NOT TRIED WITH ${requirements[0]}: ${found.missing}.\n`);
  return found;
}

/** The JSON of a script's last line. */
function python(environment: PythonEnvironment, script: string, args: readonly string[], dir: string) {
  const bin = 'bin' in environment ? environment.bin : '';
  const result = spawnSync(join(bin, 'python'), [join(import.meta.dirname, script), ...args], {
    cwd: dir,
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 1 << 28,
    env: { ...process.env, DBT_PROFILES_DIR: dir, NO_COLOR: '1' },
  });
  expect(result.status, result.stderr.slice(-3000)).toBe(0);
  return JSON.parse(result.stdout.trim().split('\n').at(-1)!);
}

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
