import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The DuckDB that quern has reads files of this line. */
const REQUIREMENTS = ['dbt-core>=1.12,<1.12.1', 'dbt-duckdb', 'duckdb<2'];
const CACHE = join(import.meta.dirname, '../../node_modules/.cache/dbt');

export type Dbt = { readonly command: string } | { readonly missing: string };

/** dbt-core to compare with: $DBT, or an environment of our own, made once where there is Python. Throws if $DBT does not run. */
export function findDbt(): Dbt {
  const given = process.env.DBT;
  if (given && !works(given)) throw new Error(`$DBT is ${given}, which does not run.`);
  if (given) return { command: given };
  const own = join(CACHE, 'bin/dbt');
  if (works(own)) return { command: own };
  const python = ['python3', 'python'].find((name) => spawnSync(name, ['-c', 'import venv, ensurepip']).status === 0);
  if (!python) return { missing: 'there is no Python with venv on PATH' };
  return install(python) ?? { command: own };
}

/** Makes the environment in its place: an environment knows its own path. One that is not finished is taken away. */
function install(python: string): { readonly missing: string } | undefined {
  const stale = `${CACHE}.stale-${process.pid}`;
  if (existsSync(CACHE)) renameSync(CACHE, stale);
  rmSync(stale, { recursive: true, force: true });
  mkdirSync(join(CACHE, '..'), { recursive: true });
  const steps = [
    [python, '-m', 'venv', CACHE],
    [
      join(CACHE, 'bin/python'),
      '-m',
      'pip',
      'install',
      '--quiet',
      '--retries=1',
      '--timeout=10',
      '--only-binary',
      ':all:',
      ...REQUIREMENTS,
    ],
  ];
  for (const [program, ...args] of steps) {
    const result = spawnSync(program!, args, { encoding: 'utf8', timeout: 300_000 });
    if (result.status === 0) continue;
    rmSync(CACHE, { recursive: true, force: true });
    const said = `${result.error ?? ''}${result.stderr ?? ''}`.trim().split('\n').at(-1);
    return { missing: `dbt-core could not be installed: ${said}` };
  }
  return undefined;
}

function works(command: string): boolean {
  return spawnSync(command, ['--version']).status === 0;
}
