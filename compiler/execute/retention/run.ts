import type { Diagnostic } from '../../base/diagnostics.js';
import type { CompilableNode, SourceNode } from '../../manifest/types.js';
import { describeFailure } from '../failure.js';
import { failureOptions } from '../failure-options.js';
import { label, operationFor } from '../freshness/check.js';
import type { RunEnvironment } from '../ports.js';
import { QueryComment } from '../query-comment.js';
import { SessionPool } from '../sessions.js';
import { retainFiles } from './files.js';
import { cutoffOf } from './rule.js';
import { NOTHING, type Outcome, retainRows } from './tables.js';
import type { Retained, RetainedResult, RetentionInputs, RetentionOptions, RetentionReport } from './types.js';
import { RetentionWarehouse, THREAD } from './warehouse.js';

/** Finds, and with `apply` purges, what has become too old: one after the other, each by itself. What fails is left as it was. */
export async function retain(
  retained: readonly Retained[],
  inputs: RetentionInputs,
  options: RetentionOptions,
  environment: RunEnvironment,
): Promise<RetentionReport> {
  const { run } = inputs;
  const pool = new SessionPool(run.warehouse, environment.events, run.cache, new QueryComment(run));
  const cancel = (): void => void pool.cancel(THREAD);
  environment.signal?.addEventListener('abort', cancel, { once: true });
  const results: RetainedResult[] = [];
  try {
    for (const each of retained) {
      if (environment.signal?.aborted) break;
      results.push(await retainOne(each, inputs, options, pool, environment));
    }
  } finally {
    environment.signal?.removeEventListener('abort', cancel);
    await pool.close();
  }
  const isDone = results.length === retained.length && results.every(({ status }) => status !== 'error');
  return { results, exitCode: isDone ? 0 : 1 };
}

async function retainOne(
  retained: Retained,
  inputs: RetentionInputs,
  options: RetentionOptions,
  pool: SessionPool,
  { events }: RunEnvironment,
): Promise<RetainedResult> {
  const { resource, rule } = retained;
  const told = (outcome: Outcome, diagnostic?: Diagnostic): RetainedResult => ({
    uniqueId: resource.uniqueId,
    name: resource.resourceType === 'source' ? label(resource) : resource.name,
    days: rule.days,
    column: rule.column,
    cutoff: cutoffOf(options.asOf, rule.days),
    ...outcome,
    readers: (outcome.rows ?? 0) + (outcome.files ?? 0) > 0 ? inputs.remadeFrom(resource.uniqueId) : [],
    ...(diagnostic ? { diagnostic } : {}),
  });
  const report = (diagnostic: Diagnostic): void =>
    events({ type: 'diagnostic', diagnostic: { ...diagnostic, nodeId: resource.uniqueId } });
  let failed = true;
  try {
    const open = (): Promise<RetentionWarehouse> => RetentionWarehouse.open(resource, inputs.run, pool);
    const outcome =
      resource.resourceType === 'source'
        ? await retainFiles(retained, inputs, options, open)
        : await retainRows(retained, inputs, options, await open(), report);
    failed = false;
    return told(outcome);
  } catch (error) {
    const node = resource.resourceType === 'source' ? placed(resource, inputs) : resource;
    const { diagnostic } = await describeFailure(error, node, failureOptions(inputs.run, '<retention>'));
    report(diagnostic);
    return told({ ...NOTHING, status: 'error' }, diagnostic);
  } finally {
    await pool.release(THREAD, failed);
  }
}

function placed(source: SourceNode, { placeOf }: RetentionInputs): CompilableNode {
  const span = placeOf(source);
  const node = {
    ...operationFor(source, source.packageName),
    resourceType: 'source' as const,
    ...(span ? { span } : {}),
  };
  return node as unknown as CompilableNode;
}

/** Takes back the notes of what was purged of a resource. */
export async function forget(
  resource: CompilableNode | SourceNode,
  run: RetentionInputs['run'],
  { events }: RunEnvironment,
): Promise<void> {
  const pool = new SessionPool(run.warehouse, events, run.cache, new QueryComment(run));
  try {
    await (await RetentionWarehouse.open(resource, run, pool)).ask('forget_purges', resource.uniqueId);
  } finally {
    await pool.close();
  }
}
