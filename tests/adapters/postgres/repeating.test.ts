import { describe, expect, it } from 'vitest';
import { canRunTwice, changesSession, controlsTransaction } from '../../../compiler/adapters/postgres/repeating.js';

describe('what may be sent again', () => {
  it.each([
    'commit',
    'select 1; COMMIT',
    "select '/*'; commit; select '*/'",
    'insert into t values (1); -- done\n end',
    'select 1; /* a */ /* b */ rollback',
    'savepoint a',
    'call p()',
    'do $$ begin end $$',
  ])('%s controls its transaction', (sql) => expect(controlsTransaction(sql)).toBe(true));

  it.each(['select case when a then b end from t', 'create table committed as select 1', 'select 1 as "end"'])(
    '%s does not',
    (sql) => expect(controlsTransaction(sql)).toBe(false),
  );

  it.each([
    'set search_path to x',
    '/* c */ set role y',
    "select set_config('a', 'b', false)",
    'create temp table a as select 1',
    'create temporary table a on commit drop as select 1; set a = 1',
    'select pg_advisory_lock(1)',
    'load $$x$$',
    'vacuum t; reset all',
  ])('%s changes its session', (sql) => expect(changesSession(sql)).toBe(true));

  it.each([
    'set local a = 1',
    'set transaction isolation level serializable',
    'create temporary table a on commit drop as (select 1);',
    'create table settings as select 1',
    'update t set a = 1',
  ])('%s does not', (sql) => expect(changesSession(sql)).toBe(false));

  it.each([
    ['select 1', true],
    ['/* {"app": "quern"} */\nwith a as (select 1) select * from a;', true],
    ['-- a\nselect 1', true],
    ['drop table if exists a cascade', true],
    ['create schema if not exists a', true],
    ['with a as (insert into t values (1) returning *) select * from a', false],
    ['select * into t from a', false],
    ["select nextval('a')", false],
    ['select 1; select 2', false],
    ['create table t (a int)', false],
    ['drop table a', false],
    ['insert into t values (1)', false],
    ['truncate t', false],
    ['refresh materialized view a', false],
    ['explain analyze delete from t', false],
  ])('%s outside of a transaction: %s', (sql, twice) => expect(canRunTwice(sql, true)).toBe(twice));

  it('a query whose rows nobody wants is one for its effects', () =>
    expect(canRunTwice('select f()', false)).toBe(false));
});
