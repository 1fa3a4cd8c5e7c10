import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type PythonEnvironment, pythonEnvironment } from '../python.js';

/** Tools that drive dbt or read what it leaves, as they are published. */
export const READERS = ['dagster-dbt==0.29.27', 'dbt-artifacts-parser==0.15.0', 'python-dateutil'];
export const COSMOS = ['astronomer-cosmos==1.15.1', 'apache-airflow==3.3.2'];

export const readers = (): PythonEnvironment => environment('tools', READERS, 'dagster_dbt, dbt_artifacts_parser');
export const cosmos = (): PythonEnvironment => environment('cosmos', COSMOS, 'cosmos');

function environment(name: string, requirements: readonly string[], modules: string): PythonEnvironment {
  const found = pythonEnvironment(
    name,
    requirements,
    (bin) => spawnSync(join(bin, 'python'), ['-c', `import ${modules}`]).status === 0,
  );
  if ('missing' in found) console.warn(`\n!! NOT TRIED WITH ${requirements[0]}: ${found.missing}.\n`);
  return found;
}

/** The JSON of the last line that a script of this folder has printed. */
export function python(
  environment: PythonEnvironment,
  script: string,
  args: readonly string[],
  dir: string,
  env: Readonly<Record<string, string>> = {},
) {
  const bin = 'bin' in environment ? environment.bin : '';
  const result = spawnSync(join(bin, 'python'), [join(import.meta.dirname, script), ...args], {
    cwd: dir,
    encoding: 'utf8',
    timeout: 600_000,
    maxBuffer: 1 << 28,
    env: { ...process.env, DBT_PROFILES_DIR: dir, NO_COLOR: '1', ...env },
  });
  expect(result.status, result.stderr.slice(-3000)).toBe(0);
  return JSON.parse(result.stdout.trim().split('\n').at(-1)!);
}
