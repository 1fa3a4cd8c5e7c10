import type { NodeInfo, QuernEvent } from '../../base/events.js';
import { textOf, toValue } from '../../jinja/values/index.js';
import type { Tone } from '../text/style.js';
import { type Draft, progressLine } from './draft.js';
import { describeNode, isoMicros, nodeInfo } from './node-info.js';
import type { Level } from './record.js';
import { OUTCOMES } from './tally.js';

type NodeStarted = Extract<QuernEvent, { type: 'node-started' }>;
type NodePhase = Extract<QuernEvent, { type: 'node-phase' }>;
type NodeFinished = Extract<QuernEvent, { type: 'node-finished' }>;

/** A node that runs. */
export interface Running {
  readonly node: NodeInfo;
  /** dbt's word for what it does at the moment. */
  status: string;
  readonly started: Date;
  readonly threadId: string;
}

/** That a node began, for the log. */
export function startRecord({ node, started, threadId }: Running): Draft {
  return {
    name: 'NodeStart',
    message: `Began running node ${node.uniqueId}`,
    data: () => ({ node_info: nodeInfo(node, 'started', started) }),
    thread: threadId,
  };
}

/** The line of progress for a node that began. What is only passed on the way has none. */
export function startLine({ node, index, total, threadId }: NodeStarted, width: number, now: Date): Draft[] {
  if (node.resourceType === 'exposure' || node.resourceType === 'saved_query') return [];
  const description = describeNode(node);
  return [
    {
      name: 'LogStartLine',
      message: progressLine(index, total, `START ${description}`, 'RUN', width),
      data: () => ({ description, index, total, node_info: nodeInfo(node, 'started', now) }),
      thread: threadId,
    },
  ];
}

/** That a part of a node's work began, for the log. */
export function phaseRecord({ phase }: NodePhase, running: Running): Draft {
  const { node, started, threadId } = running;
  const compiles = phase === 'compile';
  const status = compiles ? 'compiling' : 'executing';
  running.status = status;
  return {
    name: compiles ? 'NodeCompiling' : 'NodeExecuting',
    message: `Began ${status} node ${node.uniqueId}`,
    data: () => ({ node_info: nodeInfo(node, status, started) }),
    thread: threadId,
  };
}

/** That a node ended, for the log. */
export function finishRecord(event: NodeFinished, { started, threadId }: Running, now: Date): Draft {
  const ended = OUTCOMES[event.status] === 'skip' ? undefined : now;
  return {
    name: 'NodeFinished',
    message: `Finished running node ${event.node.uniqueId}`,
    data: () => ({ node_info: nodeInfo(event.node, event.status, started, ended), run_result: runResult(event) }),
    thread: threadId,
  };
}

