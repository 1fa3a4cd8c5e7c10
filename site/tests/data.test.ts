import { describe, expect, it } from 'vitest';
import { projectOf } from '../src/data/project.js';
import { databaseTree, projectTree, wayTo } from '../src/data/tree.js';
import { graphLink, linkTo, routeOf } from '../src/route.js';
import { manifest, project } from './fixture.js';

describe('projectOf', () => {
  const shop = project();

  it('holds what has a page: no hooks, no macros of the tool', () => {
    expect(shop.resources.has('operation.shop.hook')).toBe(false);
    expect(shop.resources.has('macro.dbt.x')).toBe(false);
    expect(shop.resources.get('source.shop.raw.orders')?.label).toBe('raw.orders');
    expect(shop.overview).toBe('# Welcome');
  });

  it('knows parents and children, and who tests what', () => {
    const labels = (list: readonly { label: string }[]) => list.map(({ label }) => label);
    expect(labels(shop.parentsOf('model.shop.stg_orders'))).toEqual(['raw.orders', 'is_paid']);
    expect(labels(shop.childrenOf('macro.shop.is_paid'))).toEqual(['stg_orders']);
    expect(labels(shop.testsOf('model.shop.orders'))).toEqual(['unique_orders_order_id', 'counts']);
  });

  it('joins columns of the author with those of the database, whatever their case', () => {
    const { columns } = shop.resources.get('model.shop.orders')!;
    expect(columns.map((c) => [c.name, c.type, c.description, c.isMissing])).toEqual([
      ['ORDER_ID', 'BIGINT', 'The number', false],
      ['AMOUNT', 'DECIMAL(18,2)', 'From the database', false],
      ['gone', 'text', 'Not there any more', true],
    ]);
    expect(columns[0]).toMatchObject({ constraints: ['primary key'], tests: [{ name: 'unique' }] });
  });

  it('does without a catalog, and with a manifest that has nothing', () => {
    const { columns } = projectOf(manifest, null).resources.get('model.shop.orders')!;
    expect(columns.map((c) => [c.name, c.isMissing])).toEqual([
      ['order_id', false],
      ['gone', false],
    ]);
    expect(projectOf({}, null).resources.size).toBe(0);
  });
});

describe('trees', () => {
  it('follow the folders, with sections for what is in no folder; what is hidden is left out', () => {
    const tree = projectTree(project());
    expect(tree.map((branch) => branch.label)).toEqual(['shop', 'Sources', 'Exposures']);
    expect(JSON.stringify(tree)).not.toContain('secret');
    const labels = (branch: (typeof tree)[number]): unknown =>
      branch.children.length > 0 ? { [branch.label]: branch.children.map(labels) } : branch.label;
    expect(labels(tree[0]!)).toEqual({
      shop: [{ models: [{ staging: ['stg_orders'] }, 'customers', 'is_paid', 'orders'] }],
    });
    expect(wayTo(tree, 'model.shop.stg_orders')).toEqual(['/shop', '/shop/models', '/shop/models/staging']);
  });

  it('follow databases and schemas', () => {
    const [db] = databaseTree(project());
    expect([db!.label, db!.children.map((schema) => schema.label)]).toEqual(['db', ['marts', 'raw', 'staging']]);
  });
});

describe('routes', () => {
  it.each([
    ['', { page: 'overview' }],
    ['#!/overview', { page: 'overview' }],
    ['#!/model/model.shop.orders', { page: 'resource', id: 'model.shop.orders' }],
    ['#!/model/model.shop.orders#columns', { page: 'resource', id: 'model.shop.orders' }],
    ['#!/model/model.shop.a%20b%', { page: 'resource', id: 'model.shop.a%20b%' }],
    ['#!/overview?g_v=1&g_i=%2Borders', { page: 'graph', select: '+orders', exclude: '' }],
    ['#!/graph?g_v=1&g_i=a&g_e=b', { page: 'graph', select: 'a', exclude: 'b' }],
  ])('%s', (hash, route) => expect(routeOf(hash)).toEqual(route));

  it('lead back', () => {
    const id = 'source.shop.ra w.x/y';
    expect(routeOf(linkTo({ id, type: 'source' }))).toEqual({ page: 'resource', id });
    expect(routeOf(graphLink('1+a+1 tag:x', 'b&c'))).toEqual({ page: 'graph', select: '1+a+1 tag:x', exclude: 'b&c' });
  });
});
