import { describe, expect, it } from 'vitest';
import { projectOf } from '../src/data/project.js';
import { placeInLayers, spread } from '../src/graph/layers.js';
import { layoutOf, NODE_HEIGHT } from '../src/graph/layout.js';
import { parseAtom, select } from '../src/graph/select.js';
import { manifest, node, project } from './fixture.js';

const shop = project();
const labels = (ids: Iterable<string>) => [...ids].map((id) => shop.resources.get(id)!.label).sort();

describe('select', () => {
  it.each([
    ['', ['customers', 'dashboard', 'orders', 'raw.orders', 'stg_orders']],
    ['orders', ['orders']],
    ['dashboard', ['dashboard']],
    ['+orders', ['orders', 'raw.orders', 'stg_orders']],
    ['1+orders+1', ['customers', 'dashboard', 'orders', 'stg_orders']],
    ['orders+', ['customers', 'dashboard', 'orders']],
    ['@stg_orders', ['customers', 'dashboard', 'orders', 'raw.orders', 'stg_orders']],
    ['*orders', ['orders', 'raw.orders', 'stg_orders']],
    ['tag:nightly', ['stg_orders']],
    ['source:raw', ['raw.orders']],
    ['source:raw.orders+1', ['raw.orders', 'stg_orders']],
    ['exposure:dashboard', ['dashboard']],
    ['staging', ['stg_orders']],
    ['path:models/staging', ['stg_orders']],
    ['config.materialized:table', ['orders']],
    ['+orders,resource_type:model', ['orders', 'stg_orders']],
    ['customers stg_orders', ['customers', 'stg_orders']],
  ])('%j', (expression, expected) => expect(labels(select(shop, expression).ids)).toEqual(expected));

  it('takes a name for that of a model before that of a metric', () => {
    const metric = node('metric.shop.orders', { depends_on: { nodes: ['model.shop.orders'] } });
    const both = projectOf({ ...manifest, metrics: { 'metric.shop.orders': metric } }, null);
    expect([...select(both, 'orders').ids]).toEqual(['model.shop.orders']);
    expect([...select(both, 'metric:orders').ids]).toEqual(['metric.shop.orders']);
  });

  it('takes away what is excluded, and names what fits nothing', () => {
    expect(labels(select(shop, '+orders', 'source:*').ids)).toEqual(['orders', 'stg_orders']);
    expect(select(shop, 'orders nope tag:x').unknown).toEqual(['nope', 'tag:x']);
  });

  it.each([
    ['+a', { at: false, up: Number.POSITIVE_INFINITY, down: 0, method: 'fqn', value: 'a' }],
    ['2+tag:x+3', { at: false, up: 2, down: 3, method: 'tag', value: 'x' }],
    ['@a', { at: true, up: 0, down: 0, method: 'fqn', value: 'a' }],
  ])('reads %s', (text, expected) => expect(parseAtom(text)).toEqual(expected));
});

describe('layoutOf', () => {
  it('places parents left of children, without overlaps, each column at one line', () => {
    const { nodes, edges, width, height } = layoutOf(shop, select(shop, '').ids);
    const at = new Map(nodes.map((placed) => [placed.resource.label, placed]));
    expect(at.get('raw.orders')!.x).toBeLessThan(at.get('stg_orders')!.x);
    expect(at.get('stg_orders')!.x).toBeLessThan(at.get('orders')!.x);
    expect(at.get('customers')!.x).toBe(at.get('dashboard')!.x);
    expect(Math.abs(at.get('customers')!.y - at.get('dashboard')!.y)).toBeGreaterThanOrEqual(NODE_HEIGHT);
    expect(edges).toHaveLength(4);
    for (const { path } of edges) expect(path).toMatch(/^M-?[\d.]+,-?[\d.]+(C(-?[\d.]+,-?[\d.]+ ?){3})+$/);
    for (const { x, y } of nodes) expect(x >= 0 && x <= width && y >= 0 && y <= height).toBe(true);
  });

  it('places nothing, one, and many', () => {
    expect(layoutOf(shop, new Set())).toMatchObject({ nodes: [], edges: [] });
    expect(layoutOf(shop, new Set(['model.shop.orders'])).nodes).toHaveLength(1);
    const many = Array.from({ length: 300 }, (_, n) =>
      node(`model.shop.m${n}`, {
        depends_on: { nodes: n < 10 ? [] : [`model.shop.m${n - 10}`, `model.shop.m${n >> 1}`] },
      }),
    );
    const big = projectOf(
      { metadata: { project_name: 'shop' }, nodes: Object.fromEntries(many.map((m) => [m.unique_id, m])) },
      null,
    );
    expect(layoutOf(big, new Set(big.resources.keys())).nodes).toHaveLength(300);
  });
});

describe('placeInLayers', () => {
  it('places children right of parents, no two nodes over each other, and what begins close to what follows', () => {
    const edges: [number, number][] = [];
    for (let n = 20; n < 2000; n++) edges.push([n - 20, n], [Math.floor(n / 3), n]);
    // One that only the last reads.
    edges.push([2000, 1999]);
    const placed = placeInLayers(2001, edges, 10);
    for (const [from, to] of edges) expect(placed[from]!.rank).toBeLessThan(placed[to]!.rank);
    expect(placed[2000]!.rank).toBeGreaterThan(placed[1999]!.rank - 4);
    const tallest = Math.max(...placed.map(({ y }) => y));
    expect(tallest).toBeLessThan(200 * 10);
    const byRank = new Map<number, number[]>();
    for (const { rank, y } of placed) byRank.set(rank, [...(byRank.get(rank) ?? []), y]);
    for (const ys of byRank.values()) {
      ys.sort((a, b) => a - b);
      for (let i = 1; i < ys.length; i++) expect(ys[i]! - ys[i - 1]!).toBeGreaterThan(9.99);
    }
    expect(Math.min(...placed.map(({ y }) => y))).toBe(0);
  });

  it('ends with circles, too, which nobody should have', () => {
    expect(
      placeInLayers(
        3,
        [
          [0, 1],
          [1, 2],
          [2, 1],
        ],
        10,
      ),
    ).toHaveLength(3);
    expect(placeInLayers(0, [], 10)).toEqual([]);
  });

  it('spreads as little as it has to', () => {
    expect(spread([0, 0, 100], 10)).toEqual([-10 / 3, 10 - 10 / 3, 100 - 10 / 3]);
    expect(spread([], 10)).toEqual([]);
  });
});
