import { join, resolve } from 'node:path';
import { noPreviousRun } from '../artifacts/previous/diagnostics.js';
import { type PreviousRun, readPreviousRun } from '../artifacts/previous/run.js';
import { QuernError } from '../base/diagnostics.js';
import type { ProjectConfig } from '../config/types.js';
import type { BatchResults } from '../execute/types.js';

/** What is left to do of an earlier run. */
export interface Remainder {
  readonly run: PreviousRun;
  readonly ids: readonly string[];
  /** Of models that are run by batches, those of which some succeeded. */
  readonly batches: ReadonlyMap<string, BatchResults>;
}

const RETRIED: ReadonlySet<string> = new Set(['error', 'fail', 'skipped', 'runtime error', 'partial success']);

/** What the latest run has left undone: that of `--state`, else of the target folder. Throws a QuernError if there was none. */
export function remainderOf({ root, flags }: ProjectConfig): Remainder {
  const folder = flags.state === null ? root.targetPath : resolve(root.root, flags.state);
  const shown = flags.state ?? shownIn(root.root, folder);
  const run = readPreviousRun(
    [join(folder, 'run_results.json'), join(shown, 'run_results.json')],
    join(folder, 'journal.jsonl'),
  );
  if (!run) throw new QuernError(noPreviousRun({ folder: shown }));
  const isLeft = (status: string | undefined) =>
    status === undefined || RETRIED.has(status) || (flags.warnError && status === 'warn');
  // Hooks run with every run.
  const counts = (id: string) => run.command === 'run-operation' || !id.startsWith('operation.');
  const ids = [...run.statuses].flatMap(([id, status]) => (isLeft(status) && counts(id) ? [id] : []));
  const batches = [...run.batches].filter(
    ([id, { successful, failed }]) => ids.includes(id) && successful.length > 0 && failed.length > 0,
  );
  return { run, ids, batches: new Map(batches) };
}

function shownIn(root: string, folder: string): string {
  return folder.startsWith(`${root}/`) ? folder.slice(root.length + 1) : folder;
}
