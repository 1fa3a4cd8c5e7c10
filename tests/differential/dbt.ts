import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pythonEnvironment } from '../python.js';

/** The DuckDB that quern has reads files of this line. */
const REQUIREMENTS = ['dbt-core>=1.12,<1.12.1', 'dbt-duckdb', 'duckdb<2'];

export type Dbt = { readonly command: string } | { readonly missing: string };

/** dbt-core to compare with: $DBT, or an environment of our own, made once where there is Python. Throws if $DBT does not run. */
export function findDbt(): Dbt {
  const given = process.env.DBT;
  if (given && !works(given)) throw new Error(`$DBT is ${given}, which does not run.`);
  if (given) return { command: given };
  const environment = pythonEnvironment('dbt', REQUIREMENTS, (bin) => works(join(bin, 'dbt')));
  return 'missing' in environment ? environment : { command: join(environment.bin, 'dbt') };
}

function works(command: string): boolean {
  return spawnSync(command, ['--version']).status === 0;
}
