import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Received, webServer } from '../unit/notify/servers.js';
import { quern, quernAsync } from './cli.js';
import { writeProject } from './project.js';

let dir: string;
let hook: Awaited<ReturnType<typeof webServer>>;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'quern-e2e-'));
  hook = await webServer();
});
afterEach(async () => {
  rmSync(dir, { recursive: true, force: true });
  await hook.close();
});

const KILL = `--require ${join(import.meta.dirname, 'kill.cjs')}`;

const files = (more: Readonly<Record<string, string>> = {}) => ({
  'dbt_project.yml': "name: shop\nversion: '1.0'\nprofile: shop\nmodels: {shop: {+materialized: table}}\n",
  'quern.yml': `nightly:
  layers: [bronze, silver, gold]
  retry_delay: 0
notifications:
  - {name: all, type: webhook, url: "{{ env_var('DBT_ENV_SECRET_HOOK') }}/all", when: [summary], retries: 0}
  - {name: bad, type: webhook, url: "{{ env_var('DBT_ENV_SECRET_HOOK') }}/bad", when: [failure], retries: 0}
monitors:
  - {name: volume, type: row_count, models: [bronze, silver], max_change: 50%}
  - {name: speed, type: duration, max: 30 minutes}
`,
  'seeds/codes.csv': 'code,name\n0,even\n1,odd\n',
  'models/bronze.sql': `{{ config(materialized='incremental', incremental_strategy='append') }}
select i as id, i % 2 as code from range(100) as r(i)
{% if is_incremental() %}where i > (select max(id) from {{ this }}){% endif %}`,
  'models/silver.sql': "select b.id, c.name from {{ ref('bronze') }} b join {{ ref('codes') }} c using (code)",
  'models/gold.sql':
    "{{ config(materialized='view') }}select name, count(*) as n from {{ ref('silver') }} group by name",
  'models/_models.yml': `models:
  - name: silver
    columns: [{name: id, data_tests: [unique, not_null]}]
  - name: gold
    columns: [{name: name, data_tests: [unique]}]
`,
  ...more,
});

const env = () => ({ DBT_ENV_SECRET_HOOK: hook.url });
/** One that does not block this process, which is the server. */
const night = (more: Readonly<Record<string, string>> = {}, ...args: readonly string[]) =>
  quernAsync(dir, ['nightly', ...args], { ...env(), ...more });
