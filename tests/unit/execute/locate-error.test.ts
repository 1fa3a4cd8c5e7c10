import { describe, expect, it } from 'vitest';
import { DatabaseError } from '../../../compiler/adapters/types.js';
import { SourceFile, spanAt } from '../../../compiler/base/source.js';
import { describeFailure } from '../../../compiler/execute/failure.js';
import { locateError } from '../../../compiler/execute/locate-error.js';
import type { CompilableNode } from '../../../compiler/manifest/types.js';
import { compiledAs, model, test } from './fakes.js';

const SQL = 'select\n  c.nmae\nfrom c';
const options = {
  runPath: 'target/run/shop/models/a.sql',
  ephemeral: async () => undefined,
  isBuiltIn: (path: string) => path.startsWith('core/'),
};
const failing = (sql: string, what: string, more: { candidates?: string[] } = {}) =>
  new DatabaseError(`Binder Error: Table "c" does not have a column named "nmae"`, {
    sql,
    position: sql.indexOf(what),
    ...more,
  });

describe('locateError', () => {
  it('finds the place in the template behind what a materialization puts around it', async () => {
    const wrapped = `create table x as (\n${SQL}\n);`;
    const place = await locateError(failing(wrapped, 'c.nmae'), {
      ...options,
      compiled: compiledAs(model('a'), `${SQL}\n`),
    });
    expect(place.span!.file.locate(place.span!.start)).toEqual({ line: 2, column: 3 });
    expect(place.name).toBe('c.nmae');
  });

  it('knows the statement only, where the place is outside the compiled SQL', async () => {
    const wrapped = `creaate table x as (${SQL})`;
    const place = await locateError(failing(wrapped, 'creaate'), { ...options, compiled: compiledAs(model('a'), SQL) });
    expect(place.span).toBeUndefined();
    expect(place.executed).toMatchObject({ start: 0, end: 7 });
  });

  it('finds the place in an ephemeral model', async () => {
    const cte = { id: 'model.shop.e', sql: ` __dbt__cte__e as (\n${SQL}\n)` };
    const front = `with${cte.sql} `;
    const node = compiledAs(model('a'), 'select * from __dbt__cte__e');
    const compiled = {
      ...node,
      sql: front + node.sql,
      extraCtes: [cte],
      sourceMap: {
        ...node.sourceMap,
        toRendered: (offset: number) => (offset < front.length ? -1 : offset - front.length),
      },
    };
    const wrapped = `create view a as (${compiled.sql})`;
    const ephemeral = async (id: string) => (id === 'model.shop.e' ? compiledAs(model('e'), SQL).sourceMap : undefined);
    const place = await locateError(failing(wrapped, 'c.nmae'), { ...options, ephemeral, compiled });
    expect(place.span!.file.path).toBe('models/e.sql');
    expect(place.span!.file.locate(place.span!.start)).toEqual({ line: 2, column: 3 });
  });
});

describe('describeFailure', () => {
  it('suggests the nearest candidate', async () => {
    const error = failing(SQL, 'c.nmae', { candidates: ['"c.name"', '"customer_id"', '"name"'] });
    const { message, diagnostic } = await describeFailure(error, model('a'), {
      ...options,
      compiled: compiledAs(model('a'), SQL),
    });
    expect(diagnostic).toMatchObject({ code: 'DBE001', hint: "Did you mean 'name'?" });
    expect(diagnostic.span!.file.path).toBe('models/a.sql');
    expect(message.split('\n')[0]).toBe('Database Error in model a (models/a.sql)');
    expect(message).toContain('Candidate bindings: "name", "customer_id"');
  });

  it("points at a generic test's YAML", async () => {
    const yaml = new SourceFile(
      'models/schema.yml',
      'models:\n  - name: a\n    columns:\n      - name: idd\n        data_tests: [unique]\n',
    );
    const node = test('unique_a_idd', ['a'], {
      testMetadata: { name: 'unique', namespace: null, kwargs: {} },
      span: spanAt(yaml, 4, 15, 3),
    } as Partial<CompilableNode>);
    const { diagnostic } = await describeFailure(failing(SQL, 'c.nmae'), node, {
      ...options,
      compiled: compiledAs(node, SQL),
    });
    expect(diagnostic.span).toMatchObject({ file: yaml });
    expect(diagnostic.related![0]!.span.file.path).toBe('target/run/shop/models/a.sql');
  });

  it('points at the call in the model where the text is of a built-in macro', async () => {
    const node = model('a');
    const macro = { file: new SourceFile('core/macros/star.sql', SQL), start: 0, end: SQL.length };
    const call = spanAt(node.file!, 1, 15, 12);
    const compiled = compiledAs(node, SQL, [
      {
        start: 0,
        end: SQL.length,
        span: call,
        literal: false,
        inner: [{ start: 0, end: SQL.length, span: macro, literal: true }],
      },
    ]);
    const { diagnostic } = await describeFailure(failing(SQL, 'c.nmae'), node, { ...options, compiled });
    expect(diagnostic.span).toEqual(call);
  });

  it('passes on what is no failure of the user', async () => {
    await expect(describeFailure(new RangeError('bug'), model('a'), { ...options, compiled: null })).rejects.toThrow(
      'bug',
    );
  });
});
