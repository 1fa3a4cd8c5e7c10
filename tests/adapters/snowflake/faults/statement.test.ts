/** One failure at a time, in the way of one statement. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Session, Warehouse } from '../../../../compiler/adapters/types.js';
import type { Fault } from '../../../../compiler/emulate/snowflake/index.js';
import { open, serve } from '../target.js';

const server = await serve();
let warehouse: Warehouse;
let session: Session;

beforeEach(async () => {
  server.setFaults([]);
  warehouse = await open(server, { network_timeout: 2, login_timeout: 5 });
  session = await warehouse.session('one');
  await session.execute('create or replace table t (i integer)');
});
afterEach(async () => {
  server.setFaults([]);
  await warehouse.close();
});

const rows = async (sql: string): Promise<unknown> => (await session.execute(sql, { fetch: true })).rows;
const executed = (pattern: RegExp, since: number): number =>
  server.log.slice(since).filter((entry) => entry.executed && pattern.test(entry.text)).length;

const KINDS = ['503', 'reset', 'malformed', 'expire', 'hang'] as const;
const hanging = (kind: Fault['kind']): Partial<Fault> => (kind === 'hang' ? { milliseconds: 2_500 } : {});

describe('a statement is done once', () => {
  it.each(KINDS.flatMap((kind) => (['before', 'after'] as const).map((at) => [kind, at] as const)))(
    '%s %s it is run',
    async (kind, at) => {
      const start = server.log.length;
      server.setFaults([{ kind, at, sql: 'insert', ...hanging(kind) }]);
      const ids: string[] = [];
      const { response } = await session.execute('insert into t values (1), (2)', {
        onSubmitted: (id) => ids.push(id),
      });
      expect(response).toMatchObject({ _message: 'SUCCESS 2', rows_inserted: 2, query_id: ids[0] });
      expect(await rows('select count(*) from t')).toEqual([[2]]);
      expect(executed(/insert/, start)).toBe(1);
    },
  );

  it.each(KINDS)('%s when the result is asked for', async (kind) => {
    server.setFaults([{ kind, path: '/result', ...hanging(kind) }]);
    const { response } = await session.execute('insert into t values (1), (2)', { onSubmitted: () => {} });
    expect(response).toMatchObject({ _message: 'SUCCESS 2' });
    expect(await rows('select count(*) from t')).toEqual([[2]]);
  });

  it.each(['503', 'reset', 'malformed', 'slow'] as const)('%s when a chunk is asked for', async (kind) => {
    server.setFaults([{ kind, path: '^/chunks/' }]);
    expect(await rows('select seq4() as n from table(generator(rowcount => 5000)) order by 1')).toHaveLength(5_000);
  });
});

describe('a token that has expired', () => {
  it.each(['503', 'reset', 'malformed', 'hang'] as const)('is renewed, %s in the way of that', async (kind) => {
    await session.begin();
    await session.execute('insert into t values (1)');
    server.setFaults([
      { kind: 'expire', sql: 'insert' },
      { kind, path: 'token-request', at: 'after', ...hanging(kind) },
    ]);
    await session.execute('insert into t values (2)');
    expect(session.inTransaction).toBe(true);
    await session.rollback();
    expect(await rows('select count(*) from t')).toEqual([[0]]);
  });
});

describe('a session that the server has ended', () => {
  it('is replaced, with the settings that it had, where the statement was not begun', async () => {
    await session.execute("alter session set query_tag = 'tagged'");
    await session.execute('use warehouse OTHER');
    server.endSessions();
    await session.execute('insert into t values (1)');
    expect(server.log.at(-1)).toMatchObject({ tag: 'tagged', warehouse: 'OTHER', executed: true });
    expect(await rows('select count(*) from t')).toEqual([[1]]);
  });

  it('is not replaced where a statement may have been run', async () => {
    server.setFaults([{ kind: 'reset', at: 'after', sql: 'insert' }]);
    const start = server.log.length;
    const run = session.execute('insert into t values (1)');
    while (executed(/insert/, start) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    server.endSessions();
    await expect(run).rejects.toThrow('whether the statement was run is not known');
    expect(executed(/insert/, start)).toBe(1);
  });

  it('is not replaced where it had begun a transaction or a temporary table', async () => {
    await session.begin();
    server.endSessions();
    await expect(session.execute('insert into t values (1)')).rejects.toThrow();
    session = await warehouse.session('two');
    await session.execute('create temporary table x (i integer)');
    server.endSessions();
    await expect(session.execute('insert into t values (1)')).rejects.toThrow();
    session = await warehouse.session('three');
    expect(await rows('select count(*) from t')).toEqual([[0]]);
  });
});
