import type { NodeInfo, QuernEvent } from '../../base/events.js';
import type { Tone } from '../text/style.js';
import { resourceNoun } from '../text/words.js';
import type { EventName } from './codes.js';
import type { Level, LogRecord } from './record.js';
import { OUTCOMES } from './tally.js';

type NodeStarted = Extract<QuernEvent, { type: 'node-started' }>;
type NodeFinished = Extract<QuernEvent, { type: 'node-finished' }>;
type BatchStarted = Extract<QuernEvent, { type: 'batch-started' }>;
type BatchFinished = Extract<QuernEvent, { type: 'batch-finished' }>;
type HookFinished = Extract<QuernEvent, { type: 'hook-finished' }>;

/** A record without what every record has; the translator adds it. */
export type Draft = { readonly name: EventName; readonly code?: never } & Partial<
  Omit<LogRecord, 'name' | 'code' | 'time'>
>;

/** dbt's line of progress: `1 of 5 OK created sql table model main.orders ........ [OK in 0.05s]`. */
export function progressLine(
  index: number,
  total: number,
  text: string,
  status: string,
  width: number,
  seconds?: number,
): string {
  const left = `${index} of ${total} ${text} `.padEnd(width, '.');
  return `${left} [${status}${seconds === undefined ? '' : ` in ${seconds.toFixed(2)}s`}]`;
}

/** What a node is called in a line of progress. */
export function describeNode(node: NodeInfo): string {
  switch (node.resourceType) {
    case 'model':
      return `${node.language ?? 'sql'} ${node.microbatch ? 'microbatch' : node.materialized} model ${node.displayName}`;
    case 'seed':
      return `seed file ${node.displayName}`;
    case 'test':
      return `test ${node.name}`;
    case 'source':
      return `freshness of ${node.displayName}`;
    default:
      return `${node.resourceType} ${node.displayName}`;
  }
}

export function isoMicros(date: Date): string {
  return `${date.toISOString().slice(0, -1)}000`;
}

/** dbt's `node_info`. */
export function nodeInfo(node: NodeInfo, status: string, started?: Date, finished?: Date): Record<string, unknown> {
  return {
    materialized: node.materialized,
    meta: node.meta ?? {},
    node_checksum: node.checksum ?? '',
    node_finished_at: finished ? isoMicros(finished) : '',
    node_name: node.name,
    node_path: node.path,
    node_relation: {
      alias: node.relation?.alias ?? '',
      database: node.relation?.database ?? '',
      relation_name: node.relation?.relationName ?? '',
      schema: node.relation?.schema ?? '',
    },
    node_started_at: started ? isoMicros(started) : '',
    node_status: status,
    resource_type: node.resourceType,
    unique_id: node.uniqueId,
  };
}

/** That a node began, for the log. */
export function startRecord({ node }: NodeStarted, now: Date): Draft {
  return {
    name: 'NodeStart',
    message: `Began running node ${node.uniqueId}`,
    data: () => ({ node_info: nodeInfo(node, 'started', now) }),
  };
}

/** The line of progress for a node that began. */
export function startLine({ node, index, total }: NodeStarted, width: number, now: Date): Draft {
  const description = describeNode(node);
  return {
    name: 'LogStartLine',
    message: progressLine(index, total, `START ${description}`, 'RUN', width),
    data: () => ({ description, index, total, node_info: nodeInfo(node, 'started', now) }),
  };
}

/** That a node ended, for the log. */
export function finishRecord(event: NodeFinished, started: Date | undefined, now: Date): Draft {
  return {
    name: 'NodeFinished',
    message: `Finished running node ${event.node.uniqueId}`,
    data: () => ({ node_info: nodeInfo(event.node, event.status, started, now), run_result: runResult(event) }),
    ...threadOf(event),
  };
}

/** The line of progress for a node that ended. */
export function finishLine(event: NodeFinished, width: number, started: Date | undefined, now: Date): Draft {
  return { ...resultLine(event, width, nodeInfo(event.node, event.status, started, now)), ...threadOf(event) };
}

function threadOf({ threadId }: NodeFinished): Pick<Draft, 'thread'> {
  return threadId ? { thread: threadId } : {};
}

function runResult(event: NodeFinished): Record<string, unknown> {
  return {
    adapter_response: event.adapterResponse ?? {},
    execution_time: event.seconds,
    message: event.message,
    num_failures: event.failures ?? 0,
    status: event.status,
    thread: event.threadId ?? 'MainThread',
    timing_info: (event.timing ?? []).map((t) => ({
      name: t.name,
      started_at: `${isoMicros(t.startedAt)}Z`,
      completed_at: `${isoMicros(t.completedAt)}Z`,
    })),
  };
}