const artifact = () => JSON.parse(readFileSync(join(dir, 'target/nightly.json'), 'utf8'));
const steps = () => artifact().steps.map(({ name, status }: { name: string; status: string }) => `${name} ${status}`);
const journal = (): { event: string; step?: string; node?: string; status?: string }[] =>
  readFileSync(join(dir, 'target/nightly.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const told = (path: string) =>
  hook.received.filter(({ url }) => url === path).map(({ body }: Received) => JSON.parse(body).status);

function rows(sql: string): unknown[] {
  const { stdout, code, output } = quern(
    dir,
    ['show', '--inline', sql, '--output', 'json', '--limit', '-1', '--quiet'],
    env(),
  );
  expect(code, output).toBe(0);
  return JSON.parse(stdout.slice(stdout.indexOf('{'))).show;
}
const state = () =>
  rows(`select 'bronze' as t, count(*) as n, sum(id) as s from main.bronze union all select 'silver', count(*), sum(id) from main.silver
    union all select name, n, 0 from main.gold union all select 'codes', count(*), sum(code) from main.codes order by 1`);
const WHOLE = [
  { t: 'bronze', n: 100, s: 4950 },
  { t: 'codes', n: 2, s: 1 },
  { t: 'even', n: 50, s: 0 },
  { t: 'odd', n: 50, s: 0 },
  { t: 'silver', n: 100, s: 4950 },
];
const history = () =>
  rows(
    'select monitor, subject, count(*) as n, count(distinct run_id) as runs from main_quern.metrics group by 1, 2 order by 1, 2',
  );
const ONE_RUN = [
  { monitor: 'speed', subject: 'run', n: 1, runs: 1 },
  { monitor: 'volume', subject: 'model.shop.bronze', n: 1, runs: 1 },
  { monitor: 'volume', subject: 'model.shop.silver', n: 1, runs: 1 },
];

it('does everything in order, once, and tells of it', async () => {
  writeProject(dir, files());
  const { code, output } = await night();
  expect(code, output).toBe(0);
  expect(steps()).toEqual([
    'marks pass',
    'stage pass',
    'bronze pass',
    'silver pass',
    'gold pass',
    'tests pass',
    'monitors pass',
  ]);
  expect(artifact().notifications).toEqual([{ channel: 'all', type: 'webhook', ok: true, attempts: 1 }]);
  // The night's results are those of all its steps.
  const results = JSON.parse(readFileSync(join(dir, 'target/run_results.json'), 'utf8')).results;
  expect(results.map(({ unique_id }: { unique_id: string }) => unique_id.split('.')[0]).sort()).toEqual([
    'model',
    'model',
    'model',
    'seed',
    'test',
    'test',
    'test',
  ]);
  expect(state()).toEqual(WHOLE);
  expect(history()).toEqual(ONE_RUN);
  expect(told('/all')).toEqual(['success']);
  expect(told('/bad')).toEqual([]);

  expect((await night()).code).toBe(0);
  expect(state()).toEqual(WHOLE);
  expect(told('/all')).toEqual(['success', 'success']);
});

it('killed anywhere, is finished by the same call, and nothing is lost or done twice', async () => {
  writeProject(dir, files());
  expect((await night()).code).toBe(0);
  const points = journal().map(({ event, step, node }, index) => ({ index, event, step, node }));
  // Some of everything: each step's begin and end, each node, the news and the end.
  expect(points.length).toBeGreaterThan(20);
  const pristine = mkdtempSync(join(tmpdir(), 'quern-e2e-'));
  writeProject(pristine, files());
  for (const [nth, { event, step, node }] of points.entries()) {
    // The end of a step is the moment before the next begins.
    if (event === 'step-finished') continue;
    rmSync(dir, { recursive: true, force: true });
    cpSync(pristine, dir, { recursive: true });
    hook.received.length = 0;
    // Lines of nodes also before they are written: the work is done then, and nobody knows.
    const when = event === 'node-finished' && nth % 2 === 0 ? 'before' : 'after';
    const killed = await night({ NODE_OPTIONS: KILL, KILL_AT: `${nth + 1} ${when} "event"` });
    const at = `${event} ${step ?? ''} ${node ?? ''}`;
    expect(killed.code, `${at}: ${killed.output}`).toBe(null);
    const again = await night();
    expect(again.code, `${at}: ${again.output}`).toBe(0);
    if (event !== 'night-finished') {
      expect(again.output, at).toContain('Going on with the night that was broken off');
      expect(artifact().metadata.attempts, at).toBe(2);
      expect(history(), at).toEqual(ONE_RUN);
      expect(told('/all'), at).toEqual(['success']);
      const done = journal().flatMap((line) => (line.event === 'node-finished' ? [`${line.step} ${line.node}`] : []));
      if (when === 'after') expect(new Set(done).size, at).toBe(done.length);
    }
    expect(state(), at).toEqual(WHOLE);
    expect(artifact().status, at).toBe('success');
  }
  rmSync(pristine, { recursive: true, force: true });
}, 600_000);

it('goes on with what failed, once its cause is gone, and says that it is mended', async () => {
  const broken = files({
    'models/silver.sql':
      "select b.id, c.name from {{ ref('bronze') }} b join {{ ref('codes') }} c using (code) join main.late using (code)",
  });
  writeProject(dir, broken);
  const first = await night();
  expect(first.code).toBe(1);
  expect(steps()).toEqual([
    'marks pass',
    'stage pass',
    'bronze pass',
    'silver error',
    'gold error',
    'tests error',
    'monitors error',
  ]);
  expect(told('/bad')).toEqual(['failure']);
  const { problems } = JSON.parse(hook.received[0]!.body);
  expect(problems[0]).toMatchObject({
    severity: 'error',
    title: 'Model silver failed',
    detail: expect.stringContaining('late'),
  });
  expect(first.output).toContain("'quern nightly' goes on with what is left");

  expect(
    quern(dir, ['run-operation', '--sql', 'create table main.late as select range as code from range(2)'], env()).code,
  ).toBe(0);
  const second = await night();
  expect(second.code, second.output).toBe(0);
  expect(second.output).toContain('build layer bronze (2 nodes): done before (2 built)');
  expect(state()).toEqual(WHOLE);
  // Who heard of the failure hears that it is over.
  expect(told('/bad')).toEqual(['failure', 'success']);
  expect(told('/all')).toEqual(['failure', 'success']);
}, 120_000);

it('is done anew after wrong data, and after a change of the project', async () => {
  writeProject(dir, files({ 'seeds/codes.csv': 'code,name\n0,even\n0,even\n1,odd\n' }));
  const first = await night();
  expect(first.code).toBe(1);
  expect(steps()).toContain('tests fail');
  expect(first.output).toContain('Test unique_silver_id failed');
  writeFileSync(join(dir, 'seeds/codes.csv'), 'code,name\n0,even\n1,odd\n');
  const second = await night();
  expect(second.code, second.output).toBe(0);
  expect(second.output).not.toContain('done before');
  expect(state()).toEqual(WHOLE);

  const killed = await night({ NODE_OPTIONS: KILL, KILL_AT: '1 after "step":"gold"' });
  expect(killed.code).toBe(null);
  writeFileSync(
    join(dir, 'models/gold.sql'),
    "{{ config(materialized='view') }}select name, count(*) as n from {{ ref('silver') }} group by 1",
  );
  expect((await night()).output).toContain('has changed since: everything is done again');
}, 120_000);

it('tests each layer before the next where that is asked for', async () => {
  const text = files()['quern.yml'].replace('retry_delay: 0', 'tests: each_layer');
  writeProject(dir, files({ 'quern.yml': text, 'seeds/codes.csv': 'code,name\n0,even\n0,even\n1,odd\n' }));
  expect((await night()).code).toBe(1);
  expect(steps()).toEqual(['marks pass', 'stage pass', 'bronze pass', 'silver fail', 'gold error', 'monitors pass']);
  expect(rows("select count(*) as n from information_schema.tables where table_name = 'gold'")).toEqual([{ n: 0 }]);
}, 120_000);

it('tries again what may pass', async () => {
  const text = files()['dbt_project.yml'];
  const count = 'create table if not exists main.tries (n int); insert into main.tries values (1)';
  const flaky = (needed: number) => ({
    // Hooks run with each attempt.
    'dbt_project.yml': `${text}on-run-start: "${count}"\n`,
    'models/silver.sql': `select id, name, case when (select count(*) from main.tries) < ${needed} then error('Connection reset by peer') end as x
      from {{ ref('bronze') }} join {{ ref('codes') }} using (code)`,
  });
  // The hook of layer bronze is the first.
  writeProject(dir, files(flaky(4)));
  const { code, output } = await night();
  expect(code, output).toBe(0);
  expect(output.match(/this may pass: trying again/g)).toHaveLength(2);
  rmSync(dir, { recursive: true });
  writeProject(dir, files(flaky(99)));
  expect((await night()).code).toBe(1);
  rmSync(dir, { recursive: true });
  writeProject(dir, files({ 'models/silver.sql': 'select nonsense' }));
  const hopeless = await night();
  expect(hopeless.code).toBe(1);
  expect(hopeless.output).not.toContain('trying again');
}, 120_000);

it('is the only one at work', async () => {
  writeProject(dir, files());
  mkdirSync(join(dir, 'target'));
  const lock = join(dir, 'target/nightly.lock.1');
  // This process is at work, and one that was is not.
  writeFileSync(
    lock,
    JSON.stringify({ pid: process.pid, host: hostname(), began: null, since: '2026-01-01T02:00:00.000Z' }),
  );
  const busy = await night();
  expect(busy.code).toBe(3);
  expect(busy.output).toContain(
    `Another night is at work: process ${process.pid} on ${hostname()}, since 2026-01-01T02:00:00.000Z`,
  );
  expect(existsSync(lock)).toBe(true);
  writeFileSync(
    lock,
    JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), began: null, since: '2026-01-01T02:00:00.000Z' }),
  );
  const next = await night();
  expect(next.code).toBe(0);
  expect(next.output).toContain(`Took over the lock of process ${2 ** 22 + 1}, which is no more`);
}, 120_000);

