import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type CliAnswer, quern } from './cli.js';
import { writeProject } from './project.js';

let dir = '';
afterEach(() => rmSync(dir, { recursive: true, force: true }));

type Files = Readonly<Record<string, string>>;

function project(files: Files = {}, flags: Readonly<Record<string, unknown>> = {}): string {
  dir = mkdtempSync(join(tmpdir(), 'quern-flags-'));
  const lines = Object.entries(flags).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}\n`);
  const file = `name: shop\nversion: '1.0'\nprofile: shop\n${lines.length > 0 ? `flags:\n${lines.join('')}` : ''}`;
  writeProject(dir, { 'dbt_project.yml': file, 'models/m.sql': 'select 1 as a', ...files });
  return dir;
}

const text = ({ code, output }: CliAnswer) => `${output}\nexit ${code}`;

const WARNS: Files = { 'models/s.yml': 'models: [{name: gone}]\n' };
const SEED: Files = { 'seeds/s.csv': 'a\n1\n' };
const TALKS: Files = {
  'models/m.sql': "{{ log('told', info=true) }}{{ log('noted') }}{{ print('shown') }}select 1 as a",
};

/** What each option does that can be seen from outside: a call, and what its output says or does not say. */
const OPTIONS: readonly (readonly [call: string, files: Files, has: RegExp, hasNot?: RegExp])[] = [
  ['run --quiet', TALKS, /shown/, /told|OK created/],
  ['run --no-print', TALKS, /told/, /shown/],
  ['run --log-level debug', TALKS, /noted[\s\S]*exit 0/],
  ['run --log-level error', TALKS, /exit 0/, /told|OK created/],
  ['run --log-level none', { 'models/m.sql': 'select nope' }, /exit 1/, /nope/],
  ['run --log-format debug', {}, /^\d\d:\d\d:\d\d\.\d{6} \[info \] \[MainThread\]: Running/m],
  ['run --log-format json', {}, /"name":"LogModelResult"/],
  ['run --printer-width 120', {}, /main\.m \.{80,} \[RUN\]/],
  ['run --use-colors', {}, new RegExp(`${String.fromCharCode(27)}\\[32mOK`)],
  ['run --show-resource-report', {}, /Resource report: \{"command_name":"run","command_success":true/],
  ['run --fail-fast --threads 1', { 'models/a.sql': 'select nope', 'models/z.sql': 'select 1' }, /ERROR=1 SKIP=2/],
  ['run --warn-error', WARNS, /error\[PAT001\][\s\S]*exit 2/],
  ['run --warn-error-options {"error":["NoNodeForYamlKey"]}', WARNS, /error\[PAT001\][\s\S]*exit 2/],
  ['run --warn-error-options {"error":"all","warn":["NoNodeForYamlKey"]}', WARNS, /warning\[PAT001\][\s\S]*exit 0/],
  ['run --warn-error-options {"silence":["NoNodeForYamlKey"]}', WARNS, /exit 0/, /PAT001/],
  ['run --warn-error-options {"silence":["PAT001"]}', WARNS, /exit 0/, /PAT001/],
  ['ls -m m --warn-error-options {"error":["Deprecations"]}', {}, /ModelParam|CLI031[\s\S]*exit 2/],
  ['ls --models m', {}, /warning\[CLI031\][\s\S]*exit 0/],
  ['ls --warn-error-options {"include":[]}', {}, /warning\[CLI032\]/],
  [
    'ls -m m --log-format json',
    {},
    /"summaries":\[\{"event_name":"ModelParamUsageDeprecation","event_code":"D032","occurrences":1\}\]/,
  ],
  ['seed --show', SEED, /\| a \|[\s\S]*\| 1 \|/],
  ['seed --empty --show', SEED, /OK loaded/, /\| 1 \|/],
  ['compile -s m --output json', {}, /^\{\n {2}"node": "m",\n {2}"compiled": "select 1 as a"\n\}/m],
  ['show -s m --output json', {}, /"node": "m"[\s\S]*"a": 1/],
  ['show --inline-direct select{{1}}', {}, /error[\s\S]*\{\{1\}\}/],
  ['debug --config-dir', {}, /To view your profiles, open .*quern-flags-/],
  [
    'parse --version-check',
    { 'dbt_project.yml': "name: shop\nprofile: shop\nrequire-dbt-version: '>=9.0.0'\n" },
    /exit 2/,
  ],
  [
    'parse --no-version-check',
    { 'dbt_project.yml': "name: shop\nprofile: shop\nrequire-dbt-version: '>=9.0.0'\n" },
    /exit 0/,
  ],
  ['run-operation', {}, /Missing argument 'MACRO'[\s\S]*exit 2/],
  ['run-operation f --sql x', {}, /mutually exclusive[\s\S]*exit 2/],
];

describe('options', () => {
  it.each(OPTIONS.map(([call, files, has, hasNot]) => ({ call, files, has, hasNot })))(
    '$call',
    ({ call, files, has, hasNot }) => {
      const answer = text(quern(project(files), call.split(' ')));
      expect(answer).toMatch(has);
      if (hasNot) expect(answer).not.toMatch(hasNot);
    },
  );

  it('--record-timing-info writes a CPU profile', () => {
    expect(quern(project(), ['parse', '--record-timing-info', 'parse.cpuprofile']).code).toBe(0);
    const profile = JSON.parse(readFileSync(join(dir, 'parse.cpuprofile'), 'utf8'));
    expect(profile.nodes.length).toBeGreaterThan(10);
  });

  it('--log-path, --log-level-file, --log-format-file and --log-file-max-bytes are about the log file', () => {
    project(TALKS);
    quern(dir, ['run', '--log-path', 'here', '--log-level-file', 'info', '--log-format-file', 'json']);
    const lines = readFileSync(join(dir, 'here/dbt.log'), 'utf8').trim().split('\n');
    const levels = new Set(lines.map((line) => JSON.parse(line).info.level));
    expect([...levels]).toEqual(['info']);
    quern(dir, ['run', '--log-path', 'here', '--log-file-max-bytes', '2000']);
    expect(readdirSync(join(dir, 'here'))).toEqual(expect.arrayContaining(['dbt.log', 'dbt.log.1']));
    quern(dir, ['run', '--log-path', 'none', '--log-level-file', 'none']);
    expect(existsSync(join(dir, 'none'))).toBe(false);
  });

  it('run-operation --sql runs a statement and commits it', () => {
    project(SEED);
    quern(dir, ['build']);
    const { code, output } = quern(dir, ['run-operation', '--sql', "insert into {{ ref('s') }} values (7)"]);
    expect(output).toMatch(/OK executed inline_query/);
    expect(code).toBe(0);
    expect(quern(dir, ['show', '-s', 's']).stdout).toContain('| 7 |');
    const wrong = quern(dir, ['run-operation', '--sql', "select nope from {{ ref('s') }}"]);
    expect(wrong.output).toMatch(/inline:1:8\n.*nope[\s\S]*ERROR executing inline_query/);
    expect(wrong.code).toBe(1);
  });
});

/** Where a setting can stand, the strongest first; each is tried over all below it. */
const PLACES: readonly (readonly [string, string[], Readonly<Record<string, string>>, Files, string])[] = [
  ['the command line', ['--log-format', 'json'], { DBT_LOG_FORMAT: 'text' }, {}, '{'],
  ['DBT_ENGINE_X over DBT_X', [], { DBT_ENGINE_LOG_FORMAT: 'json', DBT_LOG_FORMAT: 'text' }, {}, '{'],
  ['the process over .env', [], { DBT_LOG_FORMAT: 'json' }, { '.env': 'DBT_LOG_FORMAT=text\n' }, '{'],
  ['.env', [], {}, { '.env': 'DBT_LOG_FORMAT=json\n' }, '{'],
  ['the environment over the project', [], { DBT_LOG_FORMAT: 'text' }, {}, '1'],
  ['the project over the user', [], {}, { '.dbt/user_settings.yml': 'flags: {log_format: debug}\n' }, '{'],
];

describe('settings', () => {
  it.each(PLACES)('of %s', (_, words, env, files, begin) => {
    const { stdout } = quern(project(files, { log_format: 'json' }), [...words, 'parse'], env);
    expect(stdout[0] === '{' ? '{' : '1').toBe(begin);
  });

  it("of the user's ~/.dbt/user_settings.yml hold where nobody says otherwise", () => {
    project({ '.dbt/user_settings.yml': 'flags: {log_format: json, no_such_flag: 1}\n' });
    expect(quern(dir, ['parse']).stdout).toMatch(/^\{/);
    project({ '.dbt/user_settings.yml': 'flags: [' });
    expect(quern(dir, ['parse']).code).toBe(0);
  });

  it('under DBT_ENGINE_ that nobody reads are warned of', () => {
    const { output } = quern(project(), ['parse'], { DBT_ENGINE_THREDS: '1', DBT_ENGINE_FULL_REFRESH: '1' });
    expect(output).toContain('DBT_ENGINE_THREDS');
    expect(output).not.toContain('DBT_ENGINE_FULL_REFRESH');
  });
});

const PACKAGE: Files = {
  'packages.yml': 'packages: [{local: pkg}]\n',
  'dbt_packages/pkg/dbt_project.yml': "name: pkg\nversion: '1.0'\n",
  'dbt_packages/pkg/macros/v.sql':
    "{% materialization view, default %}{{ log('of the package', info=true) }}{% call statement('main') %}select 1{% endcall %}{{ return({'relations': []}) }}{% endmaterialization %}",
};
const NO_SCHEMA: Files = {
  'macros/g.sql': '{% macro generate_schema_name(n, node) %}{{ return(none) }}{% endmacro %}',
};
const HEADER = {
  'models/a.sql': 'select 1 as id',
  'models/a.yml':
    'models: [{name: a, columns: [{name: id, data_tests: [{not_null: {config: {sql_header: "no sql;"}}}]}]}]\n',
};
const ANALYSIS: Files = { 'analyses/sub/an.sql': 'select 1' };
const SOURCE: Files = { 'models/s.yml': 'sources: [{name: my src, tables: [{name: t}]}]\n' };
const MACRO: Files = {
  'macros/m.sql': '{% macro f(a) %}{% endmacro %}',
  'macros/m.yml': 'macros: [{name: f, arguments: [{name: b, type: string}]}]\n',
};

/** Behaviour flags of the project file: what each value means, as dbt 1.12 has it. */
const BEHAVIOR: readonly (readonly [flag: string, value: boolean, call: string, files: Files, has: RegExp])[] = [
  [
    'require_resource_names_without_spaces',
    true,
    'parse',
    { 'models/my m.sql': 'select 1' },
    /error\[NAM001\][\s\S]*exit 2/,
  ],
  [
    'require_resource_names_without_spaces',
    false,
    'parse',
    { 'models/my m.sql': 'select 1' },
    /warning\[NAM002\][\s\S]*exit 0/,
  ],
  ['require_source_and_semantic_model_names_without_spaces', true, 'parse', SOURCE, /error\[NAM001\][\s\S]*exit 2/],
  ['require_source_and_semantic_model_names_without_spaces', false, 'parse', SOURCE, /warning\[NAM002\][\s\S]*exit 0/],
  ['require_valid_schema_from_generate_schema_name', true, 'parse', NO_SCHEMA, /error\[PAR020\][\s\S]*exit 2/],
  ['require_valid_schema_from_generate_schema_name', false, 'parse', NO_SCHEMA, /warning\[PAR021\][\s\S]*exit 0/],
  [
    'require_explicit_package_overrides_for_builtin_materializations',
    true,
    'run',
    PACKAGE,
    /^(?![\s\S]*of the package)[\s\S]*exit 0/,
  ],
  [
    'require_explicit_package_overrides_for_builtin_materializations',
    false,
    'run',
    PACKAGE,
    /of the package[\s\S]*exit 0/,
  ],
  ['require_corrected_analysis_fqns', true, 'ls --resource-type analysis', ANALYSIS, /^shop\.sub\.an$/m],
  ['require_corrected_analysis_fqns', false, 'ls --resource-type analysis', ANALYSIS, /^shop\.analysis\.sub\.an$/m],
  ['require_sql_header_in_test_configs', true, 'build', HEADER, /ERROR not_null_a_id[\s\S]*Parser Error/],
  ['require_sql_header_in_test_configs', false, 'build', HEADER, /PASS not_null_a_id/],
  ['validate_macro_args', true, 'parse', MACRO, /warning\[MAC004\]/],
  ['validate_macro_args', false, 'parse', MACRO, /^(?![\s\S]*MAC004)/],
];

describe('behaviour flags', () => {
  it.each(BEHAVIOR)('%s: %s', (flag, value, call, files, has) => {
    expect(text(quern(project(files, { [flag]: value }), call.split(' ')))).toMatch(has);
  });

  it('are read from the environment, too', () => {
    const env = { DBT_ENGINE_REQUIRE_RESOURCE_NAMES_WITHOUT_SPACES: 'false' };
    expect(quern(project({ 'models/my m.sql': 'select 1' }), ['parse'], env).code).toBe(0);
  });
});
