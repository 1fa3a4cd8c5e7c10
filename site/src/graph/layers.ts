/** Places large graphs in columns, in a time that grows with the number of edges: the library's way takes seconds from some hundreds of nodes on. */

export interface Placement {
  readonly rank: number;
  /** The middle, from the top. */
  readonly y: number;
}

interface Work {
  readonly parents: number[][];
  readonly children: number[][];
  readonly columns: number[][];
}

const SWEEPS = 10;
const LEAST_ROWS = 40;

/** @param edges pairs of positions in `count` nodes; `distance` is that of the middles of neighbours in a column. */
export function placeInLayers(
  count: number,
  edges: readonly (readonly [number, number])[],
  distance: number,
): Placement[] {
  const parents: number[][] = Array.from({ length: count }, () => []);
  const children: number[][] = Array.from({ length: count }, () => []);
  for (const [from, to] of edges) {
    children[from]!.push(to);
    parents[to]!.push(from);
  }
  const rank = ranksOf(parents, children);
  const columns: number[][] = Array.from({ length: Math.max(0, ...rank) + 1 }, () => []);
  for (let node = 0; node < count; node++) columns[rank[node]!]!.push(node);
  order({ parents, children, columns });
  const narrow = columns.flatMap((column) => cut(column, Math.max(LEAST_ROWS, Math.ceil(Math.sqrt(count) * 1.5))));
  const y = heights({ parents, children, columns: narrow }, count, distance);
  const placed: Placement[] = [];
  for (const [at, column] of narrow.entries()) for (const node of column) placed[node] = { rank: at, y: y[node]! };
  return placed;
}

/** A column that is too long for the shape of a screen becomes several beside each other: its nodes are not connected. */
function cut(column: readonly number[], most: number): number[][] {
  const parts = Math.ceil(column.length / most);
  const size = Math.ceil(column.length / Math.max(parts, 1));
  return Array.from({ length: parts }, (_, n) => column.slice(n * size, (n + 1) * size));
}

/** As far left as parents let a node stand; what has no parents stands before its first child. */
function ranksOf(parents: readonly number[][], children: readonly number[][]): number[] {
  const waits = parents.map((list) => list.length);
  const rank = parents.map(() => 0);
  const ready = waits.flatMap((n, node) => (n === 0 ? [node] : []));
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    for (const child of children[node]!) {
      rank[child] = Math.max(rank[child]!, rank[node]! + 1);
      if (--waits[child]! === 0) ready.push(child);
    }
  }
  for (const [node, list] of parents.entries()) {
    const below = children[node]!.map((child) => rank[child]!);
    if (list.length === 0 && below.length > 0) rank[node] = Math.max(0, Math.min(...below) - 1);
  }
  return rank;
}

/** Nodes of a column by the middle of their neighbours before it, then by those behind it, again and again. */
function order({ parents, children, columns }: Work): void {
  const at: number[] = [];
  const note = (column: readonly number[]): void => {
    for (const [index, node] of column.entries()) at[node] = index / Math.max(column.length, 1);
  };
  for (const column of columns) note(column);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forth = sweep % 2 === 0;
    for (const column of forth ? columns : [...columns].reverse()) {
      const wanted = new Map(column.map((node) => [node, mean((forth ? parents : children)[node]!, at) ?? at[node]!]));
      column.sort((a, b) => wanted.get(a)! - wanted.get(b)!);
      note(column);
    }
  }
}

/** Each node as near to the middle of its neighbours as the order of its column lets it. */
function heights({ parents, children, columns }: Work, count: number, distance: number): number[] {
  const y = new Array<number>(count).fill(0);
  for (const column of columns) for (const [index, node] of column.entries()) y[node] = index * distance;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const column of sweep % 2 === 0 ? columns : [...columns].reverse()) {
      const wanted = column.map((node) => mean([...parents[node]!, ...children[node]!], y) ?? y[node]!);
      const placed = spread(wanted, distance);
      for (const [index, node] of column.entries()) y[node] = placed[index]!;
    }
  }
  const top = y.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  return y.map((value) => value - top);
}

/** Places in their order, no two nearer than the distance, as a whole where they want to be. */
export function spread(wanted: readonly number[], distance: number): number[] {
  const placed: number[] = [];
  for (const [index, want] of wanted.entries())
    placed.push(index === 0 ? want : Math.max(want, placed[index - 1]! + distance));
  const shift = wanted.reduce((sum, want, index) => sum + want - placed[index]!, 0) / Math.max(wanted.length, 1);
  return placed.map((place) => place + shift);
}

function mean(nodes: readonly number[], values: readonly number[]): number | undefined {
  if (nodes.length === 0) return undefined;
  let sum = 0;
  for (const node of nodes) sum += values[node]!;
  return sum / nodes.length;
}
