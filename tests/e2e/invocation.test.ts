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
