import type { NodeStatus } from '../base/events.js';
import { isMicrobatch } from '../manifest/batch.js';
import type { CompilableNode, ModelNode } from '../manifest/types.js';
import type { SourceMap } from '../render/compiled.js';
import { EphemeralFailure } from '../render/ephemeral-failure.js';
import type { NodeConnection } from '../render/renderer.js';
import { interrupted } from './diagnostics.js';
import { describeFailure, type Failure, messageOf } from './failure.js';
import { failureOptions, parentColumns } from './failure-options.js';
import { NodeJob, type Outcome } from './job.js';
import type { KeyedLock } from './keyed-lock.js';
import { type MicrobatchHost, runMicrobatch } from './microbatch/runner.js';
import { nodeInfo } from './node-info.js';
import { isPassive, type PassiveNode } from './passive.js';
import type { RunEnvironment, RunInputs } from './ports.js';
import type { SkipReason, WorkerLoan } from './queue.js';
import { refuseLostRows } from './retention/guard.js';
import { runnerFor } from './runners/index.js';
import { materialize } from './runners/materialize.js';
import { pointToLatest } from './runners/version-pointer.js';
import type { SessionPool } from './sessions.js';
import { Stopwatch } from './timing.js';
import type { NodeResult } from './types.js';
import { describeUnitTestFailure } from './unit-test/failure.js';

type AnyNode = CompilableNode | PassiveNode;

export interface NodeRunnerOptions {
  readonly command: string;
  readonly inputs: RunInputs;
  readonly pool: SessionPool;
  readonly environment: RunEnvironment;
  readonly total: number;
  readonly locks: KeyedLock;
}

/** Runs or skips single nodes of a run: events, journal, session and result are made here, the work in `runners/`. */
export class NodeRunner {
  #index = 0;
  /** Threads at work, and the signal that stops them all. */
  readonly #working = new Set<string>();
  #stop: AbortSignal | undefined;

  constructor(private readonly options: NodeRunnerOptions) {}

  /** Runs a node on a worker. Whatever a user can cause becomes a result. */
  async run(
    node: AnyNode,
    worker: number,
    stop: AbortSignal,
    borrow: () => WorkerLoan | undefined,
  ): Promise<NodeResult> {
    const { inputs, environment, total } = this.options;
    const threadId = threadName(worker);
    const info = nodeInfo(node, inputs.files);
    const index = ++this.#index;
    environment.events({ type: 'node-started', node: info, index, total, threadId });
    inputs.journal?.write({ event: 'node-started', unique_id: node.uniqueId });
    const result = isPassive(node)
      ? noOp(node, threadId)
      : isMicrobatch(node) && !['compile', 'clone'].includes(this.options.command)
        ? await this.#batches(node, { info, threadId, stop, borrow })
        : await this.#work(node, threadId, stop);
    environment.events({
      type: 'node-finished',
      node: info,
      index,
      total,
      status: result.status,
      message: result.message ?? '',
      seconds: result.executionTime,
      failures: result.failures,
      adapterResponse: result.adapterResponse,
      threadId,
      timing: result.timing,
      ...(result.diagnostic ? { diagnostic: result.diagnostic } : {}),
    });
    this.#note(result);
    return result;
  }

  /** The result of a node that does not run. */
  skip(node: AnyNode, reason: SkipReason): NodeResult {
    const { inputs, environment, total } = this.options;
    const result = skipped(node, reason, 'MainThread');
    environment.events({
      type: 'node-finished',
      node: nodeInfo(node, inputs.files),
      index: ++this.#index,
      total,
      status: 'skipped',
      message: result.message ?? '',
      seconds: 0,
      failures: null,
      ...(reason.kind === 'parent' ? { skippedBecause: reason.id } : {}),
    });
    this.#note(result);
    return result;
  }

