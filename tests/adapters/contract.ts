/** What every adapter must do, whatever its warehouse. An adapter's own test calls this with a way to reach one. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Adapter, DatabaseError, type Session, type Warehouse } from '../../compiler/adapters/types.js';

export interface ContractTarget {
  readonly adapter: Adapter;
  /** Opens the same warehouse, empty for each test. */
  open(): Promise<Warehouse>;
  /** Runs for minutes unless it is stopped. */
  readonly longQuery: string;
  /** How a statement names a table of the test's, where the name alone is not enough. */
  readonly table?: (name: string) => string;
  /** The type of texts, where it is not `varchar`. */
  readonly textType?: string;
  /** Why the platform has no part in a case, by the case's title. */
  readonly limits?: Readonly<Record<string, string>>;
}

export function adapterContract(target: ContractTarget): void {
  describe(`contract: ${target.adapter.name}`, () => {
    let warehouse: Warehouse;
    let session: Session;
    const table = (name: string): string => target.table?.(name) ?? name;
    const possible = (title: string, check: () => Promise<void>, timeout?: number): void => {
      if (target.limits?.[title] === undefined) it(title, check, timeout);
    };
    const rows = async (sql: string): Promise<readonly unknown[]> => (await session.execute(sql, { fetch: true })).rows;

    beforeEach(async () => {
      warehouse = await target.open();
      session = await warehouse.session('test');
    });
    afterEach(async () => {
      await warehouse.close();
    });

    possible('answers names, types and rows', async () => {
      const result = await session.execute(
        `select 1 as a, 'x' as b, cast(null as ${target.textType ?? 'varchar'}) as c, cast(1.25 as decimal(10,2)) as d, date '2024-01-31' as e`,
        { fetch: true },
      );
      expect(result.columns.map((c) => c.name.toLowerCase())).toEqual(['a', 'b', 'c', 'd', 'e']);
      expect(result.rows).toEqual([[1, 'x', null, { decimal: '1.25' }, { date: '2024-01-31' }]]);
      expect(result.response._message).not.toBe('');
    });

    possible('reads no more rows than the limit', async () => {
      await session.execute(`create table ${table('n')} (i integer)`);
      await session.execute(`insert into ${table('n')} values (1), (2), (3), (4), (5)`);
      expect((await session.execute(`select i from ${table('n')} order by i`, { fetch: true, limit: 2 })).rows).toEqual(
        [[1], [2]],
      );
      expect((await session.execute(`select i from ${table('n')} order by i`, { fetch: true, limit: 0 })).rows).toEqual(
        [],
      );
      expect(
        (await session.execute(`select i from ${table('n')} order by i`, { fetch: true, limit: 0 })).columns,
      ).toHaveLength(1);
    });

    possible('answers all rows of a large result, in order', async () => {
      await session.execute(`create table ${table('digit')} (d integer)`);
      await session.execute(`insert into ${table('digit')} values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)`);
      const { rows } = await session.execute(
        `select a.d + 10 * b.d + 100 * c.d + 1000 * e.d as n from ${table('digit')} a, ${table('digit')} b, ${table('digit')} c, ${table('digit')} e order by n`,
        { fetch: true },
      );
      expect(rows.map(([n]) => n)).toEqual(Array.from({ length: 10_000 }, (_, n) => n));
    });

    possible('answers no rows where none are asked for', async () => {
      expect((await session.execute('select 1 as a')).rows).toEqual([]);
    });

    possible('runs several statements and answers the last', async () => {
      const result = await session.execute(
        `create table ${table('t')} (a integer); insert into ${table('t')} values (7); select a from ${table('t')};`,
        {
          fetch: true,
        },
      );
      expect(result.rows).toEqual([[7]]);
    });

    possible('throws a DatabaseError with the statement, and goes on', async () => {
      const failed = session.execute('select * from no_such_relation', { fetch: true });
      await expect(failed).rejects.toBeInstanceOf(DatabaseError);
      await expect(failed).rejects.toMatchObject({ details: { sql: 'select * from no_such_relation' } });
      expect(await rows('select 1 as a')).toEqual([[1]]);
    });

    possible('tells where in the statement the error is', async () => {
      const sql = "select 'é' as x,\n  nope\nfrom (select 1 as yes) s";
      const error = await session.execute(sql, { fetch: true }).then(
        () => undefined,
        (e: unknown) => e,
      );
      expect(error).toBeInstanceOf(DatabaseError);
      expect((error as DatabaseError).details.position).toBe(sql.indexOf('nope'));
    });

    possible('commits and rolls back', async () => {
      await session.execute(`create table ${table('t')} (a integer)`);
      await session.begin();
      expect(session.inTransaction).toBe(true);
      await session.execute(`insert into ${table('t')} values (1)`);
      await session.rollback();
      expect(session.inTransaction).toBe(false);
      expect(await rows(`select count(*) from ${table('t')}`)).toEqual([[0]]);
      await session.begin();
      await session.execute(`insert into ${table('t')} values (1)`);
      await session.commit();
      expect(await rows(`select count(*) from ${table('t')}`)).toEqual([[1]]);
    });

    possible('is usable after an error inside a transaction that is rolled back', async () => {
      await session.begin();
      await expect(session.execute('select * from no_such_relation')).rejects.toBeInstanceOf(DatabaseError);
      await session.rollback();
      await session.begin();
      await session.execute(`create table ${table('t')} (a integer)`);
      await session.commit();
      expect(await rows(`select count(*) from ${table('t')}`)).toEqual([[0]]);
    });

    possible('undoes DDL where it says that it can', async () => {
      if (!target.adapter.capabilities.transactionalDdl) return;
      await session.begin();
      await session.execute(`create table ${table('t')} (a integer)`);
      await session.rollback();
      await expect(session.execute(`select * from ${table('t')}`)).rejects.toBeInstanceOf(DatabaseError);
    });

    possible('has sessions that see each other’s committed work', async () => {
      const other = await warehouse.session('other');
      await session.execute(`create table ${table('t')} (a integer)`);
      await session.begin();
      await session.execute(`insert into ${table('t')} values (1)`);
      expect((await other.execute(`select count(*) from ${table('t')}`, { fetch: true })).rows).toEqual([[0]]);
      await session.commit();
      expect((await other.execute(`select count(*) from ${table('t')}`, { fetch: true })).rows).toEqual([[1]]);
      await other.close();
    });

    possible(
      'stops a running query',
      async () => {
        const running = session.execute(target.longQuery, { fetch: true });
        setTimeout(() => session.cancel(), 100);
        await expect(running).rejects.toBeInstanceOf(DatabaseError);
      },
      10_000,
    );

    possible(
      'stops a query that has not started yet',
      async () => {
        const running = session.execute(target.longQuery, { fetch: true });
        session.cancel();
        await expect(running).rejects.toBeInstanceOf(DatabaseError);
      },
      10_000,
    );

    possible(
      'stops by an abort signal, before and after the start',
      async () => {
        const controller = new AbortController();
        const running = session.execute(target.longQuery, { fetch: true, signal: controller.signal });
        setTimeout(() => controller.abort(), 50);
        await expect(running).rejects.toBeInstanceOf(DatabaseError);
        const other = await warehouse.session('other');
        await expect(other.execute('select 1', { signal: controller.signal })).rejects.toBeInstanceOf(DatabaseError);
      },
      10_000,
    );

    possible('refuses statements after cancel, but not rollback', async () => {
      await session.begin();
      session.cancel();
      await expect(session.execute('select 1')).rejects.toBeInstanceOf(DatabaseError);
      await session.rollback();
      expect(session.inTransaction).toBe(false);
    });

    possible(
      'closes while a query runs',
      async () => {
        const running = session.execute(target.longQuery, { fetch: true });
        const outcome = running.then(
          () => 'finished',
          () => 'stopped',
        );
        await warehouse.close();
        expect(await outcome).toBe('stopped');
      },
      10_000,
    );

    possible('closes twice, and refuses work after it', async () => {
      await session.close();
      await session.close();
      await expect(session.execute('select 1')).rejects.toBeInstanceOf(DatabaseError);
      await warehouse.close();
      await warehouse.close();
    });

    possible('quotes names so that they are kept', async () => {
      const name = target.adapter.dialect.quote('Mixed Case');
      const relation = target.table?.('Mixed Case') ?? name;
      await session.execute(`create table ${relation} (${name} integer)`);
      expect((await session.execute(`select * from ${relation}`, { fetch: true })).columns[0]?.name).toBe('Mixed Case');
    });
  });
}
