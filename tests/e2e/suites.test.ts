import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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

// 100 rows: 2 without amount, 10 with another status, of which one id stands twice.
const ORDERS = `select case when i = 100 then 99 else i end as id, case when i > 2 then i * 1.5 end as amount,
  case when i % 10 = 0 then 'lost' else 'ok' end as status from range(1, 101) t(i)`;
const REPORTS = 'select * from {{ ref("orders") }}';
const RAW = 'version: 2\nsources: [{name: raw, schema: main, tables: [{name: orders}]}]\n';

function project(suites: string, files: Readonly<Record<string, string>> = {}): void {
  writeProject(dir, { 'models/orders.sql': ORDERS, 'models/suites.yml': `suites:\n${suites}`, ...files });
}

interface Suite {
  readonly name: string;
  readonly status: string;
  readonly rate: number | null;
  readonly results: readonly { readonly name: string; readonly status: string; readonly failures: number | null }[];
}
const artifact = () =>
  JSON.parse(readFileSync(join(dir, 'target/suites.json'), 'utf8')) as {
    readonly summary: { readonly expectations: Record<string, number>; readonly rate: number };
    readonly suites: readonly Suite[];
  };
const statuses = () => artifact().suites.map(({ name, status }) => [name, status]);

const MIXED = `
  - name: whole
    description: Orders are whole
    model: orders
    tags: nightly
    expectations:
      - not_null: {column: [id, status]}
      - not_null: {column: amount, where: id > 2}
      - expectation: accepted_values
        column: status
        values: [ok, lost]
  - name: doubtful
    model: ref('orders')
    severity: warn
    expectations:
      - unique: {column: id}
      - accepted_values: {column: status, values: [ok]}
      - not_null: {column: id}
`;

