import { describe, expect, it } from 'vitest';
import { countPlaceholders, splitStatements, verbOf } from '../../../compiler/adapters/snowflake/statements.js';

const split = (sql: string): string[] => splitStatements(sql).map((s) => s.sql);

describe('statements of a text', () => {
  it('end at semicolons outside of literals, names, comments and bodies', () => {
    expect(split(`select ';', "a;b", 'it''s; \\'x;' -- one; two\n; /* a;b */ select $$x;y$$; // ;\n`)).toEqual([
      `select ';', "a;b", 'it''s; \\'x;'`,
      '/* a;b */ select $$x;y$$',
    ]);
  });

  it('that move files begin with their first word', () => {
    expect(split("/* a */ put 'file:///x' @y; -- b\nget @y 'file:///x'; /* c */ list @y")).toEqual([
      "put 'file:///x' @y",
      "get @y 'file:///x'",
      '/* c */ list @y',
    ]);
  });

  it('are none where there are only comments and blanks', () => {
    expect(split(' ;; -- nothing\n /* ; */ ')).toEqual([]);
  });

  it('know where they begin', () => {
    const sql = 'select 1;\n  select nope';
    expect(splitStatements(sql).map((s) => sql.slice(s.offset, s.offset + s.sql.length))).toEqual([
      'select 1',
      'select nope',
    ]);
  });

  it('may be a transaction', () => {
    expect(split('begin; delete from t; commit')).toEqual(['begin', 'delete from t', 'commit']);
    expect(split('begin transaction; select 1; rollback;')).toEqual(['begin transaction', 'select 1', 'rollback']);
    expect(split('BEGIN WORK;select 1')).toEqual(['BEGIN WORK', 'select 1']);
  });

  it('may be blocks of Snowflake Scripting', () => {
    const block =
      "begin\n let n := 1; if (n > 0) then select case when 1 = 1 then 'x' end; end if; for i in 1 to 2 do n := i; end for; return n; end";
    expect(split(`${block}; select 2`)).toEqual([block, 'select 2']);
    const declared = 'declare x int default 1; begin begin x := 2; end; return x; end';
    expect(split(`select 1; ${declared};`)).toEqual(['select 1', declared]);
    const procedure = 'create procedure p() returns int language sql as begin let x := 1; return x; end';
    expect(split(`${procedure}; call p()`)).toEqual([procedure, 'call p()']);
  });

  it('keep an ordinary CASE apart from blocks', () => {
    expect(split("select case when a then 1 end; select 'end'")).toEqual([
      'select case when a then 1 end',
      "select 'end'",
    ]);
  });
});

describe('a statement', () => {
  it('has a verb', () => {
    expect(verbOf('/* {"app": 1} */ -- x\n ( with a as (select 1) select * from a)')).toBe('WITH');
    expect(verbOf('put file://x @y')).toBe('PUT');
  });

  it('has places for values', () => {
    expect(countPlaceholders(`insert into "a?" values (?, '?', ?) -- ?`)).toBe(2);
  });
});
