import type { Dag } from './dag.js';

/** What has to run, and after what. Numbers are positions in `ids`. */
export interface Plan {
  /** In topological order, else in order of discovery. */
  readonly ids: readonly string[];
  /** What a node waits for: the nearest planned nodes above it, also through nodes that are not planned. */
  readonly parents: readonly (readonly number[])[];
  readonly children: readonly (readonly number[])[];
  /** Nodes on the longest way from here to an end: what has more goes first. */
  readonly priority: readonly number[];
}

export interface ScheduleOptions {
  /**
   * Tests that have to pass before what is built on the tested nodes may run (`build`): a planned test goes before every node
   * that is no test and has everything that the test reads among its ancestors.
   */
  readonly isTest?: (id: string) => boolean;
  /** What waits for no test all the same: exposures. */
  readonly isFree?: (id: string) => boolean;
}

/** Plans a run of the given nodes. Pure; needs an acyclic graph. */
export function schedule(dag: Dag, ids: Iterable<string>, options: ScheduleOptions = {}): Plan {
  const planned = new Uint8Array(dag.size);
  for (const id of ids) {
    const position = dag.positionOf(id);
    if (position !== undefined) planned[position] = 1;
  }
  const blockers = options.isTest
    ? testBlockers(dag, planned, options.isTest, options.isFree ?? (() => false))
    : undefined;
  const order = dag.topologicalOrder(blockers);
  const { run, parents } = nearestPlanned(dag, planned, order, blockers);

  const children: number[][] = run.map(() => []);
  for (const [at, above] of parents.entries()) for (const parent of above) children[parent]!.push(at);
  const priority = new Array<number>(run.length).fill(1);
  for (let at = run.length - 1; at >= 0; at--) {
    for (const child of children[at]!) priority[at] = Math.max(priority[at]!, priority[child]! + 1);
  }
  return { ids: run.map((position) => dag.ids[position]!), parents, children, priority };
}

/** For each node the planned nodes that it waits for directly: what stands between is seen through. */
function nearestPlanned(dag: Dag, planned: Uint8Array, order: readonly number[], blockers: Blockers | undefined) {
  const run: number[] = [];
  const parents: number[][] = [];
  const numberOf = new Map<number, number>();
  // Of a node that is not planned: what those below it inherit. Shared between nodes with a single way up.
  const through = new Map<number, ReadonlySet<number>>();
  const NONE: ReadonlySet<number> = new Set();
  for (const at of order) {
    const above = blockers?.get(at) ? [...dag.parentsAt(at), ...blockers.get(at)!] : dag.parentsAt(at);
    let waits: Set<number> | undefined;
    let shared: ReadonlySet<number> | undefined;
    for (const parent of above) {
      const number = numberOf.get(parent);
      if (number === undefined) {
        const inherited = through.get(parent) ?? NONE;
        if (inherited.size === 0 || inherited === shared) continue;
        if (!waits && !shared) {
          shared = inherited;
          continue;
        }
        waits ??= new Set(shared);
        for (const one of inherited) waits.add(one);
      } else {
        waits ??= new Set(shared);
        waits.add(number);
      }
    }
    const all = waits ?? shared ?? NONE;
    if (planned[at]) {
      numberOf.set(at, run.length);
      run.push(at);
      parents.push([...all]);
    } else through.set(at, all);
  }
  return { run, parents };
}

/** For a node, the tests that must pass before it runs. */
type Blockers = ReadonlyMap<number, readonly number[]>;

/**
 * A test that reads all of P blocks the common descendants of P. The uppermost of these are enough: what is below waits for
 * them.
 */
function testBlockers(
  dag: Dag,
  planned: Uint8Array,
  isTest: (id: string) => boolean,
  isFree: (id: string) => boolean,
): Blockers {
  const blockers = new Map<number, number[]>();
  const test = Uint8Array.from(dag.ids, (id) => (isTest(id) ? 1 : 0));
  const free = Uint8Array.from(dag.ids, (id, at) => (test[at] || isFree(id) ? 1 : 0));
  const reachedBy = new Int32Array(dag.size);
  for (let at = 0; at < dag.size; at++) {
    const tested = dag.parentsAt(at);
    if (!planned[at] || !test[at] || tested.length === 0) continue;
    for (const child of tested.length === 1
      ? dag.childrenAt(tested[0]!)
      : commonDescendants(dag, tested, free, reachedBy)) {
      if (free[child]) continue;
      const known = blockers.get(child);
      if (known) known.push(at);
      else blockers.set(child, [at]);
    }
  }
  return blockers;
}

/** The uppermost nodes that descend from every one of `from`. `reachedBy` is scratch space, all zero before and after. */
function commonDescendants(dag: Dag, from: readonly number[], free: Uint8Array, reachedBy: Int32Array): number[] {
  const touched: number[] = [];
  for (const [round, start] of from.entries()) {
    const stack = [start];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      for (const child of dag.childrenAt(at)) {
        // The upper half holds the last round that came here, the lower half how many rounds did.
        if (free[child] || reachedBy[child]! >>> 16 === round + 1) continue;
        if (reachedBy[child] === 0) touched.push(child);
        reachedBy[child] = ((round + 1) << 16) | ((reachedBy[child]! & 0xffff) + 1);
        stack.push(child);
      }
    }
  }
  const common = touched.filter((at) => (reachedBy[at]! & 0xffff) === from.length);
  const isCommon = new Set(common);
  for (const at of touched) reachedBy[at] = 0;
  return common.filter((at) => !dag.parentsAt(at).some((parent) => isCommon.has(parent)));
}