function resultLine(event: NodeFinished, width: number, info: Record<string, unknown>): Draft {
  const { node, index, total, seconds, status } = event;
  const description = describeNode(node);
  const common = { index, total, node_info: info };
  const line = (text: string, shown: string, tone: Tone, timed = true) => ({
    message: progressLine(index, total, text, shown, width, timed ? seconds : undefined),
    accent: { text: shown, tone },
  });
  const outcome = OUTCOMES[status];
  const failed = outcome === 'error';
  const level: { level?: Level } = failed ? { level: 'error' } : {};

  if (outcome === 'skip') {
    const relation = ['model', 'seed', 'snapshot'].includes(node.resourceType);
    const what = relation ? `relation ${node.displayName}` : `${node.resourceType} ${node.name}`;
    const data = {
      ...common,
      node_name: node.name,
      resource_type: node.resourceType,
      schema: node.relation?.schema ?? '',
    };
    return { name: 'SkippingDetails', data, ...line(`SKIP ${what}`, 'SKIP', 'warn', false) };
  }
  if (outcome === 'noop')
    return {
      name: 'LogNodeNoOpResult',
      data: { ...common, description, execution_time: seconds, status },
      ...line(`NO-OP ${description}`, 'NO-OP', 'warn'),
    };
  if (node.resourceType === 'test' || node.resourceType === 'unit_test') {
    const word =
      { pass: 'PASS', warn: `WARN ${event.failures ?? 0}`, fail: `FAIL ${event.failures ?? 0}` }[status as string] ??
      'ERROR';
    const tone = outcome === 'pass' ? 'good' : outcome === 'warn' ? 'warn' : 'bad';
    const data = {
      attached_node: node.attachedNode ?? '',
      execution_time: seconds,
      index,
      name: node.name,
      node_info: info,
      num_failures: event.failures ?? 0,
      num_models: total,
      status,
    };
    const own: { level?: Level } = outcome === 'warn' ? { level: 'warn' } : level;
    const shownName = node.resourceType === 'test' ? node.name : node.displayName;
    return { name: 'LogTestResult', data, ...own, ...line(`${word} ${shownName}`, word, tone) };
  }
  if (node.resourceType === 'seed' || node.resourceType === 'snapshot') {
    const seed = node.resourceType === 'seed';
    const verb = failed ? (seed ? 'ERROR loading' : 'ERROR snapshotting') : seed ? 'OK loaded' : 'OK snapshotted';
    const data = seed
      ? {
          ...common,
          execution_time: seconds,
          relation: node.relation?.alias ?? node.name,
          result_message: event.message,
          schema: node.relation?.schema ?? '',
          status,
        }
      : { ...common, description, execution_time: seconds, result_message: event.message, status, cfg: {} };
    return {
      name: seed ? 'LogSeedResult' : 'LogSnapshotResult',
      data,
      ...level,
      ...line(`${verb} ${description}`, failed ? 'ERROR' : event.message || 'OK', failed ? 'bad' : 'good'),
    };
  }
  if (node.resourceType === 'source') {
    const word =
      status === 'error' ? 'ERROR STALE' : outcome === 'error' ? 'ERROR' : outcome === 'warn' ? 'WARN' : 'PASS';
    const tone = outcome === 'pass' ? 'good' : outcome === 'warn' ? 'warn' : 'bad';
    const data = {
      ...common,
      execution_time: seconds,
      source_name: node.displayName.slice(0, -node.name.length - 1),
      status,
      table_name: node.name,
    };
    const own: { level?: Level } = outcome === 'warn' ? { level: 'warn' } : level;
    return { name: 'LogFreshnessResult', data, ...own, ...line(`${word} ${description}`, word, tone) };
  }
  const partial = outcome === 'partial';
  const shown = failed ? 'ERROR' : event.message || (partial ? 'PARTIAL SUCCESS' : 'OK');
  const verb = failed ? 'ERROR creating' : partial ? 'PARTIALLY created' : 'OK created';
  const data = { ...common, description, execution_time: seconds, status: failed ? 'error' : shown };
  return {
    name: 'LogModelResult',
    data,
    ...level,
    ...line(`${verb} ${description}`, shown, failed ? 'bad' : partial ? 'warn' : 'good'),
  };
}

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
  const data = {
    description,
    status: failed || skipped ? status : shown,
    batch_index: index,
    total_batches: total,
    execution_time: seconds,
    node_info: nodeInfo(node, status, undefined, now),
  };
  return {
    name: 'LogBatchResult',
    message: `Batch ${line}`,
    data,
    thread,
    ...(failed ? { level: 'error' as const } : {}),
    accent: { text: shown, tone: failed ? 'bad' : skipped ? 'warn' : 'good' },
  };
}

function describeBatch({ batch, node }: BatchStarted | BatchFinished): string {
  return `batch ${batch} of ${node.displayName}`;
}

export function hookFinishRecord(event: HookFinished, width: number): Draft {
  const outcome = OUTCOMES[event.status];
  const word = outcome === 'pass' ? 'OK' : outcome === 'skip' ? 'SKIP' : 'ERROR';
  const tone: Tone = outcome === 'pass' ? 'good' : outcome === 'skip' ? 'warn' : 'bad';
  return {
    name: 'LogHookEndLine',
    message: progressLine(event.index, event.total, `${word} hook: ${event.name}`, word, width, event.seconds),
    data: {
      execution_time: event.seconds,
      index: event.index,
      total: event.total,
      statement: event.name,
      status: event.status,
    },
    accent: { text: word, tone },
  };
}

/** `5 models, 3 seeds, 20 data tests`. */
export function statLine(counts: Readonly<Record<string, number>>, words: (n: number, noun: string) => string): string {
  return Object.entries(counts)
    .filter(([, n]) => n > 0)
    .map(([type, n]) => words(n, resourceNoun(type)))
    .join(', ');
}
