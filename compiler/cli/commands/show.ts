import { QuernError } from '../../base/diagnostics.js';
import type { ShowReport } from '../../project.js';
import { defineCommand } from '../define-command.js';
import { nothingToShow } from '../diagnostics.js';
import {
  fullRefreshOption,
  introspectOption,
  nodeOptions,
  sqlparseOption,
  textOrJsonOption,
} from '../options/shared.js';
import { integer, text } from '../options/spec.js';
import { runOptionsOf } from '../run-options.js';
import { rowsAsJson } from '../text/cells.js';
import { rowsAsTable } from '../text/table.js';

const STANDARD_LIMIT = 5;

export default defineCommand({
  name: 'show',
  summary: 'Run the query of a node, or one given inline, and show its first rows',
  examples: [
    ['quern show --select orders', 'the first five rows of a model, computed now'],
    ['quern show --inline "select count(*) from {{ ref(\'orders\') }}"', 'the answer to a question'],
  ],
  options: {
    ...nodeOptions,
    inline: text('--inline', 'SQL', 'Show the rows of this SQL; Jinja is rendered'),
    inlineDirect: text('--inline-direct', 'SQL', 'Show the rows of this SQL as it is', { hidden: true }),
    limit: integer('--limit', 'How many rows; -1 for all', { standard: STANDARD_LIMIT }),
    ...textOrJsonOption,
    ...fullRefreshOption,
    ...introspectOption,
    ...sqlparseOption,
  },
  resultOnly: (options) => options.output === 'json',
  async handler(options, { openProject, emit, io }) {
    const { inline, inlineDirect } = options;
    const selected = [options.select, options.exclude, options.selector].some((value) => value !== undefined);
    if (inline === undefined && inlineDirect === undefined && !selected) throw new QuernError(nothingToShow({}));
    const project = await openProject();
    const reports = await project.show({
      ...runOptionsOf(options, project),
      ...(inline === undefined ? {} : { inline }),
      ...(inlineDirect === undefined ? {} : { inlineDirect }),
      limit: options.limit ?? STANDARD_LIMIT,
    });
    if (reports.length === 0)
      emit({ type: 'note', message: 'Nothing to show: no model, seed, snapshot, test or analysis is selected' });
    const columns = io.stdout.isTTY ? io.stdout.columns : undefined;
    for (const report of reports)
      emit(resultOf(report, options.output === 'json', columns, project.config.flags.quiet));
    return { exitCode: 0 };
  },
});

function resultOf(report: ShowReport, asJson: boolean, columns: number | undefined, quiet: boolean) {
  const rows = asJson
    ? rowsAsJson(report.columns, report.rows, report.inline ? null : report.name)
    : rowsAsTable(report.columns, report.rows, columns);
  const heading = report.inline ? 'Previewing inline node:' : `Previewing node '${report.name}':`;
  return {
    type: 'result',
    kind: 'ShowNode',
    text: rows,
    ...(asJson ? {} : { heading }),
    data: {
      node_name: report.inline ? '' : report.name,
      preview: `${rows}\n`,
      is_inline: report.inline,
      quiet,
      output_format: asJson ? 'json' : 'text',
      unique_id: report.uniqueId ?? '',
    },
  } as const;
}
