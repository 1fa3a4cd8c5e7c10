import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { BATTERIES } from '../../compiler/config/index.js';
import { quern } from './cli.js';
import { writeProject } from './project.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-e2e-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const KEY = "select {{ dbt_utils.generate_surrogate_key(['1', 'null']) }} as key";
const LISTED = 'packages:\n  - package: dbt-labs/dbt_utils\n    version: [">=1.0.0", "<2.0.0"]\n';
const INSTALLED = {
  'dbt_packages/dbt_utils/dbt_project.yml': "name: dbt_utils\nversion: '1.0'\n",
  'dbt_packages/dbt_utils/macros/m.sql': "{% macro generate_surrogate_key(fields) %}'installed'{% endmacro %}",
};

function run(...args: string[]): string {
  const answer = quern(dir, args);
  expect(answer.code, answer.output).toBe(0);
  return answer.output;
}

const compiled = (path: string): string => readFileSync(join(dir, 'target/compiled/shop', path), 'utf8');

function manifest() {
  return JSON.parse(readFileSync(join(dir, 'target/manifest.json'), 'utf8'), (key, value) =>
    /_at$|^invocation_id$/.test(key) ? undefined : value,
  ) as { macros: Record<string, unknown>; nodes: Record<string, { depends_on: { macros: string[] } }> };
}

const macrosOf = (name: string): string[] =>
  Object.keys(manifest().macros).filter((id) => id.startsWith(`macro.${name}.`));

describe('packages that quern has implementations of', () => {
  it('need not be installed: macros, tests and dispatch find them', () => {
    writeProject(dir, {
      'models/a.sql': KEY,
      'models/a.yml':
        'models: [{name: a, data_tests: [{dbt_utils.unique_combination_of_columns: {arguments: {combination_of_columns: [key]}}}]}]\n',
      'models/b.sql': "select {{ adapter.dispatch('safe_add', 'dbt_utils')(['1', '2']) }} as n",
    });
    run('build');
    expect(compiled('models/b.sql')).toContain('coalesce(1, 0) + coalesce(2, 0)');
    expect(macrosOf('dbt_utils')).toContain('macro.dbt_utils.star');
    expect(manifest().nodes['model.shop.a']!.depends_on.macros).toEqual(['macro.dbt_utils.generate_surrogate_key']);
    expect(macrosOf('dbt_expectations')).toEqual([]);
  });

  it('stand in where deps cannot reach the hub', () => {
    // Nobody listens there.
    const hub = { DBT_PACKAGE_HUB_URL: 'http://127.0.0.1:9' };
    writeProject(dir, { 'models/a.sql': KEY, 'packages.yml': LISTED });
    const answer = quern(dir, ['deps'], hub);
    expect(answer.code, answer.output).toBe(0);
    expect(answer.output).toContain('warning[CLI051]: Nothing was installed. External connection exception occurred');
    expect(answer.output).toContain(`dbt_utils ${BATTERIES.dbt_utils}`);
    expect(quern(dir, ['build']).code).toBe(0);
    expect(quern(dir, ['--warn-error', 'deps'], hub).code).toBe(2);
    expect(quern(dir, ['deps', '--upgrade'], hub).code).toBe(2);

    writeProject(dir, { 'packages.yml': `${LISTED}  - package: dbt-labs/codegen\n    version: 0.13.1\n` });
    const other = quern(dir, ['deps'], hub);
    expect(other.code).toBe(2);
    expect(other.output).toContain('error[DEP013]');
  });

  it('are not there for who does not name them', () => {
    writeProject(dir, { 'models/a.sql': 'select 1 as id', 'macros/m.sql': '{% macro star() %}{% endmacro %}' });
    run('parse');
    expect(macrosOf('dbt_utils')).toEqual([]);
  });

  it('are there for a macro that names them, called or not, and for what is asked on the command line', () => {
    writeProject(dir, {
      'models/a.sql': 'select 1 as id',
      'macros/m.sql': '{% macro mine() %}{{ dbt_utils.group_by(2) }}{% endmacro %}',
    });
    run('parse');
    const { macros } = manifest() as unknown as { macros: Record<string, { depends_on: { macros: string[] } }> };
    expect(macros['macro.shop.mine']!.depends_on.macros).toEqual(['macro.dbt_utils.group_by']);
    expect(macrosOf('dbt_utils').length).toBeGreaterThan(100);

    writeProject(dir, { 'macros/m.sql': '' });
    expect(run('compile', '--inline', '{{ dbt_utils.group_by(3) }}')).toContain('group by 1,2,3');
  });

  it('give way to an installed package', () => {
    writeProject(dir, { 'models/a.sql': KEY, 'packages.yml': LISTED, ...INSTALLED });
    const output = run('compile');
    expect(output).not.toContain('PKG011');
    expect(compiled('models/a.sql')).toBe("select 'installed' as key");
    expect(macrosOf('dbt_utils')).toEqual(['macro.dbt_utils.generate_surrogate_key']);
  });

  it('give way to a root project of their name', () => {
    const project = "name: dbt_utils\nversion: '1.0'\nprofile: shop\n";
    writeProject(dir, { 'dbt_project.yml': project, 'models/a.sql': "select '{{ dbt_utils is defined }}' as x" });
    run('compile');
    expect(readFileSync(join(dir, 'target/compiled/dbt_utils/models/a.sql'), 'utf8')).toContain('False');
  });

  it.each([
    ['the root project, as it stands', ''],
    ['the root project by its dispatch', 'dispatch: [{macro_namespace: dbt_utils, search_order: [shop, dbt_utils]}]\n'],
  ])('are overridden by %s', (_, dispatch) => {
    writeProject(dir, {
      'dbt_project.yml': `name: shop\nversion: '1.0'\nprofile: shop\n${dispatch}`,
      'models/a.sql': KEY,
      'macros/m.sql': "{% macro default__generate_surrogate_key(field_list) %}'mine'{% endmacro %}",
    });
    run('compile');
    expect(compiled('models/a.sql')).toBe("select 'mine' as key");
  });

  it('read the variable that the documentation names', () => {
    writeProject(dir, { 'models/a.sql': KEY });
    run('compile');
    expect(compiled('models/a.sql')).toContain("'_dbt_utils_surrogate_key_null_'");
    run('compile', '--vars', 'surrogate_key_treat_nulls_as_empty_strings: true');
    expect(compiled('models/a.sql')).not.toContain('_dbt_utils');
  });

  it('leave a dispatch alone that never needed the package', () => {
    writeProject(dir, {
      'packages.yml': 'packages: [{local: packages/p}]\n',
      'packages/p/dbt_project.yml': "name: p\nversion: '1.0'\n",
      'packages/p/macros/m.sql':
        "{% macro mine() %}{{ adapter.dispatch('mine', 'dbt_utils')() }}{% endmacro %}{% macro default__mine() %}of p{% endmacro %}",
      'packages/p/models/a.sql': '{{ mine() }}',
    });
    run('compile');
    expect(readFileSync(join(dir, 'target/compiled/p/models/a.sql'), 'utf8')).toBe('of p');
  });

  it.each([
    ['generate_surogate_key', "Did you mean 'dbt_utils.generate_surrogate_key'?"],
    ['type_string', "The macro is built in: 'dbt.type_string'"],
    ['insert_by_period', "The package 'dbt_utils' has no macro of that name"],
  ])('tell what is missing of them: %s', (name, advice) => {
    writeProject(dir, { 'models/a.sql': `select {{ dbt_utils.${name}(['1']) }}` });
    const answer = quern(dir, ['compile']);
    expect(answer.code).not.toBe(0);
    expect(answer.output).toMatch(/models\/a\.sql:1:/);
    expect(answer.output).toContain(`no attribute '${name}'`);
    expect(answer.output).toContain(advice);
  });
});

