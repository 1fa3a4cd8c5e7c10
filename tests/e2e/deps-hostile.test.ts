import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CliAnswer, quernAsync } from './cli.js';
import { startGitServer } from './packages/git-server.js';
import { type HubServer, startHub } from './packages/hub.js';
import { Repository } from './packages/repository.js';
import { tarball } from './packages/tar.js';
import { writeProject } from './project.js';

const SECRET = 'hunter2-very-secret';
const evil = new Repository();
const PACKAGES = {
  'evil/path': { '1.0.0': { name: '../../evil' } },
  'evil/climbs': {
    '1.0.0': {
      archive: [
        { path: 'climbs-1.0.0/dbt_project.yml', body: 'name: climbs\n' },
        { path: '../../../evil', body: 'x' },
      ],
    },
  },
  'evil/spreads': {
    '1.0.0': {
      archive: [
        { path: 'a/x', body: 'x' },
        { path: 'b/x', body: 'x' },
      ],
    },
  },
  'evil/links': {
    '1.0.0': {
      archive: [
        { path: 'links-1.0.0/dbt_project.yml', body: 'name: links\n' },
        { path: 'links-1.0.0/models', type: '2', target: '/etc' },
      ],
    },
  },
  'evil/local': { '1.0.0': { packages: [{ local: '/etc' }, { git: evil.url, revision: 'v1' }] } },
  'evil/asks': { '1.0.0': { packages: [{ git: '--upload-pack=touch evil', revision: 'v1' }] } },
};

