import { setMaxListeners } from 'node:events';
import type { Plan } from '../graph/schedule.js';

/** Why a node does not run. */
export type SkipReason =
  | { readonly kind: 'parent'; readonly id: string }
  /** Another node failed and the run is to stop at the first failure. */
  | { readonly kind: 'fail-fast' }
  | { readonly kind: 'interrupted' };

/** A worker that has nothing to do, lent to a node that can use more than one. */
export interface WorkerLoan {
  readonly worker: number;
  readonly giveBack: () => void;
}

export interface QueueHandlers<R> {
  /**
   * Runs a node. `worker` counts from 0; no two nodes run on one worker at once. A rejection is a bug and ends the queue
   * once what runs has ended.
   */
  readonly run: (id: string, worker: number, signal: AbortSignal, borrow: () => WorkerLoan | undefined) => Promise<R>;
  /** The result of a node that does not run, or that was stopped while it ran. */
  readonly skip: (id: string, reason: SkipReason) => R;
  /** Whether what depends on this node must not run. */
  readonly failed: (result: R) => boolean;
}

export interface QueueOptions {
  readonly threads: number;
  readonly failFast: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Runs a plan: each node after all its parents, at most `threads` at once, the longest way to an end first. A failure skips
 * exactly its descendants. Answers every node's result, in order of completion.
 */
export function runQueue<R>(plan: Plan, handlers: QueueHandlers<R>, options: QueueOptions): Promise<R[]> {
  return new Promise((resolve, reject) => {
    new Queue(plan, handlers, options, resolve, reject).start();
  });
}

class Queue<R> {
  readonly #waitsFor: number[];
  /** Position of the failed node that keeps a node from running; -1: none. */
  readonly #failedBy: Int32Array;
  readonly #ready: number[] = [];
  readonly #results: R[] = [];
  readonly #freeWorkers: number[];
  readonly #abort = new AbortController();
  #running = 0;
  #stopped: SkipReason | undefined;
  #ended = false;
  #bug: { readonly error: unknown } | undefined;

  constructor(
    readonly plan: Plan,
    readonly handlers: QueueHandlers<R>,
    readonly options: QueueOptions,
    readonly resolve: (results: R[]) => void,
    readonly reject: (error: unknown) => void,
  ) {
    this.#waitsFor = plan.parents.map((parents) => parents.length);
    this.#failedBy = new Int32Array(plan.ids.length).fill(-1);
    this.#freeWorkers = Array.from({ length: Math.max(1, options.threads) }, (_, n) => n).reverse();
  }

  start(): void {
    // Every running node listens.
    setMaxListeners(0, this.#abort.signal);
    this.options.signal?.addEventListener('abort', this.#interrupt, { once: true });
    if (this.options.signal?.aborted) this.#stop({ kind: 'interrupted' });
    for (const [at, count] of this.#waitsFor.entries()) if (count === 0) this.#enqueue(at);
    this.#proceed();
  }

  readonly #interrupt = (): void => {
    this.#stop({ kind: 'interrupted' });
    this.#proceed();
  };

  /** Starts what can start, settles what is skipped, and ends the run when nothing is left. */
  #proceed(): void {
    if (this.#ended) return;
    while (this.#ready.length > 0) {
      const at = this.#ready[this.#ready.length - 1]!;
      const skip = this.#skipReason(at);
      if (skip) {
        this.#ready.pop();
        this.#settle(at, this.handlers.skip(this.plan.ids[at]!, skip), true);
        continue;
      }
      const worker = this.#freeWorkers.pop();
      if (worker === undefined) break;
      this.#ready.pop();
      void this.#run(at, worker);
    }
    if (this.#running > 0 || this.#ready.length > 0) return;
    this.#ended = true;
    this.options.signal?.removeEventListener('abort', this.#interrupt);
    if (this.#bug) this.reject(this.#bug.error);
    else this.resolve(this.#results);
  }

  async #run(at: number, worker: number): Promise<void> {
    this.#running++;
    try {
      const result = await this.handlers.run(this.plan.ids[at]!, worker, this.#abort.signal, this.#lend);
      this.#running--;
      this.#freeWorkers.push(worker);
      const failed = this.handlers.failed(result);
      if (failed && this.options.failFast) this.#stop({ kind: 'fail-fast' });
      this.#settle(at, result, failed);
      this.#proceed();
    } catch (error) {
      // Everything that a user can cause is a result; this is a bug, and what still runs has to end first.
      this.#running--;
      this.#bug ??= { error };
      this.#stop({ kind: 'interrupted' });
      this.#ready.length = 0;
      this.#proceed();
    }
  }

  /** Nodes that are ready come first: a worker is free only when there is none. */
  readonly #lend = (): WorkerLoan | undefined => {
    const worker = this.#freeWorkers.pop();
    if (worker === undefined) return undefined;
    const giveBack = (): void => {
      this.#freeWorkers.push(worker);
      this.#proceed();
    };
    return { worker, giveBack };
  };

  #settle(at: number, result: R, failed: boolean): void {
    this.#results.push(result);
    for (const child of this.plan.children[at]!) {
      if (failed && this.#failedBy[child] === -1) this.#failedBy[child] = at;
      this.#waitsFor[child]!--;
      if (this.#waitsFor[child] === 0) this.#enqueue(child);
    }
  }

  #skipReason(at: number): SkipReason | undefined {
    if (this.#stopped) return this.#stopped;
    const by = this.#failedBy[at]!;
    return by === -1 ? undefined : { kind: 'parent', id: this.plan.ids[by]! };
  }

  /** Keeps `ready` sorted: what is to run next stands last. */
  #enqueue(at: number): void {
    let low = 0;
    let high = this.#ready.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#before(at, this.#ready[middle]!)) low = middle + 1;
      else high = middle;
    }
    this.#ready.splice(low, 0, at);
  }

  #before(a: number, b: number): boolean {
    const { priority } = this.plan;
    return priority[a]! !== priority[b]! ? priority[a]! > priority[b]! : a < b;
  }

  #stop(reason: SkipReason): void {
    if (this.#stopped) return;
    this.#stopped = reason;
    this.#abort.abort();
  }
}
