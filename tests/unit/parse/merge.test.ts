import { describe, expect, it } from 'vitest';
import { type ConfigKind, withDefaults } from '../../../compiler/parse/config/defaults.js';
import { hooksOf, mergeConfig } from '../../../compiler/parse/config/merge.js';

const merged = (...levels: Record<string, unknown>[]) => levels.reduce((base, level) => mergeConfig(base, level), {});

describe('merging configuration', () => {
  it('adds tags and packages up, a text as a list of one', () => {
    expect(merged({ tags: 'a' }, { tags: ['b', 'a'] }, { tags: [] }).tags).toEqual(['a', 'b', 'a']);
    expect(merged({ packages: ['x'] }, { packages: ['y'] }).packages).toEqual(['x', 'y']);
  });

  it('merges mappings by key', () => {
    for (const key of ['meta', 'docs', 'contract', 'quoting', 'column_types']) {
      expect(merged({ [key]: { a: 1, b: { c: 1 } } }, { [key]: { b: { d: 2 } } })[key]).toEqual({ a: 1, b: { d: 2 } });
    }
  });

  it('replaces everything else', () => {
    expect(merged({ persist_docs: { relation: true } }, { persist_docs: { columns: true } }).persist_docs).toEqual({
      columns: true,
    });
    expect(merged({ unique_key: ['a'] }, { unique_key: 'b' }).unique_key).toBe('b');
    expect(merged({ schema: 'a' }, { schema: null }).schema).toBe(null);
  });

  it('adds grantees with a +, else replaces them', () => {
    expect(merged({ grants: { select: 'a' } }, { grants: { '+select': ['b'], insert: 'c' } }).grants).toEqual({
      select: ['a', 'b'],
      insert: ['c'],
    });
    expect(merged({ grants: { select: ['a'] } }, { grants: { select: 'b' } }).grants).toEqual({ select: ['b'] });
    expect(merged({ grants: { '+select': 'a' } }).grants).toEqual({ select: ['a'] });
  });

  it('adds hooks up and knows their forms', () => {
    const hook = (sql: string, transaction = true) => ({ sql, transaction, index: null });
    expect(merged({ 'pre-hook': 'a' }, { 'pre-hook': ['b', { sql: 'c', transaction: false }] })['pre-hook']).toEqual([
      hook('a'),
      hook('b'),
      hook('c', false),
    ]);
    expect(hooksOf('{"transaction": false, "sql": "vacuum"}')).toEqual([hook('vacuum', false)]);
    expect(hooksOf('{{ log("x") }}')).toEqual([hook('{{ log("x") }}')]);
    expect(hooksOf(null)).toEqual([]);
  });

  it('leaves the levels as they are', () => {
    const base = Object.freeze({ tags: Object.freeze(['a']), meta: Object.freeze({ a: 1 }) });
    merged(base as never, { tags: ['b'], meta: { b: 1 } });
    expect(base).toEqual({ tags: ['a'], meta: { a: 1 } });
  });
});

describe('defaults', () => {
  it.each<[ConfigKind, Record<string, unknown>, Record<string, unknown>]>([
    ['model', {}, { materialized: 'view', enabled: true, access: 'protected' }],
    ['model', { docs: { show: false } }, { docs: { show: false, node_color: null } }],
    [
      'model',
      { freshness: { build_after: { count: 1, period: 'day' } } },
      { freshness: { build_after: { count: 1, period: 'day', updates_on: 'any' } } },
    ],
    ['seed', {}, { materialized: 'seed', delimiter: ',' }],
    [
      'snapshot',
      { snapshot_meta_column_names: { dbt_valid_to: 'x' } },
      {
        snapshot_meta_column_names: {
          dbt_valid_to: 'x',
          dbt_valid_from: null,
          dbt_scd_id: null,
          dbt_updated_at: null,
          dbt_is_deleted: null,
        },
      },
    ],
    ['test', {}, { severity: 'ERROR', schema: 'dbt_test__audit', store_failures: null, store_failures_as: null }],
    ['test', { store_failures: true }, { store_failures: true, store_failures_as: 'table' }],
    ['test', { store_failures: false }, { store_failures_as: 'ephemeral' }],
    ['test', { store_failures_as: 'view' }, { store_failures: true, store_failures_as: 'view' }],
    ['test', { store_failures_as: 'ephemeral', store_failures: true }, { store_failures: false }],
  ])('of a %s with %j', (kind, values, expected) => {
    expect(withDefaults(kind, values)).toMatchObject(expected);
  });
});
