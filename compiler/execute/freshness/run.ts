import type { EventListener, NodeInfo } from '../../base/events.js';
import type { CompilableNode, SourceNode } from '../../manifest/types.js';
import { describeFailure } from '../failure.js';
import { failureOptions } from '../failure-options.js';
import { runHooks } from '../hooks.js';
import type { RunEnvironment } from '../ports.js';
import { QueryComment } from '../query-comment.js';
import { runQueue } from '../queue.js';
import { countByStatus } from '../run.js';
import { SessionPool } from '../sessions.js';
import { Stopwatch } from '../timing.js';
import type { NodeResult } from '../types.js';
import { checkSource, label, operationFor } from './check.js';
import { statusOf } from './criteria.js';
import { agingSource, metadataFailed, staleSource } from './diagnostics.js';
import { askMetadata, type MetadataAnswer } from './metadata.js';
import type { FreshnessInputs, FreshnessReport, FreshnessResult } from './types.js';
import { agedWords } from './words.js';

const MAIN = 'master';
const FAILED: ReadonlySet<string> = new Set(['error', 'runtime error', 'skipped']);

/** Checks how old the data of sources is, `threads` at once. A source that is too old, or can't be checked, is a result. */
export async function runFreshness(
  sources: readonly SourceNode[],
  inputs: FreshnessInputs,
  { threads }: { readonly threads: number },
  environment: RunEnvironment,
): Promise<FreshnessReport> {
  const { run } = inputs;
  const { events, signal } = environment;
  const startedAt = new Date();
  const began = performance.now();
  const pool = new SessionPool(run.warehouse, events, run.cache, new QueryComment(run));
  const main = pool.connection(MAIN);
  const withHooks = inputs.runsHooks && sources.length > 0;
  try {
    events({ type: 'run-started', total: sources.length, threads, target: run.targetName });
    const started = withHooks ? await runHooks('on-run-start', run, main, environment) : [];
    const startFailed = started.some(({ status }) => status !== 'success');
    await pool.release(MAIN, startFailed);
    const checked = startFailed
      ? skipAll(sources, events)
      : await checkAll(sources, inputs, pool, threads, environment);
    const before = startFailed ? [] : checked;
    const ended = withHooks && !signal?.aborted ? await runHooks('on-run-end', run, main, environment, before) : [];
    const results: NodeResult[] = [...started, ...checked, ...ended];
    const seconds = (performance.now() - began) / 1000;
    events({ type: 'run-finished', seconds, counts: countByStatus(results) });
    return {
      command: 'source freshness',
      results,
      sources: checked,
      elapsedSeconds: seconds,
      startedAt,
      exitCode: signal?.aborted || results.some(({ status }) => FAILED.has(status)) ? 1 : 0,
      interrupted: signal?.aborted ?? false,
    };
  } finally {
    await pool.close();
  }
}

/** Without what a hook was to prepare, nothing is checked. */
function skipAll(sources: readonly SourceNode[], events: EventListener): FreshnessResult[] {
  return sources.map((source, index) => {
    const place = { node: sourceInfo(source), index: index + 1, total: sources.length };
    events({ type: 'node-finished', ...place, status: 'skipped', message: '', seconds: 0, failures: null });
    return { ...resultOf(source, 'MainThread'), status: 'skipped' };
  });
}

async function checkAll(
  sources: readonly SourceNode[],
  inputs: FreshnessInputs,
  pool: SessionPool,
  threads: number,
  environment: RunEnvironment,
): Promise<FreshnessResult[]> {
  const byId = new Map(sources.map((source) => [source.uniqueId, source]));
  const ids = [...byId.keys()].sort();
  const none = ids.map(() => []);
  const plan = { ids, parents: none, children: none, priority: ids.map(() => 1) };
  const metadata = await metadataOf(sources, inputs, pool);
  const progress = { index: 0, total: ids.length };
  return await runQueue<FreshnessResult>(
    plan,
    {
      run: (id, worker, stop) =>
        checkOne(byId.get(id)!, { inputs, pool, metadata, progress, environment }, worker, stop),
      skip: (id) => ({ ...resultOf(byId.get(id)!, 'MainThread'), status: 'skipped' }),
      failed: () => false,
    },
    { threads, failFast: false, ...(environment.signal ? { signal: environment.signal } : {}) },
  );
}

