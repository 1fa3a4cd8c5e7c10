import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SnowflakeEmulator, startSnowflakeServer } from '../../../../compiler/emulate/snowflake/index.js';
import { type Client, connect } from './client.js';

describe('logins', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  let server: SnowflakeEmulator;
  beforeAll(async () => {
    const users = [{ name: 'ada', password: 'secret', publicKey, tokens: ['a-token'] }];
    server = await startSnowflakeServer({ users });
  });
  afterAll(() => server.close());

  it.each([
    ['a password', {}],
    ['a key pair', { authenticator: 'SNOWFLAKE_JWT', privateKey, password: undefined }],
    ['an OAuth token', { authenticator: 'OAUTH', token: 'a-token', password: undefined }],
    ['a programmatic access token', { authenticator: 'PROGRAMMATIC_ACCESS_TOKEN', token: 'a-token' }],
  ])('are by %s', async (_, options) => {
    const client = await connect(server.url, options);
    expect(await client.values('select current_user(), current_role(), current_warehouse()')).toEqual([
      [expect.stringMatching(/ADA|TOKEN_USER/), 'DEV', 'WH'],
    ]);
    await client.close();
  });

  it.each([
    ['password', { password: 'wrong' }, '390100'],
    ['OAuth token', { authenticator: 'OAUTH', token: 'wrong', password: undefined }, '390303'],
  ])('by a wrong %s are refused', async (_, options, code) => {
    await expect(connect(server.url, options)).rejects.toMatchObject({ code });
  });
});

describe('the life of a statement', () => {
  let server: SnowflakeEmulator;
  let client: Client;
  beforeAll(async () => {
    server = await startSnowflakeServer({ progressMilliseconds: 100 });
    client = await connect(server.url);
  });
  afterAll(async () => {
    await client.close();
    await server.close();
  });

  it('may outlast its request, which is then asked for again', async () => {
    expect(await client.values('select system$wait(1)')).toEqual([['waited 1 seconds']]);
  });

  it('may be asynchronous: its status and result are had by its id', async () => {
    const { queryId } = await client.query('call system$wait(1)', { asyncExec: true });
    const { connection } = client;
    expect(connection.isStillRunning(await connection.getQueryStatus(queryId))).toBe(true);
    const rows = await new Promise((resolve, reject) => {
      void connection.getResultsFromQueryId({
        queryId,
        complete: (error: unknown, _: unknown, found: unknown) => (error ? reject(error) : resolve(found)),
      });
    });
    expect(rows).toEqual([{ 'SYSTEM$WAIT(1)': 'waited 1 seconds' }]);
    expect(await connection.getQueryStatus(queryId)).toBe('SUCCESS');
    const failing = await client.query('select nope', { asyncExec: true });
    await expect.poll(() => connection.getQueryStatus(failing.queryId)).toBe('FAILED_WITH_ERROR');
  });

  it('ends when it is cancelled', async () => {
    const failed = client.error('select system$wait(60)', {});
    await expect.poll(() => server.running().length).toBe(1);
    const { queryId } = server.log.at(-1)!;
    const other = await connect(server.url);
    await other.query(`select system$cancel_query('${queryId}')`);
    await other.close();
    expect(await failed).toMatchObject({ code: '000604', sqlState: '57014' });
    expect(server.running()).toEqual([]);
  });

  it('has results of many chunks', async () => {
    const rows = await client.values(
      "select seq4() as n, 'row ' || n as t, null as u from table(generator(rowcount => 30000)) order by n",
    );
    expect(rows).toHaveLength(30_000);
    expect(rows[12_345]).toEqual([12_345, 'row 12345', null]);
  });

  it('may be several in one text', async () => {
    const { statement } = await client.query(
      'create or replace table several (n int); insert into several values (1), (2); select sum(n) s from several',
      {
        parameters: { MULTI_STATEMENT_COUNT: 3 },
      },
    );
    expect(statement.hasNext()).toBe(true);
    expect(await client.error('select 1; select 2')).toMatchObject({ code: '000008' });
    expect(await client.values('select count(*) from several')).toEqual([[2]]);
  });

  it('binds values of every type', async () => {
    expect(
      await client.values('select ?::int, ?, ?::boolean, ?, ?', {
        binds: [1, "it's \\ ok", true, null, 2.5],
      }),
    ).toEqual([[1, "it's \\ ok", true, null, 2.5]]);
    await client.query('create or replace table bound (n int, t varchar)');
    const inserted = await client.query('insert into bound values (?, ?)', {
      binds: [
        [1, 'a'],
        [2, null],
        [3, 'c?'],
      ],
    });
    expect(inserted.rows).toEqual([{ 'number of rows inserted': 3 }]);
    expect(await client.values('select * from bound order by n')).toEqual([
      [1, 'a'],
      [2, null],
      [3, 'c?'],
    ]);
  });
});

