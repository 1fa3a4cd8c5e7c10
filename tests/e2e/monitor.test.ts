import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { webServer } from '../unit/notify/servers.js';
import { quern, quernAsync } from './cli.js';
import { writeProject } from './project.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-e2e-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const monitors = `monitors:
  - {name: volume, type: row_count, select: [orders], max_change: 20%}
  - {name: shape, type: schema_change, model: orders}
  - {name: age, type: freshness, model: orders, loaded_at: loaded_at, max_age: 1 hour}
  - {name: amount, type: anomaly, model: orders, metric: sum(amount), where: "id < {{ var('most') }}", min_history: 2, severity: warn}
  - {name: speed, type: duration, max: 30 minutes}
`;
const orders = (rows: number, more = '') =>
  `{{ config(materialized='table') }}select i as id, 2.5 as amount, cast(now() as timestamp) as loaded_at${more} from range(${rows}) as r(i)`;

function write(files: Readonly<Record<string, string>> = {}): void {
  writeProject(dir, {
    'dbt_project.yml': "name: shop\nversion: '1.0'\nprofile: shop\nvars: {most: 1000}\n",
    'models/orders.sql': orders(100),
    'models/_orders.yml': monitors,
    ...files,
  });
}

const statuses = () =>
  Object.fromEntries(
    JSON.parse(readFileSync(join(dir, 'target/monitors.json'), 'utf8')).results.map(
      (r: { name: string; status: string }) => [r.name, r.status],
    ),
  );
const CALM = { volume: 'pass', shape: 'pass', age: 'pass', amount: 'pass', speed: 'pass' };

function night(expected: number): void {
  expect(quern(dir, ['run']).code).toBe(0);
  const { code, output } = quern(dir, ['monitor']);
  expect(code, output).toBe(expected);
}

it('learns, is content with what stays as it was, and tells what does not', () => {
  write();
  night(0);
  expect(statuses()).toEqual({ ...CALM, volume: 'learning', shape: 'learning', amount: 'learning' });
  night(0);
  night(0);
  expect(statuses()).toEqual(CALM);

  writeFileSync(join(dir, 'models/orders.sql'), orders(150, ', 1 as extra'));
  expect(quern(dir, ['run']).code).toBe(0);
  // Nothing is kept of a dry run: the next call compares with the same run.
  const dry = quern(dir, ['monitor', '--dry-run', '--output', 'json']);
  expect(dry.code).toBe(1);
  expect(JSON.parse(dry.stdout).counts).toEqual({ pass: 2, fail: 2, warn: 1 });
  expect(statuses()).toEqual(CALM);
  const { code, output } = quern(dir, ['monitor']);
  expect(code).toBe(1);
  expect(output).toContain('FAIL     volume of orders: 150, 50 % above the previous 100 (at most 20 %)');
  expect(output).toContain('FAIL     shape of orders: column extra (INTEGER) is new');
  expect(output).toContain('WARN     amount of orders: 375; by 3 earlier runs');
  expect(statuses()).toEqual({ ...CALM, volume: 'fail', shape: 'fail', amount: 'warn' });

  // What was found once is the new measure.
  expect(quern(dir, ['monitor', 'volume']).code).toBe(0);
});

it('keeps its history in a file where that is asked, and the file alone', () => {
  write({ 'quern.yml': 'monitoring: {history: file, path: ops/metrics.jsonl}\n' });
  night(0);
  night(0);
  const lines = readFileSync(join(dir, 'ops/metrics.jsonl'), 'utf8').trim().split('\n');
  expect(lines).toHaveLength(10);
  expect(quern(dir, ['run-operation', '--sql', 'select 1 from main_quern.metrics']).code).toBe(1);
  // Half a line, as of a crash of another program, is told of and passed over.
  writeFileSync(join(dir, 'ops/metrics.jsonl'), `${lines.join('\n')}\n{"run`);
  const { code, output } = quern(dir, ['monitor', 'volume']);
  expect(code).toBe(0);
  expect(output).toContain('Line 11 of ops/metrics.jsonl is no measurement and was passed over');
});

it('says what it cannot measure, and measures the rest', () => {
  write({ 'models/_orders.yml': `${monitors}  - {name: odd, type: anomaly, model: orders, metric: sum(amuont)}\n` });
  night(1);
  expect(statuses()).toMatchObject({ odd: 'error', volume: 'learning', speed: 'pass' });
  expect(quern(dir, ['monitor', 'odd']).output).toMatch(/ERROR {4}odd of orders: .*amuont/);
});

it('tells the channels of findings, where that is asked', async () => {
  const server = await webServer();
  const channel = `notifications: [{name: hook, type: webhook, url: "${server.url}", when: [failure]}]`;
  write({
    'quern.yml': `${channel}\nmonitors: [{name: some, type: row_count, model: orders, min: 5}, {name: many, type: row_count, model: orders, min: 500}]\n`,
  });
  expect(quern(dir, ['run']).code).toBe(0);
  expect((await quernAsync(dir, ['monitor', 'some', '--notify'])).code).toBe(0);
  expect((await quernAsync(dir, ['monitor', 'many'])).code).toBe(1);
  expect(server.received).toEqual([]);
  expect((await quernAsync(dir, ['monitor', 'many', '--notify'])).code).toBe(1);
  expect(server.received.map(({ body }) => JSON.parse(body))).toMatchObject([
    {
      status: 'failure',
      title: 'shop (dev): monitors have 1 finding',
      problems: [{ title: 'Monitor many found: orders', detail: '100, less than 500' }],
    },
  ]);
  await server.close();
});

it('complains of monitors that are not written right, at their place', () => {
  write({ 'quern.yml': 'monitors:\n  - name: more\n    type: row_count\n    model: ordesr\n    max: 5\n' });
  const { code, output } = quern(dir, ['monitor']);
  expect(code).toBe(2);
  expect(output).toContain("error[MON002]: Monitor 'more' watches model 'ordesr', which does not exist");
  expect(output).toContain('quern.yml:4:12');
  expect(output).toContain("Did you mean 'orders'?");
  expect(existsSync(join(dir, 'target/monitors.json'))).toBe(false);
  const unknown = quern(dir, ['monitor', 'volum']);
  expect(unknown.code).toBe(2);
});

it('watches what is selected', () => {
  write({
    'models/other.sql': orders(7),
    'quern.yml': 'monitors:\n  - {name: all, type: row_count, select: "*", min: 50}\n',
  });
  expect(quern(dir, ['run']).code).toBe(0);
  expect(quern(dir, ['monitor', 'all']).output).toMatch(/FAIL {5}all of other: 7, less than 50/);
  const { code, output } = quern(dir, ['monitor', '--select', 'orders']);
  expect(code).toBe(0);
  expect(output).toContain('all of orders: 100');
  expect(output).not.toContain('of other');
  expect(output).not.toContain('of the run');
});

it('keeps its history where the project says, and says why it cannot', () => {
  const macro = (body: string) => ({ 'macros/state.sql': `{% macro quern_state_schema() %}${body}{% endmacro %}` });
  write(macro("{{ return('elsewhere') }}"));
  night(0);
  expect(quern(dir, ['run-operation', '--sql', 'select 1 from elsewhere.metrics']).code).toBe(0);
  write(macro("{{ exceptions.raise_compiler_error('no schema for you') }}"));
  const { code, output } = quern(dir, ['monitor']);
  expect(code).toBe(2);
  expect(output).toContain('no schema for you');
  expect(output).not.toContain('Internal Error');
});
