import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { copyFixture, quern } from './cli.js';

const { dir, remove } = copyFixture('shop');
afterAll(remove);
const env = { DBT_PROFILES_DIR: './profiles' };
const results = () => readFileSync(join(dir, 'target/run_results.json'), 'utf8');
const args = () => JSON.parse(results()).args;

describe('args of run_results.json', () => {
  it('hold the command line as it was given', () => {
    quern(dir, ['seed', '--quiet', '-s', 'raw_orders raw_customers'], env);
    expect(args()).toMatchObject({
      which: 'seed',
      select: ['raw_orders raw_customers'],
      invocation_command: 'dbt seed --quiet -s raw_orders raw_customers',
    });
  });

  it('hold the macro and the arguments of an operation', () => {
    expect(quern(dir, ['run-operation', 'to_cents', '--args', '{col: a}'], env).code).toBe(0);
    expect(args()).toMatchObject({ macro: 'to_cents', args: { col: 'a' } });
  });

  it('and logs tell no secrets that were typed', () => {
    const profile = join(dir, 'profiles/profiles.yml');
    const before = readFileSync(profile, 'utf8');
    const changed = before.replace('threads: 4', 'threads: 4\n      password: "{{ var(\'pw\') }}"');
    expect(changed).not.toBe(before);
    const vars = "{pw: swordfish, mine: xhunter2y, DBT_ENV_SECRET_V: tell-nobody, start_date: '2020-01-01'}";
    const given = { ...env, DBT_ENV_SECRET_X: 'hunter2' };
    writeFileSync(profile, changed);
    const { output } = quern(dir, ['compile', '--log-level', 'debug', '--vars', vars], given);
    writeFileSync(profile, before);
    expect(args().vars).toMatchObject({ pw: '*****', mine: 'x*****y', DBT_ENV_SECRET_V: '*****' });
    const log = readFileSync(join(dir, 'logs/dbt.log'), 'utf8');
    expect(results() + log).not.toMatch(/swordfish|hunter2|tell-nobody/);
    expect(output).not.toMatch(/hunter2|tell-nobody/);
  });
});

describe('local time of templates', () => {
  it.each([
    ['UTC', '1970-01-01 00:00:00 +0000 2024-07-01T00:00:00+00:00'],
    ['America/New_York', '1969-12-31 19:00:00 -0500 2024-07-01T00:00:00-04:00'],
    ['Asia/Kolkata', '1970-01-01 05:30:00 +0530 2024-07-01T00:00:00+05:30'],
  ])("is the machine's, as Python's: %s", (zone, expected) => {
    const macro =
      '{% macro clock() %}{% set d = modules.datetime.datetime %}{% set e = d.fromtimestamp(0) %}' +
      "{{ print(e ~ ' ' ~ e.astimezone().strftime('%z') ~ ' ' ~ d(2024, 7, 1).astimezone().isoformat()) }}{% endmacro %}";
    writeFileSync(join(dir, 'macros/clock.sql'), macro);
    expect(quern(dir, ['run-operation', 'clock', '-q'], { ...env, TZ: zone }).stdout.trim()).toBe(expected);
  });
});

describe('show of nothing', () => {
  it('is told, and is no failure', () => {
    const { code, output } = quern(dir, ['show', '-s', 'stg_ordres'], env);
    expect(code).toBe(0);
    expect(output).toContain("Did you mean 'stg_orders'?");
    expect(output).toContain('Nothing to show');
  });
});

describe('seed --show', () => {
  it('shows the first rows of each seed that was loaded', () => {
    const { stdout, code } = quern(dir, ['seed', '--show', '-q', '-s', 'raw_customers'], env);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^First rows of main\.raw_customers:\n\| id \| name \|\n\| -- \| ---- \|\n\| {2}1 \| Ann {2}\|\n/m,
    );
    expect(stdout).not.toContain('raw_orders');
  });
});

describe('a query of the command line', () => {
  it.each(['--inline', '--inline-direct'])('that fails is shown with its place: show %s', (flag) => {
    quern(dir, ['build', '-q', '-s', '+stg_customers'], env);
    const { code, output } = quern(dir, ['show', flag, 'select 1,\n nmae from stg_customers'], env);
    expect(code).toBe(2);
    expect(output).toMatch(/inline:2:2\n[\s\S]*\^\^\^\^ Did you mean 'name'\?/);
  });
});
