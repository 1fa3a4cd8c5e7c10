import { describe, expect, it } from 'vitest';
import { parseDotenv } from '../../../compiler/config/dotenv.js';
import { folderOf, load, PROFILES, PROJECT } from './support.js';

const shop = (project: string, more: Readonly<Record<string, string>> = {}) =>
  folderOf({ 'dbt_project.yml': project, 'profiles.yml': PROFILES, ...more });

describe('vars', () => {
  const files = {
    'packages.yml': 'packages: [{local: lib}]\n',
    'lib/dbt_project.yml': 'name: lib\nvars: {a: lib, b: lib, c: lib, d: lib, lib: {d: own}}\n',
  };
  const project = `${PROJECT}vars: {a: root, b: root, x: root, lib: {a: section}}\n`;

  it('have the order of dbt', () => {
    const { config } = load(shop(project, files), { options: { vars: '{x: 1, y: [2]}' } });
    const value = (name: string, packageName: string) => config!.lookupVar(name, packageName)?.value;
    expect(['a', 'b', 'c', 'd', 'x', 'y', 'z'].map((name) => value(name, 'lib'))).toEqual([
      'section',
      'root',
      'lib',
      'own',
      1,
      [2],
      undefined,
    ]);
    expect(['a', 'b', 'c', 'x'].map((name) => value(name, 'shop'))).toEqual(['root', 'root', undefined, 1]);
    expect(config!.varNames('shop')).toEqual(['x', 'y', 'a', 'b', 'lib']);
    expect(config!.cliVars).toEqual({ x: 1, y: [2] });
  });

  it('of --vars and vars.yml are there while the project file is rendered', () => {
    const text = `${PROJECT}models: {+schema: "{{ var('s') }}", +alias: "{{ var('t', 'u') }}"}\n`;
    const { config } = load(shop(text, { 'vars.yml': 'vars: {s: file, t: file}\n' }), {
      options: { vars: { t: 'call' } },
    });
    expect(config?.root.configTrees.models).toEqual({ '+schema': 'file', '+alias': 'call' });
    expect(config?.lookupVar('s', 'shop')).toEqual({ value: 'file' });
    expect(load(shop(`${PROJECT}vars: {a: 1}\n`, { 'vars.yml': 'vars: {b: 1}\n' })).problems).toEqual([
      'VAR003 dbt_project.yml:3:1 vars',
    ]);
  });

  it.each([
    ['[1]', 'VAR002 --vars:1:1 [1]'],
    ['abc', 'VAR002 --vars:1:1 abc'],
    ['{a: b', 'YML001 --vars:1:6 '],
  ])('--vars %j', (vars, problem) => {
    expect(load(shop(PROJECT), { options: { vars } }).problems).toEqual([problem]);
  });
});

describe('.env', () => {
  it('is read as python-dotenv reads it', () => {
    const text = `# c
A=1
B = two words
export C="x y"
D='single $A \${A}'
E="dbl \${A} \\n end"
F=\${A}_\${NOPE:-dflt}_\${NOPE}
G=plain # comment
H=a#b
I=
J
K="multi
line"
L='it\\'s'
'N q'=5
P="a" # c
Q=$A
`;
    expect(parseDotenv(text, {})).toEqual({
      A: '1',
      B: 'two words',
      C: 'x y',
      D: 'single $A 1',
      E: 'dbl 1 \n end',
      F: '1_dflt_',
      G: 'plain',
      H: 'a#b',
      I: '',
      K: 'multi\nline',
      L: "it's",
      'N q': '5',
      P: 'a',
      Q: '$A',
    });
  });

  it('stands behind the environment, in the current folder or above', () => {
    const folder = shop(PROJECT, { '.env': 'A=file\nB=file\nDBT_TARGET=prod\n', 'models/x.sql': '' });
    const { config } = load(folder, { cwd: 'models', env: { A: 'process' } });
    expect([config?.env.A, config?.env.B, config?.profile.targetName]).toEqual(['process', 'file', 'prod']);
    expect(load(shop(PROJECT, { '.env/bin/python': '' })).problems).toEqual([]);
  });
});

describe('flags', () => {
  const withFlags = (flags: string) => shop(`${PROJECT}flags: ${flags}\n`);

  it('come from the project, the environment and options, in this order', () => {
    const folder = withFlags(
      '{fail_fast: true, printer_width: 100, log_level: error, require_ref_searches_node_package_before_root: true}',
    );
    const flags = load(folder).config!.flags;
    expect(flags).toMatchObject({
      failFast: true,
      printerWidth: 100,
      logLevel: 'error',
      logLevelFile: 'error',
      partialParse: true,
      indirectSelection: 'eager',
    });
    expect(flags.behavior.require_ref_searches_node_package_before_root).toBe(true);
    expect(flags.behavior.validate_macro_args).toBe(true);
    const env = {
      DBT_FAIL_FAST: '0',
      DBT_ENGINE_PRINTER_WIDTH: '120',
      DBT_PRINTER_WIDTH: '7',
      DBT_FULL_REFRESH: 'true',
    };
    const fromEnv = load(folder, { env }).config!.flags;
    expect(fromEnv).toMatchObject({ failFast: false, printerWidth: 120, fullRefresh: true });
    expect(load(folder, { env: { ...env, QUERN_PRINTER_WIDTH: '5' } }).config!.flags.printerWidth).toBe(5);
    const options = { failFast: true, printerWidth: 60, warnErrorOptions: '{error: all, warn: [A]}' };
    const fromOptions = load(folder, { env, options }).config!.flags;
    expect(fromOptions).toMatchObject({
      failFast: true,
      printerWidth: 60,
      warnErrorOptions: { error: 'all', warn: ['A'], silence: [] },
    });
  });

  it('know what debug means', () => {
    expect(load(withFlags('{debug: true}')).config!.flags.logLevel).toBe('debug');
    expect(load(withFlags('{}'), { options: { debug: true } }).config!.flags.logLevel).toBe('debug');
  });

  it.each([
    ['{fail_fats: true}', 'FLG001 dbt_project.yml:3:9 fail_fats'],
    ['{fail_fast: 7}', 'FLG002 dbt_project.yml:3:9 fail_fast'],
    ['{log_level: loud}', 'FLG002 dbt_project.yml:3:9 log_level'],
    ['{warn_error_options: {error: 1}}', 'FLG002 dbt_project.yml:3:9 warn_error_options'],
  ])('%j', (flags, problem) => {
    expect(load(withFlags(flags)).problems).toContain(problem);
  });

  it('leave flags of adapters alone', () => {
    const { config, problems } = load(withFlags('{use_materialization_v2: true}'));
    expect(problems).toEqual([]);
    expect(config?.flags.behavior.use_materialization_v2).toBe(true);
  });

  it('refuse an environment that makes no sense', () => {
    const { problems, messages } = load(shop(PROJECT), { env: { DBT_FAIL_FAST: 'maybe' } });
    expect(problems).toEqual(['ENV003']);
    expect(messages[0]).toContain('DBT_FAIL_FAST');
  });
});
