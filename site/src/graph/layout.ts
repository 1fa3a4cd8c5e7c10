import type { Project, Resource } from '../data/project.js';
import { type Box, type Placed, placeByLibrary } from './by-library.js';
import { placeInLayers } from './layers.js';
import { GRAPH_TYPES } from './select.js';

export interface PlacedNode {
  readonly resource: Resource;
  /** Of its upper left corner. */
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
const MARGIN = 24;
const BETWEEN_COLUMNS = 56;
const BETWEEN_NODES = 14;
/** From here on the library would take longer than people wait. */
const MANY = 250;

/** Places resources from left to right; what stands in one column begins at one line. */
export function layoutOf(project: Project, ids: ReadonlySet<string>): Layout {
  const resources = [...ids].flatMap((id) => project.resources.get(id) ?? []);
  const boxes = resources.map(({ id, label }): Box => {
    const parents = project.parentsOf(id).filter((parent) => GRAPH_TYPES.has(parent.type) && ids.has(parent.id));
    return {
      id,
      width: Math.min(label.length * LETTER + PADDING, WIDEST),
      height: NODE_HEIGHT,
      parents: parents.map((parent) => parent.id),
    };
  });
  const gaps = { columns: BETWEEN_COLUMNS, nodes: BETWEEN_NODES };
  const { places, ways } = boxes.length > MANY ? inLayers(boxes) : placeByLibrary(boxes, gaps);
  const lefts = new Map<number, number>();
  for (const { rank, left } of places.values()) lefts.set(rank, Math.min(left, lefts.get(rank) ?? left));
  const nodes = resources.map((resource, index): PlacedNode => {
    const { rank, y } = places.get(resource.id)!;
    return { resource, x: lefts.get(rank)! + MARGIN, y: y - NODE_HEIGHT / 2 + MARGIN, width: boxes[index]!.width };
  });
  const at = new Map(nodes.map((node) => [node.resource.id, node]));
  const edges = boxes.flatMap(({ id, parents }) =>
    parents.map((from): PlacedEdge => {
      const way = ways(from, id).map((point) => ({ x: point.x + MARGIN, y: point.y + MARGIN }));
      return { from, to: id, path: curve(between(at.get(from)!, way, at.get(id)!)) };
    }),
  );
  const reach = (size: (node: PlacedNode) => number) =>
    nodes.reduce((most, node) => Math.max(most, size(node)), 0) + MARGIN;
  return { nodes, edges, width: reach((n) => n.x + n.width), height: reach((n) => n.y + NODE_HEIGHT) };
}

function inLayers(boxes: readonly Box[]): Placed {
  const index = new Map(boxes.map(({ id }, at) => [id, at]));
  const edges = boxes.flatMap(({ parents }, to) => parents.map((from) => [index.get(from)!, to] as const));
  const placed = placeInLayers(boxes.length, edges, NODE_HEIGHT + BETWEEN_NODES);
  const widest: number[] = [];
  for (const [at, { rank }] of placed.entries()) widest[rank] = Math.max(widest[rank] ?? 0, boxes[at]!.width);
  const lefts: number[] = [];
  for (let rank = 0, left = 0; rank < widest.length; rank++) {
    lefts.push(left);
    left += (widest[rank] ?? 0) + BETWEEN_COLUMNS * 2;
  }
  const places = new Map(boxes.map(({ id }, at) => [id, { ...placed[at]!, left: lefts[placed[at]!.rank]! }]));
  return { places, ways: () => [] };
}

/** From the right of one to the left of the other, by the way that was kept free for it through the columns between them. */
function between(from: PlacedNode, way: readonly Point[], to: PlacedNode): Point[] {
  const start = { x: from.x + from.width, y: from.y + NODE_HEIGHT / 2 };
  const end = { x: to.x, y: to.y + NODE_HEIGHT / 2 };
  return [start, ...way.filter(({ x }) => x > start.x + 8 && x < end.x - 8), end];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A smooth line through points, level where it leaves and where it arrives. */
function curve(points: readonly Point[]): string {
  let from = points[0]!;
  let path = `M${round(from)}`;
  for (const to of points.slice(1)) {
    const middle = (from.x + to.x) / 2;
    path += `C${round({ x: middle, y: from.y })} ${round({ x: middle, y: to.y })} ${round(to)}`;
    from = to;
  }
  return path;
}

function round({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
}
