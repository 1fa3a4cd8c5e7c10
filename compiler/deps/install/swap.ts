import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { QuernError } from '../../base/diagnostics.js';
import { unsafeFolder } from '../diagnostics.js';
import { realPath, type Workspace } from './workspace.js';

/** Puts a folder of packages in the place of the former one as a whole; if that fails, the former one is where it was. */
export function swapIn(made: string, installPath: string, workspace: Workspace): void {
  const place = realPath(installPath);
  const old = workspace.next('old');
  try {
    if (existsSync(place)) renameSync(place, old);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EBUSY' && code !== 'EXDEV') throw error;
    // A folder that is mounted stays where it is.
    replaceContents(made, place);
    return;
  }
  try {
    renameSync(made, place);
  } catch (error) {
    if (existsSync(old)) renameSync(old, place);
    throw error;
  }
}

function replaceContents(made: string, place: string): void {
  mkdirSync(place, { recursive: true });
  for (const name of readdirSync(place)) rmSync(join(place, name), { recursive: true, force: true });
  for (const name of readdirSync(made))
    cpSync(join(made, name), join(place, name), { recursive: true, verbatimSymlinks: true });
}

/** Throws QuernError if the folder of packages holds the project itself: all that stands in it is deleted. */
export function checkInstallPath(installPath: string, root: string): void {
  if (!existsSync(dirname(installPath))) return;
  const place = realPath(installPath);
  const from = relative(place, realPath(root));
  const holdsRoot = from === '' || !(from === '..' || from.startsWith(`..${sep}`));
  const isProject = ['dbt_project.yml', 'project.yml'].some((file) => existsSync(join(place, file)));
  if (holdsRoot || isProject) throw new QuernError(unsafeFolder({ path: installPath }));
}
