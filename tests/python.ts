import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
  // Test files run side by side, and several want the same environment.
  return alone(`${folder}.lock`, () => (works(bin) ? { bin } : (install(python, folder, requirements) ?? { bin })));
}

/** Does something that only one process may do at a time; the lock of one that has died is nobody's. */
function alone<T>(lock: string, what: () => T): T {
  mkdirSync(CACHE, { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (!holderOf(lock)) rmSync(lock, { force: true });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  try {
    return what();
  } finally {
    rmSync(lock, { force: true });
  }
}

function holderOf(lock: string): boolean {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    // A lock that was made this very moment has nothing in it yet.
    if (pid > 0) process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
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