describe('a session', () => {
  let server: SnowflakeEmulator;
  let client: Client;
  beforeAll(async () => {
    server = await startSnowflakeServer();
    client = await connect(server.url);
  });
  afterAll(async () => {
    await client.close();
    await server.close();
  });

  it('beats, and goes on when its token has expired', async () => {
    expect(await client.connection.isValidAsync()).toBe(true);
    await client.query('set x = 5');
    server.setFaults([{ kind: 'expire' }]);
    expect(await client.values('select $x')).toEqual([[5]]);
    expect(server.log.filter(({ text }) => text === 'select $x')).toHaveLength(1);
  });

  it('keeps where it is, what it is told and what it has done', async () => {
    await client.query('create schema other');
    await client.query('use schema other');
    await client.query("alter session set query_tag = 'tagged'");
    const { queryId } = await client.query('select current_database(), current_schema()');
    expect(await client.values('select last_query_id()')).toEqual([[queryId]]);
    expect(await client.values(`select * from table(result_scan('${queryId}'))`)).toEqual([['DB', 'OTHER']]);
    expect(server.log.at(-1)).toMatchObject({ tag: 'tagged', schema: 'OTHER', user: 'ADA' });
    expect((await client.query("show parameters like 'query_tag'")).rows).toMatchObject([{ value: 'tagged' }]);
  });

  it('rolls back', async () => {
    await client.query('create or replace table kept (n int)');
    await client.query('begin');
    await client.query('insert into kept values (1)');
    await client.query('rollback');
    expect(await client.values('select count(*) from kept')).toEqual([[0]]);
    await client.query('begin');
    await client.query('insert into kept values (1)');
    await client.query('create or replace table ends_it (n int)');
    await client.query('rollback');
    expect(await client.values('select count(*) from kept')).toEqual([[1]]);
  });

  it('waits for the writer of a table', async () => {
    await client.query('create or replace table written (n int)');
    const other = await connect(server.url, { schema: 'OTHER' });
    await client.query('begin');
    await client.query('insert into OTHER.written values (1)');
    const waiting = other.query('insert into OTHER.written values (2)');
    await client.query('commit');
    await waiting;
    expect(await other.values('select count(*) from OTHER.written')).toEqual([[2]]);
    await other.close();
  });
});

describe('faults', () => {
  let server: SnowflakeEmulator;
  let client: Client;
  beforeAll(async () => {
    server = await startSnowflakeServer();
    client = await connect(server.url);
    await client.query('create table hit (n int)');
  });
  afterAll(async () => {
    await client.close();
    await server.close();
  });

  it.each([
    ['503', 'before'],
    ['503', 'after'],
    ['reset', 'before'],
    ['reset', 'after'],
    ['slow', 'before'],
  ] as const)('%s %s the statement is got over by the driver, and nothing is run twice', async (kind, at) => {
    const [[before]] = (await client.values('select count(*) from hit')) as [[number]];
    const known = server.log.length;
    server.setFaults([{ kind, at, sql: '^insert', milliseconds: 50 }]);
    await client.query('insert into hit values (1)');
    expect(await client.values('select count(*) from hit')).toEqual([[before + 1]]);
    const inserts = server.log.slice(known).filter(({ text }) => text.startsWith('insert'));
    expect(inserts).toHaveLength(1);
    expect(inserts[0]).toMatchObject({ executed: true, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  it('come at random by a seed: the same calls are hit each time', async () => {
    const struck = async (): Promise<boolean[]> => {
      const hits: boolean[] = [];
      for (let i = 0; i < 30; i++) {
        const answer = await fetch(`${server.url}/queries/none/result`, { method: 'GET' });
        hits.push(answer.status === 503);
      }
      return hits;
    };
    const armed = [{ kind: '503', path: '/result$', probability: 0.3, seed: 11 }] as const;
    server.setFaults(armed);
    const first = await struck();
    server.setFaults(armed);
    expect(await struck()).toEqual(first);
    expect(first.filter(Boolean).length).toBeGreaterThan(2);
    expect(first.filter(Boolean).length).toBeLessThan(18);
    server.setFaults([]);
  });

  it('can be armed over HTTP', async () => {
    const put = (body: unknown) =>
      fetch(`${server.url}/emulator/faults`, { method: 'PUT', body: JSON.stringify(body) });
    await put([{ kind: '503', path: '/heartbeat$' }]);
    expect((await fetch(`${server.url}/session/heartbeat`, { method: 'POST' })).status).toBe(503);
    expect((await fetch(`${server.url}/session/heartbeat`, { method: 'POST' })).status).toBe(200);
    const log = (await (await fetch(`${server.url}/emulator/log`)).json()) as { text: string }[];
    expect(log[0]!.text).toBe('create table hit (n int)');
  });
});
