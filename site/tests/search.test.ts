import { describe, expect, it } from 'vitest';
import { isNearly, scoreName, scoreText } from '../src/search/score.js';
import { Search } from '../src/search/search.js';
import { project } from './fixture.js';

const search = new Search(project());
const names = (query: string) => search.find(query).map(({ resource }) => resource.label);

describe('find', () => {
  it.each([
    // The whole name before the start of one, and models before sources of the same fit.
    ['orders', ['orders', 'raw.orders', 'stg_orders']],
    ['stg', ['stg_orders']],
    ['stg ord', ['stg_orders']],
    // A letter is missing.
    ['custmers', ['customers']],
    ['zzz', []],
    ['', []],
  ])('%j', (query, expected) => expect(names(query).slice(0, Math.max(expected.length, 1))).toEqual(expected));

  it('finds words in columns, descriptions and SQL, and says where', () => {
    const found = (query: string) => search.find(query)[0]?.found;
    expect(found('amount')).toMatchObject({ field: 'column', text: 'AMOUNT' });
    expect(found('paid order')).toMatchObject({ field: 'description', text: 'All **paid** orders, one row an order.' });
    expect(search.find('endmacro')[0]).toMatchObject({ resource: { label: 'is_paid' }, found: { field: 'code' } });
  });

  it('narrows by type, tag, package and column', () => {
    expect(names('type:source')).toEqual(['raw.orders']);
    expect(names('type:models orders')).toEqual(['orders', 'stg_orders']);
    expect(names('tag:night')).toEqual(['stg_orders']);
    expect(names('column:order_')).toEqual(['orders']);
    expect(names('package:other')).toEqual([]);
  });

  it('leaves out what its author hides', () => expect(names('secret')).toEqual([]));
});

describe('scores', () => {
  it('rank the ways in which a word fits a name', () => {
    const scores = [
      'orders',
      'raw.orders',
      'orders_daily',
      'stg_orders',
      'stg_orderset',
      'reorders',
      'ordres',
      'x',
    ].map((name) => scoreName(name, 'orders'));
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(new Set(scores).size).toBe(scores.length);
    expect(scores.at(-1)).toBe(0);
  });

  it('take initials', () => expect(scoreName('fct_customer_orders', 'fco')).toBeGreaterThan(0));

  it('prefer words to parts of words', () => {
    expect(scoreText('preorder, then order', 'order')).toEqual({ score: 12, at: 15 });
    expect(scoreText('preorder', 'order').score).toBeLessThan(scoreText('orders', 'order').score);
    expect(scoreText('none', 'order').score).toBe(0);
  });

  it.each([
    ['orders', 'ordres', true],
    ['orders', 'order', true],
    ['orders', 'orderss', true],
    ['orders', 'ordxrs', true],
    ['orders', 'oxdexs', false],
    ['orders', 'ord', false],
  ])('%s is nearly %s: %s', (a, b, expected) => expect(isNearly(a, b)).toBe(expected));
});
