import type { QuernEvent } from '../../base/events.js';
import { type Draft, progressLine } from './draft.js';
import { nodeInfo } from './node-info.js';
import { OUTCOMES } from './tally.js';

type BatchStarted = Extract<QuernEvent, { type: 'batch-started' }>;
type BatchFinished = Extract<QuernEvent, { type: 'batch-finished' }>;

/** `Batch 1 of 3 START batch 2024-01-31 of main.orders`. */
export function batchStartLine(event: BatchStarted, width: number, now: Date): Draft {
  const { node, index, total, threadId: thread } = event;
  const description = describeBatch(event);
  return {
    name: 'LogStartBatch',
    message: `Batch ${progressLine(index, total, `START ${description}`, 'RUN', width)}`,
    data: () => ({ description, batch_index: index, total_batches: total, node_info: nodeInfo(node, 'started', now) }),
    thread,
  };
}

export function batchFinishLine(event: BatchFinished, width: number, now: Date): Draft {
  const { node, index, total, status, seconds, message, threadId: thread } = event;
  const description = describeBatch(event);
  const outcome = OUTCOMES[status];
  const skipped = outcome === 'skip';
  const failed = outcome === 'error';
  const verb = failed ? 'ERROR creating' : skipped ? 'SKIP' : 'OK created';
  const shown = failed ? 'ERROR' : skipped ? 'SKIP' : message || 'OK';
  const line = progressLine(index, total, `${verb} ${description}`, shown, width, skipped ? undefined : seconds);
  const started = new Date(now.getTime() - seconds * 1000);
  return {
    name: 'LogBatchResult',
    message: `Batch ${line}`,
    data: () => ({
      description,
      status: failed || skipped ? status : shown,
      batch_index: index,
      total_batches: total,
      execution_time: seconds,
      node_info: nodeInfo(node, status, started, now),
    }),
    thread,
    ...(failed ? { level: 'error' as const } : {}),
    accent: { text: shown, tone: failed ? 'bad' : skipped ? 'warn' : 'good' },
  };
}

function describeBatch({ batch, node }: BatchStarted | BatchFinished): string {
  return `batch ${batch} of ${node.displayName}`;
}
