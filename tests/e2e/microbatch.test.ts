import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quern } from './cli.js';
import { writeProject } from './project.js';

const CONFIG =
  "materialized='incremental', incremental_strategy='microbatch', event_time='ts', batch_size='day', begin='2024-01-01'";
const RANGE = ['--event-time-start', '2024-01-01', '--event-time-end', '2024-01-04'];
const EVENTS = `{{ config(materialized='table', event_time='ts') }}
${[1, 2, 3].map((n) => `select ${n} as id, timestamp '2024-01-0${n} 05:00:00' as ts`).join(' union all ')}`;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-microbatch-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const text = (path: string) => readFileSync(join(dir, path), 'utf8');
const resultOf = (name: string) =>
  JSON.parse(text('target/run_results.json')).results.find(
    (r: { unique_id: string }) => r.unique_id === `model.shop.${name}`,
  );

describe('microbatch models', () => {
  it('run batch by batch, each with its rows, the hooks once', () => {
    writeProject(dir, {
      'models/events.sql': EVENTS,
      'models/m.sql': `{{ config(${CONFIG}, pre_hook="create table pre (x int)", post_hook="create table post (x int)") }}
select *, '{{ model.batch.id }} {{ is_incremental() }}' as made_by from {{ ref('events') }}
where id in (select id from {{ ref('events').render() }})`,
    });
    const { code, output } = quern(dir, ['run', ...RANGE]);
    expect(code, output).toBe(0);
    expect(output).toContain('START sql microbatch model main.m');
    expect(output).toMatch(/Batch 2 of 3 OK created batch 2024-01-02 of main\.m \.+ \[OK in/);
    expect(text('target/compiled/shop/models/m/m_2024-01-02.sql')).toContain(
      `from (select * from "shop"."main"."events" where ts >= '2024-01-02 00:00:00+00:00' and ts < '2024-01-03 00:00:00+00:00')
where id in (select id from "shop"."main"."events")`,
    );
    expect(existsSync(join(dir, 'target/compiled/shop/models/m.sql'))).toBe(false);
    expect(resultOf('m')).toMatchObject({
      status: 'success',
      message: 'SUCCESS',
      batch_results: {
        successful: [
          ['2024-01-01T00:00:00+00:00', '2024-01-02T00:00:00+00:00'],
          ['2024-01-02T00:00:00+00:00', '2024-01-03T00:00:00+00:00'],
          ['2024-01-03T00:00:00+00:00', '2024-01-04T00:00:00+00:00'],
        ],
        failed: [],
      },
    });
    const query = "select id, made_by from {{ ref('m') }} order by id";
    const { stdout } = quern(dir, ['show', '--inline', query, '--output', 'json']);
    expect(JSON.parse(stdout.slice(stdout.indexOf('{'))).show).toEqual([
      { id: 1, made_by: '20240101 False' },
      { id: 2, made_by: '20240102 True' },
      { id: 3, made_by: '20240103 True' },
    ]);
  });

  it('are partly built where a batch fails: the others run, what depends on the model does not', () => {
    writeProject(dir, {
      'models/events.sql': EVENTS,
      'models/m.sql': `{{ config(${CONFIG}) }}
select *{% if model.batch.id == '20240102' %}, nope{% endif %} from {{ ref('events') }}`,
      'models/child.sql': "select * from {{ ref('m') }}",
    });
    const { code, output } = quern(dir, ['run', ...RANGE]);
    expect(code).toBe(1);
    expect(output).toMatch(/PARTIALLY created sql microbatch model main\.m \.+ \[PARTIAL SUCCESS \(2\/3\) in/);
    expect(output).toContain('SKIP relation main.child');
    expect(output).toContain('1 of 3 batches did not succeed: 2024-01-02');
    expect(output).toContain('models/m.sql:2:');
    expect(output).toContain('PASS=1 WARN=0 ERROR=1 SKIP=1');
    expect(resultOf('m')).toMatchObject({
      status: 'partial success',
      batch_results: { failed: [['2024-01-02T00:00:00+00:00', '2024-01-03T00:00:00+00:00']] },
    });
  });

  it('skip all other batches when the first fails', () => {
    writeProject(dir, {
      'models/events.sql': EVENTS,
      'models/m.sql': `{{ config(${CONFIG}) }} select nope from {{ ref('events') }}`,
    });
    const { code, output } = quern(dir, ['run', ...RANGE]);
    expect(code).toBe(1);
    expect(output).toContain('Batch 3 of 3 SKIP batch 2024-01-03 of main.m');
    expect(resultOf('m')).toMatchObject({ status: 'error', message: 'ERROR' });
    expect(resultOf('m').batch_results.failed).toHaveLength(3);
  });

  it('are told what their settings lack, all at once', () => {
    writeProject(dir, {
      'models/m.sql':
        "{{ config(materialized='incremental', incremental_strategy='microbatch', batch_size='week') }} select 1 as id",
    });
    const { code, output } = quern(dir, ['run']);
    expect(code).toBe(2);
    for (const key of ['event_time', 'batch_size', 'begin']) expect(output).toContain(`must provide a '${key}' config`);
  });

  it('take a begin and an end together only', () => {
    writeProject(dir, { 'models/m.sql': 'select 1 as id' });
    const half = quern(dir, ['run', '--event-time-start', '2024-01-01']);
    expect([half.code, half.output]).toEqual([2, expect.stringContaining('without --event-time-end')]);
    const wrong = quern(dir, ['run', '--event-time-start', '2024-01-02', '--event-time-end', '2024-01-01']);
    expect([wrong.code, wrong.output]).toEqual([2, expect.stringContaining('must be less than')]);
  });
});

describe('--sample', () => {
  it('has models read rows of that time only, where their parents have an event_time', () => {
    writeProject(dir, { 'models/events.sql': EVENTS, 'models/child.sql': "select id from {{ ref('events') }}" });
    const env = { QUERN_NOW: '2024-01-03T06:00:00Z' };
    const { code, output } = quern(dir, ['build', '--sample', '1 day'], env);
    expect(code, output).toBe(0);
    expect(text('target/compiled/shop/models/child.sql')).toContain(
      "ts >= '2024-01-02 06:00:00+00:00' and ts < '2024-01-03 06:00:00+00:00'",
    );
    expect(quern(dir, ['build', '--sample', '1 week']).code).toBe(2);
  });
});
