import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Cell, Credentials, DatabaseError, Session } from '../../../compiler/adapters/types.js';
import { QuernError } from '../../../compiler/base/diagnostics.js';
import type { BigQueryServer } from '../../../compiler/emulate/bigquery/index.js';
import { adapter, open, startServer } from './target.js';

const LONG =
  'select count(*) as n from unnest(generate_array(1, 3000)) a, unnest(generate_array(1, 3000)) b, unnest(generate_array(1, 3000)) c where a + b < c';
let server: BigQueryServer;

beforeAll(async () => {
  server = await startServer();
});
afterEach(() => {
  server.fault = undefined;
  server.jobs.failing = undefined;
});
afterAll(() => server.close());

async function withSession<T>(work: (session: Session) => Promise<T>, change: Credentials = {}): Promise<T> {
  const warehouse = await open(server, change);
  try {
    return await work(await warehouse.session('test'));
  } finally {
    await warehouse.close();
  }
}

async function failure(work: Promise<unknown>): Promise<DatabaseError> {
  return await work.then(
    () => {
      throw new Error('did not fail');
    },
    (error: DatabaseError) => error,
  );
}

describe('values', () => {
  const cases: [sql: string, cell: Cell, type: string][] = [
    ['1', 1, 'INT64'],
    ['9007199254740993', 9007199254740993n, 'INT64'],
    ["cast('12345678901234567890.123456789' as numeric)", { decimal: '12345678901234567890.123456789' }, 'NUMERIC'],
    ['1.5e0', { float: 1.5 }, 'FLOAT64'],
    ['true', true, 'BOOLEAN'],
    ["'é \\'quoted\\''", "é 'quoted'", 'STRING'],
    ['cast(null as string)', null, 'STRING'],
    ["date '2024-02-29'", { date: '2024-02-29' }, 'DATE'],
    ["time '03:04:05.5'", { time: '03:04:05.500000' }, 'TIME'],
    ["datetime '2024-01-02 03:04:05'", { timestamp: '2024-01-02T03:04:05' }, 'DATETIME'],
    ["timestamp '2024-01-02 03:04:05.000001+00'", { timestamptz: '2024-01-02T03:04:05.000001+00:00' }, 'TIMESTAMP'],
    ["timestamp '1969-12-31 23:59:59.25+00'", { timestamptz: '1969-12-31T23:59:59.250000+00:00' }, 'TIMESTAMP'],
    ['[1, 2]', [1, 2], 'ARRAY<INT64>'],
    [
      "struct(1 as x, 'y' as z)",
      {
        struct: [
          ['x', 1],
          ['z', 'y'],
        ],
      },
      'STRUCT<`x` INT64, `z` STRING>',
    ],
    ['[struct(1 as x)]', [{ struct: [['x', 1]] }], 'ARRAY<STRUCT<`x` INT64>>'],
  ];

  it.each(cases)('%s', async (sql, cell, type) => {
    const result = await withSession((s) => s.execute(`select ${sql} as v`, { fetch: true }));
    expect(result.rows).toEqual([[cell]]);
    expect(result.columns).toEqual([{ name: 'v', dataType: type }]);
  });

  it('come by pages, and no more than are wanted', async () => {
    await withSession(async (s) => {
      const sql = 'select n from unnest(generate_array(1, 12000)) n order by n';
      const all = await s.execute(sql, { fetch: true });
      expect(all.rows.map(([n]) => n)).toEqual(Array.from({ length: 12_000 }, (_, n) => n + 1));
      expect((await s.execute(sql, { fetch: true, limit: 2 })).rows).toEqual([[1], [2]]);
    });
  });

  it('are bound to placeholders', async () => {
    const bindings: Cell[] = [1, 'x', true, { date: '2024-01-01' }, null];
    const result = await withSession((s) =>
      s.execute('select ? as a, ? as b, ? as c, ? as d, ? as e', { fetch: true, bindings }),
    );
    expect(result.rows).toEqual([[1, 'x', true, { date: '2024-01-01' }, null]]);
  });
});

