import type { NodeInfo, NodeStatus, QuernEvent } from '../../base/events.js';
import { resourceNoun } from '../text/words.js';

type NodeFinished = Extract<QuernEvent, { type: 'node-finished' }>;

export type Outcome = 'pass' | 'warn' | 'error' | 'skip' | 'noop' | 'reused' | 'partial';

export const OUTCOMES: Readonly<Record<NodeStatus, Outcome>> = {
  success: 'pass',
  pass: 'pass',
  warn: 'warn',
  error: 'error',
  fail: 'error',
  'runtime error': 'error',
  skipped: 'skip',
  'no-op': 'noop',
  reused: 'reused',
  'partial success': 'partial',
};

/** Failed, or skipped for a problem of its own: an ephemeral model that it reads could not be compiled. */
export function isFailure({ status, diagnostic }: NodeFinished): boolean {
  const outcome = OUTCOMES[status];
  return outcome === 'error' || (outcome === 'skip' && diagnostic !== undefined);
}

/** What has happened in a run so far. */
export class Tally {
  readonly outcomes: Record<Outcome, number> = { pass: 0, warn: 0, error: 0, skip: 0, noop: 0, reused: 0, partial: 0 };
  /** How many of each kind, by the key that dbt sorts its counts by. */
  readonly kinds = new Map<string, { readonly noun: string; n: number }>();
  /** Nodes that failed or warned, in order. */
  readonly problems: NodeFinished[] = [];
  interrupted = false;
  total = 0;
  #failures = 0;

  addNode(event: NodeFinished): void {
    const outcome = OUTCOMES[event.status];
    this.outcomes[outcome]++;
    this.total++;
    const noun = kindOf(event.node);
    this.#count(event.node.resourceType === 'model' ? noun : event.node.resourceType, noun);
    if (isFailure(event)) this.#failures++;
    if (isFailure(event) || outcome === 'warn' || outcome === 'partial') this.problems.push(event);
  }

  addHook(status: NodeStatus): void {
    this.outcomes[OUTCOMES[status]]++;
    if (OUTCOMES[status] === 'error') this.#failures++;
    this.total++;
    this.#count('project hook', 'project hook');
  }

  /** Nodes and hooks that failed. */
  get failures(): number {
    return this.#failures;
  }

  #count(key: string, noun: string): void {
    const entry = this.kinds.get(key);
    if (entry) entry.n++;
    else this.kinds.set(key, { noun, n: 1 });
  }

  /** Kinds with their numbers, in dbt's order. */
  sortedKinds(): { readonly noun: string; readonly n: number }[] {
    return [...this.kinds].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, entry]) => entry);
  }
}

/** `table model`, `seed`, `data test`. */
export function kindOf(node: NodeInfo): string {
  return node.resourceType === 'model' ? `${node.materialized} model` : resourceNoun(node.resourceType);
}
