import type { Diagnostic } from '../../base/diagnostics.js';
import { isoOf } from '../../base/event-time.js';
import type { EventListener, NodeInfo } from '../../base/events.js';
import { Timestamp } from '../../base/scalars.js';
import { type Batch, type BatchConfig, batchConfig } from '../../manifest/batch.js';
import type { ModelNode } from '../../manifest/types.js';
import type { RunInputs } from '../ports.js';
import { Stopwatch } from '../timing.js';
import type { BatchRange, NodeResult } from '../types.js';
import { batchesAgain, batchesOf } from './batches.js';

/** Another thread than the model's own. */
export interface Loan {
  readonly threadId: string;
  readonly giveBack: () => void;
}

/** What the runner of a microbatch model needs of the run around it. */
export interface MicrobatchHost {
  readonly info: NodeInfo;
  readonly events: EventListener;
  readonly settings: RunInputs['microbatch'];
  /** The name of the thread that the model has. */
  readonly threadId: string;
  readonly stop: AbortSignal;
  /** Another thread for a while, if one has nothing to do. */
  readonly borrow: () => Loan | undefined;
  /** Materializes a copy of the model on a thread. Never rejects. */
  readonly runNode: (node: ModelNode, threadId: string) => Promise<NodeResult>;
  /** Whether there is a table that batches are to be added to. */
  readonly addsToRelation: () => Promise<boolean>;
  /** Told of the batches and of how each ended, so that a run that is killed can be gone on with. */
  readonly note: (entry: Readonly<Record<string, unknown>>) => void;
}

type Ended = { readonly batch: Batch; readonly result?: NodeResult };

/**
 * Runs a model batch by batch of its event time: the first batch alone, since it may make the relation, the last alone, since
 * the post-hooks go with it, and those between on all threads that are free. Once the first has failed the others are skipped;
 * the failure of another concerns nobody else.
 */
export async function runMicrobatch(node: ModelNode, host: MicrobatchHost): Promise<NodeResult> {
  const watch = new Stopwatch();
  const config = batchConfig(node.config);
  // Linking has said what is wrong with it.
  if ('wrong' in config) throw new Error(`'${node.name}' is not configured for batches`);
  const retried = host.settings.retried?.get(node.uniqueId);
  const batches = retried
    ? batchesAgain(retried.failed, config.size)
    : batchesOf({ ...config, ...host.settings, incremental: await host.addsToRelation() });
  host.note({ event: 'batches', batches: [...(retried?.successful ?? []), ...batches.map(rangeOf)] });
  for (const batch of retried?.successful ?? []) host.note({ event: 'batch-finished', batch, status: 'success' });
  const run = new BatchRun(node, batches, host);
  await watch.phase('execute', () => runAll(run, sideBySide(node, config, host)));
  const { timing, seconds } = watch;
  return {
    ...summary(node, run.ended, batches, retried?.successful),
    timing,
    threadId: host.threadId,
    executionTime: seconds,
  };
}

async function runAll(run: BatchRun, many: boolean): Promise<void> {
  const { batches, host } = run;
  const first = await run.one(0, host.threadId);
  const skips = first.result?.status !== 'success';
  const middle = batches.slice(1, -1).map((_, at) => at + 1);
  if (skips) for (const at of middle) run.skip(at);
  else await run.all(middle, many);
  if (batches.length > 1) {
    if (skips) run.skip(batches.length - 1);
    else await run.one(batches.length - 1, host.threadId);
  }
}

/** Batches of a model that reads itself need those before them. */
function sideBySide(node: ModelNode, config: BatchConfig, { settings }: MicrobatchHost): boolean {
  return settings.concurrent && (config.concurrent ?? !/\bthis\b/.test(node.rawCode));
}

class BatchRun {
  readonly ended: Ended[] = [];

  constructor(
    readonly node: ModelNode,
    readonly batches: readonly Batch[],
    readonly host: MicrobatchHost,
  ) {}