describe('a statement', () => {
  it('answers what dbt says of it', async () => {
    await withSession(async (s) => {
      const ids: string[] = [];
      const made = await s.execute(
        'create or replace table `acme`.`shop`.`numbers` as select n from unnest(generate_array(1, 1500)) n',
        { onSubmitted: (id) => ids.push(id) },
      );
      expect(made.response).toMatchObject({
        _message: 'CREATE TABLE (1.5k rows, 0 processed)',
        code: 'CREATE TABLE',
        rows_affected: 1500,
        bytes_processed: 0,
        bytes_billed: 0,
        project_id: 'acme',
        location: 'US',
        job_id: ids[0],
      });
      const deleted = await s.execute('delete from `acme`.`shop`.`numbers` where n > 1000');
      expect(deleted.response).toMatchObject({
        _message: 'DELETE (500.0 rows, 11.7 KiB processed)',
        rows_affected: 500,
      });
      const view = await s.execute('create or replace view `acme`.`shop`.`few` as select 1 as a');
      expect(view.response._message).toBe('CREATE VIEW (0 processed)');
    });
  });

  it('tells columns by a dry run where no rows are wanted', async () => {
    const before = server.log.length;
    const result = await withSession((s) => s.execute("select 1 as a, 'x' as b", { fetch: true, limit: 0 }));
    expect(result).toMatchObject({
      columns: [
        { name: 'a', dataType: 'INT64' },
        { name: 'b', dataType: 'STRING' },
      ],
      rows: [],
    });
    expect(server.log).toHaveLength(before);
  });

  it('carries the settings of profile and node', async () => {
    const settings = {
      priority: 'batch',
      maximum_bytes_billed: 1_000_000,
      reservation: 'r1',
      job_execution_timeout_seconds: 30,
    };
    await withSession(
      (s) =>
        s.execute('select 1 as a', {
          comment: '{"app": "dbt", "Node Id": "model.shop.a"}',
          nodeConfig: { job_execution_timeout_seconds: 7 },
        }),
      settings,
    );
    expect(server.log.at(-1)!.configuration).toMatchObject({
      labels: { app: 'dbt', node_id: 'model_shop_a' },
      jobTimeoutMs: '7000',
      reservation: 'r1',
      query: { priority: 'BATCH', maximumBytesBilled: '1000000', useLegacySql: false },
    });
  });

  it('is refused where it costs too much', async () => {
    await withSession((s) =>
      s.execute('create or replace table `acme`.`shop`.`wide` as select n from unnest(generate_array(1, 100)) n'),
    );
    const error = await failure(
      withSession((s) => s.execute('select * from `acme`.`shop`.`wide`'), {
        maximum_bytes_billed: 10,
      }) as Promise<unknown>,
    );
    expect(error.details.code).toBe('bytesBilledLimitExceeded');
  });

  it('is stopped when it runs too long', async () => {
    const error = await failure(withSession((s) => s.execute(LONG), { job_execution_timeout_seconds: 1 }));
    expect(error.message).toMatch(/cancelled|longer than 1 second/);
    expect(await running()).toEqual([]);
  });
});

