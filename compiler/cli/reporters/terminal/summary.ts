import type { NodeInfo, QuernEvent } from '../../../base/events.js';
import { shellQuote } from '../../command-line.js';
import { isFailure, OUTCOMES, type Tally } from '../../records/tally.js';
import { identity, renderDiagnostics } from '../../render-diagnostic.js';
import { wrap } from '../../render-frame.js';
import { withoutControls } from '../../text/width.js';
import { count, duration, listing, plural, resourceNoun } from '../../text/words.js';
import type { LineStyle } from './node-lines.js';

type NodeFinished = Extract<QuernEvent, { type: 'node-finished' }>;

export interface RunFacts {
  readonly command: string;
  readonly tally: Tally;
  readonly seconds: number;
  readonly finished: readonly NodeFinished[];
  /** How many nodes the run was to have. */
  readonly planned: number;
  readonly hints: boolean;
}

/** The end of a run: each problem in full, what was built, what was left out, what to do next. */
export function summary(facts: RunFacts, style: LineStyle): string[] {
  const { tally } = facts;
  const lines: string[] = [''];
  const problems = problemBlocks(facts, style);
  for (const block of problems) lines.push(...block.split('\n'), '');
  lines.push(...skippedLines(facts, style));
  lines.push(outcomeLine(facts, style));
  if (facts.hints && !tally.interrupted) lines.push(...nextSteps(facts, style));
  return lines;
}

function problemBlocks(facts: RunFacts, style: LineStyle): string[] {
  const { paint, columns } = style;
  const blocks: string[] = [];
  const { problems } = facts.tally;
  const ordered = [problems.filter((p) => !isFailure(p)), problems.filter(isFailure)];
  for (const group of ordered) {
    for (const [first, ...others] of sameProblems(group)) {
      const also = listing(others.map(({ node }) => withoutControls(node.name)));
      blocks.push(`${problemBlock(first!, style)}${also ? `\n  ${paint('dim', `Also the problem of ${also}`)}` : ''}`);
    }
  }
  return blocks.length > 0 ? [paint('dim', style.symbols.barLeft.repeat(Math.min(columns - 1, 60))), ...blocks] : [];
}

/** Problems that several nodes have (tests on a column that is not there) together. */
function sameProblems(events: readonly NodeFinished[]): NodeFinished[][] {
  const groups = new Map<unknown, NodeFinished[]>();
  for (const event of events) {
    const key = event.diagnostic ? identity(event.diagnostic) : event;
    const group = groups.get(key);
    if (group) group.push(event);
    else groups.set(key, [event]);
  }
  return [...groups.values()];
}

function problemBlock(event: NodeFinished, style: LineStyle): string {
  const { paint, columns } = style;
  const { node, diagnostic } = event;
  const failed = isFailure(event);
  const text = diagnostic
    ? // The line that counts belongs to a list; here is one.
      renderDiagnostics([diagnostic], { paint, width: columns - 1 })
        .split('\n')
        .slice(0, -2)
        .join('\n')
    : [
        `${paint(failed ? 'bad' : 'warn', failed ? 'error' : 'warning')}${paint('strong', `: ${resourceNoun(node.resourceType)} ${withoutControls(node.name)}`)}`,
        `  ${paint('dim', withoutControls(node.path))}`,
        ...withoutControls(event.message)
          .split('\n')
          .map((line) => `  ${line}`),
      ].join('\n');
  return node.compiledPath ? `${text}\n  ${paint('dim', `compiled SQL: ${node.compiledPath}`)}` : text;
}

const MOST_SKIPPED_NAMED = 5;

function skippedLines(facts: RunFacts, style: LineStyle): string[] {
  const skipped = facts.finished.filter((event) => event.status === 'skipped' && !isFailure(event));
  if (skipped.length === 0) return [];
  const names = skipped.filter((event) => !isTest(event.node)).map((event) => event.node.name);
  const tests = skipped.length - names.length;
  const shown = names.length > MOST_SKIPPED_NAMED ? names.slice(0, MOST_SKIPPED_NAMED - 1) : names;
  const left = names.length - shown.length;
  const items = [...shown, ...(left > 0 ? [`${left} more`] : []), ...(tests > 0 ? [count(tests, 'test')] : [])];
  const text = `Not run, because what they depend on failed: ${listing(items)}`;
  return [...wrap(text, style.columns - 1).map((line) => style.paint('dim', line)), ''];
}