it('that is interrupted says so, and is gone on with', async () => {
  writeProject(dir, files());
  const point = { NODE_OPTIONS: KILL, KILL_AT: '1 after "step-started","step":"silver"', KILL_SIGNAL: 'SIGTERM' };
  for (const round of [1, 2]) {
    const stopped = await night(point);
    expect(stopped.code, stopped.output).toBe(1);
    expect(artifact()).toMatchObject({
      interrupted: true,
      left: ['silver', 'gold', 'tests', 'monitors'],
      metadata: { attempts: round },
    });
    expect(told('/bad')).toHaveLength(round);
  }
  const { code, output } = await night();
  expect(code, output).toBe(0);
  expect(told('/bad')).toEqual(['failure', 'failure', 'success']);
  expect(state()).toEqual(WHOLE);
}, 120_000);

describe('sources that are too old', () => {
  const aged = (mode: string) =>
    files({
      'quern.yml': files()['quern.yml'].replace('retry_delay: 0', `stale_sources: ${mode}`),
      'models/bronze.sql':
        "{{ config(materialized='table') }}select id, id % 2 as code from {{ source('raw', 'events') }}",
      'models/_sources.yml': `sources:
  - name: raw
    schema: main
    tables:
      - name: events
        config: {loaded_at_field: loaded_at, freshness: {error_after: {count: 1, period: day}}}
`,
    });
  const load = (age: string) =>
    quern(
      dir,
      [
        'run-operation',
        '--sql',
        `create or replace table main.events as select i as id, cast(now() as timestamp) - interval ${age} as loaded_at from range(100) as r(i)`,
      ],
      env(),
    );

  it.each([
    ['fail', 1, 'failure', 'fail'],
    ['stop', 1, 'failure', 'fail'],
    ['warn', 0, 'warning', 'warn'],
  ] as const)(
    'make a night %s',
    async (mode, code, status, step) => {
      writeProject(dir, aged(mode));
      expect(load('2 day').code).toBe(0);
      const stale = await night();
      expect(stale.code, stale.output).toBe(code);
      expect(told('/all')).toEqual([status]);
      expect(steps()).toContain(`freshness ${step}`);
      expect(steps().includes('bronze pass')).toBe(mode !== 'stop');
      expect(JSON.parse(hook.received[0]!.body).problems[0].title).toBe('Source raw.events is too old');
      expect(load('1 hour').code).toBe(0);
      expect((await night()).code).toBe(0);
      expect(told('/all')).toEqual([status, 'success']);
      expect(steps()).toContain('bronze pass');
    },
    120_000,
  );
});

