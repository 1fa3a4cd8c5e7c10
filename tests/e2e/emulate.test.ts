import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { afterEach, describe, expect, it } from 'vitest';
import { connect } from '../adapters/snowflake/server/client.js';
import { quern } from './cli.js';
import { writeProject } from './project.js';
import { Running } from './running.js';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0).reverse()) cleanUp();
});

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'quern-emulate-'));
  cleanUps.push(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

async function emulate(
  dir: string,
  ...args: readonly string[]
): Promise<{ server: Running; url: string; profile: string }> {
  const server = new Running(dir, ['emulate', 'snowflake', ...args]);
  cleanUps.push(() => server.kill());
  const profile = await server.until(/threads: \d+$/m);
  return { server, profile, url: /http:\/\/[\d.:]+/.exec(profile)![0] };
}

describe('quern emulate snowflake', () => {
  it('prints a profile for itself, keeps what is built in a file, and ends with Ctrl-C', async () => {
    const dir = folder();
    const first = await emulate(dir, '--port', '0', '--database', 'kept.duckdb');
    expect(first.profile).toContain(`port: ${new URL(first.url).port}\n`);
    const writer = await connect(first.url);
    await writer.query('create table kept as select 1 as id');
    await writer.close();
    expect(await first.server.interrupt()).toBe(0);
    expect(first.server.unheard).toMatch(/Ended, after 1 statements?\n/);

    const second = await emulate(dir, '--port', '0', '--database', 'kept.duckdb');
    const reader = await connect(second.url);
    expect(await reader.values('select id from kept')).toEqual([[1]]);
    await reader.close();
    expect(await second.server.interrupt()).toBe(0);
  });

  it('lets in whom it is told', async () => {
    const { url } = await emulate(folder(), '--port', '0', '--user', 'ada', '--password', 'secret');
    await (await connect(url)).close();
    await expect(connect(url, { password: 'other' })).rejects.toMatchObject({ code: '390100' });
  });

  it('says that a port is in use', async () => {
    const { url } = await emulate(folder(), '--port', '0');
    const second = new Running(folder(), ['emulate', 'snowflake', '--port', new URL(url).port]);
    cleanUps.push(() => second.kill());
    expect(await second.until(/hint: .*/)).toContain(
      `error[CLI019]: Can't listen on 127.0.0.1:${new URL(url).port}: the port is in use`,
    );
  });
});

describe('quern emulate bigquery', () => {
  const files = (target: Readonly<Record<string, unknown>>): Record<string, string> => ({
    'dbt_project.yml': "name: p\nversion: '1.0'\nprofile: p\n",
    'profiles.yml': JSON.stringify({ p: { target: 'dev', outputs: { dev: target } } }),
    'models/days.sql': `{{ config(materialized='table', partition_by={'field': 'day', 'data_type': 'date'}) }}
select day, struct(extract(dayofweek from day) as number) as week
from unnest(generate_date_array(date_sub(current_date(), interval 6 day), current_date())) as day`,
    'models/mondays.sql': 'select day from {{ ref("days") }} where week.number = 2',
  });

  it('prints a profile for itself, and keeps what is built in a file that a target without a server reads', async () => {
    const dir = folder();
    const args = ['--port', '0', '--database', 'kept.duckdb', '--project', 'acme', '--clock', '2025-03-01T06:00:00Z'];
    const server = new Running(dir, ['emulate', 'bigquery', ...args]);
    cleanUps.push(() => server.kill());
    const profile = await server.until(/threads: \d+$/m);
    const outputs = (load(profile.slice(profile.indexOf('emulated:'))) as Profiles).emulated.outputs;
    writeProject(dir, files(outputs.dev));
    expect(quern(dir, ['run', '--profiles-dir', '.'])).toMatchObject({ code: 0 });
    expect(await server.interrupt()).toBe(0);

    const local = { type: 'bigquery', method: 'emulated', emulator: 'kept.duckdb', project: 'acme', dataset: 'dbt' };
    writeProject(dir, files(local));
    const { stdout } = quern(dir, ['show', '--profiles-dir', '.', '--inline', 'select * from {{ ref("mondays") }}']);
    expect(stdout).toContain('| 2025-02-24 |');
  });

  it('says that a clock is none', () => {
    const { code, output } = quern(folder(), ['emulate', 'bigquery', '--clock', 'noon']);
    expect(code).toBe(2);
    expect(output).toContain("'noon' in --clock is no timestamp");
  });
});

interface Profiles {
  readonly emulated: { readonly outputs: { readonly dev: Readonly<Record<string, unknown>> } };
}
