import { describe, expect, it } from 'vitest';
import { hiderOf } from '../../../compiler/deps/hide.js';
import { privateAddress } from '../../../compiler/deps/sources/private.js';

const address = (name: string, provider?: string, repositories?: unknown): string =>
  privateAddress(
    name,
    provider,
    repositories ? { DBT_ENV_PRIVATE_GIT_PROVIDER_INFO: JSON.stringify(repositories) } : {},
  );
const GITHUB = { org: 'acme', url: 'https://{token}@github.com/acme/{repo}.git', token: 's3cr3t', provider: 'github' };
const GROUPS = {
  org: 'acme',
  url: 'https://oauth2:{token}@gitlab.com/acme/{group}/{repo}.git',
  token: 't',
  provider: 'gitlab',
};
const AZURE = {
  org: 'acme',
  url: 'https://{token}@dev.azure.com/acme/{project}/_git/{repo}',
  token: 't',
  provider: 'ado',
};
const OLD_AZURE = {
  ...AZURE,
  url: 'https://{token}@dev.azure.com/acme/team/_git/{repo}',
  provider: 'azure_active_directory',
};

describe('the address of a private package', () => {
  it.each([
    ['acme/kit', undefined, 'git@github.com:acme/kit.git'],
    ['acme/kit', 'gitlab', 'git@gitlab.com:acme/kit.git'],
    ['acme/team/kit', 'gitlab', 'git@gitlab.com:acme/team/kit.git'],
    ['acme/team/kit', 'ado', 'git@ssh.dev.azure.com:v3/acme/team/kit'],
    ['acme/team/kit', 'azure_devops', 'git@ssh.dev.azure.com:v3/acme/team/kit'],
  ])('%s of %s is reached by ssh', (name, provider, expected) => {
    expect(address(name, provider)).toBe(expected);
  });

  it.each([
    ['acme/kit', undefined, [GITHUB], 'https://s3cr3t@github.com/acme/kit.git'],
    ['acme/a/b/kit', 'gitlab', [GITHUB, GROUPS], 'https://oauth2:t@gitlab.com/acme/a/b/kit.git'],
    ['acme/team/kit', 'ado', [AZURE], 'https://t@dev.azure.com/acme/team/_git/kit'],
    ['acme/team/kit', 'azure_devops', [AZURE], 'https://t@dev.azure.com/acme/team/_git/kit'],
    ['acme/kit', undefined, [OLD_AZURE], 'https://t@dev.azure.com/acme/team/_git/kit'],
    ['acme/kit', 'azure_active_directory', [OLD_AZURE], 'https://t@dev.azure.com/acme/team/_git/kit'],
  ])('%s of %s is that of the first repository that fits', (name, provider, repositories, expected) => {
    expect(address(name, provider, repositories)).toBe(expected);
  });

  it.each([
    ['kit', undefined, undefined],
    ['acme/kit', 'ado', undefined],
    ['acme/kit', 'bitbucket', undefined],
    ['-x/../kit', undefined, undefined],
    ['acme/kit.git@evil.org:x', undefined, undefined],
    ['other/kit', undefined, [GITHUB]],
    ['acme/kit', 'gitlab', [GITHUB]],
    ['acme/kit', 'gitlab', [GROUPS]],
    ['acme/kit', 'ado', [OLD_AZURE]],
    ['acme/kit', undefined, 'no list'],
  ])('%s of %s is not known', (name, provider, repositories) => {
    expect(() => address(name, provider, repositories)).toThrow(`No address is known for the private package`);
  });
});

it('tokens and passwords are hidden in what is shown', () => {
  const hide = hiderOf({ DBT_ENV_PRIVATE_GIT_PROVIDER_INFO: JSON.stringify([GITHUB]) });
  expect(hide('fatal: s3cr3t: https://me:pa55@host/x, ssh://git@host/x, git@host:x, https://host/a@b')).toBe(
    'fatal: *****: https://*****@host/x, ssh://git@host/x, git@host:x, https://host/a@b',
  );
});
