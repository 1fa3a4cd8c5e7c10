import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../compiler/base/source.js';
import { parseYaml } from '../../../compiler/base/yaml/index.js';
import type { PackageKind, PackageSpec } from '../../../compiler/config/project/package-specs.js';
import { hashOfSpecs, lockText } from '../../../compiler/deps/lock.js';
import type { Resolved } from '../../../compiler/deps/resolve/resolve.js';

function specs(yaml: string): PackageSpec[] {
  const file = new SourceFile('packages.yml', yaml);
  const list = parseYaml(file).value as Record<string, string>[];
  return list.map((entry) => {
    const kind = (['package', 'git', 'local', 'tarball', 'private'] as PackageKind[]).find((key) => key in entry)!;
    const span = { file, start: 0, end: 0 };
    return { kind, location: entry[kind]!, entry, unrendered: entry, name: entry.name, span, file: 'packages.yml' };
  });
}

describe('the hash of a list', () => {
  // As `dbt deps` of dbt 1.12 writes it.
  it.each(recorded())('of %j is dbt’s', (yaml, expected) => {
    expect(hashOfSpecs(specs(yaml))).toBe(expected);
  });
});

function recorded(): [string, string][] {
  return [
    ['[]', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    ['[{package: a/b, version: 1.0.0}]', 'fbe59819b389dd3c16eebc554e4ec5b3ce2924bc'],
    [
      "[{package: a/b, version: ['>=1.0.0', '<2.0.0'], install_prerelease: true}, {package: c/d, version: 1.0.0}]",
      '39303c1c2d9e074e83a84c0c2aae4a7aea693c79',
    ],
    ['[{package: c/d, version: 1.0.0}, {package: a/b, version: 1.0.0}]', 'ab9ab3bb80941f1e362fed288e30cefb0b52cbc9'],
    [
      '[{package: a/b, version: 1}, {package: a/c, version: 1.10}, {package: a/d, version: 2.0}, {package: a/e, version: [1.1, 2]}]',
      '3b7b297d2b9dd5ed9ebf8a43591b92aebbd4517d',
    ],
    ["[{git: 'https://x/y', revision: 1.10, warn-unpinned: false}]", 'dbe9d087a2424c057e51e64a1b159e997c7f2994'],
    ["[{git: 'https://x/y', revision: 11, subdirectory: a/b, name: foo}]", 'd243959bd0e9b5c02e3206ac0b4783d64c91f7cb'],
    ["[{git: 'https://x/y', revision: null}, {git: 'https://x/ü😀'}]", '0a47347aac9cfe800764156f99b237486480646a'],
    ['[{private: x/y, revision: main, provider: github}, {private: x/z}]', '5e9d6ca7fd4c1501c02b3a0f1281fbbb6cbde161'],
    ["[{local: ../x}, {tarball: 'https://x/y.tar.gz', name: foo}]", '199a81e1edd9f8febef64bd489ff630c482c170f'],
  ];
}

describe('a lock', () => {
  it('is written as dbt writes it, and read as what was written', () => {
    const wants = [{ by: 'this project', what: '', isPublic: false }];
    const git = {
      kind: 'git',
      url: 'x',
      subdirectory: undefined,
      warnUnpinned: true,
      isPrivate: false,
      provider: undefined,
      wants,
    } as const;
    const revision = '1'.repeat(40);
    const packages: Resolved[] = [
      {
        name: 'dbt_utils',
        pin: { kind: 'hub', package: 'dbt-labs/dbt_utils', version: '1.0.0', latest: '1.1.0', wants },
      },
      {
        name: 'kit',
        pin: { ...git, written: "https://{{ env_var('DBT_ENV_SECRET_T') }}@x/y", revision, subdirectory: 'a' },
      },
      { name: 'own', pin: { ...git, isPrivate: true, provider: 'github', written: 'acme/own', revision: 'abc' } },
      { name: 'far', pin: { kind: 'tarball', url: 'x', written: 'https://x/{{ 1 }}: #y', name: 'far', wants } },
      { name: 'near', pin: { kind: 'local', path: '../ne ar', wants } },
    ];
    const text = lockText(packages, '0'.repeat(40), (written) => written.replace('x/y', '*****'));
    expect(text).toBe(`packages:
  - name: dbt_utils
    package: dbt-labs/dbt_utils
    version: 1.0.0
  - git: https://{{ env_var('DBT_ENV_SECRET_T') }}@*****
    name: kit
    revision: '${revision}'
    subdirectory: a
  - name: own
    private: acme/own
    provider: github
    revision: abc
  - name: far
    tarball: 'https://x/{{ 1 }}: #y'
  - local: ../ne ar
    name: near
sha1_hash: '${'0'.repeat(40)}'
`);
    expect(parseYaml(new SourceFile('lock', text)).value).toMatchObject({ packages: [{}, { revision }, {}, {}, {}] });
  });
});
