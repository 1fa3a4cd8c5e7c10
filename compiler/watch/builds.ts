import type { NodeResult } from '../execute/types.js';
import type { CompilableNode } from '../manifest/types.js';
import type { Project } from '../project.js';

export interface BuildWishes {
  readonly run: boolean;
  readonly test: boolean;
}

/** A build to make: the command that makes it and its nodes. */
export interface BuildPlan {
  /** The command whose way of telling fits. */
  readonly shownAs: 'run' | 'test' | 'build';
  readonly command: 'test' | 'build';
  readonly ids: readonly string[];
}

const TESTS: ReadonlySet<string> = new Set(['test', 'unit_test']);

/**
 * What is to be built: what changed and everything downstream of it. What a cancelled build leaves over stays here for the
 * next one. What failed is not tried again before it, or something that it reads, changes or is saved again.
 */
export class Builds {
  readonly #pending = new Set<string>();
  #failed = new Set<string>();

  constructor(private readonly wishes: BuildWishes) {}

  get wanted(): boolean {
    return this.wishes.run || this.wishes.test;
  }

  /** Notes that these nodes have to be built, and with them what reads them. */
  add(ids: Iterable<string>, { dag, manifest }: Project, savedPaths: ReadonlySet<string>): void {
    if (!this.wanted) return;
    const start = new Set(ids);
    for (const id of this.#failed) {
      const node = manifest.nodes.get(id);
      if (node && savedPaths.has(node.originalFilePath)) start.add(id);
    }
    for (const id of start) this.#pending.add(id);
    for (const id of dag.descendants(start)) this.#pending.add(id);
  }

  /** The next build; undefined if there is nothing to do. */
  plan({ manifest }: Project, selected: readonly string[]): BuildPlan | undefined {
    for (const id of this.#pending) if (!manifest.nodes.has(id)) this.#pending.delete(id);
    const { run, test } = this.wishes;
    const ids = selected.filter((id) => {
      const node: CompilableNode | undefined = manifest.nodes.get(id);
      return node && this.#pending.has(id) && (TESTS.has(node.resourceType) ? test : run);
    });
    if (ids.length === 0) return undefined;
    // `run` leaves seeds and snapshots out, which are downstream of a change as models are: they are built without tests.
    return { command: run ? 'build' : 'test', shownAs: run ? (test ? 'build' : 'run') : 'test', ids };
  }

  /** A build has ended. Of one that was stopped, what it has not finished stays to be done. */
  finished(plan: BuildPlan, results: readonly NodeResult[], stopped: boolean): void {
    const left = new Set(stopped ? plan.ids : []);
    const planned = new Set(plan.ids);
    const failed = new Set([...this.#failed].filter((id) => !planned.has(id)));
    for (const { node, status } of results) {
      const isBad = status === 'error' || status === 'fail' || status === 'skipped';
      if (stopped && status !== 'fail' && isBad) continue;
      left.delete(node.uniqueId);
      if (isBad) failed.add(node.uniqueId);
    }
    for (const id of plan.ids) if (!left.has(id)) this.#pending.delete(id);
    this.#failed = failed;
  }
}
