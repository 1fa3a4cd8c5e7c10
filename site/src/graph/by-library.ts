import { layout as arrange, Graph } from '@dagrejs/dagre';

export interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly parents: readonly string[];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Placed {
  /** The column, its left, and the middle of the box from the top. */
  readonly places: ReadonlyMap<string, { readonly rank: number; readonly left: number; readonly y: number }>;
  /** Points between two columns that an edge passes. */
  readonly ways: (from: string, to: string) => readonly Point[];
}

/** From here on the exact ranking takes too long. */
const MANY = 120;

/** As dagre places them: few crossings, and ways for long edges around the boxes. */
export function placeByLibrary(
  boxes: readonly Box[],
  gaps: { readonly columns: number; readonly nodes: number },
): Placed {
  const graph = new Graph();
  const ranker = boxes.length > MANY ? 'tight-tree' : 'network-simplex';
  graph.setGraph({ rankdir: 'LR', nodesep: gaps.nodes, ranksep: gaps.columns, ranker });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const { id, parents } of boxes) for (const parent of parents) graph.setEdge(parent, id);
  arrange(graph);
  const places = boxes.map(({ id, width }) => {
    const { x, y, rank } = graph.node(id) as Point & { readonly rank: number };
    return [id, { rank, left: x - width / 2, y }] as const;
  });
  return {
    places: new Map(places),
    ways: (from, to) => {
      const { points } = graph.edge(from, to) as { readonly points: readonly Point[] };
      // The middle of a short one is no place that it has to pass.
      return points.length <= 3 ? [] : points.slice(1, -1);
    },
  };
}
