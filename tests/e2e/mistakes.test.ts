import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { all, type Change, edit, put } from './changes.js';
import { copyFixture, quern, steady } from './cli.js';

/** Mistakes that analytics engineers make, beyond the faults: what is said of each stays as it was reviewed. */
interface Mistake {
  readonly name: string;
  readonly args: readonly string[];
  readonly code: number;
  readonly change: Change;
  /** `file:line:col` of what the author wrote. */
  readonly at?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const CUSTOMERS = 'models/marts/customers.sql';
const BAD = 'models/marts/bad.sql';
const ORDERS = 'models/staging/stg_orders.sql';
const T = 'models/t.yml';
const PROJECT = 'dbt_project.yml';
const PROFILES = 'profiles/profiles.yml';
const MACRO = 'macros/m.sql';
const build = ['build', '--threads', '1'];
const nothing: Change = () => {};

const sql = (text: string): Change => put(BAD, `${text}\n`);
const config = (call: string): Change => edit(CUSTOMERS, /^/, `{{ config(${call}) }}\n`);
/** A properties file with one column of a model. */
const column = (tests: string, model = 'stg_customers'): Change =>
  put(T, `models:\n  - name: ${model}\n    columns:\n      - name: customer_id\n        data_tests:\n${tests}`);

function compiling(name: string, text: string, at: string): Mistake {
  return { name, args: ['compile'], code: 2, change: sql(text), at: `${BAD}:${at}` };
}

/** A model whose SQL the database refuses. */
function refused(name: string, text: string, at: string): Mistake {
  return { name, args: build, code: 1, change: sql(text), at: `${BAD}:${at}` };
}

const MISTAKES: readonly Mistake[] = [
  // Templates.
  compiling('endif-misspelt', '{% if true %} select 1 {% endfi %}', '1:27'),
  compiling('else-if', '{% if true %} select 1 {% else if false %} select 2 {% endif %}', '1:32'),
  compiling('for-of', '{% for x of [1] %}{{ x }}{% endfor %}', '1:10'),
  compiling('comment-not-closed', 'select 1 {# not closed', '1:12'),
  compiling('quote-not-closed', "select {{ var('start_date) }}", '1:15'),
  compiling('braces-in-braces', "{{ config(materialized={{ var('x') }}) }} select 1", '1:36'),
  compiling('unknown-filter', "select '{{ 'x' | uper }}' as a", '1:12'),
  compiling('unknown-test', '{% if 1 is evan %} select 1 {% endif %}', '1:7'),
  compiling('division-by-zero', 'select {{ 1 / 0 }} as x', '1:11'),
  compiling('ref-without-name', 'select * from {{ ref() }}', '1:18'),
  compiling('source-without-table', "select * from {{ source('raw') }}", '1:18'),
  compiling('ref-of-unknown-version', "select * from {{ ref('stg_orders', v=2) }}", '1:22'),
  compiling('ref-to-itself', "select * from {{ ref('bad') }}", '1:18'),
  compiling('missing-env-var', "select '{{ env_var('NO_SUCH_VARIABLE') }}'", '1:12'),
  compiling(
    'query-while-reading',
    "{% set r = run_query('select 1 as a') %} select {{ r.columns[0].values()[0] }}",
    '1:52',
  ),
  compiling('failing-run-query', "{% set r = run_query('select nope') %} select 1 as a", '1:12'),
  {
    name: 'macro-not-closed',
    args: ['compile'],
    code: 2,
    change: put(MACRO, '{% macro broken(a) %}\nselect {{ a }}\n'),
    at: `${MACRO}:1:1`,
  },
  {
    name: 'macro-argument',
    args: ['compile'],
    code: 2,
    change: edit(ORDERS, "to_cents('amount')", "to_cents(colum='amount')"),
    at: `${ORDERS}:1:40`,
  },
  {
    name: 'macro-three-deep',
    args: ['compile'],
    code: 2,
    change: all(
      put(
        MACRO,
        '{% macro a1() %}{{ a2() }}{% endmacro %}\n{% macro a2() %}\n  {{ a3() }}\n{% endmacro %}\n{% macro a3() %}{{ to_censt(1) }}{% endmacro %}\n',
      ),
      sql('select {{ a1() }} as x'),
    ),
    at: `${MACRO}:5:20`,
  },
  {
    name: 'macro-endless',
    args: ['compile'],
    code: 2,
    change: all(put(MACRO, '{% macro rec(n) %}{{ rec(n + 1) }}{% endmacro %}\n'), sql('select {{ rec(1) }}')),
    at: `${MACRO}:1:22`,
  },
  {
    name: 'macro-twice',
    args: ['compile'],
    code: 2,
    change: put(MACRO, '{% macro to_cents(a) %}{{ a }}{% endmacro %}\n'),
    at: 'macros/to_cents.sql:1:10',
  },
  {
    name: 'macro-raises',
    args: ['compile'],
    code: 2,
    change: all(
      put(
        MACRO,
        '{% macro chk() %}\n  {% if execute %}{{ exceptions.raise_compiler_error("No such mart: x") }}{% endif %}\n{% endmacro %}\n',
      ),
      sql('select {{ chk() }}'),
    ),
    at: `${MACRO}:2:22`,
  },
  {
    name: 'macro-warns-as-error',
    args: ['compile', '--warn-error'],
    code: 2,
    change: all(
      put(MACRO, '{% macro chk() %}{% if execute %}{% do exceptions.warn("Careful") %}{% endif %}{% endmacro %}\n'),
      sql('select 1 as a {{ chk() }}'),
    ),
    at: `${MACRO}:1:`,
  },
  {
    name: 'dispatch-to-nothing',
    args: ['compile'],
    code: 2,
    change: all(
      put(MACRO, "{% macro dd() %}{{ return(adapter.dispatch('dd')()) }}{% endmacro %}\n"),
      sql('select {{ dd() }}'),
    ),
    at: `${MACRO}:1:27`,
  },

  // Properties files.
  {
    name: 'yaml-jinja',
    args: ['parse'],
    code: 2,
    change: put(T, 'models:\n  - name: stg_customers\n    description: "{{ doc(\'x\' }}"\n'),
    at: `${T}:3:30`,
  },
  {
    name: 'yaml-unquoted-jinja',
    args: ['parse'],
    code: 2,
    change: put(T, "models:\n  - name: stg_customers\n    description: {{ doc('x') }}\n"),
    at: `${T}:3:18`,
  },
  {
    name: 'docs-block-misspelt',
    args: ['parse'],
    code: 2,
    change: all(
      put('models/d.md', '{% docs customers %}\nx\n{% enddocs %}\n'),
      put(T, 'models:\n  - name: stg_customers\n    description: "{{ doc(\'custmers\') }}"\n'),
    ),
    at: `${T}:3:27`,
  },
  {
    name: 'entry-without-name',
    args: ['parse'],
    code: 2,
    change: put(T, 'models:\n  - description: x\n'),
    at: `${T}:2:5`,
  },
  { name: 'models-no-list', args: ['parse'], code: 2, change: put(T, 'models:\n  name: x\n'), at: `${T}:2:3` },
  {
    name: 'described-twice',
    args: ['parse'],
    code: 2,
    change: put(T, 'models:\n  - name: customers\n'),
    at: `${T}:2:11`,
  },
  {
    name: 'describes-nothing',
    args: ['parse'],
    code: 0,
    change: put(T, 'models:\n  - name: stg_custmers\n'),
    at: `${T}:2:11`,
  },
  {
    name: 'exposure-type',
    args: ['parse'],
    code: 2,
    change: put(
      T,
      "exposures:\n  - name: e\n    type: dashbord\n    owner: {name: x}\n    depends_on: [ref('custmers')]\n",
    ),
    at: `${T}:3:11`,
  },
  {
    name: 'test-argument',
    args: ['parse'],
    code: 2,
    change: column('          - accepted_values: {arguments: {vales: [1]}}\n'),
    at: `${T}:6:43`,
  },
  {
    name: 'test-severity',
    args: ['parse'],
    code: 2,
    change: column('          - unique: {config: {severity: eror}}\n'),
    at: `${T}:6:`,
  },
  {
    name: 'test-error-if',
    args: build,
    code: 1,
    change: column("          - unique: {config: {error_if: '> ten'}}\n"),
    at: `${T}:6:13`,
  },
  {
    name: 'test-of-missing-model',
    args: build,
    code: 0,
    change: column("          - relationships: {arguments: {to: ref('stg_order'), field: id}}\n"),
    at: `${T}:6:`,
  },
  {
    name: 'test-macro-sql',
    args: build,
    code: 1,
    change: all(
      put(
        'tests/generic/g.sql',
        '{% test g(model, column_name) %}\nselect * from {{ model }} where {{ column_name }} = nosuch\n{% endtest %}\n',
      ),
      column('          - g\n'),
    ),
    at: 'tests/generic/g.sql:2:53',
  },
  {
    name: 'test-without-model',
    args: ['parse'],
    code: 2,
    change: all(
      put('tests/generic/g.sql', '{% test g(column_name) %}select 1{% endtest %}\n'),
      column('          - g\n'),
    ),
    at: `${T}:6:13`,
  },
  { name: 'group-missing', args: ['parse'], code: 2, change: config("group='finance'"), at: CUSTOMERS },
  {
    name: 'access-private',
    args: ['parse'],
    code: 2,
    change: put(
      T,
      'groups:\n  - {name: fin, owner: {name: x}}\nmodels:\n  - name: stg_customers\n    config: {group: fin, access: private}\n',
    ),
    at: `${CUSTOMERS}:8:13`,
  },
  {
    name: 'ref-disabled',
    args: ['compile'],
    code: 2,
    change: edit('models/staging/stg_customers.sql', /^/, '{{ config(enabled=false) }}\n'),
    at: `${CUSTOMERS}:8:13`,
  },

  // Configuration.
  {
    name: 'config-misspelt',
    args: ['parse'],
    code: 0,
    change: config("materialised='table'"),
    at: `${CUSTOMERS}:1:11`,
  },
  {
    name: 'config-of-wrong-kind',
    args: ['parse'],
    code: 2,
    change: edit(PROJECT, '+materialized: table', '+materialized: [table]'),
    at: `${PROJECT}:13:22`,
  },
  {
    name: 'config-of-no-folder',
    args: ['parse'],
    code: 0,
    change: edit(PROJECT, '  shop:', '  shp:'),
    at: `${PROJECT}:9:3`,
  },
  { name: 'project-empty', args: ['parse'], code: 2, change: put(PROJECT, '') },
  { name: 'project-list', args: ['parse'], code: 2, change: put(PROJECT, '- a\n'), at: `${PROJECT}:1:1` },
  {
    name: 'project-without-name',
    args: ['parse'],
    code: 2,
    change: edit(PROJECT, 'name: shop\n', ''),
    at: `${PROJECT}:1:1`,
  },
  {
    name: 'project-name',
    args: ['parse'],
    code: 2,
    change: edit(PROJECT, 'name: shop', 'name: my-shop'),
    at: `${PROJECT}:1:7`,
  },
  {
    name: 'project-old-keys',
    args: ['parse'],
    code: 0,
    change: edit(PROJECT, 'model-paths', 'source-paths'),
    at: `${PROJECT}:4:1`,
  },
  {
    name: 'project-version',
    args: ['parse'],
    code: 2,
    change: edit(PROJECT, /^/, 'require-dbt-version: ">=9.0.0"\n'),
    at: `${PROJECT}:1:22`,
  },
  {
    name: 'package-missing',
    args: ['parse'],
    code: 2,
    change: put('packages.yml', 'packages:\n  - package: dbt-labs/codegen\n    version: 1.0.0\n'),
    at: 'packages.yml:2:14',
  },
  { name: 'target-misspelt', args: ['parse', '--target', 'devv'], code: 2, change: nothing, at: PROFILES },
  { name: 'profile-key', args: ['parse'], code: 0, change: edit(PROFILES, 'path:', 'pth:'), at: `${PROFILES}:6:7` },
  {
    name: 'profile-threads',
    args: ['parse'],
    code: 2,
    change: edit(PROFILES, 'threads: 4', 'threads: four'),
    at: `${PROFILES}:7:16`,
  },
  { name: 'profiles-list', args: ['parse'], code: 2, change: put(PROFILES, '- a\n'), at: `${PROFILES}:1:1` },
  { name: 'threads-zero', args: ['parse', '--threads', '0'], code: 2, change: nothing },
  { name: 'vars-text', args: ['parse', '--vars', 'a=1'], code: 2, change: nothing, at: '--vars:1:1' },
  { name: 'vars-not-closed', args: ['parse', '--vars', '{a: [1'], code: 2, change: nothing, at: '--vars:1:' },
  { name: 'warn-error-options', args: ['parse', '--warn-error-options', '[x'], code: 2, change: nothing },
  {
    name: 'warn-error-name',
    args: ['parse', '--warn-error-options', '{error: [NoNodesForSelectionCriterea]}'],
    code: 0,
    change: nothing,
  },
  { name: 'select-method', args: ['ls', '-s', 'tga:nightly'], code: 2, change: nothing },
  { name: 'select-operators', args: ['ls', '-s', '@customers+'], code: 2, change: nothing },
  { name: 'project-dir-missing', args: ['parse', '--project-dir', 'nowhere'], code: 2, change: nothing },

  // Running.
  refused('ref-in-quotes', "select * from '{{ ref('stg_orders') }}'", '1:15'),
  refused('ref-without-braces', "select * from ref('stg_orders')", '1:15'),
  refused('semicolon', 'select 1 as a;', '1:14'),
  refused('table-misspelt', 'select * from main.stg_ordres', '1:15'),
  refused('function-misspelt', 'select datediffx(1, 2) as a', '1:8'),
  refused('no-query', '-- nothing yet', '1:1'),
  refused(
    'not-grouped',
    "select customer_id, order_id, sum(amount_cents) from {{ ref('stg_orders') }} group by 1",
    '1:21',
  ),
  {
    name: 'sql-of-macro',
    args: build,
    code: 1,
    change: all(
      put(MACRO, '{% macro cols() %}\n  customer_id,\n  nme\n{% endmacro %}\n'),
      sql("select {{ cols() }}\nfrom {{ ref('stg_customers') }}"),
    ),
    at: `${MACRO}:3:3`,
  },
  {
    name: 'sql-of-ephemeral',
    args: build,
    code: 1,
    change: all(
      put(
        'models/e.sql',
        "{{ config(materialized='ephemeral') }}\nselect customer_id, nme\nfrom {{ ref('stg_customers') }}\n",
      ),
      sql("select * from {{ ref('e') }}"),
    ),
    at: 'models/e.sql:2:21',
  },
  {
    name: 'sql-of-test',
    args: build,
    code: 1,
    change: put('tests/s.sql', "selct * from {{ ref('customers') }}\n"),
    at: 'tests/s.sql:1:9',
  },
  {
    name: 'sql-of-hook',
    args: build,
    code: 1,
    change: config("post_hook='insert into nowhere values (1)'"),
    at: `${CUSTOMERS}:1:22`,
  },
  {
    name: 'ref-in-hook',
    args: build,
    code: 2,
    change: config('post_hook="select 1 from {{ ref(\'nope\') }}"'),
    at: `${CUSTOMERS}:1:`,
  },
  {
    name: 'on-run-start',
    args: build,
    code: 1,
    change: edit(PROJECT, /$/, 'on-run-start: ["selct 1"]\n'),
    at: `${PROJECT}:16:17`,
  },
  {
    name: 'seeds-not-loaded',
    args: ['run', '--threads', '1', '-s', 'stg_customers'],
    code: 1,
    change: nothing,
    at: 'models/staging/stg_customers.sql:1:40',
  },
  {
    name: 'contract',
    args: build,
    code: 1,
    change: put(
      T,
      'models:\n  - name: stg_customers\n    config: {contract: {enforced: true}}\n    columns:\n      - {name: customer_id, data_type: varchar}\n      - {name: nme, data_type: varchar}\n',
    ),
    at: `${T}:3:24`,
  },
  {
    name: 'seed-type',
    args: ['seed', '--threads', '1'],
    code: 1,
    change: put('seeds/s.yml', 'seeds:\n  - name: raw_orders\n    config:\n      column_types: {amount: intger}\n'),
    at: 'seeds/s.yml:4:30',
  },
  {
    name: 'seed-value',
    args: ['seed', '--threads', '1'],
    code: 1,
    change: put('seeds/s.yml', 'seeds:\n  - name: raw_customers\n    config:\n      column_types: {name: integer}\n'),
    at: 'seeds/raw_customers.csv:2:3',
  },
  {
    name: 'seed-empty',
    args: ['seed', '--threads', '1'],
    code: 1,
    change: put('seeds/raw_orders.csv', ''),
    at: 'seeds/raw_orders.csv:1:1',
  },
  {
    name: 'crlf',
    args: build,
    code: 1,
    change: all(edit(CUSTOMERS, 'c.name,', 'c.nmae,'), edit(CUSTOMERS, /\n/g, '\r\n')),
    at: `${CUSTOMERS}:6:5`,
  },
  {
    name: 'byte-order-mark',
    args: build,
    code: 1,
    change: all(edit(CUSTOMERS, 'c.name,', 'c.nmae,'), edit(CUSTOMERS, /^/, '\ufeff')),
    at: `${CUSTOMERS}:6:5`,
  },
  {
    name: 'database-is-folder',
    args: build,
    code: 2,
    change: (dir) => mkdirSync(join(dir, 'shop.duckdb')),
    at: `${PROFILES}:6:13`,
  },
  { name: 'database-is-text', args: build, code: 2, change: put('shop.duckdb', 'hello\n'), at: `${PROFILES}:6:13` },
  { name: 'target-path-is-file', args: build, code: 2, change: put('target', 'x') },
  {
    name: 'folders-named-as-files',
    args: ['parse'],
    code: 0,
    change: all(put('models/x.sql/y.sql', 'select 1 as a\n'), (dir) => mkdirSync(join(dir, 'models/z.yml'))),
  },
  { name: 'links-in-a-circle', args: ['parse'], code: 0, change: (dir) => symlinkSync('.', join(dir, 'models/loop')) },
  { name: 'operation-misspelt', args: ['run-operation', 'to_cent'], code: 2, change: nothing },
  {
    name: 'operation-arguments',
    args: ['run-operation', 'to_cents', '--args', '{colum: a}'],
    code: 1,
    change: nothing,
  },
  {
    name: 'show-sql',
    args: ['show', '--inline', "select * from {{ ref('stg_ordres') }}"],
    code: 2,
    change: nothing,
    at: 'inline:1:18',
  },
];

/** The answer without the progress of what went well. */
function told(output: string): string {
  return output
    .split('\n')
    .filter((line) => !/\b(START|OK|PASS|SKIP)\b|Concurrency|Found \d|^<time>$|Finished running|Registered/.test(line))
    .join('\n');
}

function readLog(dir: string): string {
  return readFileSync(join(dir, 'logs/dbt.log'), 'utf8');
}

describe('mistakes', () => {
  it('have names of their own', () => {
    expect(new Set(MISTAKES.map((m) => m.name)).size).toBe(MISTAKES.length);
  });

  it.each(MISTAKES)('$name', async (mistake) => {
    const { dir, remove } = copyFixture('shop', 'p');
    try {
      mistake.change(dir);
      const answer = quern(dir, mistake.args, { DBT_PROFILES_DIR: './profiles', ...mistake.env });
      expect(answer.code, answer.output).toBe(mistake.code);
      expect(answer.output).not.toMatch(/^\s+at .+:\d+:\d+\)?$|crashed/m);
      if (mistake.at) expect(answer.output).toContain(mistake.at);
      await expect(told(steady(answer.output, dir))).toMatchFileSnapshot(`../golden/mistakes/${mistake.name}.txt`);
    } finally {
      remove();
    }
  });

  it('on a second run are those of the first', () => {
    const { dir, remove } = copyFixture('shop', 'p');
    try {
      edit('models/schema.yml', '- name: customer_id', '- name: customer_idd')(dir);
      const run = () => told(steady(quern(dir, build, { DBT_PROFILES_DIR: './profiles' }).output, dir));
      const first = run();
      expect(first).toContain('models/schema.yml:6:15');
      // The project comes from the cache now.
      expect(run()).toBe(first);
    } finally {
      remove();
    }
  });

  it('of one run are told in one go', () => {
    const { dir, remove } = copyFixture('shop', 'p');
    try {
      sql("select {{ to_censt('x') }}, {{ var('nope') }} from {{ ref('nope') }}")(dir);
      put(T, 'models:\n  - description: x\n')(dir);
      cpSync(join(dir, CUSTOMERS), join(dir, 'models/staging/customers.sql'));
      const { code, output } = quern(dir, ['build'], { DBT_PROFILES_DIR: './profiles' });
      expect(code).toBe(2);
      for (const problem of ['JIN002', 'VAR001', 'REF001', 'YML023', 'DUP001'])
        expect(output).toContain(`error[${problem}]`);
    } finally {
      remove();
    }
  });

  it('tell no secrets', () => {
    const { dir, remove } = copyFixture('shop', 'p');
    try {
      edit(PROFILES, 'path: shop.duckdb', 'path: "{{ env_var(\'DBT_ENV_SECRET_FOLDER\') }}/shop.duckdb"')(dir);
      const env = { DBT_PROFILES_DIR: './profiles', DBT_ENV_SECRET_FOLDER: 'hunter2' };
      const { output } = quern(dir, ['build', '--log-level', 'debug'], env);
      expect(output).toContain("'*****/shop.duckdb' cannot be created");
      quern(dir, ['run-operation', 'to_cents', '--args', '{col: hunter2}'], env);
      const log = readLog(dir);
      expect(log).toContain('*****');
      expect(output + log).not.toContain('hunter2');
    } finally {
      remove();
    }
  });

  it('are in the log, also of a project that cannot be read', () => {
    const { dir, remove } = copyFixture('shop', 'p');
    try {
      rmSync(join(dir, PROFILES));
      quern(dir, ['parse'], { DBT_PROFILES_DIR: './profiles' });
      expect(readLog(dir)).toContain('error[PRF002]');
    } finally {
      remove();
    }
  });
});