  async one(at: number, threadId: string): Promise<Ended> {
    const { host } = this;
    const batch = this.batches[at]!;
    if (host.stop.aborted) return this.#end({ batch });
    host.events({ type: 'batch-started', ...this.#place(at), threadId });
    const result = await host.runNode(this.#copy(at), threadId);
    const { status, message, executionTime, diagnostic } = result;
    host.events({
      type: 'batch-finished',
      ...this.#place(at),
      threadId,
      status,
      message: message ?? '',
      seconds: executionTime,
      ...(diagnostic ? { diagnostic } : {}),
    });
    return this.#end({ batch, result });
  }

  skip(at: number): void {
    this.host.events({
      type: 'batch-finished',
      ...this.#place(at),
      threadId: this.host.threadId,
      status: 'skipped',
      message: 'SKIPPED',
      seconds: 0,
    });
    this.#end({ batch: this.batches[at]! });
  }

  /** The batches in order; with `many`, on the model's own thread and all that can be borrowed. */
  async all(positions: readonly number[], many: boolean): Promise<void> {
    const waiting = [...positions];
    const others: Promise<void>[] = [];
    const lend = async ({ threadId, giveBack }: Loan): Promise<void> => {
      const at = waiting.shift();
      if (at !== undefined) await this.one(at, threadId);
      giveBack();
    };
    for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
      while (many && waiting.length > 0) {
        const loan = this.host.borrow();
        if (!loan) break;
        others.push(lend(loan));
      }
      await this.one(at, this.host.threadId);
    }
    await Promise.all(others);
  }

  #end(ended: Ended): Ended {
    this.ended.push(ended);
    const status = ended.result?.status ?? 'skipped';
    this.host.note({ event: 'batch-finished', batch: rangeOf(ended.batch), status });
    return ended;
  }

  #place(at: number) {
    return { node: this.host.info, batch: this.batches[at]!.label, index: at + 1, total: this.batches.length };
  }

  /** The model as one of its batches: the first has its pre-hooks, the last its post-hooks. */
  #copy(at: number): ModelNode {
    const { config } = this.node;
    const hooks = {
      'pre-hook': at === 0 ? config['pre-hook'] : [],
      'post-hook': at === this.batches.length - 1 ? config['post-hook'] : [],
    };
    const batch = this.batches[at]!;
    // By these names dbt gives the range to macros of adapters.
    const internal = {
      __dbt_internal_microbatch_event_time_start: new Timestamp(isoOf(batch.start)),
      __dbt_internal_microbatch_event_time_end: new Timestamp(isoOf(batch.end)),
    };
    return { ...this.node, config: { ...config, ...hooks, ...internal } as ModelNode['config'], batch };
  }
}

/** The model's result out of its batches', in dbt's words. */
function summary(
  node: ModelNode,
  ended: readonly Ended[],
  batches: readonly Batch[],
  before: readonly BatchRange[] = [],
): Omit<NodeResult, 'threadId' | 'executionTime' | 'timing'> {
  const good = new Set(ended.filter(({ result }) => result?.status === 'success').map(({ batch }) => batch));
  const failed = batches.filter((batch) => !good.has(batch));
  const diagnostic = ended.find(({ result }) => result?.diagnostic)?.result?.diagnostic;
  const common = {
    node,
    failures: 0,
    adapterResponse: {},
    compiled: null,
    relationName: node.relationName,
    batchResults: {
      successful: [...batches.filter((batch) => good.has(batch)).map(rangeOf), ...before],
      failed: failed.map(rangeOf),
    },
    ...(diagnostic ? { diagnostic: withBatches(diagnostic, failed, batches.length) } : {}),
  };
  if (failed.length === 0) return { ...common, status: 'success', message: 'SUCCESS' };
  if (good.size === 0) return { ...common, status: 'error', message: 'ERROR' };
  return { ...common, status: 'partial success', message: `PARTIAL SUCCESS (${good.size}/${batches.length})` };
}

function rangeOf({ start, end }: Batch): BatchRange {
  return [isoOf(start), isoOf(end)];
}

const MOST_NAMED = 5;

function withBatches(diagnostic: Diagnostic, failed: readonly Batch[], total: number): Diagnostic {
  const names = failed.slice(0, MOST_NAMED).map((batch) => batch.label);
  const more = failed.length > names.length ? ` and ${failed.length - names.length} more` : '';
  const which = `${failed.length} of ${total} batches did not succeed: ${names.join(', ')}${more}`;
  return { ...diagnostic, message: `${diagnostic.message}\n${which}` };
}
