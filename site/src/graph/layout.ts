import { layout as arrange, Graph } from '@dagrejs/dagre';
import type { Project, Resource } from '../data/project.js';
import { GRAPH_TYPES } from './select.js';

export interface PlacedNode {
  readonly resource: Resource;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface PlacedEdge {
  readonly from: string;
  readonly to: string;
  /** An SVG path. */
  readonly path: string;
}

export interface Layout {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

export const NODE_HEIGHT = 34;
const LETTER = 7.1;
const PADDING = 38;
const WIDEST = 300;
/** From here on the exact ranking would take longer than people wait. */
const MANY = 120;

/** Places resources from left to right. */
export function layoutOf(project: Project, ids: ReadonlySet<string>): Layout {
  const graph = new Graph();
  graph.setGraph({
    rankdir: 'LR',
    nodesep: 14,
    ranksep: 56,
    marginx: 24,
    marginy: 24,
    ranker: ids.size > MANY ? 'tight-tree' : 'network-simplex',
  });
  graph.setDefaultEdgeLabel(() => ({}));
  const shown = [...ids].flatMap((id) => project.resources.get(id) ?? []);
  for (const { id, label } of shown)
    graph.setNode(id, { width: Math.min(label.length * LETTER + PADDING, WIDEST), height: NODE_HEIGHT });
  for (const { id } of shown) for (const parent of visibleParents(project, ids, id)) graph.setEdge(parent, id);
  arrange(graph);
  const nodes = leftAligned(shown, graph);
  const at = new Map(nodes.map((node) => [node.resource.id, node]));
  const edges = graph.edges().map((edge): PlacedEdge => {
    const { points } = graph.edge(edge) as { points: readonly Point[] };
    return { from: edge.v, to: edge.w, path: curve(between(at.get(edge.v)!, points, at.get(edge.w)!)) };
  });
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return { nodes, edges, width: finite(width), height: finite(height) };
}

/** Parents in the graph. */
function visibleParents(project: Project, ids: ReadonlySet<string>, id: string): string[] {
  return project
    .parentsOf(id)
    .flatMap((parent) => (GRAPH_TYPES.has(parent.type) && ids.has(parent.id) ? [parent.id] : []));
}

/** What stands in one column begins at one line. */
function leftAligned(resources: readonly Resource[], graph: Graph): PlacedNode[] {
  const placed = resources.map((resource) => ({
    resource,
    ...(graph.node(resource.id) as Point & { width: number; rank: number }),
  }));
  const lefts = new Map<number, number>();
  for (const { x, width, rank } of placed)
    lefts.set(rank, Math.min(x - width / 2, lefts.get(rank) ?? Number.POSITIVE_INFINITY));
  return placed.map(({ resource, y, width, rank }) => ({
    resource,
    x: lefts.get(rank)!,
    y: y - NODE_HEIGHT / 2,
    width,
  }));
}

/** From the right of one to the left of the other, by the way that was kept free for it through the columns between them. */
function between(from: PlacedNode, points: readonly Point[], to: PlacedNode): Point[] {
  const start = { x: from.x + from.width, y: from.y + NODE_HEIGHT / 2 };
  const end = { x: to.x, y: to.y + NODE_HEIGHT / 2 };
  const inner = points.slice(1, -1).filter(({ x }) => x > start.x + 8 && x < end.x - 8);
  return points.length <= 3 ? [start, end] : [start, ...inner, end];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A smooth line through points, level where it leaves and where it arrives. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${round(first)}`;
  let from = first;
  for (const to of rest) {
    const middle = (from.x + to.x) / 2;
    path += `C${round({ x: middle, y: from.y })} ${round({ x: middle, y: to.y })} ${round(to)}`;
    from = to;
  }
  return path;
}

function round({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
}

function finite(n: number): number {
  return Number.isFinite(n) ? n : 0;
}
