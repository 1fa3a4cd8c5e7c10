import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const CACHE = join(import.meta.dirname, '../node_modules/.cache');

/** A Python environment's `bin` folder, or why there is none on this machine. */
export type PythonEnvironment = { readonly bin: string } | { readonly missing: string };

/**
 * An environment of Python packages for a suite, made once where there is Python and a package index, and kept as long as its
 * requirements are the same. Source distributions are not built.
 *
 * @param works whether an environment in this `bin` folder does what the suite needs
 */
export function pythonEnvironment(
  name: string,
  requirements: readonly string[],
  works: (bin: string) => boolean,
): PythonEnvironment {
  const digest = createHash('sha256').update(requirements.join('\n')).digest('hex').slice(0, 8);
  const folder = join(CACHE, `${name}-${digest}`);
  const bin = join(folder, 'bin');
  if (works(bin)) return { bin };
  const python = ['python3', 'python'].find(
    (command) => spawnSync(command, ['-c', 'import venv, ensurepip']).status === 0,
  );
  if (!python) return { missing: 'there is no Python with venv on PATH' };
  return install(python, folder, requirements) ?? { bin };
}

/** Makes the environment in its place: an environment knows its own path. One that is not finished is taken away. */
function install(
  python: string,
  folder: string,
  requirements: readonly string[],
): { readonly missing: string } | undefined {
  const stale = `${folder}.stale-${process.pid}`;
  if (existsSync(folder)) renameSync(folder, stale);
  rmSync(stale, { recursive: true, force: true });
  mkdirSync(CACHE, { recursive: true });
  const pip = ['-m', 'pip', 'install', '--quiet', '--retries=1', '--timeout=10', '--only-binary', ':all:'];
  const steps = [
    [python, '-m', 'venv', folder],
    [join(folder, 'bin/python'), ...pip, ...requirements],
  ];
  for (const [program, ...args] of steps) {
    const result = spawnSync(program!, args, { encoding: 'utf8', timeout: 300_000 });
    if (result.status === 0) continue;
    rmSync(folder, { recursive: true, force: true });
    const said = `${result.error ?? ''}${result.stderr ?? ''}`.trim().split('\n').at(-1);
    return { missing: `${requirements[0]} could not be installed: ${said}` };
  }
  return undefined;
}
