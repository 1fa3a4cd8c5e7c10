import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Credentials, Session, Warehouse } from '../../../compiler/adapters/types.js';
import type { Diagnostic } from '../../../compiler/base/diagnostics.js';
import { type Fault, type LossyProxy, startProxy } from './proxy.js';
import { adapter, newDatabase, open, output, server } from './target.js';

const DATABASE = 'lost_connections';
const LOST = 'The connection to the server was lost';

describe.skipIf(!server)('a connection that is lost', () => {
  let proxy: LossyProxy;
  let warehouse: Warehouse;
  let session: Session;
  let checking: Warehouse;
  let check: Session;

  async function start(change: Credentials = {}): Promise<void> {
    warehouse = await open({ dbname: DATABASE, port: proxy.port, sslmode: 'disable', retries: 1, ...change });
    session = await warehouse.session('lossy');
  }

  beforeAll(async () => {
    await newDatabase(DATABASE);
    proxy = await startProxy(server!);
    checking = await open({ dbname: DATABASE });
    check = await checking.session('check');
  });
  beforeEach(async () => {
    await check.execute('drop table if exists t; create table t (a int)');
    await start();
  });
  afterEach(async () => {
    proxy.rules = {};
    await warehouse.close();
  });
  afterAll(async () => {
    await checking.close();
    proxy.close();
  });

  /** Loses what matches, so many times. */
  function lose(fault: Fault, text: RegExp, times = 1): void {
    let left = times;
    proxy.rules = { fault: (sql) => (text.test(sql) && left-- > 0 ? fault : undefined) };
  }
  const rows = async (): Promise<unknown[]> =>
    (await check.execute('select a from t order by a', { fetch: true })).rows.map(([a]) => a);
  const insert = (a: number): Promise<unknown> => session.execute(`insert into t values (${a})`);

  it.each(['request', 'answer'] as const)('in a transaction: it is done again (%s)', async (fault) => {
    lose(fault, /values \(2\)/);
    await session.begin();
    await insert(1);
    await session.execute('copy t from stdin', { input: ['7\n', '8\n'] });
    expect((await session.execute('select count(*) from t', { fetch: true })).rows).toEqual([[3]]);
    await insert(2);
    expect(session.inTransaction).toBe(true);
    await insert(3);
    await session.commit();
    expect(await rows()).toEqual([1, 2, 3, 7, 8]);
  });

  it.each(['request', 'answer'] as const)('at the begin (%s)', async (fault) => {
    lose(fault, /^BEGIN/);
    await session.begin();
    await insert(1);
    await session.commit();
    expect(await rows()).toEqual([1]);
  });

  it.each(['request', 'answer'] as const)('at the commit: the server is asked (%s)', async (fault) => {
    lose(fault, /^COMMIT/);
    await session.begin();
    await insert(1);
    await session.commit();
    expect(session.inTransaction).toBe(false);
    expect(await rows()).toEqual([1]);
    await session.begin();
    await insert(2);
    await session.commit();
    expect(await rows()).toEqual([1, 2]);
  });

  it('is told', async () => {
    const told: string[] = [];
    const { credentials } = adapter.resolveCredentials(
      output({ dbname: DATABASE, port: proxy.port, sslmode: 'disable' }),
    );
    const report = ({ severity, message }: Diagnostic): void => void told.push(`${severity}: ${message}`);
    const telling = await adapter.connect(credentials, { projectRoot: '/', threads: 1, report });
    const own = await telling.session('telling');
    lose('request', /select 5/);
    await own.execute('select 5', { fetch: true });
    await telling.close();
    expect(told).toEqual([expect.stringContaining(`info: The connection to 127.0.0.1:${proxy.port} was lost`)]);
  });

  it('at the commit, and again while the server is asked', async () => {
    lose('answer', /^COMMIT|txid_status/, 2);
    await session.begin();
    await insert(1);
    await session.commit();
    expect(await rows()).toEqual([1]);
  });

  it('is not put right where a statement that commits by itself may have run', async () => {
    lose('answer', /values \(1\)/);
    await expect(insert(1)).rejects.toThrow(LOST);
    expect(await rows()).toEqual([1]);
    lose('request', /values \(2\)/);
    await expect(insert(2)).rejects.toThrow(LOST);
    expect(await rows()).toEqual([1]);
  });

  it('is put right for a query', async () => {
    for (const fault of ['request', 'answer'] as const) {
      lose(fault, /select 5/);
      expect((await session.execute('select 5', { fetch: true })).rows).toEqual([[5]]);
    }
  });

  it('is put right while nothing runs', async () => {
    await session.execute('select 1');
    await check.execute(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await expect
      .poll(async () =>
        session.execute('insert into t values (1)').then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
    expect(await rows()).toEqual([1]);
  });

  it('is an error where the session was given settings', async () => {
    await session.execute("set application_name = 'other'");
    lose('request', /values/);
    await session.begin();
    await expect(insert(1)).rejects.toThrow(LOST);
  });

  it('is an error where a query of the transaction answers differently now', async () => {
    await session.begin();
    await session.execute('select random()', { fetch: true });
    lose('request', /values/);
    await expect(insert(1)).rejects.toThrow('the data have changed since');
    expect(await rows()).toEqual([]);
  });

  it('is an error where the transaction is a hook’s own', async () => {
    await session.execute('begin');
    lose('answer', /values/);
    await expect(insert(1)).rejects.toThrow(LOST);
    await expect.poll(rows).toEqual([]);
  });

  it('is an error where the profile wants no second attempt', async () => {
    await start({ retries: 0 });
    lose('request', /values/);
    await session.begin();
    await expect(insert(1)).rejects.toThrow(LOST);
  });

  it('is an error where it happens again and again', async () => {
    lose('request', /values/, 100);
    await session.begin();
    await expect(insert(1)).rejects.toThrow(LOST);
    expect(await rows()).toEqual([]);
  });

  it('an error is told once the server is ready again', async () => {
    let release = (): void => {};
    proxy.rules = {
      ready: new Promise((resolve) => {
        release = resolve;
      }),
    };
    let told = false;
    const failing = session.execute('begin; select 1/0').catch(() => {
      told = true;
    });
    for (let i = 0; i < 20; i++) await check.execute('select 1');
    expect(told).toBe(false);
    release();
    await failing;
    expect(session.inTransaction).toBe(true);
    await session.rollback();
  });

  it('leaves no statement of it running on the server', async () => {
    const asleep = 'select pg_sleep(60) /* left behind */';
    await session.begin();
    await insert(1);
    const running = session.execute(asleep);
    const outcome = expect(running).rejects.toThrow();
    const count = async (): Promise<unknown> =>
      (
        await check.execute(
          "select count(*) from pg_stat_activity where state = 'active' and query like '%left behind%' and pid <> pg_backend_pid()",
          { fetch: true },
        )
      ).rows[0]![0];
    await expect.poll(count).toBe(1);
    await check.execute('select 1');
    proxy.drop();
    // It is begun again, after the first was stopped.
    await expect.poll(count).toBe(1);
    session.cancel();
    await outcome;
    await expect.poll(count).toBe(0);
  });
});
