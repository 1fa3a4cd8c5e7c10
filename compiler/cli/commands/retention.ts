import type { RetainedResult } from '../../execute/retention/types.js';
import { type CommandContext, defineCommand } from '../define-command.js';
import { projectOptions, selectionOptions, targetPathOption, textOrJsonOption } from '../options/shared.js';
import { flag, text } from '../options/spec.js';
import { selectionOf } from '../run-options.js';
import { rowsAsTable } from '../text/table.js';

export default defineCommand({
  name: 'retention',
  summary: 'Show what is older than its retention_days, and purge it',
  details:
    'Without --apply nothing is changed. Rows of models and snapshots are deleted by their retention_column, files of sources are removed; the newest stay, whatever their age, so that no high-water mark moves back. What was purged is kept in the table purges of <schema>_quern, and a full refresh that would lose such rows is refused. See docs/retention.md.',
  examples: [
    ['quern retention', 'what would go'],
    ['quern retention --apply', 'purge it'],
    ['quern retention --select tag:bronze --as-of 2026-12-31', 'what would go of one layer at the end of the year'],
  ],
  options: {
    ...selectionOptions,
    apply: flag('--apply', 'Purge'),
    asOf: text('--as-of', 'DATE', 'The day from which ages are counted; by default today, by UTC'),
    ...textOrJsonOption,
    ...projectOptions,
    ...targetPathOption,
  },
  resultOnly: (options) => options.output === 'json',
  async handler(options, context) {
    const project = await context.openProject();
    const { apply = false, asOf, output } = options;
    const report = await project.retention({
      ...selectionOf(options, project),
      apply,
      ...(asOf === undefined ? {} : { asOf }),
    });
    if (output === 'json' || report.results.length > 0) show(report.results, apply, output, context);
    return { exitCode: report.exitCode };
  },
});

const COLUMNS = ['name', 'kept_days', 'older_than', 'status', 'rows', 'files', 'of', 'oldest', 'also'];

function show(
  results: readonly RetainedResult[],
  applied: boolean,
  output: string | undefined,
  { emit, io }: CommandContext,
): void {
  const print = (text: string): void => emit({ type: 'result', kind: 'PrintEvent', text });
  if (output === 'json') {
    const told = results.map(({ diagnostic, uniqueId, ...rest }) => ({
      unique_id: uniqueId,
      ...rest,
      error: diagnostic?.message ?? null,
    }));
    print(JSON.stringify(told, null, 2));
    return;
  }
  const rows = results.map((each) => [
    each.name,
    each.days,
    each.cutoff,
    each.status,
    each.rows,
    each.files,
    each.total,
    each.oldest,
    [...each.settings, ...(each.readers.length > 0 ? [`lost to ${each.readers.join(', ')}, too`] : [])].join('; ') ||
      null,
  ]);
  const columns = COLUMNS.map((name) => ({ name, dataType: 'text' }));
  print(rowsAsTable(columns, rows, io.stdout.isTTY ? io.stdout.columns : undefined));
  if (!applied && results.some(({ status }) => status === 'expired'))
    emit({ type: 'note', message: 'Nothing was changed: --apply purges' });
}
