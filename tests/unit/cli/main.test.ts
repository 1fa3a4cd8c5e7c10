import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { defineDiagnostic, QuernError } from '../../../compiler/base/diagnostics.js';
import { main } from '../../../compiler/cli/main.js';
import type { ListedNode } from '../../../compiler/project.js';
import { type FakeProjectOptions, fakeIo, fakeServices, finished, node, started } from './support/fakes.js';

const temporary: string[] = [];
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quern-cli-'));
  temporary.push(folder);
  return folder;
}
afterEach(() => {
  for (const folder of temporary.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function call(argv: string[], project: FakeProjectOptions = {}, world: Parameters<typeof fakeIo>[0] = {}) {
  const io = fakeIo(world);
  const services = fakeServices(project);
  const code = await main(argv, io, services);
  return { code, out: io.stdout.text, err: io.stderr.text, services, io };
}

const broken = defineDiagnostic({
  code: 'TST002',
  message: () => 'Column x is unknown',
  hint: () => 'Use y',
  category: 'Database Error',
});

const orders = node('orders', 'model', { compiledPath: 'target/compiled/shop/models/orders.sql' });
const items = node('items');
const unique = node('unique_orders_id', 'test', { attachedNode: 'model.shop.orders' });
const BUILD = [
  { type: 'run-started', total: 4, threads: 2, target: 'dev' },
  started(node('raw', 'seed'), 1, 4),
  finished(node('raw', 'seed'), 1, 4, 'success', { message: 'INSERT 3', seconds: 0.013 }),
  started(orders, 2, 4),
  finished(orders, 2, 4, 'error', {
    message: 'Database Error in model orders (models/orders.sql)\n  no x',
    diagnostic: broken({}),
  }),
  finished(unique, 3, 4, 'skipped', { skippedBecause: orders.uniqueId }),
  finished(items, 4, 4, 'skipped', { skippedBecause: orders.uniqueId }),
  { type: 'run-finished', seconds: 1.25, counts: {} },
] as const;

describe('plain output', () => {
  it('has the lines of dbt', async () => {
    const { out, code } = await call(['build'], { events: BUILD, exitCode: 1 });
    expect(code).toBe(1);
    expect(out.replaceAll(/^07:08:09 {2}/gm, '').replace(/(duckdb=)\S+/, '$1<version>')).toBe(`Running with quern=0.1.0
Registered adapter: duckdb=<version>
Found 2 models, 1 data test

Concurrency: 2 threads (target='dev')

1 of 4 START seed file main.raw ................................................ [RUN]
1 of 4 OK loaded seed file main.raw ............................................ [INSERT 3 in 0.01s]
2 of 4 START sql table model main.orders ....................................... [RUN]
2 of 4 ERROR creating sql table model main.orders .............................. [ERROR in 0.05s]
3 of 4 SKIP test unique_orders_id .............................................. [SKIP]
4 of 4 SKIP relation main.items ................................................ [SKIP]

Finished running 1 seed, 2 table models, 1 data test in 0 hours 0 minutes and 1.25 seconds (1.25s).

Completed with 1 error, 0 partial successes, and 0 warnings:

[ERROR]: in model orders (models/orders.sql)
  Database Error in model orders (models/orders.sql)
  error[TST002]: Column x is unknown
    hint: Use y

  compiled code at target/compiled/shop/models/orders.sql

Done. PASS=1 WARN=0 ERROR=1 SKIP=2 NO-OP=0 REUSED=0 TOTAL=4
`);
  });

  it('of tests says how many rows failed', async () => {
    const events = [
      finished(unique, 1, 3, 'fail', { failures: 2, message: 'Got 2 results, configured to fail if != 0' }),
      finished(node('t2', 'test'), 2, 3, 'warn', { failures: 1, message: 'Got 1 result, configured to warn if != 0' }),
      finished(node('t3', 'test'), 3, 3, 'pass'),
      { type: 'run-finished', seconds: 1, counts: {} },
    ] as const;
    const { out } = await call(['test'], { events, exitCode: 1 });
    expect(out).toContain(
      '1 of 3 FAIL 2 unique_orders_id ................................................. [FAIL 2 in 0.05s]',
    );
    expect(out).toContain('2 of 3 WARN 1 t2');
    expect(out).toContain('[PASS in 0.05s]');
    expect(out).toContain('[WARNING]: in test t2 (models/schema.yml)');
    expect(out).toContain('  Got 2 results, configured to fail if != 0');
    expect(out).toContain('Done. PASS=1 WARN=1 ERROR=1 SKIP=0 NO-OP=0 REUSED=0 TOTAL=3');
  });

  it('shows print() without a time, log() with one, unless it is not to', async () => {
    const events = [
      { type: 'print', message: 'a table' },
      { type: 'log', level: 'info', message: 'told' },
      { type: 'log', level: 'debug', message: 'secret' },
    ] as const;
    const { out } = await call(['run-operation', 'm'], { events });
    expect(out).toMatch(/^a table$/m);
    expect(out).toMatch(/^07:08:09 {2}told$/m);
    expect(out).not.toContain('secret');
    expect((await call(['run-operation', 'm', '--no-print'], { events })).out).not.toContain('a table');
    expect((await call(['run-operation', 'm', '--debug'], { events })).out).toContain('[debug] [MainThread]: secret');
  });

  it('is quiet when asked', async () => {
    const { out } = await call(['-q', 'build'], { events: BUILD, exitCode: 1 });
    expect(out.split('\n').filter((line) => line.includes('['))).toHaveLength(3);
    expect(out).not.toContain('Running with');
  });

  it.each([
    [{ FORCE_COLOR: '1' }, [], true],
    [{}, ['--use-colors'], true],
    [{}, [], false],
    [{ FORCE_COLOR: '1' }, ['--no-use-colors'], false],
  ])('%j %j', async (env, flags, colored) => {
    const { out } = await call(
      ['build', ...(flags as string[])],
      { events: BUILD },
      { env: env as Record<string, string> },
    );
    expect(out.includes('\u001b[')).toBe(colored);
  });

  it('tells few of many warnings of a kind, and how many there are', async () => {
    const warn = defineDiagnostic<{ n: number }>({ code: 'TST003', severity: 'warning', message: (d) => `W${d.n}` });
    const diagnostics = Array.from({ length: 9 }, (_, n) => warn({ n }));
    const { out } = await call(['parse'], { diagnostics });
    expect(out.match(/warning\[TST003\]/g)).toHaveLength(5);
    expect(out).toContain('… and 4 more TST003 warnings');
    expect(
      (await call(['parse', '--show-all-deprecations'], { diagnostics })).out.match(/warning\[TST003\]/g),
    ).toHaveLength(9);
  });
});

describe('JSON output', () => {
  it('is one event of dbt a line', async () => {
    const { out } = await call(['--log-format', 'json', 'build'], { events: BUILD, exitCode: 1 });
    const events = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const { info, data } of events) {
      expect(Object.keys(info).sort()).toEqual([
        'category',
        'code',
        'extra',
        'invocation_id',
        'level',
        'msg',
        'name',
        'pid',
        'thread',
        'ts',
      ]);
      expect(data).toBeTypeOf('object');
      expect(info.ts).toBe('2024-05-06T07:08:09.100000Z');
    }
    const codes = events.map(({ info }) => [info.name, info.code]);
    expect(codes).toContainEqual(['MainReportVersion', 'A001']);
    expect(codes).toContainEqual(['LogSeedResult', 'Q016']);
    expect(codes).toContainEqual(['LogModelResult', 'Q012']);
    expect(codes).toContainEqual(['SkippingDetails', 'Q034']);
    const stats = events.find(({ info }) => info.name === 'StatsLine');
    expect(stats.data.stats).toEqual({ error: 1, noop: 0, pass: 1, reused: 0, skip: 2, total: 4, warn: 0 });
    const result = events.find(({ info }) => info.name === 'LogModelResult');
    expect(result.info.level).toBe('error');
    expect(result.data.node_info).toEqual({
      materialized: 'table',
      meta: {},
      node_checksum: '',
      node_finished_at: '2024-05-06T07:08:09.100000',
      node_name: 'orders',
      node_path: 'orders.sql',
      node_relation: { alias: 'orders', database: 'db', relation_name: '"db"."main"."orders"', schema: 'main' },
      node_started_at: '2024-05-06T07:08:09.100000',
      node_status: 'error',
      resource_type: 'model',
      unique_id: 'model.shop.orders',
    });
  });
});

/** Keys of `data` in dbt 1.12's log, by event. */
const DBT_DATA: Readonly<Record<string, readonly string[]>> = {
  MainReportVersion: ['log_version', 'version'],
  AdapterRegistered: ['adapter_name', 'adapter_version'],
  FoundStats: ['stat_line'],
  Formatting: ['msg'],
  ConcurrencyLine: ['node_count', 'num_threads', 'target_name'],
  LogStartLine: ['description', 'index', 'node_info', 'total'],
  LogSeedResult: ['execution_time', 'index', 'node_info', 'relation', 'result_message', 'schema', 'status', 'total'],
  LogModelResult: ['description', 'execution_time', 'index', 'node_info', 'status', 'total'],
  LogTestResult: [
    'attached_node',
    'execution_time',
    'index',
    'name',
    'node_info',
    'num_failures',
    'num_models',
    'status',
  ],
  SkippingDetails: ['index', 'node_info', 'node_name', 'resource_type', 'schema', 'total'],
  NodeStart: ['node_info'],
  NodeFinished: ['node_info', 'run_result'],
  FinishedRunningStats: ['execution', 'execution_time', 'stat_line'],
  EndOfRunSummary: ['keyboard_interrupt', 'num_errors', 'num_partial_success', 'num_warnings'],
  RunResultFailure: ['node_info', 'node_name', 'path', 'resource_type'],
  RunResultError: ['msg', 'node_info'],
  SQLCompiledPath: ['node_info', 'path'],
  StatsLine: ['stats'],
  CommandCompleted: ['command', 'completed_at', 'elapsed', 'success'],
};

describe('JSON events', () => {
  it('carry what dbt puts into them', async () => {
    const events = [...BUILD.slice(0, -1), finished(unique, 4, 4, 'pass'), BUILD.at(-1)!];
    const { out } = await call(['--log-format', 'json', '--log-level', 'debug', 'build'], { events });
    const seen = new Map(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
        .map(({ info, data }) => [info.name, Object.keys(data).sort()]),
    );
    for (const [name, keys] of Object.entries(DBT_DATA)) expect(seen.get(name), name).toEqual(keys);
  });
});

describe('the log file', () => {
  const world = (folder: string) => ({ cwd: folder });

  it('keeps everything at debug level', async () => {
    const folder = temporaryFolder();
    const events = [{ type: 'query', sql: 'select 1', connection: 'model.shop.orders' }, ...BUILD] as const;
    const { out } = await call(['build', '--log-path', 'logs', '--log-level-file', 'debug'], { events }, world(folder));
    const log = readFileSync(join(folder, 'logs/dbt.log'), 'utf8');
    expect(out).not.toContain('select 1');
    expect(log).toContain('07:08:09.100000 [debug] [MainThread]: On model.shop.orders: select 1');
    expect(log).toContain('[info ] [MainThread]: Running with quern=');
    expect(log).toContain('Command `quern build` succeeded at');
  });

  it('may be JSON while the output is text', async () => {
    const folder = temporaryFolder();
    await call(
      ['build', '--log-path', 'l', '--log-format-file', 'json', '--log-level-file', 'debug'],
      { events: BUILD },
      world(folder),
    );
    const names = readFileSync(join(folder, 'l/dbt.log'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).info.name);
    expect(names).toContain('NodeStart');
    expect(names).toContain('NodeFinished');
    expect(names.at(-1)).toBe('CommandCompleted');
  });

  it('is not written where it is not wanted', async () => {
    const folder = temporaryFolder();
    await call(['build', '--log-path', 'logs', '--log-level-file', 'none'], { events: BUILD }, world(folder));
    expect(existsSync(join(folder, 'logs'))).toBe(false);
  });

  it('is begun anew when it is large', async () => {
    const folder = temporaryFolder();
    const line = ['build', '--log-path', 'logs', '--log-level-file', 'debug', '--log-file-max-bytes', '3000'];
    for (let n = 0; n < 3; n++) await call(line, { events: BUILD }, world(folder));
    expect(existsSync(join(folder, 'logs/dbt.log.1'))).toBe(true);
    expect(existsSync(join(folder, 'logs/dbt.log.2'))).toBe(true);
  });
});

describe('results', () => {
  const listed: ListedNode[] = ['a', 'b'].map((name) => ({
    uniqueId: `model.shop.${name}`,
    name,
    resourceType: 'model',
    fqn: ['shop', name],
    originalFilePath: `models/${name}.sql`,
    selector: `shop.${name}`,
    json: (keys) => Object.fromEntries(keys.map((key) => [key, key === 'name' ? name : null])),
  }));

  it.each([
    [[], 'shop.a\nshop.b\n'],
    [['--output', 'name'], 'a\nb\n'],
    [['--output', 'path'], 'models/a.sql\nmodels/b.sql\n'],
    [['--output', 'json', '--output-keys', 'name'], '{"name":"a"}\n{"name":"b"}\n'],
    [['-q'], 'shop.a\nshop.b\n'],
  ])('ls %j is alone on standard output', async (flags, expected) => {
    const { out, err } = await call(['ls', ...flags], { listed });
    expect(out).toBe(expected);
    if (!flags.includes('-q')) expect(err).toContain('Running with');
  });

  it('ls gives the selection on', async () => {
    const { services } = await call(['ls', '-m', 'a', '--exclude', 'b'], { listed });
    expect(services.calls[0]).toEqual({
      method: 'list',
      args: [
        {
          select: ['a'],
          exclude: ['b'],
          resourceTypes: ['model'],
          excludeResourceTypes: [],
          indirectSelection: 'eager',
        },
      ],
    });
    expect((await call(['ls', '-m', 'a', '-s', 'b'])).code).toBe(2);
  });

  const shown = [
    {
      name: 'orders',
      uniqueId: 'model.shop.orders',
      inline: false,
      columns: [{ name: 'id', dataType: 'INTEGER' }],
      rows: [[1], [2]],
      compiledSql: '',
    },
  ];
  it('show prints a table with pipes', async () => {
    expect((await call(['show', '-s', 'orders'], { shown })).out).toContain(
      "Previewing node 'orders':\n| id |\n| -- |\n|  1 |\n|  2 |\n",
    );
    expect((await call(['show', '-s', 'orders', '-q'], { shown })).out).toBe('| id |\n| -- |\n|  1 |\n|  2 |\n');
  });

  it('show prints JSON alone', async () => {
    const { out } = await call(['show', '-s', 'orders', '--output', 'json'], { shown });
    expect(JSON.parse(out)).toEqual({ node: 'orders', show: [{ id: 1 }, { id: 2 }] });
  });

  it('show needs to know what', async () => {
    const { code, out } = await call(['show']);
    expect([code, out.includes('CLI009')]).toEqual([2, true]);
  });

  it('runs with what options and profile say', async () => {
    const { services } = await call(['run', '-s', 'a', '--threads', '9', '-f', '-x']);
    expect(services.calls[0]).toEqual({
      method: 'run',
      args: [
        'run',
        {
          select: ['a'],
          exclude: [],
          resourceTypes: [],
          excludeResourceTypes: [],
          indirectSelection: 'eager',
          threads: 9,
          fullRefresh: true,
          failFast: true,
          storeFailures: false,
          empty: false,
        },
      ],
    });
    expect(services.calls.at(-1)?.method).toBe('close');
    expect((await call(['run'])).services.calls[0]?.args[1]).toMatchObject({ threads: 4 });
  });

  it('run-operation takes arguments as YAML', async () => {
    const { services } = await call(['run-operation', 'grant', '--args', '{role: r, n: 1}']);
    expect(services.calls[0]).toEqual({ method: 'runOperation', args: ['grant', { role: 'r', n: 1 }] });
    expect((await call(['run-operation', 'grant', '--args', 'x'])).code).toBe(2);
  });

  it('debug checks and says so', async () => {
    const { out, code } = await call(['debug']);
    expect(code).toBe(0);
    for (const text of [
      'profiles.yml file [OK found and valid]',
      'dbt_project.yml file [OK found and valid]',
      'Connection test: [OK connection ok]',
      'All checks passed!',
    ])
      expect(out).toContain(text);
    expect((await call(['debug', '--connection'])).out).toContain('Skipping steps before connection verification');
  });

  it('debug counts what fails, and ends with 1', async () => {
    const io = fakeIo();
    const bad = defineDiagnostic({ code: 'PRF003', message: () => 'Could not find profile named nope' });
    const services = { ...fakeServices(), loadConfig: async () => Promise.reject(new QuernError(bad({}))) };
    expect(await main(['debug'], io, services)).toBe(1);
    expect(io.stdout.text).toContain('profiles.yml file [ERROR invalid]');
    expect(io.stdout.text).toContain('1 check failed:');
  });
});

describe('errors', () => {
  it.each([
    [['biuld'], "No such command 'biuld'", "Did you mean 'build'?", 'Usage: quern [OPTIONS] COMMAND'],
    [['run', '--selct', 'x'], "No such option '--selct'", "Did you mean '--select'?", 'Usage: quern run [OPTIONS]'],
    [['run', '--threads', 'x'], "Invalid value for '--threads'", 'is not a valid integer', '^'],
    [['ls', '--output', 'jsn'], "Invalid value for '--output'", "Did you mean 'json'?", 'Usage: quern list'],
    [['run', '--output', 'json'], "No such option '--output'", "It is an option of 'quern compile'", '^^^^^^^^'],
    [['run', 'x'], 'Got unexpected extra argument (x)', 'Usage: quern run', '^'],
    [['run', '--select'], "Option '--select' requires an argument", '--select SELECTION', 'Usage'],
    [['docs', 'srve'], "No such command 'srve'", "Did you mean 'serve'?", 'Usage: quern docs'],
  ])('%j', async (argv, ...texts) => {
    const { code, err, out } = await call(argv);
    expect(code).toBe(2);
    expect(out).toBe('');
    for (const text of texts) expect(err).toContain(text);
  });

  it('of the project are told together, with exit code 2', async () => {
    const io = fakeIo();
    const services = {
      ...fakeServices(),
      openProject: async () =>
        Promise.reject(new QuernError([broken({}), broken({}, undefined, { nodeId: 'model.shop.y' })])),
    };
    expect(await main(['run'], io, services)).toBe(2);
    expect(io.stdout.text).toContain('Encountered an error: Database Error');
    expect(io.stdout.text.match(/error\[TST002\]/g)).toHaveLength(1);
  });

  it('of ours show no stack; the log file has it', async () => {
    const folder = temporaryFolder();
    const io = fakeIo({ cwd: folder });
    const services = {
      ...fakeServices(),
      openProject: async () => Promise.reject(new TypeError('x is not a function')),
    };
    expect(await main(['run', '--log-path', 'logs'], io, services)).toBe(2);
    expect(io.stdout.text).toContain('quern crashed: this is a bug');
    expect(io.stdout.text).toContain(join(folder, 'logs/dbt.log'));
    expect(io.stdout.text).not.toContain('    at ');
    expect(readFileSync(join(folder, 'logs/dbt.log'), 'utf8')).toMatch(/TypeError: x is not a function\n\s+at /);
  });
});

describe('Ctrl-C', () => {
  it('cancels what runs and ends with 1; the second one kills', async () => {
    const io = fakeIo();
    const services = fakeServices({
      during: async (events, signal) => {
        io.interrupt();
        expect(signal?.aborted).toBe(true);
        expect(io.killed).toBe(false);
        events({ type: 'run-finished', seconds: 1, counts: {} });
        io.interrupt();
      },
    });
    expect(await main(['run'], io, services)).toBe(1);
    expect(io.killed).toBe(true);
    expect(io.stdout.text).toContain('Exited because of keyboard interrupt');
  });
});

describe('help', () => {
  it('fits and names every command', async () => {
    const { out, code } = await call(['--help']);
    expect(code).toBe(0);
    for (const name of [
      'init',
      'debug',
      'build',
      'run',
      'test',
      'seed',
      'compile',
      'show',
      'list, ls',
      'parse',
      'run-operation',
      'clean',
    ])
      expect(out).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(out).not.toContain('ompatibility');
  });

  it.each(['run', 'ls', 'show', 'init'])('%s --help', async (name) => {
    const { out, code } = await call([name, '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/^Usage: quern \w+ \[OPTIONS\]/);
    expect(out).toContain('Examples');
  });
});
