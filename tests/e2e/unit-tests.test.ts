import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quern } from './cli.js';
import { writeProject } from './project.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-e2e-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const artifact = (name: string) => JSON.parse(readFileSync(join(dir, 'target', name), 'utf8'));

interface Result {
  readonly unique_id: string;
  readonly status: string;
  readonly message: string | null;
  readonly failures: number | null;
  readonly compiled: boolean | null;
  readonly compiled_code: string | null;
}

/** Results by the name of the node. */
function results(): Record<string, Result> {
  const list = artifact('run_results.json').results as Result[];
  return Object.fromEntries(list.map((result) => [result.unique_id.split('.').at(-1)!, result]));
}

function statuses(): Record<string, string> {
  return Object.fromEntries(Object.entries(results()).map(([name, { status }]) => [name, status]));
}

const MODELS = {
  'models/a.sql': "select 1 as id, 'x' as name, cast('2020-01-01' as date) as d",
  'models/eph.sql': "{{ config(materialized='ephemeral') }} select id from {{ ref('a') }}",
  'models/b.sql': `select a.id, upper(a.name) as name, a.d, '{{ var("who") }}' as who, '{{ env_var("U_ENV", "unset") }}' as env,
  {{ answer() }} as answer, {{ shop.answer() }} as again, s.v, r.z, e.id is not null as in_e
from {{ ref('a') }} a left join {{ ref('eph') }} e on e.id = a.id left join {{ ref('s') }} s on s.id = a.id
left join {{ source('raw', 'tab') }} r on r.id = a.id`,
  'models/inc.sql': `{{ config(materialized='incremental') }}
select id, name from {{ ref('a') }}
{% if is_incremental() %} where id > (select max(id) from {{ this }}) {% endif %}`,
  'macros/answer.sql': '{% macro answer() %}42{% endmacro %}',
  'seeds/s.csv': 'id,v\n1,hello\n2,\n',
  'models/sources.yml': 'sources: [{name: raw, schema: main, tables: [{name: tab, identifier: raw_tab}]}]\n',
  'dbt_project.yml':
    "name: shop\nversion: '1.0'\nprofile: shop\nvars: {who: world}\non-run-start: create table if not exists raw_tab as select 1 as id, 2 as z\n",
};

const PASSING = {
  'tests/fixtures/some.csv': 'id,name\n1,al\n2,\n',
  'tests/fixtures/all.sql': "select 1 as id, 'al' as name union all select 2, null",
  'models/tests.yml': `unit_tests:
  - name: everything
    model: b
    overrides:
      vars: {who: you}
      env_vars: {U_ENV: test}
      macros: {answer: 7}
    given:
      - input: ref('a')
        rows: [{id: 1, name: al, d: 2020-01-02}, {ID: 2, name: "b'o"}]
      - input: ref("eph")
        rows: [{id: 2}]
      - input: ref('s')
      - input: source('raw', 'tab')
        format: csv
        rows: |
          id,z
          1,9
    expect:
      rows:
        - {id: 2, name: "B'O", d: null, who: you, v: "", in_e: true}
        - {id: 1, name: AL, d: 2020-01-02, who: you, v: hello, in_e: false}
  - name: overrides
    model: b
    overrides: {vars: {who: you}, env_vars: {U_ENV: test}, macros: {answer: 7}}
    given:
      - {input: ref('a'), rows: [{id: 1, name: null, d: null}]}
      - {input: ref('eph'), rows: [{id: 2}]}
      - {input: ref('s'), rows: [{id: 2, v: x}]}
      - {input: "source('raw', 'tab')", rows: [{id: 2, z: 3}]}
    expect: {rows: [{who: you, env: test, answer: 7, again: 7, in_e: false}]}
  - name: first_run
    model: inc
    overrides: {macros: {is_incremental: false}}
    given: [{input: ref('a'), format: csv, fixture: some}]
    expect: {format: sql, fixture: all}
  - name: next_run
    model: inc
    overrides: {macros: {is_incremental: true}}
    given:
      - {input: ref('a'), format: sql, rows: "select 3 as id, 'c' as name union all select 1, 'a'"}
      - {input: this, rows: [{id: 2}]}
    expect: {rows: [{id: 3, name: c}]}
`,
};

