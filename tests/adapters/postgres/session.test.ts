import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseError, type Session, type Warehouse } from '../../../compiler/adapters/types.js';
import { adapterContract } from '../contract.js';
import { countRunning, untilRunning } from './activity.js';
import { adapter, newDatabase, open, prepare, server } from './target.js';

const DATABASE = 'session_tests';

describe.skipIf(!server)('postgres', () => {
  let schemas = 0;
  beforeAll(async () => void (await newDatabase(DATABASE)));

  adapterContract({
    adapter,
    open: async () => {
      const schema = `s${++schemas}`;
      const warehouse = await open({ dbname: DATABASE, search_path: schema });
      await (await warehouse.session('setup')).execute(`create schema ${schema}`);
      return warehouse;
    },
    longQuery: 'select count(*) from generate_series(1, 100000000000) t',
  });

  describe('sessions', () => {
    let warehouse: Warehouse;
    let session: Session;
    beforeAll(async () => {
      warehouse = await open({ dbname: DATABASE });
      session = await warehouse.session('own');
    });
    afterAll(() => warehouse.close());

    const failure = async (sql: string): Promise<DatabaseError> =>
      session.execute(sql, { fetch: true }).then(
        () => {
          throw new Error('no error');
        },
        (e: DatabaseError) => e,
      );

    it('answers the command tag, its words and its rows', async () => {
      const response = async (sql: string) => (await session.execute(sql)).response;
      expect(await response('create table tags (a int)')).toEqual({
        _message: 'CREATE TABLE',
        code: 'CREATE TABLE',
        rows_affected: -1,
      });
      expect(await response('insert into tags select generate_series(1, 3)')).toEqual({
        _message: 'INSERT 0 3',
        code: 'INSERT',
        rows_affected: 3,
      });
      expect(await response('select * from tags')).toEqual({ _message: 'SELECT 3', code: 'SELECT', rows_affected: 3 });
      expect(await response('create table more as select * from tags')).toMatchObject({ _message: 'SELECT 3' });
    });

    it('takes texts without a statement', async () => {
      for (const sql of ['', ' ;; ', '/* a */', '-- a'])
        expect((await session.execute(sql, { fetch: true })).rows).toEqual([]);
    });

    it('binds parameters, with placeholders of either kind', async () => {
      await session.execute('create table bound (i int, d numeric(10,2), t text, x date, l text[], b bytea)');
      await session.execute('insert into bound values (%s, %s, %s, $4, %s, %s)'.replace('$4', '%s'), {
        bindings: [1, { decimal: '1.50' }, "it's", { date: '2024-01-31' }, ['a "b"', null], new Uint8Array([255])],
      });
      expect((await session.execute('select * from bound', { fetch: true })).rows).toEqual([
        [1, { decimal: '1.50' }, "it's", { date: '2024-01-31' }, ['a "b"', null], new Uint8Array([255])],
      ]);
    });

    it('copies rows in', async () => {
      await session.execute('create table copied (a text, b int)');
      const { response } = await session.execute('copy copied from stdin', { input: ['x\\ty\t1\n', '\\N\t2\n'] });
      expect(response).toEqual({ _message: 'COPY 2', code: 'COPY', rows_affected: 2 });
      expect((await session.execute('select * from copied order by b', { fetch: true })).rows).toEqual([
        ['x\ty', 1],
        [null, 2],
      ]);
      const failed = session.execute('copy copied from stdin', { input: ['a\t1\n', 'b\tx\n'] });
      await expect(failed).rejects.toMatchObject({ details: { input: { line: 2, column: 'b' } } });
      expect((await session.execute('select 1', { fetch: true })).rows).toEqual([[1]]);
    });

    it('refuses COPY without rows, and goes on', async () => {
      expect((await failure('copy copied from stdin')).message).toContain('COPY');
      expect((await session.execute('select 1', { fetch: true })).rows).toEqual([[1]]);
    });

    it('tells what is missing, where, and what is near', async () => {
      const column = await failure("select '😀', foo from (select 1 as food) s");
      expect(column.message).toBe('column "foo" does not exist');
      expect(column.details).toMatchObject({
        sqlState: '42703',
        position: "select '😀', ".length,
        candidates: ['food'],
        missing: { kind: 'column', name: 'foo' },
      });
      expect((await failure('select 1; select * from gone.t')).details).toMatchObject({
        position: 'select 1; select * from '.length,
        missingRelation: true,
        missing: { kind: 'relation', name: 't' },
      });
      expect((await failure('select nope(1)')).details.missing).toEqual({ kind: 'function', name: 'nope' });
      expect((await failure('select 1::nope')).details.missing).toEqual({ kind: 'type', name: 'nope' });
    });

    it('says the detail and hint of the server', async () => {
      await session.execute('create table u (a int primary key); insert into u values (1)');
      expect((await failure('insert into u values (1)')).message).toBe(
        'duplicate key value violates unique constraint "u_pkey"\nKey (a)=(1) already exists.',
      );
    });

    it('follows transactions that statements begin and end themselves', async () => {
      await session.execute('begin');
      expect(session.inTransaction).toBe(true);
      await session.execute('commit; vacuum u').catch(() => {});
      await session.execute('commit');
      expect(session.inTransaction).toBe(false);
      await session.commit();
    });

    it('knows the state of the transaction as soon as a statement has failed', async () => {
      for (let i = 0; i < 20; i++) {
        await failure('begin; select 1/0');
        expect(session.inTransaction).toBe(true);
        await session.rollback();
        expect(session.inTransaction).toBe(false);
      }
    });

    it('leaves transactions alone with autocommit', async () => {
      const own = await open({ dbname: DATABASE, autocommit: true });
      const auto = await own.session('auto');
      await auto.begin();
      expect(auto.inTransaction).toBe(false);
      await auto.commit();
      await own.close();
    });

    it('leaves no query running on the server after cancel', async () => {
      const other = await warehouse.session('watched');
      const running = other.execute('select pg_sleep(60) /* to be cancelled */', { fetch: true });
      await untilRunning(session, 'to be cancelled');
      other.cancel();
      await expect(running).rejects.toMatchObject({ details: { code: 'cancelled' } });
      expect(await countRunning(session, 'to be cancelled')).toBe(0);
    });

    it('says when the connection was lost', async () => {
      const other = await warehouse.session('lost');
      const { rows } = await other.execute('select pg_backend_pid()', { fetch: true });
      const running = other.execute('select pg_sleep(60) /* to be lost */');
      const lost = expect(running).rejects.toBeInstanceOf(DatabaseError);
      await untilRunning(session, 'to be lost');
      await session.execute(`select pg_terminate_backend(${rows[0]![0]})`);
      await lost;
      // Nothing was open: the next statement gets a connection of its own.
      expect((await other.execute('select 1', { fetch: true })).rows).toEqual([[1]]);
      await other.close();
    });

    it('has 16 sessions at once', async () => {
      const results = await Promise.all(
        Array.from({ length: 16 }, async (_, i) => {
          const own = await warehouse.session(`n${i}`);
          const { rows } = await own.execute(`select ${i}, pg_sleep(0.05)`, { fetch: true });
          await own.close();
          return rows[0]![0];
        }),
      );
      expect(results).toEqual(Array.from({ length: 16 }, (_, i) => i));
    });

    it('sets the role, the search path and the name of the application', async () => {
      await prepare('drop role if exists reader', 'create role reader');
      const own = await open({
        dbname: DATABASE,
        role: 'reader',
        search_path: '"a b", public',
        application_name: 'me',
      });
      const { rows } = await (await own.session('x')).execute(
        "select current_user::text, current_setting('search_path'), current_setting('application_name')",
        { fetch: true },
      );
      expect(rows).toEqual([['reader', '"a b", public', 'me']]);
      await own.close();
    });
  });
});
