import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, load, PROFILES, PROJECT } from './support.js';

const shop = (profiles: string, project = PROJECT) =>
  folderOf({ 'dbt_project.yml': project, 'profiles.yml': profiles });

describe('profiles.yml', () => {
  it('gives the target, rendered', () => {
    const profiles = `shop:
  target: "{{ env_var('WHERE', 'dev') }}"
  outputs:
    dev: {type: duckdb, path: "{{ env_var('DB') }}", threads: "{{ 2 * 4 }}", port: "{{ env_var('PORT') | as_number }}"}
    broken: {type: duckdb, path: "{{ env_var('NOT_SET') }}"}
`;
    const { config, problems } = load(shop(profiles), { env: { DB: 'x.db', PORT: '5432' } });
    expect(problems).toEqual([]);
    expect(config?.profile).toMatchObject({
      profileName: 'shop',
      targetName: 'dev',
      adapterType: 'duckdb',
      threads: 8,
      output: { type: 'duckdb', path: 'x.db', threads: 8, port: 5432 },
    });
  });

  it('keeps secrets from templates and puts them in last', () => {
    const profiles =
      'shop: {target: dev, outputs: {dev: {type: duckdb, token: "a-{{ env_var(\'DBT_ENV_SECRET_T\') | upper }}-b"}}}\n';
    const project = `${PROJECT}models: {+meta: {keys: "{{ target.keys() | list }}"}}\n`;
    const { config } = load(shop(profiles, project), { env: { DBT_ENV_SECRET_T: 's3cret' } });
    expect(config?.profile.output.token).toBe('a-s3cret-b');
    expect(JSON.stringify(config?.root.configTrees)).not.toMatch(/s3cret|token/);
  });

  it('is looked for where dbt looks', () => {
    const elsewhere = folderOf({ 'profiles.yml': 'shop: {outputs: {default: {type: other}}}\n' });
    const home = folderOf({ '.dbt/profiles.yml': 'shop: {outputs: {default: {type: other, home: true}}}\n' });
    const bare = folderOf({ 'dbt_project.yml': PROJECT });
    expect(load(shop(PROFILES), { options: { profilesDir: elsewhere } }).config?.profile.targetName).toBe('default');
    expect(load(shop(PROFILES), { env: { DBT_PROFILES_DIR: elsewhere } }).config?.profile.adapterType).toBe('other');
    expect(load(shop(PROFILES), { env: { HOME: home } }).config?.profile.adapterType).toBe('duckdb');
    expect(load(bare, { env: { HOME: home } }).config?.profile.output.home).toBe(true);
    const { problems, messages } = load(bare, { env: { HOME: '/no/home' } });
    expect(problems).toEqual(['PRF002 dbt_project.yml:2:10 shop']);
    expect(messages[0]).toContain("Could not find profile named 'shop'");
    expect(messages[0]).toContain(`dbt looked for a profiles.yml file in ${bare}, ${join('/no/home', '.dbt')}`);
  });

  it('is overridden by options and the environment', () => {
    expect(load(shop(PROFILES), { options: { target: 'prod' } }).config?.profile.output.path).toBe('prod.db');
    expect(load(shop(PROFILES), { env: { DBT_TARGET: 'prod' } }).config?.profile.targetName).toBe('prod');
    expect(load(shop(PROFILES), { options: { threads: 9 } }).config?.profile.threads).toBe(9);
    expect(
      load(shop(`b: {outputs: {default: {type: other}}}\n${PROFILES}`), { options: { profile: 'b' } }).config?.profile
        .profileName,
    ).toBe('b');
  });

  it.each([
    ['other: {}\n', 'PRF003 dbt_project.yml:2:10 shop', "Could not find profile named 'shop'"],
    ['shopp: {outputs: {}}\n', 'PRF003 dbt_project.yml:2:10 shop', "Could not find profile named 'shop'"],
    ['', 'PRF008 profiles.yml:1:1 ', 'is empty'],
    ['shop:\n', 'PRF004 profiles.yml:1:1 shop', 'has no targets'],
    ['shop: {target: dev}\n', 'PRF004 profiles.yml:1:1 shop', 'has no outputs'],
    [
      'shop: {target: dve, outputs: {dev: {type: duckdb}}}\n',
      'PRF005 profiles.yml:1:16 dve',
      "does not have a target named 'dve'",
    ],
    [
      'shop: {outputs: {dev: {type: duckdb}}}\n',
      'PRF005 profiles.yml:1:1 shop',
      "does not have a target named 'default'",
    ],
    [
      'shop: {target: dev, outputs: {dev: {type: ducdkb}}}\n',
      'PRF007 profiles.yml:1:43 ducdkb',
      'Could not find adapter type ducdkb',
    ],
    ['shop: {target: dev, outputs: {dev: {path: x}}}\n', 'PRF006 profiles.yml:1:31 dev', "has no 'type'"],
    ['shop: {target: dev, outputs: {dev: {type: duckdb, threads: 0}}}\n', 'PRF006 profiles.yml:1:60 0', 'threads'],
    [
      'shop: {target: dev, outputs: {dev: {type: duckdb, path: "{{ env_var(\'MY_DB\') }}"}}}\n',
      "ENV001 profiles.yml:1:61 env_var('MY_DB')",
      "'MY_DB'",
    ],
  ])('%j', (profiles, problem, message) => {
    const answer = load(shop(profiles));
    expect(answer.problems).toContain(problem);
    expect(answer.messages.join('\n')).toContain(message);
    expect(answer.config).toBeUndefined();
  });

  it('suggests what is near', () => {
    expect(load(shop('shopp: {outputs: {}}\n')).hints).toContain("Did you mean 'shopp'?");
    expect(load(shop('shop: {target: devv, outputs: {dev: {type: duckdb}}}\n')).hints).toContain("Did you mean 'dev'?");
    expect(load(shop('shop: {target: dev, outputs: {dev: {type: ducdkb}}}\n')).hints).toContain(
      "Did you mean 'duckdb'?",
    );
  });

  it('need not be right for commands that connect to nothing', () => {
    const folder = folderOf({ 'dbt_project.yml': 'name: shop\n' });
    expect(load(folder).problems).toEqual(['PRF001 dbt_project.yml:1:1 name']);
    expect(load(folder, { load: { requireProfile: false } }).config?.profile.adapterType).toBe('');
  });
});