it('tells of channels that it could not reach, and is none the worse', async () => {
  const text = files()['quern.yml'].replace(
    'notifications:\n',
    `notifications:
  - {name: gone, type: slack, url: "http://127.0.0.1:9/{{ env_var('DBT_ENV_SECRET_X') }}", when: [summary], retries: 1, retry_delay: 0}
  - {name: unset, type: slack, url: "{{ env_var('DBT_ENV_SECRET_UNSET') }}", when: [summary]}
  - {name: heeds, type: webhook, url: "{{ env_var('DBT_ENV_SECRET_HOOK') }}/heeds"}
`,
  );
  writeProject(dir, files({ 'quern.yml': text }));
  const { code, output } = await night({ DBT_ENV_SECRET_X: 'very-secret' });
  expect(code, output).toBe(0);
  expect(output).toContain("Notification 'gone' could not be delivered, tried 2 times: 127.0.0.1:9: ECONNREFUSED");
  expect(output).toContain("Notification 'unset' can't be used:");
  expect(output).toContain('DBT_ENV_SECRET_UNSET');
  expect(told('/all')).toEqual(['success']);
  expect(told('/heeds')).toEqual(['warning']);
  expect(JSON.parse(hook.received.find(({ url }) => url === '/heeds')!.body).title).toBe(
    'shop (dev): not everybody could be told: gone, unset',
  );
  const everything = [
    output,
    ...['nightly.json', 'nightly.jsonl', 'manifest.json'].map((name) =>
      readFileSync(join(dir, 'target', name), 'utf8'),
    ),
    readFileSync(join(dir, 'logs/dbt.log'), 'utf8'),
  ];
  for (const one of everything) expect(one).not.toContain('very-secret');
}, 120_000);

it('tells of a night that could not begin', async () => {
  writeProject(dir, files({ 'models/gold.sql': "select * from {{ ref('silvr') }}" }));
  const { code } = await night();
  expect(code).toBe(2);
  expect(told('/bad')).toEqual(['failure']);
  expect(JSON.parse(hook.received[0]!.body).problems[0].title).toContain('silvr');
  expect((await night({}, '--no-notify')).code).toBe(2);
  expect(told('/bad')).toEqual(['failure']);
});

