import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { QuernError } from '../../base/diagnostics.js';
import { noProjectFile } from '../diagnostics.js';
import { displayPath, isFile } from '../files.js';
import { environmentText } from '../flags.js';
import type { Invocation } from '../types.js';

/** Names of a project file; the native one first. */
export const PROJECT_FILES = ['project.yml', 'dbt_project.yml'] as const;

/** The project file of a folder. A `project.yml` without a `name:` beside a dbt_project.yml belongs to something else. */
export function projectFileIn(folder: string, isNative: (path: string) => boolean): string | undefined {
  const [native, dbt] = PROJECT_FILES.map((name) => join(folder, name)) as [string, string];
  const hasDbt = isFile(dbt);
  if (isFile(native) && (!hasDbt || isNative(native))) return native;
  return hasDbt ? dbt : undefined;
}

/**
 * The folder of the project: --project-dir, `DBT_PROJECT_DIR`, or else the nearest folder with a project file among the current one and
 * those above it. Throws QuernError if there is none.
 */
export function findProjectRoot(invocation: Invocation, env: Invocation['env']): string {
  const option = invocation.options.projectDir;
  const given = typeof option === 'string' && option !== '' ? option : environmentText('project_dir', env)?.value;
  if (given) {
    const root = resolve(invocation.cwd, given);
    if (hasProjectFile(root)) return root;
    const found = statSync(root, { throwIfNoEntry: false });
    throw new QuernError(
      noProjectFile({ folder: root, given: found?.isDirectory() ? 'folder' : found ? 'file' : 'missing' }),
    );
  }
  for (let folder = invocation.cwd; ; folder = dirname(folder)) {
    if (hasProjectFile(folder)) return folder;
    if (dirname(folder) === folder) break;
  }
  throw new QuernError(noProjectFile({ folder: invocation.cwd, near: projectBelow(invocation.cwd) }));
}

function hasProjectFile(folder: string): boolean {
  return PROJECT_FILES.some((name) => existsSync(join(folder, name)));
}

/** A project in a folder just below, for a hint. */
function projectBelow(folder: string): string | undefined {
  try {
    const found = readdirSync(folder, { withFileTypes: true }).find(
      (entry) => entry.isDirectory() && !entry.name.startsWith('.') && hasProjectFile(join(folder, entry.name)),
    );
    return found && displayPath(folder, join(folder, found.name));
  } catch {
    return undefined;
  }
}