describe('a list of packages that are not installed', () => {
  const list = (...entries: string[]) => ({ 'models/a.sql': KEY, 'packages.yml': `packages:\n${entries.join('')}` });
  const entry = (text: string) => `  - {${text}}\n`;

  it('is a remark where quern has implementations of them', () => {
    writeProject(dir, list(entry('package: dbt-labs/dbt_utils, version: [">=1.0.0", "<2.0.0"]')));
    const output = run('compile');
    expect(output).toContain(`info[PKG011]: The package 'dbt_utils' is not installed in dbt_packages`);
    expect(output).toContain(`follow the documentation of version ${BATTERIES.dbt_utils}\n`);
    expect(output).toContain("'quern deps' installs the package itself");
  });

  it.each([
    ['package: dbt-labs/dbt_utils, version: 0.8.6', 'and not of 0.8.6'],
    ['package: dbt-labs/dbt_utils, version: [">=0.8.0", "<1.0.0"]', 'and not of >=0.8.0, <1.0.0'],
    ['git: "https://github.com/dbt-labs/dbt-utils.git", revision: main', "'dbt_utils'"],
    ['package: metaplane/dbt_expectations, version: [">=0.10.0", "<0.11.0"]', "'dbt_expectations'"],
  ])('tells whose documentation they follow: {%s}', (text, told) => {
    writeProject(dir, list(entry(text)));
    expect(run('compile')).toContain(told);
  });

  it('is an error for all others', () => {
    writeProject(
      dir,
      list(
        entry('package: dbt-labs/dbt_utils, version: [">=1.0.0"]'),
        entry('package: dbt-labs/codegen, version: [">=0.1.0"]'),
      ),
    );
    const answer = quern(dir, ['compile']);
    expect(answer.code).toBe(2);
    expect(answer.output).toContain("The package 'codegen' of packages.yml is not installed");
  });
});

describe('the cache', () => {
  const both = (): { readonly warm: unknown; readonly cold: unknown } => {
    run('parse');
    const warm = manifest();
    run('parse', '--no-partial-parse');
    return { warm, cold: manifest() };
  };

  it.each([
    ['the first call', 'select 1 as key', KEY],
    ['the last call gone', KEY, 'select 1 as key'],
    ['another call', KEY, "select {{ dbt_utils.safe_add(['1', '2']) }} as key"],
    ['a package that is installed now', KEY, KEY, INSTALLED],
  ] as const)('is as good as parsing everything after %s', (_, before, after, files = {} as never) => {
    writeProject(dir, { 'models/a.sql': before, 'models/b.sql': 'select 2 as id' });
    run('parse');
    writeProject(dir, { 'models/a.sql': after, ...files });
    const { warm, cold } = both();
    expect(warm).toEqual(cold);
    run('build');
  });

  it('serves a run that nothing was parsed for', () => {
    writeProject(dir, { 'models/a.sql': KEY });
    run('compile');
    const first = compiled('models/a.sql');
    rmSync(join(dir, 'target/compiled'), { recursive: true });
    run('compile');
    expect(compiled('models/a.sql')).toBe(first);
  });
});

it('follow the versions that their project files tell, and are published', () => {
  const root = join(import.meta.dirname, '../..');
  const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { files: string[] };
  for (const [name, version] of Object.entries(BATTERIES)) {
    const project = parse(readFileSync(join(root, 'macros', name, 'dbt_project.yml'), 'utf8'));
    expect(project).toMatchObject({ name, version });
    expect(files).toContain(`macros/${name}`);
    expect(readdirSync(join(root, 'macros', name))).toEqual(expect.arrayContaining([...project['macro-paths']]));
  }
});
