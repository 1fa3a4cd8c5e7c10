import type { StagedSource } from '../../execute/staging/types.js';
import { defineCommand } from '../define-command.js';
import { fullRefreshOption, projectOptions, selectionOptions, targetPathOption } from '../options/shared.js';
import { flag } from '../options/spec.js';
import { selectionOf } from '../run-options.js';
import { rowsAsTable } from '../text/table.js';

export default defineCommand({
  name: 'source stage',
  summary: 'Take new, changed and removed files of sources into the warehouse',
  details:
    'Sources are files where their config has an external_location. By warehouse, the rows of new files go into tables, files into stages, or external tables are made; where files are read in place there is nothing to do. Each file is taken once: what was taken is kept in the table staged_files of <schema>_quern.',
  examples: [
    ['quern source stage', 'every source that is files'],
    ['quern source stage --select source:lake.orders --dry-run', 'what would be taken for one'],
    ['quern source stage --full-refresh', 'everything again'],
  ],
  options: {
    ...selectionOptions,
    ...fullRefreshOption,
    dryRun: flag('--dry-run', 'Say which files would be taken, and change nothing'),
    checksum: flag('--checksum', 'Look into every file, also into those whose size and time are those of before'),
    ...projectOptions,
    ...targetPathOption,
  },
  async handler(options, { openProject, emit }) {
    const project = await openProject();
    const report = await project.stage({
      ...selectionOf(options, project),
      fullRefresh: project.config.flags.fullRefresh,
      dryRun: options.dryRun ?? false,
      checksum: options.checksum ?? false,
    });
    if (report.sources.length > 0) emit({ type: 'result', kind: 'PrintEvent', text: tableOf(report.sources) });
    return { exitCode: report.exitCode };
  },
});

const COLUMNS = ['source', 'status', 'new', 'changed', 'removed', 'unchanged', 'rows', 'seconds'];

function tableOf(sources: readonly StagedSource[]): string {
  const rows = sources.map((s) => [
    `${s.source.sourceName}.${s.source.name}`,
    s.status,
    s.added,
    s.changed,
    s.removed,
    s.unchanged,
    s.rows,
    { decimal: s.seconds.toFixed(1) },
  ]);
  return rowsAsTable(
    COLUMNS.map((name) => ({ name, dataType: 'text' })),
    rows,
  );
}
