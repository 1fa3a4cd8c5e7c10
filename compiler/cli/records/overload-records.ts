import type { QuernEvent } from '../../base/events.js';
import { type Draft, progressLine } from './draft.js';
import { nodeInfo } from './node-info.js';

type Started = Extract<QuernEvent, { type: 'overload-started' }>;
type Finished = Extract<QuernEvent, { type: 'overload-finished' }>;

function describe({ node, overload }: Started | Finished): string {
  return `function ${node.name} overload ${overload}`;
}

/** `Overload 1 of 2 START function net overload net_of_text`. */
export function overloadStartLine(event: Started, width: number, now: Date): Draft {
  const { node, index, total, threadId: thread } = event;
  const description = describe(event);
  return {
    name: 'LogStartOverload',
    message: `Overload ${progressLine(index, total, `START ${description}`, 'RUN', width)}`,
    data: () => ({
      description,
      overload_index: index,
      total_overloads: total,
      node_info: nodeInfo(node, 'started', now),
    }),
    thread,
  };
}

export function overloadFinishLine(event: Finished, width: number, now: Date): Draft {
  const { node, index, total, status, seconds, message, threadId: thread } = event;
  const failed = status === 'error';
  const description = failed ? `${describe(event)}: ${message}` : describe(event);
  const shown = status.toUpperCase();
  const text = `${failed ? 'ERROR creating' : 'OK created'} ${describe(event)}`;
  return {
    name: 'LogOverloadResult',
    message: `Overload ${progressLine(index, total, text, shown, width, seconds)}`,
    data: () => ({
      description,
      status,
      overload_index: index,
      total_overloads: total,
      execution_time: seconds,
      node_info: nodeInfo(node, status, new Date(now.getTime() - seconds * 1000), now),
    }),
    thread,
    ...(failed ? { level: 'error' as const } : {}),
    accent: { text: shown, tone: failed ? 'bad' : 'good' },
  };
}
