import { describe, expect, it } from 'vitest';
import { addPackage, parseNewPackage } from '../../../compiler/deps/add-package.js';

describe('a package to add', () => {
  it.each([
    ['dbt-labs/dbt_utils@1.0.0', 'dbt-labs/dbt_utils', '1.0.0'],
    ['dbt-labs/dbt_utils@>=1.0.0,<2.0.0', 'dbt-labs/dbt_utils', '>=1.0.0,<2.0.0'],
    ['dbt-labs/dbt_utils', 'dbt-labs/dbt_utils', undefined],
    ['https://github.com/a/b.git@feature/x', 'https://github.com/a/b.git', 'feature/x'],
    ['git@github.com:a/b.git@v1', 'git@github.com:a/b.git', 'v1'],
    ['git@github.com:a/b.git', 'git@github.com:a/b.git', undefined],
    ['ssh://git@host/a/b', 'ssh://git@host/a/b', undefined],
    ['../near', '../near', undefined],
  ])('%s', (text, name, version) => {
    expect(parseNewPackage(text)).toEqual({ name, version });
  });
});

describe('a list with one more', () => {
  const add = (text: string, name: string, version?: string, source: 'hub' | 'git' | 'local' = 'hub') =>
    addPackage(text, { name, version }, source);

  it('keeps what else stands in it', () => {
    const text = '# ours\npackages:\n  - package: a/b # b\n    version: [">=1.0.0", "<2.0.0"]\n';
    expect(add(text, 'dbt-labs/dbt_utils', '1.0.0')?.text).toBe(
      `${text}  - package: dbt-labs/dbt_utils\n    version: 1.0.0\n`,
    );
  });

  it('is made where there is none', () => {
    expect(add('', 'a/b', '>=1.0.0,<2.0.0')?.text).toBe(
      'packages:\n  - package: a/b\n    version:\n      - ">=1.0.0"\n      - <2.0.0\n',
    );
    expect(add('packages:\n', 'https://x/y.git', 'v1', 'git')?.text).toBe(
      'packages:\n  - git: https://x/y.git\n    revision: v1\n',
    );
    expect(add('packages: []\n', '../near', undefined, 'local')?.text).toBe('packages:\n  - local: ../near\n');
  });

  it('has the package once, from wherever it came', () => {
    const text =
      'packages:\n  - git: https://github.com/dbt-labs/dbt-utils.git\n    warn-unpinned: false\n  - package: dbt-labs/dbt_utils_extra\n    version: 1.0.0\n';
    const answer = add(text, 'dbt-labs/dbt_utils', '1.1.0');
    expect(answer?.removed).toEqual([{ git: 'https://github.com/dbt-labs/dbt-utils.git', 'warn-unpinned': false }]);
    expect(answer?.text).toContain('dbt_utils_extra');
    expect(answer?.text).not.toContain('dbt-utils.git');
  });

  it('is not made of something else', () => {
    expect(add('packages: 1\n', 'a/b', '1.0.0')).toBeUndefined();
    expect(add('- a\n', 'a/b', '1.0.0')).toBeUndefined();
    expect(add('packages: [\n', 'a/b', '1.0.0')).toBeUndefined();
  });
});
