import type { QuernEvent } from '../../base/events.js';
import type { Tone } from '../text/style.js';
import type { Draft } from './draft.js';
import { EMPTY_LINE, progressLine } from './draft.js';
import { nodeInfo } from './node-info.js';
import { OUTCOMES } from './tally.js';

type HookStarted = Extract<QuernEvent, { type: 'hook-started' }>;
type HookFinished = Extract<QuernEvent, { type: 'hook-finished' }>;

/** What ends a run begins with an empty line; what starts one ends with one. */
export function hookStarted({ node, kind, name, index, total }: HookStarted, width: number, now: Date): Draft[] {
  const line: Draft = {
    name: 'LogHookStartLine',
    message: progressLine(index, total, `START hook: ${name}`, 'RUN', width),
    data: () => ({ index, node_info: nodeInfo(node, 'started', now), statement: name, total }),
  };
  return kind === 'on-run-end' && index === 1 ? [EMPTY_LINE, line] : [line];
}

export function hookFinished(event: HookFinished, width: number, now: Date): Draft[] {
  const { node, kind, name, index, total, seconds, status } = event;
  const outcome = OUTCOMES[status];
  const word = outcome === 'pass' ? 'OK' : outcome === 'skip' ? 'SKIP' : 'ERROR';
  const tone: Tone = outcome === 'pass' ? 'good' : outcome === 'skip' ? 'warn' : 'bad';
  const started = new Date(now.getTime() - seconds * 1000);
  const line: Draft = {
    name: 'LogHookEndLine',
    message: progressLine(index, total, `${word} hook: ${name}`, word, width, seconds),
    data: () => ({
      execution_time: seconds,
      index,
      node_info: nodeInfo(node, status, started, now),
      statement: name,
      status,
      total,
    }),
    accent: { text: word, tone },
  };
  return kind === 'on-run-start' && index === total ? [line, EMPTY_LINE] : [line];
}
