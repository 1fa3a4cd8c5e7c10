import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, load, PROFILES, PROJECT } from './support.js';

const shop = (project: string, more: Readonly<Record<string, string | Uint8Array>> = {}) =>
  folderOf({ 'dbt_project.yml': project, 'profiles.yml': PROFILES, ...more });

describe('the project file', () => {
  it('has defaults for what it does not say', () => {
    const folder = shop(PROJECT);
    const { config, problems } = load(folder);
    expect(problems).toEqual([]);
    expect(config?.root).toMatchObject({
      name: 'shop',
      version: null,
      root: folder,
      isRoot: true,
      targetPath: join(folder, 'target'),
      logPath: join(folder, 'logs'),
      packagesInstallPath: join(folder, 'dbt_packages'),
      cleanTargets: ['target'],
      quoting: {},
      onRunStart: [],
      queryComment: { comment: null, append: false },
      restrictAccess: false,
    });
    expect(config?.root.paths).toEqual({
      models: ['models'],
      seeds: ['seeds'],
      macros: ['macros'],
      tests: ['tests'],
      analyses: ['analyses'],
      snapshots: ['snapshots'],
      functions: ['functions'],
      assets: [],
      docs: ['models', 'seeds', 'snapshots', 'analyses', 'macros', 'tests', 'functions'],
    });
  });

  it('is rendered, but for hooks, vars and the query comment', () => {
    const { config, problems } = load(
      shop(
        `name: shop
profile: shop
version: "1.{{ 1 + 1 }}"
on-run-start: "select '{{ target.name }}'"
on-run-end: ["{{ x }}"]
query-comment: {comment: "{{ node }}", append: true}
vars: {a: "{{ b }}"}
quoting: {project: true, identifier: false}
dispatch: [{macro_namespace: dbt_utils, search_order: [shop, dbt_utils]}]
models:
  +enabled: "{{ target.name == 'dev' }}"
  +meta: {since: 2024-01-31, n: "{{ 40 + 2 }}"}
  shop:
    +pre-hook: "{{ log('x') }}"
`,
      ),
    );
    expect(problems).toEqual([]);
    const root = config!.root;
    expect(root.version).toBe('1.2');
    expect(root.onRunStart).toEqual(["select '{{ target.name }}'"]);
    expect(root.onRunEnd).toEqual(['{{ x }}']);
    expect(root.queryComment).toEqual({ comment: '{{ node }}', append: true });
    expect(root.vars).toEqual({ a: '{{ b }}' });
    expect(root.quoting).toEqual({ database: true, identifier: false });
    expect(root.dispatch).toEqual([{ macroNamespace: 'dbt_utils', searchOrder: ['shop', 'dbt_utils'] }]);
    expect(root.configTrees.models).toEqual({
      '+enabled': true,
      '+meta': { since: '2024-01-31', n: 42 },
      shop: { '+pre-hook': "{{ log('x') }}" },
    });
    expect(root.unrenderedConfigTrees.models).toMatchObject({ '+enabled': "{{ target.name == 'dev' }}" });
  });

  it.each([
    ['query-comment:\n', null],
    ["query-comment: ''\n", null],
    ['query-comment: x\n', { comment: 'x', append: false }],
    ['query-comment: {append: true}\n', { comment: null, append: true }],
  ])('%j', (text, expected) => {
    expect(load(shop(PROJECT + text)).config?.root.queryComment).toEqual(expected);
  });

  it('is found above the current folder, as dbt finds it, and where --project-dir or the environment say', () => {
    const folder = shop(PROJECT);
    mkdirSync(join(folder, 'models/staging'), { recursive: true });
    expect(load(folder, { cwd: 'models/staging' }).config?.root.root).toBe(folder);
    const other = folderOf({ 'profiles.yml': PROFILES });
    expect(load(other, { options: { projectDir: folder } }).config?.root.root).toBe(folder);
    expect(load(other, { env: { DBT_PROJECT_DIR: folder } }).config?.root.root).toBe(folder);
    expect(load(other, { env: { DBT_PROJECT_DIR: '/nowhere', QUERN_PROJECT_DIR: folder } }).config?.root.root).toBe(
      folder,
    );
    const { problems, messages } = load(other);
    expect(problems).toEqual(['PRJ001']);
    expect(messages[0]).toContain('No project.yml or dbt_project.yml found in');
  });

  it('is project.yml rather than dbt_project.yml, if it is ours', () => {
    const both = shop(PROJECT, { 'project.yml': 'name: native\ntargets: {only: {type: duckdb}}\n' });
    expect(load(both).config?.root.name).toBe('native');
    expect(load(shop(PROJECT, { 'project.yml': 'something: else\n' })).config?.root.name).toBe('shop');
  });

  it.each([
    ['profile: shop\n', 'YML023 dbt_project.yml:1:1 profile: shop'],
    ['name: 1shop\nprofile: shop\n', 'PRJ005 dbt_project.yml:1:7 1shop'],
    ['name: model\nprofile: shop\n', 'PRJ005 dbt_project.yml:1:7 model'],
    [`${PROJECT}model-path: [m]\n`, 'YML021 dbt_project.yml:3:1 model-path'],
    [`${PROJECT}model-paths: {a: b}\n`, 'YML022 dbt_project.yml:3:14 {a: b}'],
    [`${PROJECT}source-paths: [a]\nmodel-paths: [b]\n`, 'PRJ008 dbt_project.yml:3:1 source-paths'],
    [`${PROJECT}dispatch: [{macro_namespace: a}]\n`, 'PRJ009 dbt_project.yml:3:12 {macro_namespace: a}'],
    [`${PROJECT}models:\n  shop:\n    +materialised: table\n`, 'CFG003 dbt_project.yml:5:5 +materialised'],
    [`${PROJECT}models:\n  shop:\n    enabeld: true\n`, 'CFG003 dbt_project.yml:5:5 enabeld'],
    [`${PROJECT}models: {+enabled: maybe}\n`, 'CFG004 dbt_project.yml:3:20 maybe'],
    [`${PROJECT}models: {+tags: 5}\n`, 'CFG004 dbt_project.yml:3:17 5'],
    [`${PROJECT}seeds: {shop: {meta: {a: 1}}}\n`, 'CFG005 dbt_project.yml:3:16 meta'],
    [`${PROJECT}require-dbt-version: [">=1.0.0", "<1.5.0"]\n`, 'PRJ006 dbt_project.yml:3:22 [">=1.0.0", "<1.5.0"]'],
    [`${PROJECT}require-dbt-version: "1.x"\n`, 'PRJ007 dbt_project.yml:3:22 "1.x"'],
    [`${PROJECT}require-dbt-version: [">1.0.0", "nope"]\n`, 'PRJ007 dbt_project.yml:3:33 "nope"'],
    [`${PROJECT}models: {+tags: "{{ var('x') }}"}\n`, "VAR001 dbt_project.yml:3:21 var('x')"],
    [`${PROJECT}models: {+tags: "{{ env_var('NOT_SET') }}"}\n`, "ENV001 dbt_project.yml:3:21 env_var('NOT_SET')"],
    [
      `${PROJECT}models: {+tags: "{{ env_var('DBT_ENV_SECRET_X') }}"}\n`,
      "ENV002 dbt_project.yml:3:21 env_var('DBT_ENV_SECRET_X')",
    ],
    [`${PROJECT}models: {+tags: "{{ 1 + }}"}\n`, expect.stringMatching(/^CFG001 dbt_project.yml:3:2\d/)],
    ['- a\n', 'PRJ004 dbt_project.yml:1:1 - a'],
  ])('%j is told at its place', (text, expected) => {
    expect(load(shop(text)).problems).toContainEqual(expected);
  });

  it('meets versions as dbt writes them', () => {
    for (const text of ['">=1.0.0"', '[">=1.3.0", "<2.0.0"]', '">=1.0.0,<2.0.0"', '"1.12.1"', '"=1.12.1"']) {
      expect(load(shop(`${PROJECT}require-dbt-version: ${text}\n`)).problems).toEqual([]);
    }
    const never = load(shop(`${PROJECT}require-dbt-version: [">2.0.0", "<1.0.0"]\n`));
    expect(never.messages[0]).toContain('can never be satisfied');
    expect(
      load(shop(`${PROJECT}require-dbt-version: ">=2.0.0"\n`), { options: { versionCheck: false } }).problems,
    ).toEqual([]);
  });

  it('that is no UTF-8 is told with the byte', () => {
    const bytes = new Uint8Array([...new TextEncoder().encode(`${PROJECT}# é\n# x`), 0xff, 0x0a]);
    const folder = folderOf({ 'dbt_project.yml': bytes, 'profiles.yml': PROFILES });
    const { problems, messages } = load(folder);
    expect(problems[0]).toMatch(/^PRJ003 dbt_project.yml:4:4/);
    expect(messages[0]).toContain('0xff');
  });
});

describe('selectors.yml', () => {
  it('is read by name', () => {
    const text =
      'selectors:\n  - {name: nightly, definition: {method: tag, value: "{{ target.name }}"}, default: true}\n';
    expect(load(shop(PROJECT, { 'selectors.yml': text })).config?.selectors).toEqual({
      nightly: { name: 'nightly', definition: { method: 'tag', value: 'dev' }, default: true },
    });
    expect(load(shop(PROJECT, { 'selectors.yml': 'selectors:\n  - {nam: x}\n' })).problems).toContain(
      'YML020 selectors.yml:2:6 nam',
    );
  });
});