/** One question for all sources that only the database's records tell of; if it fails, each is asked for by itself. */
async function metadataOf(
  sources: readonly SourceNode[],
  inputs: FreshnessInputs,
  pool: SessionPool,
): Promise<MetadataAnswer | undefined> {
  const those = sources.filter((source) => source.loadedAtField === null && source.loadedAtQuery === null);
  if (!inputs.hasMetadata || those.length < 2) return undefined;
  try {
    return await askMetadata(those, inputs, pool.connection(MAIN));
  } catch (error) {
    inputs.report(metadataFailed({ reason: error instanceof Error ? error.message : String(error) }));
    return undefined;
  } finally {
    await pool.release(MAIN, true);
  }
}

interface Host {
  readonly inputs: FreshnessInputs;
  readonly pool: SessionPool;
  readonly metadata: MetadataAnswer | undefined;
  readonly progress: { index: number; readonly total: number };
  readonly environment: RunEnvironment;
}

async function checkOne(source: SourceNode, host: Host, worker: number, stop: AbortSignal): Promise<FreshnessResult> {
  const { progress, environment } = host;
  const { events } = environment;
  const threadId = `Thread-${worker + 1} (worker)`;
  const place = { node: sourceInfo(source), index: ++progress.index, total: progress.total };
  events({ type: 'node-started', ...place, threadId });
  const result = await measuredResult(source, host, threadId, stop);
  events({
    type: 'node-finished',
    ...place,
    status: result.status,
    message: result.message ?? '',
    seconds: result.executionTime,
    failures: null,
    adapterResponse: result.adapterResponse,
    threadId,
    timing: result.timing,
    ...(result.diagnostic ? { diagnostic: result.diagnostic } : {}),
  });
  return result;
}

async function measuredResult(
  source: SourceNode,
  { inputs, pool, metadata, environment: { events } }: Host,
  threadId: string,
  stop: AbortSignal,
): Promise<FreshnessResult> {
  const watch = new Stopwatch((phase) => events({ type: 'node-phase', nodeId: source.uniqueId, phase }));
  const base = resultOf(source, threadId);
  const connection = pool.connection(threadId, source.uniqueId, source);
  const cancel = (): void => void pool.cancel(threadId);
  stop.addEventListener('abort', cancel, { once: true });
  let failed = true;
  try {
    await watch.phase('compile', async () => {});
    const { measured, response } = await watch.phase('execute', () =>
      checkSource(source, inputs, connection, metadata),
    );
    failed = false;
    const criteria = source.freshness!;
    const status = statusOf(measured.age, criteria);
    const said = agedWords(measured, status, criteria);
    const define = status === 'error' ? staleSource : agingSource;
    const diagnostic = define({ source: label(source), said }, inputs.placeOf(source), { nodeId: source.uniqueId });
    return {
      ...base,
      status,
      message: said,
      measured,
      adapterResponse: response,
      timing: watch.timing,
      executionTime: watch.seconds,
      ...(status === 'pass' ? {} : { diagnostic }),
    };
  } catch (error) {
    const { message, diagnostic } = await describeFailure(error, failingNode(source, inputs), {
      ...failureOptions(inputs.run, `<freshness of ${label(source)}>`),
    });
    return {
      ...base,
      status: 'runtime error',
      message,
      diagnostic: { ...diagnostic, nodeId: source.uniqueId },
      timing: watch.timing,
      executionTime: watch.seconds,
    };
  } finally {
    stop.removeEventListener('abort', cancel);
    await pool.release(threadId, failed || stop.aborted);
  }
}

/** A source as a failure is described of it. */
function failingNode(source: SourceNode, inputs: FreshnessInputs): CompilableNode {
  const span = inputs.placeOf(source, [source.loadedAtQuery === null ? 'loaded_at_field' : 'loaded_at_query']);
  const node = operationFor(source, source.packageName);
  return { ...node, resourceType: 'source' as 'operation', ...(span ? { span } : {}) };
}

function resultOf(node: SourceNode, threadId: string): FreshnessResult {
  return {
    node,
    status: 'pass',
    message: null,
    failures: null,
    timing: [],
    threadId,
    executionTime: 0,
    adapterResponse: {},
    compiled: null,
    relationName: node.relationName,
  };
}

function sourceInfo(source: SourceNode): NodeInfo {
  const { uniqueId, name, database, schema, relationName } = source;
  return {
    uniqueId,
    name,
    resourceType: 'source',
    materialized: '',
    displayName: label(source),
    path: source.originalFilePath,
    nodePath: source.originalFilePath,
    meta: source.meta,
    ...(relationName === null ? {} : { relation: { database: database ?? '', schema, alias: '', relationName } }),
  };
}
