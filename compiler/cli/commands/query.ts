import { QuernError } from '../../base/diagnostics.js';
import { defineCommand } from '../define-command.js';
import { nothingToQuery } from '../diagnostics.js';
import {
  introspectOption,
  projectOptions,
  targetPathOption,
  textOrJsonOption,
  threadsOption,
} from '../options/shared.js';
import { flag, integer, list, text } from '../options/spec.js';
import { runOptionsOf } from '../run-options.js';
import { rowsAsJson } from '../text/cells.js';
import { rowsAsTable } from '../text/table.js';

export default defineCommand({
  name: 'query',
  summary: 'Ask the semantic layer: metrics by dimensions, or a saved query',
  details: `Metrics, saved queries and what they are grouped by are those of the project's semantic models. The query is made for the target's warehouse and run there; --explain shows it instead.

Names are written as in saved queries: metric_time__month, customer__region, TimeDimension('metric_time', 'month').`,
  examples: [
    ['quern query --metrics revenue --group-by metric_time__month --order-by metric_time', 'revenue by month'],
    ["quern query --metrics orders --where \"{{ Dimension('customer__region') }} = 'north'\"", 'orders of a region'],
    ['quern query --saved-query monthly_growth', 'what somebody has saved'],
    ['quern query --saved-query monthly_growth --explain', 'its SQL'],
  ],
  options: {
    metrics: list('--metrics', 'NAME', 'Metrics, separated by commas'),
    groupBy: list('--group-by', 'NAME', 'What to group by, separated by commas'),
    where: list('--where', 'CONDITION', "Conditions, all of which must hold: {{ Dimension('order__size') }} = 'large'"),
    orderBy: list(
      '--order-by, --order',
      'NAME',
      "What to order by, separated by commas; 'NAME desc' for the last first",
    ),
    limit: integer('--limit', 'How many rows'),
    savedQuery: text('--saved-query', 'NAME', 'A saved query; other options come on top of it'),
    explain: flag('--explain', 'Show the SQL instead of running it'),
    ...projectOptions,
    ...targetPathOption,
    ...threadsOption,
    ...textOrJsonOption,
    ...introspectOption,
  },
  resultOnly: (options) => options.output === 'json',
  async handler(options, { openProject, emit, io }) {
    const { savedQuery, limit } = options;
    const metrics = separated(options.metrics);
    if (savedQuery === undefined && metrics.length === 0) throw new QuernError(nothingToQuery({}));
    const project = await openProject();
    const inline = await project.metricQuery({
      ...(savedQuery === undefined ? {} : { savedQuery }),
      metrics,
      groupBy: separated(options.groupBy),
      where: options.where ?? [],
      orderBy: separated(options.orderBy).map((name) => name.replace(/^(.*?)\s+desc$/i, '-$1')),
      limit: limit ?? null,
    });
    const runOptions = runOptionsOf(options, project);
    const isJson = options.output === 'json';
    if (options.explain) {
      const { results } = await project.compile({ ...runOptions, inline });
      const sql = results[0]?.compiled?.sql ?? '';
      emit({ type: 'result', kind: 'CompiledNode', text: isJson ? JSON.stringify({ sql }, null, 2) : sql });
      return { exitCode: results[0]?.compiled ? 0 : 2 };
    }
    const [report] = await project.show({ ...runOptions, inline, limit: -1 });
    const { columns, rows } = report!;
    const width = io.stdout.isTTY ? io.stdout.columns : undefined;
    emit({
      type: 'result',
      kind: 'ShowNode',
      text: isJson ? rowsAsJson(columns, rows, null) : rowsAsTable(columns, rows, width),
    });
    return { exitCode: 0 };
  },
});

/** Names between commas that are not within parentheses. */
function separated(texts: readonly string[] | undefined): string[] {
  return (texts ?? [])
    .flatMap((one) => one.split(/,(?![^(]*\))/))
    .map((one) => one.trim())
    .filter(Boolean);
}