describe('unit tests', () => {
  it('pass: rows of every format, overrides, ephemeral parents, sources, this of a model that was never built', () => {
    writeProject(dir, { ...MODELS, ...PASSING });
    const { code, output } = quern(dir, ['build']);
    expect(code, output).toBe(0);
    expect(statuses()).toMatchObject({ everything: 'pass', overrides: 'pass', first_run: 'pass', next_run: 'pass' });
    expect(results().first_run).toMatchObject({ message: null, failures: 0, compiled: true });
    const { compiled_code } = results().everything!;
    expect(compiled_code).toMatch(/^with __dbt__cte__a as \(/);
    expect(compiled_code).toMatch(/__dbt__cte__raw__tab as \(/);
  });

  it('pass on an empty database, and read nothing of it', () => {
    writeProject(dir, { ...MODELS, ...PASSING });
    const { code, output } = quern(dir, ['test', '-s', 'test_type:unit']);
    expect(code, output).toBe(0);
    expect(Object.values(statuses())).toEqual(['success', 'pass', 'pass', 'pass', 'pass']);
  });

  it('keep their rows where `--empty` takes those of all else', () => {
    writeProject(dir, { ...MODELS, ...PASSING });
    const { code, output } = quern(dir, ['build', '--empty']);
    expect(code, output).toBe(0);
    expect(statuses()).toMatchObject({ everything: 'pass', overrides: 'pass', first_run: 'pass', next_run: 'pass' });
  });

  it('fail with a table of the cells that differ, and keep their model from being built', () => {
    writeProject(dir, {
      ...MODELS,
      'models/below.sql': "select * from {{ ref('inc') }}",
      'models/tests.yml': `unit_tests:
  - name: wrong
    model: inc
    overrides: {macros: {is_incremental: false}}
    given:
      - {input: ref('a'), rows: [{id: 1, name: a}, {id: 2, name: b}, {id: 5}]}
    expect:
      rows: [{id: 1, name: a}, {id: 2, name: c}, {id: 7, name: z}]
`,
    });
    const { code, output } = quern(dir, ['build', '--no-use-colors']);
    expect(code).toBe(1);
    expect(statuses()).toMatchObject({ a: 'success', wrong: 'fail', inc: 'skipped', below: 'skipped' });
    expect(results().wrong).toMatchObject({
      failures: 1,
      message: `

actual differs from expected:

@@  | id | name
    | 1  | a
→   | 2  | c→b
--- | 7  | z
+++ | 5  | null
`,
    });
    expect(output).toContain('FAIL 1 inc::wrong');
    expect(output).toContain('actual differs from expected');
  });

  it('test the versions of a model, or some of them', () => {
    const test = (name: string, more: string) =>
      `  - {name: ${name}, model: v, ${more} given: [{input: ref('a'), rows: [{id: 4, name: x}]}], expect: {rows: [{id: 4}]}}\n`;
    writeProject(dir, {
      ...MODELS,
      'models/v_v1.sql': "select id from {{ ref('a') }}",
      'models/v_v2.sql': "select id, name from {{ ref('a') }}",
      'models/v.yml': `models:\n  - {name: v, latest_version: 2, versions: [{v: 1}, {v: 2}]}\nunit_tests:\n${test('every', '')}${test('some', 'versions: {exclude: [1]},')}${test('one', 'versions: {include: [1]},')}`,
    });
    const { code, output } = quern(dir, ['test', '-s', 'v']);
    expect(code, output).toBe(0);
    expect(Object.keys(artifact('manifest.json').unit_tests)).toEqual([
      'unit_test.shop.v.every_v1',
      'unit_test.shop.v.every_v2',
      'unit_test.shop.v.some_v2',
      'unit_test.shop.v.one_v1',
    ]);
    expect(statuses()).toMatchObject({ every_v1: 'pass', every_v2: 'pass', some_v2: 'pass', one_v1: 'pass' });
    expect(quern(dir, ['-q', 'ls', '-s', 'unit_test:some']).stdout.trim()).toBe('unit_test:shop.some_v2');
  });

  it('are the same out of the cache', () => {
    writeProject(dir, { ...MODELS, ...PASSING });
    writeFileSync(
      join(dir, 'models/numbers.yml'),
      `unit_tests:
  - name: numbers
    model: inc
    overrides: {macros: {is_incremental: false}, vars: {x: 3.0}}
    given: [{input: ref('a'), rows: [{id: 1.0, name: "1.0"}, {id: 2.5, name: 2020-01-02}]}]
    expect: {rows: [{id: 1.0, name: "1.0"}, {id: 2.0, name: "2020-01-02"}]}
`,
    );
    const once = () => {
      quern(dir, ['test', '-s', 'test_type:unit']);
      return Object.fromEntries(
        Object.entries(results()).map(([name, { status, compiled_code }]) => [name, [status, compiled_code]]),
      );
    };
    const cold = once();
    expect(cold.numbers![1]).toContain('cast(1.0 as ');
    expect(once()).toEqual(cold);
    // Rows of a seed are part of the tests that do not give any.
    writeFileSync(join(dir, 'seeds/s.csv'), 'id,v\n1,bye\n2,\n');
    expect(once().everything![0]).toBe('fail');
  });
});

describe('mistakes in unit tests', () => {
  const run = (tests: string): string => {
    writeProject(dir, { ...MODELS, 'models/tests.yml': `unit_tests:\n${tests}` });
    const { code, output } = quern(dir, ['test', '-s', 'test_type:unit', '--no-use-colors']);
    expect(code).toBe(1);
    return output;
  };
  const FIRST = '\n    overrides: {macros: {is_incremental: false}}\n';

  it('an input that is not there, or that is missing', () => {
    const output = run(
      `  - name: t\n    model: inc${FIRST}    given: [{input: ref('aa'), rows: []}]\n    expect: {rows: []}\n  - name: u\n    model: inc${FIRST}    given: []\n    expect: {rows: []}\n`,
    );
    expect(output).toContain("Unit test 't' had an input (ref('aa')) which was not found in the manifest");
    expect(output).toContain('models/tests.yml:5:21');
    expect(output).toContain("Unit test 'u' gives no rows for ref('a'), which model 'inc' reads");
    expect(output).toContain('models/inc.sql:2:25');
  });

  it('a Python model', () => {
    writeProject(dir, {
      ...MODELS,
      'models/py.py': "def model(dbt, session):\n    return dbt.ref('a')\n",
      'models/tests.yml':
        "unit_tests:\n  - {name: t, model: py, given: [{input: ref('a'), rows: []}], expect: {rows: []}}\n",
    });
    const { code, output } = quern(dir, ['test', '-s', 'test_type:unit']);
    expect(code).toBe(1);
    expect(output).toMatch(/Unit test 't' is of 'py', a Python model[\s\S]*models\/tests\.yml:2:12/);
  });

  it('columns that do not exist', () => {
    expect(quern(dir, ['--version']).code).toBe(0);
    writeProject(dir, MODELS);
    expect(quern(dir, ['run', '-s', 'a']).code).toBe(0);
    const output = run(
      `  - name: t\n    model: inc${FIRST}    given: [{input: ref('a'), rows: [{id: 1}, {nmae: x}]}]\n    expect: {rows: []}\n  - name: u\n    model: inc${FIRST}    given: [{input: ref('a'), rows: [{id: 1}]}]\n    expect: {rows: [{id: 1}, {idd: 1}]}\n`,
    );
    expect(output).toContain("Invalid column name: 'nmae' in unit test fixture for 'a'.");
    expect(output).toMatch(/models\/tests\.yml:5:48[\s\S]*Did you mean 'name'\?/);
    expect(output).toContain("Invalid column name: 'idd' in unit test fixture for expected output.");
    expect(output).toContain('models/tests.yml:11:31');
  });

  it('values of another type', () => {
    writeProject(dir, MODELS);
    expect(quern(dir, ['run', '-s', 'a']).code).toBe(0);
    const output = run(
      `  - name: t\n    model: inc${FIRST}    given: [{input: ref('a'), rows: [{id: abc}]}]\n    expect: {rows: [{id: 1}]}\n`,
    );
    expect(output).toMatch(/Could not convert string 'abc' to INT32\s+models\/tests\.yml:5:43/);
    expect(output).toContain('There may be an error in the unit test definition: check the data types.');
    expect(results().t!.message).toContain("An error occurred during execution of unit test 't'.");
  });
});