describe('targets in project.yml', () => {
  const native = (text: string) => folderOf({ 'project.yml': `name: shop\n${text}` });

  it('need no profiles.yml', () => {
    const { config, problems } = load(native('targets:\n  dev: {type: duckdb, path: x.db}\n'));
    expect(problems).toEqual([]);
    expect(config?.profile).toMatchObject({ profileName: 'shop', targetName: 'dev', output: { path: 'x.db' } });
    const several = "target: \"{{ env_var('T', 'b') }}\"\noutputs: {a: {type: duckdb}, b: {type: other}}\n";
    expect(load(native(several)).config?.profile.targetName).toBe('b');
    expect(load(native(several), { options: { target: 'a' } }).config?.profile.adapterType).toBe('duckdb');
    expect(load(native(several), { options: { target: 'c' } }).problems).toEqual(['PRF005 project.yml:3:1 outputs']);
  });

  it('are not those of another profile that is asked for', () => {
    const folder = native('targets: {dev: {type: duckdb}}\n');
    expect(load(folder, { options: { profile: 'shop' } }).config?.profile.targetName).toBe('dev');
    expect(load(folder, { options: { profile: 'other' }, env: { HOME: '/no/home' } }).problems[0]).toMatch(/^PRF002/);
  });

  it('may use secrets', () => {
    const folder = native('targets: {dev: {type: duckdb, token: "{{ env_var(\'DBT_ENV_SECRET_T\') }}"}}\n');
    expect(load(folder, { env: { DBT_ENV_SECRET_T: 'abc' } }).config?.profile.output.token).toBe('abc');
  });
});