  /** A model batch by batch. What keeps it from beginning is the failure of the model. */
  async #batches(
    node: ModelNode,
    own: Pick<MicrobatchHost, 'info' | 'threadId' | 'stop'> & { readonly borrow: () => WorkerLoan | undefined },
  ): Promise<NodeResult> {
    const { inputs, environment, locks } = this.options;
    const host: MicrobatchHost = {
      ...own,
      events: environment.events,
      settings: inputs.microbatch,
      borrow: () => {
        const loan = own.borrow();
        return loan && { threadId: threadName(loan.worker), giveBack: loan.giveBack };
      },
      runNode: (copy, threadId) => this.#work(copy, threadId, own.stop, materialize),
      addsToRelation: () => this.#addsToRelation(node, own.threadId),
      note: (entry) => inputs.journal?.write({ ...entry, unique_id: node.uniqueId }),
    };
    return await locks.run(node.relationName ?? node.uniqueId, async () => {
      let ended: NodeResult | undefined;
      const begun = await this.#work(node, own.threadId, own.stop, async (job) => {
        await refuseLostRows(job);
        const made = await runMicrobatch(node, host);
        if (made.status === 'success') await pointToLatest(job, node);
        ended = made;
        return { status: 'success', message: null };
      });
      return ended ?? begun;
    });
  }

  async #addsToRelation(node: ModelNode, threadId: string): Promise<boolean> {
    const { inputs, pool } = this.options;
    const context = inputs.render.nodeContext(node, null, pool.connection(threadId, node.uniqueId, node));
    return (await context.renderText(ADDS_TO_RELATION)).trim() === 'True';
  }

  async #work(
    node: CompilableNode,
    threadId: string,
    stop: AbortSignal,
    runner = runnerFor(this.options.command, node)!,
  ): Promise<NodeResult> {
    const { inputs, pool, environment, locks } = this.options;
    const connection = pool.connection(threadId, node.uniqueId, node);
    const { events } = environment;
    const tellPhase = (phase: 'compile' | 'execute') => events({ type: 'node-phase', nodeId: node.uniqueId, phase });
    const job = new NodeJob(node, inputs, connection, locks, tellPhase, events);
    this.#heed(stop);
    this.#working.add(threadId);
    let failed = true;
    try {
      const outcome = await runner(job);
      failed = false;
      if (outcome.error === undefined) return resultOf(job, outcome);
      const { diagnostic } = await this.#describe(job, outcome.error);
      return { ...resultOf(job, outcome), diagnostic };
    } catch (error) {
      if (!stop.aborted) return await this.#failure(job, error);
      if (!environment.signal?.aborted) return skipped(node, { kind: 'fail-fast' }, threadId);
      const diagnostic = interrupted({ node: node.name }, undefined, { nodeId: node.uniqueId });
      return failureResult(job, { message: messageOf(diagnostic.category, node, diagnostic.message), diagnostic });
    } finally {
      this.#working.delete(threadId);
      await pool.release(threadId, failed || stop.aborted);
    }
  }

  /** One listener for all nodes: listening costs more than compiling some of them. */
  #heed(stop: AbortSignal): void {
    if (this.#stop === stop) return;
    this.#stop = stop;
    const cancel = (): void => {
      for (const threadId of this.#working) void this.options.pool.cancel(threadId);
    };
    stop.addEventListener('abort', cancel, { once: true });
  }

  #describe(job: NodeJob, error: unknown): Promise<Failure> {
    const { inputs } = this.options;
    const describe = job.node.resourceType === 'unit_test' ? describeUnitTestFailure : describeFailure;
    return describe(error, job.node, {
      ...failureOptions(inputs, inputs.files.runPath(job.node)),
      compiled: job.compiled,
      ephemeral: (id) => this.#mapOf(id, job.connection),
      columns: () => parentColumns(job.node, inputs.manifest.nodes, inputs.warehouse),
    });
  }

  async #failure(job: NodeJob, error: unknown): Promise<NodeResult> {
    const failure = await this.#describe(job, error);
    // As in dbt: the node itself has not failed, it could not begin.
    const status = error instanceof EphemeralFailure ? 'skipped' : 'error';
    return failureResult(job, failure, status);
  }

  /** The source map of an ephemeral model; evaluated anew, which only an error in its text costs. */
  async #mapOf(id: string, connection: NodeConnection): Promise<SourceMap | undefined> {
    const { manifest, render } = this.options.inputs;
    const node = manifest.nodes.get(id);
    return node && (await render.compile(node, connection).catch(() => undefined))?.sourceMap;
  }

  #note(result: NodeResult): void {
    this.options.inputs.journal?.write({
      event: 'node-finished',
      unique_id: result.node.uniqueId,
      status: result.status,
      message: result.message,
      failures: result.failures,
      execution_time: result.executionTime,
    });
  }
}

function threadName(worker: number): string {
  return `Thread-${worker + 1} (worker)`;
}

/** Whether there is a table of the node's name that is not to be made anew. */
const ADDS_TO_RELATION = `{%- set relation = load_cached_relation(this) -%}
{{ relation is not none and relation.type == 'table' and not should_full_refresh() }}`;

function resultOf(job: NodeJob, outcome: Outcome): NodeResult {
  return {
    ...base(job.node, outcome.status, outcome.message),
    failures: outcome.failures ?? null,
    timing: job.watch.timing,
    threadId: job.connection.threadId,
    executionTime: job.watch.seconds,
    adapterResponse: outcome.adapterResponse ?? {},
    compiled: job.compiled,
    overloadResults: outcome.overloadResults,
  };
}

function failureResult(job: NodeJob, { message, diagnostic }: Failure, status: NodeStatus = 'error'): NodeResult {
  return { ...resultOf(job, { status, message }), diagnostic };
}

function skipped(node: AnyNode, reason: SkipReason, threadId: string): NodeResult {
  const messages = {
    parent: null,
    'fail-fast': 'Skipping due to fail_fast',
    interrupted: 'Skipping due to interruption',
  };
  return { ...base(node, 'skipped', messages[reason.kind]), threadId };
}

/** Exposures and saved queries are only passed on the way, as dbt does. */
function noOp(node: PassiveNode, threadId: string): NodeResult {
  const watch = new Stopwatch();
  const now = new Date();
  const timing = (['compile', 'execute'] as const).map((name) => ({ name, startedAt: now, completedAt: now }));
  return { ...base(node, 'no-op', 'NO-OP'), failures: 0, threadId, timing, executionTime: watch.seconds };
}

function base(node: AnyNode, status: NodeStatus, message: string | null): NodeResult {
  return {
    node,
    status,
    message,
    failures: null,
    timing: [],
    threadId: '',
    executionTime: 0,
    adapterResponse: {},
    compiled: null,
    relationName: isPassive(node) || node.resourceType === 'seed' ? null : node.relationName,
  };
}