describe('suites', () => {
  it('are data tests, counted by suite in the output and in suites.json', () => {
    project(MIXED);
    const { code, output } = quern(dir, ['build']);
    expect(code).toBe(0);
    expect(output).toMatch(/WARN +suite doubtful +33\.3 % {2}1 of 3 passed, 2 warned/);
    expect(output).toMatch(/PASS +suite whole +100\.0 % {2}4 of 4 passed/);
    expect(output).toContain('2 suites: 1 pass, 1 warn; 5 of 7 expectations passed (71.4 %)');
    expect(output).toContain('Done. PASS=6 WARN=2 ERROR=0');
    const { summary, suites } = artifact();
    expect(summary.expectations).toEqual({ total: 7, pass: 5, warn: 2, error: 0, skipped: 0 });
    expect(suites[0]!.results.map(({ name, status, failures }) => [name, status, failures])).toEqual([
      ['accepted_values_suite_doubtful_status__ok', 'warn', 1],
      ['not_null_suite_doubtful_id', 'pass', 0],
      ['unique_suite_doubtful_id', 'warn', 1],
    ]);
    expect(suites[1]).toMatchObject({
      model: 'model.shop.orders',
      description: 'Orders are whole',
      min_pass_rate: null,
    });
  });

  it('are selected by name and by tag, also from the cache', () => {
    project(MIXED);
    const whole = [
      'shop.accepted_values_suite_whole_status__ok__lost',
      'shop.not_null_suite_whole_amount',
      'shop.not_null_suite_whole_id',
      'shop.not_null_suite_whole_status',
    ];
    for (const round of [1, 2])
      for (const selector of ['suite:whole', 'tag:suite:whole', 'tag:nightly', 'suite:w*'])
        expect([round, quern(dir, ['ls', '-q', '-s', selector]).stdout.trim().split('\n')]).toEqual([round, whole]);
    expect(quern(dir, ['ls', '-s', 'suite:whol']).output).toContain("Did you mean 'suite:whole'?");
    expect(quern(dir, ['build']).code).toBe(0);
    const again = quern(dir, ['test', '-s', 'suite:whole']);
    expect(again.output).toContain('1 suite: 1 pass; 4 of 4 expectations passed (100.0 %)');
    expect(statuses()).toEqual([['whole', 'pass']]);
    // One changed model is parsed alone, and its suites are still there.
    writeProject(dir, { 'models/orders.sql': `${ORDERS} where i <> 99` });
    quern(dir, ['build']);
    expect(artifact().suites[0]!.results[2]).toMatchObject({ name: 'unique_suite_doubtful_id', status: 'pass' });
  });

  it('fail as a whole below min_pass_rate, and only warn one by one', () => {
    const suite = (rate: number, more = '') => `
  - name: rated
    model: orders
    min_pass_rate: ${rate}
    ${more}
    expectations: [{not_null: {column: id}}, {unique: {column: id}}]
`;
    project(suite(0.5));
    expect(quern(dir, ['build']).code).toBe(0);
    expect(statuses()).toEqual([['rated', 'pass']]);
    project(suite(0.6));
    const failed = quern(dir, ['build']);
    expect(failed.code).toBe(1);
    expect(failed.output).toContain(
      "error[SUI006]: Suite 'rated' failed: 1 of 2 expectations passed, but min_pass_rate is 0.6",
    );
    expect(failed.output).toContain('WARN=1 ERROR=0');
    expect(statuses()).toEqual([['rated', 'error']]);
    // What is not enabled does not count.
    project(
      suite(1).replace('{unique: {column: id}}', '{unique: {column: id, enabled: "{{ target.name == \'prod\' }}"}}'),
    );
    expect(quern(dir, ['build']).code).toBe(0);
    expect(artifact().suites[0]).toMatchObject({ status: 'pass', expectations: 1 });
    project(suite(0.6));
    quern(dir, ['build']);
    // Part of a suite says nothing of the rest.
    expect(quern(dir, ['test', '-s', 'test_name:unique']).code).toBe(0);
    expect(statuses()).toEqual([['rated', 'warn']]);
    project(suite(0.6, 'severity: warn'));
    expect(quern(dir, ['build']).code).toBe(0);
    expect(statuses()).toEqual([['rated', 'warn']]);
    expect(quern(dir, ['--warn-error-options', '{error: [SuiteBelowPassRate]}', 'test']).code).toBe(1);
    expect(statuses()).toEqual([['rated', 'error']]);
  });

  it('let a share of rows fail by mostly', () => {
    const mostly = (share: number) => `
  - name: s
    model: orders
    expectations:
      - not_null: {column: amount, mostly: ${share}}
`;
    for (const [share, code] of [
      [0.98, 0],
      [0.981, 1],
      [1, 1],
      [0, 0],
    ] as const) {
      project(mostly(share));
      expect([share, quern(dir, ['build']).code]).toEqual([share, code]);
    }
    // The two rows of an id that stands twice, ten of another status, of the rows that `where` leaves.
    const rows = (unique: number, status: number, some: number) => `
  - name: s
    model: orders
    severity: warn
    expectations:
      - unique: {column: id, mostly: ${unique}}
      - accepted_values: {column: status, values: [ok], mostly: ${status}}
      - accepted_values: {column: status, values: [ok], mostly: ${some}, where: id <= 10}
      - accepted_values: {column: amount, values: [4.5], quote: false, mostly: 0.0103}
`;
    project(rows(0.98, 0.9, 0.9));
    quern(dir, ['build', '--store-failures']);
    // Of 98 amounts 97 are others: 95 % would do if nulls counted.
    expect(artifact().suites[0]!.results.map((one) => one.status)).toEqual(['pass', 'warn', 'pass', 'pass']);
    project(rows(0.99, 0.91, 0.91));
    const { output } = quern(dir, ['build']);
    expect(artifact().suites[0]!.results.map(({ failures }) => failures)).toEqual([1, 97, 10, 2]);
    expect(output).toContain('Got 10 results, configured to warn if more than 9 % are');
  });

  it('hold back what depends on a model that fails one, and count what did not run', () => {
    project(
      `
  - {name: gate, model: orders, expectations: [{unique: {column: id}}]}
  - {name: later, model: reports, min_pass_rate: 0.9, expectations: [{not_null: {column: id}}]}
`,
      { 'models/reports.sql': REPORTS },
    );
    expect(quern(dir, ['build']).code).toBe(1);
    expect(statuses()).toEqual([
      ['gate', 'error'],
      ['later', 'skipped'],
    ]);
    expect(artifact().suites[1]!.rate).toBeNull();
  });

  it('may be about tables of sources; the same test stands in one twice under two names', () => {
    project(
      `
  - name: loaded
    model: source('raw', 'orders')
    expectations:
      - not_null: {column: id}
      - not_null: {column: id, where: status = 'ok'}
`,
      { 'models/raw.yml': RAW },
    );
    expect(quern(dir, ['run']).code).toBe(0);
    expect(quern(dir, ['test']).code).toBe(0);
    expect(artifact().suites[0]!.results.map(({ name }) => name)).toEqual([
      'source_not_null_suite_loaded_2_id',
      'source_not_null_suite_loaded_id',
    ]);
  });

  it('take tests of packages by their name alone', () => {
    project('\n  - {name: s, model: orders, expectations: [{expect_good: {column: id, least: 1}}, p.expect_any]}\n', {
      'packages.yml': 'packages: [{local: packages/p}]\n',
      'packages/p/dbt_project.yml': "name: p\nversion: '1.0'\n",
      'packages/p/tests/generic/g.sql': `{% test expect_good(model, column_name, least) %}select 1 from {{ model }} where {{ column_name }} < {{ least }}{% endtest %}
{% test expect_any(model) %}select 1 where not exists (select 1 from {{ model }}){% endtest %}`,
    });
    expect(quern(dir, ['build']).code).toBe(0);
    expect(artifact().suites[0]!.results.map(({ name }) => name)).toEqual([
      'p_expect_any_suite_s_',
      'p_expect_good_suite_s_id__1',
    ]);
  });
});