let hub: HubServer;
let base: string;
let dir: string;
beforeAll(async () => {
  hub = await startHub(PACKAGES, { 'labs/old': {} });
  evil.commit({
    'dbt_project.yml': 'name: thief\n',
    'packages.yml': `packages:\n  - git: "http://127.0.0.1:1/{{ env_var('DBT_ENV_SECRET_TOKEN') }}"\n`,
  });
  evil.git('tag', 'v1');
  symlinkSync('/etc/passwd', join(evil.folder, 'link'));
  evil.git('config', 'core.symlinks', 'true');
  evil.commit({ 'packages.yml': '' });
  evil.git('tag', 'v2');
});
afterAll(async () => {
  await hub.close();
  rmSync(evil.folder, { recursive: true, force: true });
});
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'quern-hostile-'));
  dir = join(base, 'a/project');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const deps = (args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<CliAnswer> =>
  quernAsync(dir, ['deps', ...args], { DBT_PACKAGE_HUB_URL: hub.url, DBT_ENV_SECRET_TOKEN: SECRET, ...env });
const project = (packages: string, files: Readonly<Record<string, string>> = {}): void =>
  writeProject(dir, { 'packages.yml': packages, ...files });
/** Whether anything was written beside the project, or `evil` anywhere. */
const harm = (): string[] =>
  readdirSync(base, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.includes('evil') || !/^a(\/project|$)/.test(path),
  );

describe('a package of the hub', () => {
  it.each([
    ['evil/path', 'is no name of a package'],
    ['evil/climbs', 'leads out of it'],
    ['evil/spreads', 'not one folder'],
    ['evil/local', 'a folder of this machine'],
    ['evil/asks', 'does not begin with a dash'],
    ['../../etc/passwd', 'owner/name'],
    ['evil/..', 'owner/name'],
    ['evil/x?y=1', 'owner/name'],
  ])('%s is refused', async (name, problem) => {
    project(`packages:\n  - {package: "${name}", version: 1.0.0}\n`);
    const answer = await deps();
    expect(answer.output).toContain(problem);
    expect(answer.code).toBe(2);
    expect(existsSync(join(dir, 'dbt_packages'))).toBe(false);
    expect(harm()).toEqual([]);
  });

  it('brings no links', async () => {
    project('packages:\n  - {package: evil/links, version: 1.0.0}\n');
    const answer = await deps();
    expect(answer.code).toBe(0);
    expect(answer.output).toContain('1 link in links left out');
    expect(readdirSync(join(dir, 'dbt_packages/links'))).toEqual(['dbt_project.yml']);
  });

  it('cannot have a secret sent elsewhere by what it asks for', async () => {
    const open = await startHub({ 'evil/thief': { '1.0.0': { packages: [{ git: evil.url, revision: 'v1' }] } } });
    project('packages:\n  - {package: evil/thief, version: 1.0.0}\n');
    const answer = await quernAsync(dir, ['deps'], { DBT_PACKAGE_HUB_URL: open.url, DBT_ENV_SECRET_TOKEN: SECRET });
    await open.close();
    expect(answer.code).toBe(2);
    expect(answer.output).toContain('Packages that anybody can publish read no secrets');
  });
});

describe('a repository', () => {
  it.each([
    ['{git: "--upload-pack=touch evil"}', 'does not begin with a dash'],
    ['{git: "ext::sh -c touch% evil"}', 'remote helpers'],
    ['{git: "ssh://-oProxyCommand=touch%20evil/x"}', 'does not begin with a dash'],
    [`{git: "${evil.url}", revision: "--output=evil"}`, 'is no branch, tag or commit'],
    [`{git: "${evil.url}", revision: v2, subdirectory: "../.."}`, 'is none of the repository'],
    [`{git: "${evil.url}", revision: v2, subdirectory: "nowhere"}`, "no folder 'nowhere'"],
  ])('%s is refused', async (entry, problem) => {
    project(`packages:\n  - ${entry}\n`);
    const answer = await deps();
    expect(answer.output).toContain(problem);
    expect(answer.code).toBe(2);
    expect(harm()).toEqual([]);
  });

  it('brings no links', async () => {
    project(`packages:\n  - {git: "${evil.url}", revision: v2}\n`);
    expect((await deps()).output).toContain('1 link in thief left out');
    expect(readdirSync(join(dir, 'dbt_packages/thief')).sort()).toEqual(['dbt_project.yml', 'packages.yml']);
  });

  it('is fetched whatever repository quern is called in', async () => {
    project(`packages:\n  - {git: "${evil.url}", revision: v2}\n`);
    mkdirSync(join(dir, 'hook'));
    const answer = await deps([], { GIT_DIR: join(dir, 'hook'), GIT_WORK_TREE: dir, GIT_INDEX_FILE: 'x' });
    expect(answer.code).toBe(0);
  });
});

describe('secrets', () => {
  it('are used, but neither shown nor written down', async () => {
    const calls: (string | undefined)[] = [];
    const files = [{ path: 'kit/dbt_project.yml', body: 'name: kit\n' }];
    const server = createServer((request, response) => {
      calls.push(request.headers.authorization);
      if (request.url === '/fails') response.writeHead(404).end();
      else response.end(tarball(files));
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const port = (server.address() as AddressInfo).port;
    const written = `http://me:{{ env_var('DBT_ENV_SECRET_TOKEN') }}@127.0.0.1:${port}`;
    project(`packages:\n  - {tarball: "${written}/kit.tar.gz", name: kit}\n`);
    const answer = await deps(['--debug']);
    expect(answer.code, answer.output).toBe(0);
    expect(calls).toEqual([`Basic ${Buffer.from(`me:${SECRET}`).toString('base64')}`]);
    expect(readFileSync(join(dir, 'package-lock.yml'), 'utf8')).toContain(`tarball: ${written}/kit.tar.gz`);
    // What is locked is rendered, too.
    expect((await deps()).code).toBe(0);
    project(`packages:\n  - {tarball: "${written}/fails", name: kit}\n`);
    const failed = await deps();
    expect(failed.output).toContain('the server answered 404');
    server.close();
    project(`packages:\n  - git: http://token:${SECRET}@127.0.0.1:${port}/x.git\n`);
    const refused = await deps(['--debug']);
    expect(refused.code).toBe(2);
    for (const { output } of [answer, failed, refused]) {
      expect(output).not.toContain(SECRET);
      expect(output).not.toMatch(/me:/);
    }
    expect(readFileSync(join(dir, 'logs/dbt.log'), 'utf8')).not.toContain(SECRET);
  });

  it('open repositories that are not public', async () => {
    const server = await startGitServer(evil.folder, `token:${SECRET}`);
    const address = `@${server.host}/${basename(evil.folder)}/.git`;
    const written = `http://token:{{ env_var('DBT_ENV_SECRET_TOKEN') }}${address}`;
    project(`packages:\n  - {git: "${written}", revision: v2}\n`);
    const answer = await deps(['--debug']);
    expect(answer.code, answer.output).toBe(0);
    expect(readFileSync(join(dir, 'package-lock.yml'), 'utf8')).toContain(`git: ${written}\n`);
    expect((await deps()).code).toBe(0);
    project(`packages:\n  - {git: "http://${server.host}/${basename(evil.folder)}/.git", revision: v2}\n`);
    const refused = await deps();
    server.close();
    expect(refused.code).toBe(2);
    expect(refused.output).toContain('need a login');
    expect(answer.output).not.toContain(SECRET);
  });

  it('of a provider of private repositories are not shown', async () => {
    const info = [
      { org: 'acme', url: 'http://{token}@127.0.0.1:1/acme/{repo}.git', token: 'pr1vate', provider: 'github' },
    ];
    project('packages:\n  - {private: acme/kit, revision: v1}\n');
    const answer = await deps(['--debug'], { DBT_ENV_PRIVATE_GIT_PROVIDER_INFO: JSON.stringify(info) });
    expect(answer.code).toBe(2);
    expect(answer.output).toContain('127.0.0.1:1/acme/kit.git');
    expect(answer.output).not.toContain('pr1vate');
  });
});

describe('the folder of packages', () => {
  it('is not the project, nor above it', async () => {
    for (const path of ['.', '..', 'other']) {
      project('packages:\n  - local: near\n', {
        'dbt_project.yml': `name: shop\nprofile: shop\npackages-install-path: ${path}\n`,
        'near/dbt_project.yml': 'name: near\n',
        'other/dbt_project.yml': 'name: other\n',
      });
      const answer = await deps();
      expect(answer.output).toContain('holds a project');
      expect(answer.code).toBe(2);
      expect(existsSync(join(dir, 'near/dbt_project.yml'))).toBe(true);
    }
  });

  it('may be a link', async () => {
    project('packages:\n  - local: near\n', { 'near/dbt_project.yml': 'name: near\n' });
    mkdirSync(join(dir, 'elsewhere'));
    writeFileSync(join(dir, 'elsewhere/old'), '');
    symlinkSync('elsewhere', join(dir, 'dbt_packages'));
    expect((await deps()).code).toBe(0);
    expect(readdirSync(join(dir, 'elsewhere'))).toEqual(['near']);
  });
});

describe('a list that is extended', () => {
  it('keeps its comments, and is as it was if that fails', async () => {
    const before = '# ours\npackages:\n  - local: near\n';
    project(before, { 'near/dbt_project.yml': 'name: near\n' });
    const failed = await deps(['--add-package', 'evil/none@1.0.0']);
    expect(failed.code).toBe(2);
    expect(readFileSync(join(dir, 'packages.yml'), 'utf8')).toBe(before);
    expect((await deps(['--add-package', 'evil/links'])).output).toContain('Version is required in --add-package');
    const added = await deps(['--add-package', 'evil/links@1.0.0']);
    expect(added.output).toContain(`Added new package evil/links@1.0.0 to ${dir}/packages.yml`);
    expect(readFileSync(join(dir, 'packages.yml'), 'utf8')).toBe(
      `${before}  - package: evil/links\n    version: 1.0.0\n`,
    );
    const twice = await deps(['--add-package', 'evil/links@>=1.0.0']);
    expect(twice.output).toContain("removing: {'package': 'evil/links', 'version': '1.0.0'}");
  });

  it('is dependencies.yml where packages are listed there', async () => {
    writeProject(dir, { 'dependencies.yml': 'packages: []\n', 'near/dbt_project.yml': 'name: near\n' });
    expect((await deps(['--add-package', 'near', '--source', 'local'])).code).toBe(0);
    expect(readFileSync(join(dir, 'dependencies.yml'), 'utf8')).toContain('- local: near');
    expect(existsSync(join(dir, 'packages.yml'))).toBe(false);
  });
});
