import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, load, PROFILES, PROJECT } from './support.js';

const shop = (files: Readonly<Record<string, string>>) =>
  folderOf({ 'dbt_project.yml': PROJECT, 'profiles.yml': PROFILES, ...files });
const list = (answer: ReturnType<typeof load>) => answer.config?.packages.map((p) => [p.name, p.dependencies]);

describe('packages', () => {
  it('that are local are loaded where they stand, recursively', () => {
    const folder = shop({
      'packages.yml': "packages: [{local: libs/a}, {local: \"{{ env_var('B', 'libs/b') }}\"}]\n",
      'libs/a/dbt_project.yml': 'name: a\nmacro-paths: ["{{ \'x\' }}"]\n',
      'libs/a/packages.yml': 'packages: [{local: ../c}]\n',
      'libs/b/dbt_project.yml': 'name: b\nunknown-key: 1\n',
      'libs/b/dependencies.yml': 'packages: [{local: ../c}]\n',
      'libs/c/dbt_project.yml': 'name: c\n',
    });
    const answer = load(folder);
    expect(answer.problems).toEqual([]);
    expect(list(answer)).toEqual([
      ['a', ['c']],
      ['c', []],
      ['b', ['c']],
    ]);
    expect(answer.config?.root.dependencies).toEqual(['a', 'b']);
    expect(answer.config?.packages[0]).toMatchObject({
      isRoot: false,
      root: join(folder, 'libs/a'),
      paths: { macros: ['x'] },
    });
    expect(answer.config?.packages[0]?.file.path).toBe('libs/a/dbt_project.yml');
  });

  it('that are installed are loaded, listed or not', () => {
    const answer = load(
      shop({
        'packages.yml': 'packages: [{package: acme/ledger, version: 1.0.0}]\n',
        'dbt_packages/dbt_utils/dbt_project.yml': 'name: dbt_utils\n',
        'dbt_packages/other/dbt_project.yml': 'name: other\n',
        'dbt_packages/__pycache__/x': '',
      }),
    );
    expect(answer.problems).toEqual([]);
    expect(list(answer)).toEqual([
      ['dbt_utils', []],
      ['other', []],
    ]);
  });

  it('that are both local and installed are one', () => {
    const folder = shop({
      'packages.yml': 'packages: [{local: lib}]\n',
      'lib/dbt_project.yml': 'name: lib\n',
      'dbt_packages/x': '',
    });
    symlinkSync(join(folder, 'lib'), join(folder, 'dbt_packages/lib'));
    expect(list(load(folder))).toEqual([['lib', []]]);
  });

  it.each([
    ['packages.yml', 'packages: [{package: acme/ledger, version: 1.0.0}]\n', 'PKG002 packages.yml:1:22 acme/ledger'],
    [
      'packages.yml',
      'packages: [{git: "https://example.org/x.git"}]\n',
      'PKG002 packages.yml:1:18 "https://example.org/x.git"',
    ],
    ['packages.yml', 'packages: [{local: nowhere}]\n', 'PKG003 packages.yml:1:20 nowhere'],
    ['packages.yml', 'packages: [{version: 1.0.0}]\n', 'PKG005 packages.yml:1:12 {version: 1.0.0}'],
    ['packages.yml', 'packages: [{local: ., revison: x}]\n', 'YML020 packages.yml:1:23 revison'],
    ['dependencies.yml', 'packages: [{package: a/b, version: [">=1.0.0"]}]\n', 'PKG002 dependencies.yml:1:22 a/b'],
  ])('%s: %j', (file, text, problem) => {
    expect(load(shop({ [file]: text })).problems).toContain(problem);
  });

  it('of one name are refused', () => {
    const answer = load(
      shop({
        'packages.yml': 'packages: [{local: a}, {local: b}]\n',
        'a/dbt_project.yml': 'name: lib\n',
        'b/dbt_project.yml': 'name: lib\n',
      }),
    );
    expect(answer.problems).toEqual(['PKG001 packages.yml:1:32 b']);
    expect(answer.messages[0]).toBe("Two packages are named 'lib': a and b");
    expect(load(shop({ 'packages.yml': 'packages: [{local: a}]\n', 'a/dbt_project.yml': PROJECT })).problems).toEqual([
      'PKG001 packages.yml:1:20 a',
    ]);
  });

  it('may stand in one file only', () => {
    const files = { 'packages.yml': 'packages: []\n', 'dependencies.yml': 'packages: []\n' };
    expect(load(shop(files)).problems).toEqual(['PKG004 dependencies.yml:1:1 packages']);
  });

  it('are not asked for by commands that do without', () => {
    const folder = shop({ 'packages.yml': 'packages: [{package: a/b, version: 1.0.0}]\n' });
    expect(load(folder, { load: { requirePackages: false } }).problems).toEqual([]);
  });
});
