import { existsSync, rmSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { QuernError } from '../../base/diagnostics.js';
import type { PackageConfig } from '../../config/types.js';
import { defineCommand } from '../define-command.js';
import { cleanOfSources, unsafeClean } from '../diagnostics.js';
import { projectOptions, targetPathOption } from '../options/shared.js';
import { toggle } from '../options/spec.js';

export default defineCommand({
  name: 'clean',
  summary: "Delete what quern has written: the project's clean-targets",
  options: {
    cleanProjectFilesOnly: toggle('--clean-project-files-only', 'Refuse to delete anything outside the project', {
      env: 'CLEAN_PROJECT_FILES_ONLY',
      standard: true,
    }),
    ...projectOptions,
    ...targetPathOption,
  },
  async handler(options, { services, invocation, emit }) {
    const { root } = await services.loadConfig(invocation, false);
    const targets = root.cleanTargets.map((target) => resolve(root.root, target));
    // Everything is checked before anything is deleted.
    const outside = targets.filter((path) => !isInside(path, root.root));
    if (outside.length > 0 && (options.cleanProjectFilesOnly ?? true))
      throw new QuernError(unsafeClean({ paths: outside }));
    const sources = targets.filter((path) => holdsSources(path, root));
    if (sources.length > 0)
      throw new QuernError(cleanOfSources({ paths: sources.map((path) => relative(root.root, path) || '.') }));
    let cleaned = 0;
    for (const path of targets) {
      const shown = relative(invocation.cwd, path) || path;
      if (!existsSync(path)) continue;
      rmSync(path, { recursive: true, force: true });
      emit({ type: 'note', message: `Cleaned ${shown}`, name: 'ConfirmCleanPath', path });
      cleaned++;
    }
    emit(
      cleaned > 0
        ? { type: 'note', message: 'Finished cleaning all paths.', name: 'FinishedCleanPaths' }
        : { type: 'note', message: 'Nothing to clean.' },
    );
    return { exitCode: 0 };
  },
});

function isInside(path: string, folder: string): boolean {
  return path !== folder && path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Whether deleting a path would delete the project's own files, the project itself included. */
function holdsSources(path: string, root: PackageConfig): boolean {
  const { paths } = root;
  const folders = [
    ...paths.models,
    ...paths.seeds,
    ...paths.macros,
    ...paths.tests,
    ...paths.analyses,
    ...paths.snapshots,
  ].map((p) => resolve(root.root, p));
  return (
    path === root.root ||
    isInside(root.root, path) ||
    folders.some((folder) => folder === path || isInside(folder, path) || isInside(path, folder))
  );
}
