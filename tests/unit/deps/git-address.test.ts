import { describe, expect, it } from 'vitest';
import { checkGitAddress, checkRevision, subdirectoryPath } from '../../../compiler/deps/sources/git-address.js';
import { environmentOf } from '../../../compiler/deps/sources/git-command.js';

describe('an address of a repository', () => {
  it.each([
    'https://github.com/dbt-labs/dbt-utils.git',
    'https://token@github.com/dbt-labs/dbt-utils',
    'http://127.0.0.1:8080/x',
    'git@github.com:dbt-labs/dbt-utils.git',
    'github.com:dbt-labs/dbt-utils',
    'git@ssh.dev.azure.com:v3/org/project/repo',
    'ssh://git@host:22/x',
    'git://host/x',
    'file:///srv/x',
    '/srv/x',
  ])('%s is fetched from', (address) => {
    expect(() => checkGitAddress(address)).not.toThrow();
  });

  it.each([
    '--upload-pack=touch /tmp/evil',
    '-u',
    'ext::sh -c touch% /tmp/evil',
    'fd::17',
    'transport::address',
    'ssh://-oProxyCommand=touch/x',
    'ssh://git@-oProxyCommand=touch/x',
    '-oProxyCommand=touch:x',
    'git@-oProxyCommand=touch:x',
    'ftp://host/x',
    'javascript://x',
    'https://host/\nx',
    'nothing',
    '',
  ])('%j is refused', (address) => {
    expect(() => checkGitAddress(address)).toThrow();
  });
});

describe('a revision', () => {
  it.each(['main', 'v1.0.0', 'feature/x-1', '1.0', 'a'.repeat(40), 'HEAD'])('%s is asked for', (revision) => {
    expect(() => checkRevision('x', revision)).not.toThrow();
  });
  it.each([
    '--upload-pack=x',
    '-x',
    '',
    'a b',
    'a..b',
    'a:b',
    'a^',
    'a~1',
    '*',
    'a\0',
    '@{1}',
    'a\\b',
    '/a',
    'a.lock',
    '[a]',
  ])('%j is refused', (revision) => {
    expect(() => checkRevision('x', revision)).toThrow('is no branch, tag or commit');
  });
});

describe('a subdirectory', () => {
  it('is a path in the repository', () => {
    expect(subdirectoryPath('x', './a//b/')).toBe('a/b');
    expect(subdirectoryPath('x', '.')).toBeUndefined();
    expect(subdirectoryPath('x', undefined)).toBeUndefined();
  });
  it.each(['..', 'a/../../b', '/etc', 'C:\\x', 'a\\b', 'a\0'])('%j is refused', (path) => {
    expect(() => subdirectoryPath('x', path)).toThrow('none of the repository');
  });
});

it('git is called without the repository that quern is called in, and cannot ask', () => {
  const env = environmentOf({
    GIT_DIR: '/x',
    GIT_WORK_TREE: '/x',
    GIT_CONFIG_COUNT: '1',
    GIT_SSH_COMMAND: 'ssh -i key',
    PATH: '/bin',
  });
  expect(env).toMatchObject({ GIT_SSH_COMMAND: 'ssh -i key', PATH: '/bin', GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: '' });
  expect(Object.keys(env).filter((key) => /DIR|TREE|COUNT/.test(key))).toEqual(['GIT_CONFIG_COUNT']);
});
