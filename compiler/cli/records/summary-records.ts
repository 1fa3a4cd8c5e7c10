import type { Diagnostic } from '../../base/diagnostics.js';
import type { QuernEvent } from '../../base/events.js';
import { identity, renderDiagnostic } from '../render-diagnostic.js';
import type { Tone } from '../text/style.js';
import { count, plural } from '../text/words.js';
import { type Draft, EMPTY_LINE } from './draft.js';
import { nodeInfo } from './node-info.js';
import { isFailure, type Tally } from './tally.js';

type NodeFinished = Extract<QuernEvent, { type: 'node-finished' }>;

const NOTHING_TO_DO: Draft = {
  name: 'NothingToDo',
  message: 'Nothing to do. Try checking your model configs and model specification args',
};
/** The end of `source freshness`, which has no counts. */
const CHECKED: Draft = { name: 'FreshnessCheckComplete', message: 'Done.' };

/** The end of a run in dbt's words: counts, each problem, the line that tools look for. */
export function summaryRecords(tally: Tally, seconds: number, command: string): Draft[] {
  const kinds = tally
    .sortedKinds()
    .map(({ n, noun }) => `${n} ${n === 1 ? noun : plural(noun)}`)
    .join(', ');
  const isFreshness = command === 'source freshness';
  if (tally.total === 0 && !tally.interrupted) return isFreshness ? [NOTHING_TO_DO, CHECKED] : [NOTHING_TO_DO];
  const execution = ` in ${inWords(seconds)}`;
  return [
    EMPTY_LINE,
    {
      name: 'FinishedRunningStats',
      message: `Finished running ${kinds}${execution} (${seconds.toFixed(2)}s).`,
      data: { stat_line: kinds, execution, execution_time: seconds },
    },
    EMPTY_LINE,
    ...(isFreshness
      ? [...problemsOf(tally), CHECKED]
      : [endOfRun(tally), ...problemsOf(tally), EMPTY_LINE, statsLine(tally)]),
  ];
}

function inWords(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return `${hours} hours ${minutes} minutes and ${(seconds % 60).toFixed(2)} seconds`;
}

function endOfRun(tally: Tally): Draft {
  const error = tally.failures;
  const { warn, partial } = tally.outcomes;
  const partials = `${partial} partial ${partial === 1 ? 'success' : 'successes'}`;
  const warnings = count(warn, 'warning');
  const [message, tone]: [string, Tone] = tally.interrupted
    ? ['Exited because of keyboard interrupt', 'warn']
    : error > 0
      ? [`Completed with ${count(error, 'error')}, ${partials}, and ${warnings}:`, 'bad']
      : partial > 0
        ? [`Completed with ${partials} and ${warnings}`, 'warn']
        : warn > 0
          ? [`Completed with ${warnings}:`, 'warn']
          : ['Completed successfully', 'good'];
  return {
    name: 'EndOfRunSummary',
    message,
    accent: { text: message, tone },
    data: {
      keyboard_interrupt: tally.interrupted,
      num_errors: error,
      num_partial_success: partial,
      num_warnings: warn,
    },
  };
}

/** Each problem in full; one that several nodes have (tests on a column that is not there) only with the first of them. */
function problemsOf({ problems }: Tally): Draft[] {
  const told = new Map<string, string>();
  const errorsFirst = [...problems.filter(isFailure), ...problems.filter((event) => !isFailure(event))];
  return errorsFirst.flatMap((event) => {
    const key = event.diagnostic && identity(event.diagnostic);
    const earlier = key === undefined ? undefined : told.get(key);
    if (key !== undefined && earlier === undefined) told.set(key, event.node.name);
    return problemRecords(event, earlier);
  });
}

function problemRecords(event: NodeFinished, sameAs: string | undefined): Draft[] {
  const { node, diagnostic } = event;
  const failed = isFailure(event);
  const info = nodeInfo(node, 'None');
  const tag = failed ? 'ERROR' : 'WARNING';
  const records: Draft[] = [
    EMPTY_LINE,
    {
      name: failed ? 'RunResultFailure' : 'RunResultWarning',
      message: `[${tag}]: in ${node.resourceType} ${node.name} (${node.path})`,
      accent: { text: tag, tone: failed ? 'bad' : 'warn' },
      data: { node_info: info, node_name: node.name, path: node.path, resource_type: node.resourceType },
    },
  ];
  const name = failed ? 'RunResultError' : 'RunResultWarningMessage';
  const data = { msg: event.message, node_info: info };
  // The diagnostic says what the message says, and where; of the message only the family of the error is left to tell.
  const family = /^\w+ Error\b.*/.exec(event.message)?.[0];
  if (!diagnostic) records.push({ name, data, message: indented(event.message) });
  else
    records.push({
      name,
      data,
      message: indented(`${family ? `${family}\n` : ''}${explained(diagnostic, sameAs)}`),
      diagnostic,
    });
  if (node.compiledPath) {
    records.push(EMPTY_LINE, {
      name: 'SQLCompiledPath',
      message: `  compiled code at ${node.compiledPath}`,
      data: { path: node.compiledPath, node_info: info },
    });
  }
  return records;
}

function explained(diagnostic: Diagnostic, sameAs: string | undefined): string {
  return sameAs === undefined
    ? renderDiagnostic(diagnostic)
    : `${diagnostic.message}: the same problem as that of ${sameAs}`;
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => (line ? `  ${line}` : line))
    .join('\n');
}

function statsLine(tally: Tally): Draft {
  const { pass, warn, error, partial, skip, noop, reused } = tally.outcomes;
  const { total } = tally;
  return {
    name: 'StatsLine',
    message: `Done. PASS=${pass} WARN=${warn} ERROR=${error + partial} SKIP=${skip} NO-OP=${noop} REUSED=${reused} TOTAL=${total}`,
    data: { stats: { pass, warn, error: error + partial, skip, noop, reused, total } },
  };
}