/** Jobs that still run; one that was stopped may need a moment. */
async function running(): Promise<string[]> {
  for (let attempt = 0; ; attempt++) {
    const left = [...server.jobs.jobs.values()].filter((job) => job.state !== 'DONE');
    if (left.length === 0 || attempt > 40) return left.map((job) => job.reference.jobId);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('an error', () => {
  it.each([
    ['select 1 as a,\n\t nope\nfrom (select 1 as a)', { position: 17, missing: { kind: 'column', name: 'nope' } }],
    ['select * from `acme`.`shop`.`none`', { missingRelation: true, missing: { kind: 'relation', name: 'none' } }],
    ['select * from `acme`.`nowhere`.`none`', { missingRelation: true }],
    ['select no_such_function(1)', { position: 7, missing: { kind: 'function', name: 'no_such_function' } }],
  ])('%s', async (sql, details) => {
    const error = await failure(withSession((s) => s.execute(sql)));
    expect(error.details).toMatchObject({ sql, ...details });
    expect(error.message).not.toMatch(/\[\d+:\d+\]/);
  });
});

describe('calls that fail in passing', () => {
  it.each([
    'reset-before',
    'reset-after',
    'malformed',
    { status: 503, reason: 'backendError' },
    { status: 403, reason: 'rateLimitExceeded' },
  ] as const)(
    'are repeated, and nothing runs twice: %j',
    async (fault) => {
      await withSession(async (s) => {
        await s.execute('create or replace table `acme`.`shop`.`once` (n int64)');
        const seen = new Map<string, number>();
        server.fault = (call) => {
          const kind = call.replace(/quern-\S+/, 'ID');
          seen.set(kind, (seen.get(kind) ?? 0) + 1);
          return seen.get(kind)! <= 2 ? fault : undefined;
        };
        await s.execute('insert into `acme`.`shop`.`once` (n) values (1)');
        server.fault = undefined;
        expect((await s.execute('select count(*) as n from `acme`.`shop`.`once`', { fetch: true })).rows).toEqual([
          [1],
        ]);
      });
    },
    20_000,
  );

  it('finds a job again whose location it does not know', async () => {
    const other = await startServer({ location: 'europe-west3' });
    const warehouse = await open(other);
    const session = await warehouse.session('test');
    await session.execute('create or replace table `acme`.`shop`.`once` (n int64)');
    let lost = 0;
    other.fault = (call) => (call.startsWith('POST') && lost++ === 0 ? 'reset-after' : undefined);
    await session.execute('insert into `acme`.`shop`.`once` (n) values (1)');
    other.fault = undefined;
    expect((await session.execute('select count(*) as n from `acme`.`shop`.`once`', { fetch: true })).rows).toEqual([
      [1],
    ]);
    await warehouse.close();
    await other.close();
  });

  it('are not repeated for what lasts', async () => {
    server.fault = () => ({ status: 403, reason: 'accessDenied' });
    const before = server.calls.length;
    const error = await failure(withSession((s) => s.execute('select 1')));
    expect(error.details.code).toBe('accessDenied');
    expect(server.calls).toHaveLength(before + 1);
  });

  it('send a job again that broke by no fault of its own, as often as job_retries says; never a script', async () => {
    let left = 1;
    server.jobs.failing = () => (left-- > 0 ? { reason: 'backendError', message: 'Try again' } : undefined);
    expect((await withSession((s) => s.execute('select 1 as a', { fetch: true }))).rows).toEqual([[1]]);
    left = 1;
    expect((await failure(withSession((s) => s.execute('select 1 as a'), { job_retries: 0 }))).details.code).toBe(
      'backendError',
    );
  });
});

describe('cancelling', () => {
  it('stops the job on the server', async () => {
    await withSession(async (s) => {
      const work = failure(s.execute(LONG));
      setTimeout(() => s.cancel(), 300);
      expect((await work).details.code).toBe('cancelled');
      expect(await running()).toEqual([]);
      expect((await failure(s.execute('select 1'))).details.code).toBe('cancelled');
    });
  });

  it('stops one whose answer has not come yet', async () => {
    await withSession(async (s) => {
      const work = failure(s.execute(LONG));
      s.cancel();
      expect((await work).details.code).toBe('cancelled');
      expect(await running()).toEqual([]);
    });
  });
});

describe('logging in', () => {
  const connect = async (change: Credentials): Promise<QuernError> => {
    const error = await open(server, change).catch((e: unknown) => e);
    if (!(error instanceof QuernError)) throw new Error(`no QuernError, but ${String(error)}`);
    return error;
  };

  it.each([
    [{ method: 'service-account', keyfile: '/no/such/key.json' }, /key file '\/no\/such\/key.json' cannot be read/],
    [
      {
        method: 'service-account-json',
        keyfile_json: { type: 'service_account', client_email: 'a@b', private_key: 'no key' },
      },
      /key is not usable/,
    ],
    [{ method: 'service-account-json', keyfile_json: {} }, /key is not usable/],
    [
      {
        method: 'oauth-secrets',
        token: null,
        refresh_token: 'r',
        client_id: 'c',
        client_secret: 's',
        token_uri: 'http://127.0.0.1:9/token',
      },
      /token service cannot be reached/,
    ],
  ])('%j', async (change, message) => {
    expect((await connect(change)).diagnostics[0]!.message).toMatch(message);
  });

  it.each([
    [{ method: 'service-account' }, 'keyfile'],
    [{ method: 'service-account-json', keyfile_json: 'no json' }, 'keyfile_json'],
    [{ method: 'oauth-secrets' }, 'refresh_token'],
    [{ method: 'external-oauth-wif' }, 'workload_pool_provider_path'],
    [{ method: 'password' }, 'method'],
    [{ method: 'oauth', priority: 'high' }, 'priority'],
  ])('%j lacks a key', (output, key) => {
    const { problems } = adapter.resolveCredentials({ type: 'bigquery', project: 'p', dataset: 'd', ...output });
    expect(problems.map((problem) => problem.key)).toContain(key);
  });
});