it('take tests of packages that are not installed', () => {
  project(`
  - name: s
    model: orders
    expectations:
      - expect_column_values_to_be_between: {column: id, min_value: 1}
      - expression_is_true: {expression: id > 0}
`);
  expect(quern(dir, ['build']).code).toBe(0);
  expect(artifact().suites[0]!.results.map(({ name }) => name)).toEqual([
    'dbt_expectations_expect_column_values_to_be_between_suite_s_id__1',
    'dbt_utils_expression_is_true_suite_s_id_0',
  ]);
  // From the cache, with one model changed.
  writeProject(dir, { 'models/orders.sql': `${ORDERS} union all select -1, 1, 'ok'` });
  expect(quern(dir, ['build']).code).toBe(1);
  expect(artifact().suites[0]!.results.map(({ failures }) => failures)).toEqual([1, 1]);
});

describe('mistakes in suites', () => {
  const complaint = (suites: string, files: Readonly<Record<string, string>> = {}): string => {
    project(suites, files);
    return quern(dir, ['parse']).output;
  };

  it.each([
    [
      '{name: s, model: order, expectations: [not_null]}',
      /SUI001.*'order', which does not exist[\s\S]*Did you mean 'orders'/,
    ],
    [
      `{name: s, model: "source('raw', 'order')", expectations: [not_null]}`,
      /SUI001[\s\S]*Did you mean 'source\('raw', 'orders'\)'/,
    ],
    [
      '{name: s, model: orders, expectations: [{not_nul: {column: id}}]}',
      /TST001.*'not_nul'[\s\S]*Did you mean 'not_null'/,
    ],
    [
      '{name: s, model: orders, expectations: [{not_null: {colum: id}}]}',
      /TST005.*'colum'[\s\S]*Did you mean 'column'/,
    ],
    [
      '{name: s, model: orders, expectations: [{expect_colum_to_exist: {column: id}}]}',
      /TST001[\s\S]*Did you mean 'dbt_expectations.expect_column_to_exist'/,
    ],
    ['{name: s, model: orders, expectations: [not_null]}', /SUI003.*'not_null' is about a column/],
    ['{name: s, model: orders, expectations: [{not_null: id}]}', /SUI003.*arguments of 'not_null' must be a mapping/],
    [
      '{name: s, model: orders, expectations: [{not_null: {}, unique: {}}]}',
      /SUI003.*must have one name, but this has the keys/,
    ],
    ['{name: s, model: orders, expectations: []}', /SUI002.*expects nothing/],
    ['{name: s, model: orders, expectation: [not_null]}', /expectation[\s\S]*Did you mean 'expectations'/],
    ['{name: s, expectations: [not_null]}', /'model'/],
    [
      '{name: s, model: orders, min_pass_rate: 90, expectations: [{not_null: {column: id}}]}',
      /SUI005[\s\S]*Write 0\.9 for 90 %/,
    ],
    [
      '{name: s, model: orders, severity: fatal, expectations: [{not_null: {column: id}}]}',
      /'severity' must be one of warn, error/,
    ],
    [
      '{name: s, model: orders, expectations: [{not_null: {column: id, mostly: 95}}]}',
      /SUI003.*'mostly' must be a number from 0 to 1/,
    ],
    [
      '{name: s, model: orders, expectations: [{expect_column_mean_to_be_between: {column: id, mostly: 0.9}}]}',
      /SUI004/,
    ],
    [
      '{name: s, model: orders, expectations: [{not_null: {column: 3}}]}',
      /SUI003.*'column' must be the name of a column/,
    ],
    ['{name: a b, model: orders, expectations: [{not_null: {column: id}}]}', /SUI002.*'a b' is no name for a suite/],
  ])('%s', (suite, message) => {
    const output = complaint(`  - ${suite}\n`, { 'models/raw.yml': RAW });
    expect(output).toMatch(message);
    expect(output).toContain('suites.yml:');
  });

  it('are told of twice the same name', () => {
    const suite = '  - {name: s, model: orders, expectations: [{not_null: {column: id}}]}\n';
    expect(complaint(`${suite}${suite}`)).toMatch(/DUP004.*'s' is described twice under 'suites'/);
  });
});

it('a project without suites has no suites.json', () => {
  const own =
    'models: [{name: orders, columns: [{name: status, data_tests: [{not_null: {config: {meta: {suite: {name: x}}}}}]}]}]\n';
  writeProject(dir, { 'models/orders.sql': ORDERS, 'models/m.yml': own });
  expect(quern(dir, ['build']).code).toBe(0);
  expect(existsSync(join(dir, 'target/suites.json'))).toBe(false);
});