it('hides secrets that a database repeats', async () => {
  writeProject(dir, files({ 'models/silver.sql': "select error('cannot log in as {{ var('who') }}')" }));
  const { code, output } = await quernAsync(dir, ['nightly', '--vars', '{who: very-secret}'], {
    ...env(),
    DBT_ENV_SECRET_WHO: 'very-secret',
  });
  expect(code).toBe(1);
  const told = hook.received.map(({ body }) => body);
  expect(told[0]).toContain('cannot log in as *****');
  for (const one of [
    output,
    ...told,
    ...['nightly.json', 'nightly.jsonl'].map((name) => readFileSync(join(dir, 'target', name), 'utf8')),
  ])
    expect(one).not.toContain('very-secret');
}, 120_000);

it('cannot be content without its monitors', async () => {
  writeProject(
    dir,
    files({
      'macros/state.sql':
        "{% macro quern_state_schema() %}{{ exceptions.raise_compiler_error('no schema for you') }}{% endmacro %}",
    }),
  );
  const { code } = await night();
  expect(code).toBe(1);
  expect(steps()).toContain('tests pass');
  expect(steps()).toContain('monitors error');
  expect(hook.received[0]!.body).toContain('no schema for you');
  rmSync(join(dir, 'macros/state.sql'));
  const next = await night();
  expect(next.code).toBe(0);
  expect(next.output).toContain('build layer bronze (2 nodes): done before (2 built)');
}, 120_000);

it('shows what it would do', async () => {
  writeProject(dir, files());
  const { code, output } = await night({}, '--dry-run');
  expect(code).toBe(0);
  expect(output).toContain('Step 4 of 7, build layer silver (1 node)\n');
  expect(existsSync(join(dir, 'target/nightly.jsonl'))).toBe(false);
  expect(existsSync(join(dir, 'shop.duckdb'))).toBe(false);
  expect(hook.received).toEqual([]);
});

it('is only gone on with, where that is asked for', async () => {
  writeProject(dir, files());
  const idle = await night({}, '--only-unfinished');
  expect([idle.code, existsSync(join(dir, 'target/nightly.jsonl'))]).toEqual([0, false]);
  await night({ NODE_OPTIONS: KILL, KILL_AT: '1 after "step":"gold"' });
  expect((await night({}, '--only-unfinished')).output).toContain('Going on with the night that was broken off');
  expect(artifact().status).toBe('success');
  expect((await night({}, '--only-unfinished')).output).toContain('There is no unfinished night to go on with');
}, 120_000);

it('has channels that can be tried', async () => {
  const text = `${files()['quern.yml'].replace('notifications:', 'notifications:\n  - {name: gone, type: slack, url: "http://127.0.0.1:9/", retries: 0}')}`;
  writeProject(dir, files({ 'quern.yml': text }));
  const { code, output } = await quernAsync(dir, ['notify'], env());
  expect(code).toBe(1);
  expect(output).toContain("Notification 'gone' could not be delivered: 127.0.0.1:9: ECONNREFUSED");
  expect(output).toContain('Delivered to all (webhook)');
  expect(told('/bad')).toEqual(['success']);
  expect((await quernAsync(dir, ['notify', 'all'], env())).code).toBe(0);
  const unknown = await quernAsync(dir, ['notify', 'al'], env());
  expect([unknown.code, unknown.output.includes("Did you mean 'all'?")]).toEqual([2, true]);
});

it('is configured in quern.yml or in project.yml, not in both, and misspelt keys are told of', async () => {
  const { 'dbt_project.yml': own, 'quern.yml': operations, ...rest } = files();
  const inProject = `${own}targets: {dev: {type: duckdb, path: shop.duckdb}}\n${operations.replace(/monitors:[\s\S]*/, '')}`;
  writeProject(dir, {
    ...rest,
    'project.yml': inProject.replace('retry_delay', 'retry_dely').replace('retries: 0', 'retrys: 0'),
  });
  const { code, output } = await night();
  expect(code, output).toBe(0);
  expect(output).toContain("Unknown key 'retry_dely' in 'nightly'");
  expect(output).toContain("Did you mean 'retry_delay'?");
  expect(output).toContain("'retrys' has no effect on notification 'all': it is of type webhook");
  expect(steps()).toContain('silver pass');
  expect(told('/all')).toEqual(['success']);
  writeFileSync(join(dir, 'quern.yml'), 'nightly: {retries: 1}\n');
  const twice = await night();
  expect(twice.code).toBe(2);
  expect(twice.output).toContain("'nightly' stands in project.yml and in quern.yml");
}, 120_000);