/** That what depends on a node will be skipped, for the log. */
export function skipsChildren(event: NodeFinished, { threadId }: Running): Draft {
  const { uniqueId } = event.node;
  const reason = event.message ? ` Reason: ${event.message}` : '';
  return {
    name: 'MarkSkippedChildren',
    message: `Marking all children of '${uniqueId}' to be skipped because of status '${event.status}'. ${reason}`,
    data: () => ({ unique_id: uniqueId, status: event.status, run_result: runResult(event) }),
    thread: threadId,
  };
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

/** The line of progress for a node that ended. */
export function finishLine(event: NodeFinished, width: number, { started, threadId }: Running, now: Date): Draft {
  const { node, index, total, seconds, status } = event;
  const outcome = OUTCOMES[status];
  // As dbt has it, what was skipped has no end.
  const info = () => nodeInfo(node, status, started, outcome === 'skip' ? undefined : now);
  const made = resultLine(event, info);
  const { text, shown, tone, timed = true, ...rest } = made;
  return {
    ...rest,
    message: progressLine(index, total, text, shown, width, timed ? seconds : undefined),
    accent: { text: shown, tone },
    thread: threadId,
  };
}

interface ResultLine extends Pick<Draft, 'name' | 'data' | 'level'> {
  readonly text: string;
  readonly shown: string;
  readonly tone: Tone;
  readonly timed?: boolean;
}

function resultLine(event: NodeFinished, info: () => unknown): ResultLine {
  const { node, status, seconds: execution_time, index, total, message } = event;
  const { resourceType: type } = node;
  const outcome = OUTCOMES[status];
  if (outcome === 'skip') return skipLine(event, info);
  const common = () => ({ index, total, node_info: info(), execution_time });
  const description = describeNode(node);
  if (outcome === 'noop')
    return {
      name: 'LogNodeNoOpResult',
      data: () => ({ ...common(), description, status: '' }),
      text: `NO-OP ${description}`,
      shown: 'NO-OP',
      tone: 'warn',
    };
  if (type === 'test' || type === 'unit_test') return testLine(event, info);
  const failed = outcome === 'error';
  const level: { level?: Level } = failed ? { level: 'error' } : {};
  const shown = failed ? 'ERROR' : message || 'OK';
  const tone = failed ? 'bad' : 'good';
  if (type === 'seed') {
    const relation = { relation: node.relation?.alias ?? node.name, schema: node.relation?.schema ?? '' };
    const data = () => ({ ...common(), ...relation, result_message: message, status });
    const text = `${failed ? 'ERROR loading' : 'OK loaded'} ${description}`;
    return { name: 'LogSeedResult', data, ...level, text, shown, tone };
  }
  if (type === 'snapshot') {
    const cfg = () => textsOf(node.config ?? {});
    const place = node.displayName;
    const data = () => ({ ...common(), description: place, result_message: message, status, cfg: cfg() });
    const text = `${failed ? 'ERROR snapshotting' : 'OK snapshotted'} ${place}`;
    return { name: 'LogSnapshotResult', data, ...level, text, shown, tone };
  }
  if (type === 'source') return freshnessLine(event, common);
  if (type === 'function') {
    const data = () => ({ ...common(), description, status });
    const text = `${failed ? 'ERROR creating' : 'OK created'} ${description}`;
    return { name: 'LogFunctionResult', data, ...level, text, shown: status.toUpperCase(), tone };
  }
  const partial = outcome === 'partial';
  const verb = failed ? 'ERROR creating' : partial ? 'PARTIALLY created' : 'OK created';
  const own = partial && !message ? 'PARTIAL SUCCESS' : shown;
  return {
    name: 'LogModelResult',
    data: () => ({ ...common(), description, status: failed ? 'error' : own }),
    ...level,
    text: `${verb} ${description}`,
    shown: own,
    tone: partial ? 'warn' : tone,
  };
}

function skipLine(event: NodeFinished, info: () => unknown): ResultLine {
  const { node, index, total, diagnostic } = event;
  const schema = node.relation?.schema ?? '';
  // It could not begin, because an ephemeral model that it reads has failed.
  if (diagnostic)
    return {
      name: 'LogSkipBecauseError',
      data: { schema, relation: node.name, index, total, status: 'error' },
      text: `SKIP relation ${schema}.${node.name} due to ephemeral model status 'error'`,
      shown: 'ERROR SKIP',
      tone: 'bad',
      timed: false,
    };
  const isRelation = ['model', 'seed', 'snapshot'].includes(node.resourceType);
  return {
    name: 'SkippingDetails',
    data: () => ({
      index,
      total,
      node_info: info(),
      node_name: node.name,
      resource_type: node.resourceType,
      schema,
    }),
    text: `SKIP ${isRelation ? `relation ${node.displayName}` : `${node.resourceType} ${node.name}`}`,
    shown: 'SKIP',
    tone: 'warn',
    timed: false,
  };
}

function testLine(event: NodeFinished, info: () => unknown): ResultLine {
  const { node, status, index, total, seconds } = event;
  const outcome = OUTCOMES[status];
  const failures = event.failures ?? 0;
  const name = node.resourceType === 'test' ? node.name : node.displayName;
  const words: Readonly<Record<string, string>> = { pass: 'PASS', warn: `WARN ${failures}`, fail: `FAIL ${failures}` };
  const shown = words[status] ?? 'ERROR';
  const level: { level?: Level } =
    outcome === 'warn' ? { level: 'warn' } : outcome === 'error' ? { level: 'error' } : {};
  return {
    name: 'LogTestResult',
    data: () => ({
      attached_node: node.attachedNode ?? '',
      execution_time: seconds,
      index,
      name,
      node_info: info(),
      num_failures: failures,
      num_models: total,
      status,
    }),
    ...level,
    text: `${shown} ${name}`,
    shown,
    tone: outcome === 'pass' ? 'good' : outcome === 'warn' ? 'warn' : 'bad',
  };
}

function freshnessLine(event: NodeFinished, common: () => object): ResultLine {
  const { node, status } = event;
  const outcome = OUTCOMES[status];
  const words: Readonly<Record<string, string>> = { error: 'ERROR STALE', 'runtime error': 'ERROR', warn: 'WARN' };
  const shown = words[status] ?? 'PASS';
  const level: { level?: Level } =
    outcome === 'warn' ? { level: 'warn' } : outcome === 'error' ? { level: 'error' } : {};
  const source = node.displayName.slice(0, -node.name.length - 1);
  return {
    name: 'LogFreshnessResult',
    data: () => ({ ...common(), source_name: source, status, table_name: node.name }),
    ...level,
    text: `${shown} ${describeNode(node)}`,
    shown,
    tone: outcome === 'pass' ? 'good' : outcome === 'warn' ? 'warn' : 'bad',
  };
}

/** A configuration without what is not set, its values as text. */
function textsOf(config: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(withoutNull(config)).map(([key, value]) => [key, python(value)]));
}

function withoutNull(mapping: object): Record<string, unknown> {
  const set = Object.entries(mapping).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(set.map(([key, value]) => [key, isPlain(value) ? withoutNull(value) : value]));
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Python's `str()`: values of free form are text in dbt's log. */
export function python(value: unknown): string {
  return textOf(toValue(value));
}