function outcomeLine(facts: RunFacts, style: LineStyle): string {
  const { paint, symbols } = style;
  const { tally } = facts;
  const error = tally.failures;
  const { warn, partial } = tally.outcomes;
  const done = accomplishments(facts);
  const time = `in ${duration(facts.seconds)}`;
  if (tally.interrupted) {
    const left = facts.planned - facts.finished.filter((e) => OUTCOMES[e.status] !== 'skip').length;
    return `${paint('warn', `${symbols.warn} Stopped`)} after ${duration(facts.seconds)}${done ? `: ${done}` : ''}${left > 0 ? `; ${count(left, 'node')} not run` : ''}`;
  }
  const troubles = [
    error ? paint('bad', count(error, 'error')) : '',
    partial ? paint('warn', count(partial, 'partial success')) : '',
    warn ? paint('warn', count(warn, 'warning')) : '',
  ];
  const found = troubles.filter(Boolean).join(', ');
  if (error > 0 || partial > 0) return `${paint('bad', symbols.fail)} ${found}${done ? `; ${done}` : ''} ${time}`;
  if (facts.finished.length === 0) return `${symbols.dot} Nothing to do`;
  const noted = found ? `, with ${found}` : '';
  return `${paint('good', symbols.pass)} ${done || 'Done'} ${time}${noted}`;
}

/** `3 seeds, 2 tables and 3 views built, 20 tests passed`. */
function accomplishments(facts: RunFacts): string {
  const built = new Map<string, number>();
  let passed = 0;
  for (const event of facts.finished) {
    const outcome = OUTCOMES[event.status];
    if (outcome !== 'pass' && outcome !== 'reused') continue;
    if (isTest(event.node)) passed++;
    else built.set(nounOf(event.node), (built.get(nounOf(event.node)) ?? 0) + 1);
  }
  const things = listing([...built].map(([noun, n]) => `${n} ${n === 1 ? noun : plural(noun)}`));
  const verb = VERBS[facts.command] ?? 'built';
  return [things ? `${things} ${verb}` : '', passed > 0 ? `${count(passed, 'test')} passed` : '']
    .filter(Boolean)
    .join(', ');
}

const VERBS: Readonly<Record<string, string>> = { seed: 'loaded', 'source freshness': 'fresh' };

function nounOf(node: NodeInfo): string {
  if (node.resourceType !== 'model') return resourceNoun(node.resourceType);
  return ['view', 'table'].includes(node.materialized)
    ? node.materialized
    : `${node.materialized.replaceAll('_', ' ')} model`;
}

function isTest(node: NodeInfo): boolean {
  return node.resourceType === 'test' || node.resourceType === 'unit_test';
}

const MOST_NAMED = 3;

/** The command that repeats what failed, or a look at what was built. */
function nextSteps(facts: RunFacts, style: LineStyle): string[] {
  const failed = facts.tally.problems.filter(isFailure);
  if (failed.length > 0) {
    if (failed.length > MOST_NAMED || ['run-operation', 'source freshness'].includes(facts.command)) return [];
    const again = facts.command === 'test' ? failed.map((e) => e.node.name) : failed.map((e) => retrySelection(e.node));
    return step(
      'When it is mended',
      `quern ${facts.command} --select ${[...new Set(again)].map(shellQuote).join(' ')}`,
      style,
    );
  }
  const models = facts.finished.filter(
    (e) => e.node.resourceType === 'model' && e.status === 'success' && e.node.materialized !== 'ephemeral',
  );
  const last = models.at(-1);
  if (last) return step('To look at a result', `quern show --select ${shellQuote(last.node.name)}`, style);
  return facts.command === 'seed' ? step('To build on it', 'quern build', style) : [];
}

/** What failed and what follows it; in place of a test, the model that it tests. */
function retrySelection(node: NodeInfo): string {
  if (!isTest(node)) return `${node.name}+`;
  const tested = node.attachedNode?.split('.')[2];
  return tested ? `${tested}+` : node.name;
}

function step(when: string, command: string, style: LineStyle): string[] {
  return [`  ${style.paint('dim', `${when}:`)} ${style.paint('info', command)}`];
}
