import type { DiagnosticSink } from '../base/diagnostics.js';
import { defineDiagnostic } from '../base/diagnostics.js';
import type { Span } from '../base/source.js';
import type { Dag } from './dag.js';

/** What a report of a cycle shows of a node; spans where they are known. */
export interface CycleNode {
  readonly uniqueId: string;
  readonly name: string;
  readonly originalFilePath?: string;
  readonly span?: Span;
  readonly refs?: readonly { readonly name: string; readonly span?: Span }[];
}

export const dependencyCycle = defineDiagnostic({
  code: 'GRA001',
  message: (d: { path: readonly { name: string; file?: string }[] }) =>
    `These nodes depend on each other in a circle: ${d.path.map((step) => step.name).join(' → ')}${files(d.path)}`,
  hint: (d) =>
    d.path.length === 2
      ? "A model can't select from itself; for the rows it already has, use {{ this }} in an incremental model"
      : 'One of these refs must go: move what both need into a model that neither depends on',
});

/** Reports one shortest cycle of every knot of nodes that depend on each other. Answers whether there was none. */
export function checkAcyclic(
  dag: Dag,
  node: (id: string) => CycleNode | undefined,
  diagnostics: DiagnosticSink,
): boolean {
  const knots = findKnots(dag);
  for (const knot of knots) {
    const cycle = shortestCycle(dag, knot).map((at) => describe(node, dag.ids[at]!));
    const closed = [...cycle, cycle[0]!];
    const steps = cycle.map((from, i) => ({ from, to: closed[i + 1]!, span: refSpan(from, closed[i + 1]!) }));
    const related = steps.flatMap((step) =>
      step.span ? [{ message: `${step.from.name} refers to ${step.to.name}`, span: step.span }] : [],
    );
    const path = closed.map((step) => ({ name: step.name, file: step.originalFilePath }));
    diagnostics.report(
      dependencyCycle({ path }, steps[0]!.span ?? cycle[0]!.span, {
        nodeId: cycle[0]!.uniqueId,
        ...(steps[0]!.span ? { label: `${steps[0]!.to.name} leads back here` } : {}),
        ...(related.length > 1 ? { related: related.slice(steps[0]!.span ? 1 : 0) } : {}),
      }),
    );
  }
  return knots.length === 0;
}

function describe(node: (id: string) => CycleNode | undefined, id: string): CycleNode {
  return node(id) ?? { uniqueId: id, name: id.split('.').slice(2).join('.') };
}

function refSpan(from: CycleNode, to: CycleNode): Span | undefined {
  return from.refs?.find((ref) => ref.name === to.name && ref.span)?.span;
}

function files(path: readonly { file?: string }[]): string {
  const known = [...new Set(path.flatMap((step) => (step.file ? [step.file] : [])))];
  return known.length > 0 ? ` (${known.join(', ')})` : '';
}

/** Strongly connected sets that contain a cycle (Tarjan's algorithm without recursion), in order of discovery. */
function findKnots(dag: Dag): number[][] {
  const knots: number[][] = [];
  const index = new Int32Array(dag.size).fill(-1);
  const low = new Int32Array(dag.size);
  const onStack = new Uint8Array(dag.size);
  const stack: number[] = [];
  let counter = 0;
  const enter = (at: number): void => {
    index[at] = low[at] = counter++;
    stack.push(at);
    onStack[at] = 1;
  };
  for (let root = 0; root < dag.size; root++) {
    if (index[root] !== -1) continue;
    const work: { at: number; next: number }[] = [{ at: root, next: 0 }];
    enter(root);
    while (work.length > 0) {
      const frame = work[work.length - 1]!;
      const parent = dag.parentsAt(frame.at)[frame.next++];
      if (parent !== undefined) {
        if (index[parent] === -1) {
          enter(parent);
          work.push({ at: parent, next: 0 });
        } else if (onStack[parent]) low[frame.at] = Math.min(low[frame.at]!, index[parent]!);
        continue;
      }
      work.pop();
      const caller = work[work.length - 1];
      if (caller) low[caller.at] = Math.min(low[caller.at]!, low[frame.at]!);
      if (low[frame.at] !== index[frame.at]) continue;
      const members = stack.splice(stack.lastIndexOf(frame.at));
      for (const member of members) onStack[member] = 0;
      if (members.length > 1 || dag.parentsAt(frame.at).includes(frame.at)) knots.push(members.sort((a, b) => a - b));
    }
  }
  return knots.sort((a, b) => a[0]! - b[0]!);
}

/** A shortest way from the knot's first node along its dependencies back to it. */
function shortestCycle(dag: Dag, knot: readonly number[]): number[] {
  const start = knot[0]!;
  const inside = new Set(knot);
  const cameFrom = new Map<number, number>();
  const queue = [start];
  for (const at of queue) {
    for (const parent of dag.parentsAt(at)) {
      if (parent === start) {
        const cycle = [at];
        for (let step = at; step !== start; ) {
          step = cameFrom.get(step)!;
          cycle.unshift(step);
        }
        return cycle;
      }
      if (inside.has(parent) && !cameFrom.has(parent)) {
        cameFrom.set(parent, at);
        queue.push(parent);
      }
    }
  }
  return [...knot];
}
