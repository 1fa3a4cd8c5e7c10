import { appendFileSync, cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { all, edit, put } from './changes.js';
import { copyFixture, quern, steady } from './cli.js';

interface Fault {
  readonly name: string;
  readonly code: number;
  readonly args: readonly string[];
  readonly change: (dir: string) => void;
  /** What the answer must point at: `file:line:col` of what the author wrote; absent where there is no such place. */
  readonly at?: string;
  /** What a suggestion must offer. */
  readonly suggests?: string;
  /** Where the command runs, relative to the project. */
  readonly cwd?: string;
}

const CUSTOMERS = 'models/marts/customers.sql';
const SCHEMA = 'models/schema.yml';
const ORDERS = 'models/staging/stg_orders.sql';

function bomb(): string {
  const lines = ['a: &a [x,x,x,x,x,x,x,x,x]'];
  let previous = 'a';
  for (const name of 'bcdefgh') {
    lines.push(`${name}: &${name} [${Array(9).fill(`*${previous}`).join(',')}]`);
    previous = name;
  }
  return `${lines.join('\n')}\nmodels:\n  - name: customers\n    meta: {x: *h}\n`;
}

const FAULTS: readonly Fault[] = [
  {
    name: 'E01-ref-typo',
    code: 2,
    args: ['compile'],
    change: edit(CUSTOMERS, "ref('stg_orders')", "ref('stg_order')"),
    at: `${CUSTOMERS}:2:26`,
    suggests: 'stg_orders',
  },
  {
    name: 'E02-missing-brace',
    code: 2,
    args: ['compile'],
    change: edit(CUSTOMERS, "{{ ref('stg_customers') }}", "{{ ref('stg_customers') }"),
    at: `${CUSTOMERS}:8:`,
  },
  {
    name: 'E03-unclosed-if',
    code: 2,
    args: ['compile'],
    change: put('models/marts/bad.sql', '{% if true %} select 1\n'),
    at: 'models/marts/bad.sql:1:',
  },
  {
    name: 'E04-unknown-column',
    code: 1,
    args: ['build', '--threads', '1'],
    change: edit(CUSTOMERS, 'c.name,', 'c.nmae,'),
    at: `${CUSTOMERS}:6:5`,
    suggests: 'name',
  },
  {
    name: 'E05-yaml-key',
    code: 0,
    args: ['parse'],
    change: all(
      edit(SCHEMA, 'description: One row', 'descripton: One row'),
      edit(SCHEMA, /^ {4}columns:/m, '    colums:'),
    ),
    at: `${SCHEMA}:4:5`,
    suggests: 'description',
  },
  {
    name: 'E06-yaml-indent',
    code: 2,
    args: ['parse'],
    change: edit(SCHEMA, '  - name: stg_orders', ' - name: stg_orders'),
    at: `${SCHEMA}:11:`,
  },
  {
    name: 'E07-cycle',
    code: 2,
    args: ['compile'],
    change: put('models/staging/stg_customers.sql', "select * from {{ ref('customers') }}\n"),
    at: 'models/staging/stg_customers.sql:1:',
  },
  {
    name: 'E08-duplicate-model',
    code: 2,
    args: ['compile'],
    change: (dir) => cpSync(join(dir, CUSTOMERS), join(dir, 'models/staging/customers.sql')),
    at: 'models/staging/customers.sql',
  },
  {
    name: 'E09-profile-name',
    code: 2,
    args: ['compile'],
    change: edit('dbt_project.yml', 'profile: shop', 'profile: shopp'),
    at: 'dbt_project.yml:3:',
    suggests: 'shop',
  },
  { name: 'E10-no-profiles', code: 2, args: ['compile'], change: (dir) => rmSync(join(dir, 'profiles/profiles.yml')) },
  {
    name: 'E11-missing-env-var',
    code: 2,
    args: ['compile'],
    change: edit('profiles/profiles.yml', 'path: shop.duckdb', 'path: "{{ env_var(\'MY_DB\') }}"'),
    at: 'profiles/profiles.yml:6:',
  },
  {
    name: 'E12-config-type',
    code: 2,
    args: ['compile'],
    change: (dir) => edit(CUSTOMERS, /^/, "{{ config(materialized='table', tags=5, enabled='maybe') }}\n")(dir),
    at: `${CUSTOMERS}:1:`,
  },
  {
    name: 'E13-materialization',
    code: 1,
    args: ['run', '-s', 'customers'],
    change: edit('dbt_project.yml', '+materialized: table', '+materialized: tabel'),
    suggests: 'table',
  },
  {
    name: 'E14-project-key',
    code: 0,
    args: ['parse'],
    change: edit('dbt_project.yml', '+materialized: table', '+materialised: table'),
    at: 'dbt_project.yml:13:',
    suggests: 'materialized',
  },
  {
    name: 'E15-unknown-macro',
    code: 2,
    args: ['compile'],
    change: edit(ORDERS, 'to_cents(', 'to_cent('),
    at: `${ORDERS}:1:`,
    suggests: 'to_cents',
  },
  { name: 'E16-empty-selection', code: 0, args: ['run', '-s', 'customer'], change: () => {}, suggests: 'customers' },
  { name: 'E17-unknown-command', code: 2, args: ['biuld'], change: () => {}, suggests: 'build' },
  { name: 'E18-unknown-flag', code: 2, args: ['run', '--selct', 'x'], change: () => {}, suggests: '--select' },
  { name: 'E19-no-project', code: 2, args: ['run'], change: () => {}, cwd: '..' },
  {
    name: 'E20-missing-var',
    code: 2,
    args: ['compile'],
    change: edit(ORDERS, 'var("start_date")', 'var("start_dat")'),
    at: `${ORDERS}:3:`,
    suggests: 'start_date',
  },
  {
    name: 'E21-unknown-adapter',
    code: 1,
    args: ['debug'],
    change: edit('profiles/profiles.yml', 'type: duckdb', 'type: ducdkb'),
    at: 'profiles/profiles.yml:5:',
    suggests: 'duckdb',
  },
  {
    name: 'E22-unknown-test',
    code: 2,
    args: ['compile'],
    change: edit(SCHEMA, 'data_tests: [unique, not_null]', 'data_tests: [uniqe]'),
    at: `${SCHEMA}:14:`,
    suggests: 'unique',
  },
  {
    name: 'E23-missing-source',
    code: 2,
    args: ['compile'],
    change: put('models/marts/s.sql', "select * from {{ source('raw','ordes') }}\n"),
    at: 'models/marts/s.sql:1:',
  },
  {
    name: 'E24-not-utf8',
    code: 2,
    args: ['compile'],
    change: put('models/marts/bin.sql', Buffer.concat([Buffer.from('select 1 as a'), Buffer.from([0xff, 0xfe])])),
    at: 'models/marts/bin.sql:1:14',
  },
  {
    name: 'E25-ragged-csv',
    code: 1,
    args: ['seed', '--threads', '1'],
    change: put('seeds/ragged.csv', 'id,n\n1,2,3\n4\n'),
    at: 'seeds/ragged.csv:2:',
  },
  {
    name: 'E26-test-on-no-column',
    code: 1,
    args: ['build', '--threads', '1'],
    change: edit(SCHEMA, '- name: customer_id', '- name: customer_idd'),
    at: `${SCHEMA}:6:`,
    suggests: 'customer_id',
  },
  {
    name: 'E27-yaml-tab',
    code: 2,
    args: ['parse'],
    change: put('models/tab.yml', 'models:\n\t- name: customers\n'),
    at: 'models/tab.yml:2:1',
  },
  { name: 'E28-yaml-bomb', code: 2, args: ['parse'], change: put('models/bomb.yml', bomb()), at: 'models/bomb.yml' },
  {
    name: 'E29-endless-loop',
    code: 2,
    args: ['compile'],
    change: put(
      'models/marts/inf.sql',
      "{% for i in range(100000000) %}{% endfor %}{{ ''.__class__.__mro__ }} select 1\n",
    ),
    at: 'models/marts/inf.sql:1:',
  },
];

describe('faults', () => {
  it('are all there', () => {
    expect(FAULTS.map((f) => f.name.slice(0, 3))).toEqual(
      Array.from({ length: 29 }, (_, i) => `E${String(i + 1).padStart(2, '0')}`),
    );
  });

  it.each(FAULTS)('$name', async (fault) => {
    const { dir, remove } = copyFixture('shop', 'p');
    try {
      fault.change(dir);
      const started = Date.now();
      const answer = quern(fault.cwd ? join(dir, fault.cwd) : dir, fault.args, { DBT_PROFILES_DIR: './profiles' });
      expect(answer.code, answer.output).toBe(fault.code);
      expect(answer.output).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
      if (fault.at) expect(answer.output).toContain(fault.at);
      if (fault.suggests) expect(answer.output).toMatch(new RegExp(`Did you mean .{0,3}'?${fault.suggests}'?`));
      // Long enough for a busy machine, short enough that nothing endless passes.
      expect(Date.now() - started).toBeLessThan(30_000);
      await expect(steady(answer.output, dir)).toMatchFileSnapshot(`../golden/faults/${fault.name}.txt`);
    } finally {
      remove();
    }
  });

  it('are answered all at once', () => {
    const { dir, remove } = copyFixture('shop', 'p');
    try {
      for (const name of ['E01', 'E03', 'E15', 'E20', 'E22', 'E23'])
        FAULTS.find((f) => f.name.startsWith(name))!.change(dir);
      appendFileSync(join(dir, 'models/marts/bad.sql'), '');
      const answer = quern(dir, ['compile'], { DBT_PROFILES_DIR: './profiles' });
      expect(answer.code).toBe(2);
      for (const place of [
        `${CUSTOMERS}:2:26`,
        'models/marts/bad.sql:1:',
        `${ORDERS}:1:`,
        `${SCHEMA}:14:`,
        'models/marts/s.sql:1:',
      ]) {
        expect(answer.output).toContain(place);
      }
    } finally {
      remove();
    }
  });
});
