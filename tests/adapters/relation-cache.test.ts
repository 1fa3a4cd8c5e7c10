import { describe, expect, it } from 'vitest';
import { loadAdapter } from '../../compiler/adapters/registry.js';
import { RelationCache } from '../../compiler/adapters/relation-cache.js';
import type { RelationRef } from '../../compiler/adapters/types.js';

const { dialect } = await loadAdapter('duckdb');
const ref = (identifier: string, type: RelationRef['type'] = 'table', schema = 'main'): RelationRef => ({
  database: 'db',
  schema,
  identifier,
  type,
});

describe('the relation cache', () => {
  it('lists a schema once for all who ask', async () => {
    const cache = new RelationCache(dialect);
    const count = { n: 0 };
    const lister = async (): Promise<RelationRef[]> => {
      count.n++;
      await new Promise((resolve) => setTimeout(resolve, 10));
      return [ref('a')];
    };
    const found = await Promise.all([
      cache.find('db', 'main', 'A', lister),
      cache.find('DB', 'MAIN', 'a', lister),
      cache.list('db', 'main', lister),
    ]);
    expect(found).toEqual([ref('a'), ref('a'), [ref('a')]]);
    expect(count.n).toBe(1);
  });

  it('keeps changes that are told while the listing runs', async () => {
    const cache = new RelationCache(dialect);
    const listing = cache.list('db', 'main', async () => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      return [ref('old'), ref('gone')];
    });
    cache.add(ref('new', 'view'));
    cache.drop(ref('gone'));
    expect((await listing).map((r) => r.identifier).sort()).toEqual(['new', 'old']);
  });

  it('keeps changes of schemas that are not listed yet', async () => {
    const cache = new RelationCache(dialect);
    cache.add(ref('uncommitted'));
    expect((await cache.list('db', 'main', async () => [])).map((r) => r.identifier)).toEqual(['uncommitted']);
  });

  it('renames, keeping the type', async () => {
    const cache = new RelationCache(dialect);
    await cache.list('db', 'main', async () => [ref('a', 'view'), ref('b')]);
    cache.rename(ref('A', null), ref('b', null));
    expect(await cache.find('db', 'main', 'b', async () => [])).toEqual(ref('b', 'view'));
    expect(await cache.find('db', 'main', 'a', async () => [])).toBeUndefined();
  });

  it('asks again after a listing that failed', async () => {
    const cache = new RelationCache(dialect);
    const failing = (): Promise<RelationRef[]> => Promise.reject(new Error('offline'));
    await expect(cache.list('db', 'main', failing)).rejects.toThrow('offline');
    expect(await cache.list('db', 'main', async () => [ref('a')])).toHaveLength(1);
  });

  it('fills several schemas at once, empty ones too', async () => {
    const cache = new RelationCache(dialect);
    cache.fill(
      [
        ['db', 'one'],
        ['db', 'two'],
      ],
      [ref('a', 'table', 'one')],
    );
    const never = async (): Promise<RelationRef[]> => {
      throw new Error('asked');
    };
    expect(await cache.list('db', 'two', never)).toEqual([]);
    expect(await cache.list('db', 'one', never)).toHaveLength(1);
    expect(cache.knowsSchema('DB', 'Two')).toBe(true);
    cache.dropSchema('db', 'one');
    expect(await cache.list('db', 'one', never)).toEqual([]);
    expect(cache.knowsSchema('db', 'one')).toBe(false);
  });
});
