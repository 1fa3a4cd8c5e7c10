import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CliAnswer, quernAsync } from './cli.js';
import { type HubServer, startHub } from './packages/hub.js';
import { Repository } from './packages/repository.js';
import { writeProject } from './project.js';
import { Running } from './running.js';

const PACKAGES = {
  'labs/utils': {
    '1.0.0': { files: { 'macros/one.sql': "{% macro one() %}'1.0'{% endmacro %}" } },
    '1.1.0': { files: { 'macros/one.sql': "{% macro one() %}'1.1'{% endmacro %}" } },
    '1.2.0': { files: { 'macros/one.sql': "{% macro one() %}'1.2'{% endmacro %}" }, requires: '>=9.0.0' },
    '1.3.0-rc1': { files: { 'macros/one.sql': "{% macro one() %}'1.3'{% endmacro %}" } },
  },
  'labs/dates': { '0.1.0': { packages: [{ package: 'labs/utils', version: ['>=1.0.0', '<1.1.0'] }] } },
  'labs/circle': { '1.0.0': { packages: [{ package: 'labs/back', version: '1.0.0' }] } },
  'labs/back': { '1.0.0': { packages: [{ package: 'labs/circle', version: '1.0.0' }] } },
  'labs/local': { '1.0.0': { packages: [] } },
  'other/utils': { '2.0.0': {} },
};

let hub: HubServer;
let dir: string;
beforeAll(async () => {
  hub = await startHub(PACKAGES);
});
afterAll(() => hub.close());
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-deps-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function deps(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<CliAnswer> {
  return quernAsync(dir, ['deps', ...args], { DBT_PACKAGE_HUB_URL: hub.url, ...env });
}
function project(packages: string, files: Readonly<Record<string, string>> = {}): void {
  writeProject(dir, { 'packages.yml': packages, ...files });
}
const lines = ({ output }: CliAnswer): string[] =>
  output.split('\n').map((line) => line.replace(/^\d\d:\d\d:\d\d\s+/, ''));
const read = (path: string): string => readFileSync(join(dir, path), 'utf8');
const installed = (): string[] => readdirSync(join(dir, 'dbt_packages')).sort();

describe('packages of the hub', () => {
  it('are installed at the newest version that suits all who ask, and told in dbt’s words', async () => {
    project('packages:\n  - {package: labs/utils, version: [">=1.0.0", "<2.0.0"]}\n');
    const answer = await deps();
    expect(answer.code).toBe(0);
    expect(lines(answer).slice(1, 5)).toEqual([
      `Updating lock file in file path: ${dir}/package-lock.yml`,
      'Installing labs/utils',
      'Installed from version 1.1.0',
      'Up to date!',
    ]);
    expect(read('dbt_packages/utils/macros/one.sql')).toContain("'1.1'");
    expect(read('package-lock.yml')).toMatch(
      /^packages:\n {2}- name: utils\n {4}package: labs\/utils\n {4}version: 1\.1\.0\nsha1_hash: [0-9a-f]{40}\n$/,
    );
  });

  it('are locked until the list is changed or an upgrade is asked for', async () => {
    project('packages:\n  - {package: labs/utils, version: 1.0.0}\n');
    await deps();
    const lock = read('package-lock.yml');
    const again = await deps();
    expect(again.output).not.toContain('Updating lock file');
    expect(lines(again)).toContain('Updated version available: 1.1.0');
    expect(again.output).toContain("Updates available for packages: ['labs/utils']");
    expect(read('package-lock.yml')).toBe(lock);

    project('packages:\n  - {package: labs/utils, version: ">=1.0.0"}\n');
    expect((await deps()).output).toContain('Installed from version 1.1.0');
    writeFileSync(join(dir, 'package-lock.yml'), read('package-lock.yml').replace('1.1.0', '1.0.0'));
    expect((await deps()).output).toContain('Installed from version 1.0.0');
    expect((await deps(['--upgrade'])).output).toContain('Installed from version 1.1.0');
  });

  it('bring what they depend on, at a version that suits both', async () => {
    project('packages:\n  - {package: labs/utils, version: ">=1.0.0"}\n  - {package: labs/dates, version: 0.1.0}\n');
    expect((await deps()).code).toBe(0);
    expect(installed()).toEqual(['dates', 'utils']);
    expect(read('package-lock.yml')).toContain('package: labs/utils\n    version: 1.0.0');
  });

  it('may ask for one another in a circle', async () => {
    project('packages:\n  - {package: labs/circle, version: 1.0.0}\n');
    expect((await deps()).code).toBe(0);
    expect(installed()).toEqual(['back', 'circle']);
  });

  it('are pre-releases only where somebody wants them', async () => {
    project('packages:\n  - {package: labs/utils, version: ">=1.0.0", install_prerelease: true}\n');
    expect((await deps()).output).toContain('Installed from version 1.3.0-rc1');
    project('packages:\n  - {package: labs/utils, version: ">1.1.0"}\n');
    const refused = await deps();
    expect(refused.code).toBe(2);
    expect(refused.output).toContain('Could not find a matching compatible version for package labs/utils');
    expect(refused.output).toContain('Compatible versions: [1.0.0, 1.1.0]');
    expect((await deps(['--no-version-check'])).output).toContain('Installed from version 1.2.0');
  });

  it('that do not go together are told with who asks for what', async () => {
    project('packages:\n  - {package: labs/utils, version: 1.1.0}\n  - {package: labs/dates, version: 0.1.0}\n');
    const answer = await deps();
    expect(answer.code).toBe(2);
    expect(answer.output).toContain(
      "Could not find a satisfactory version from options: ['=1.1.0', '>=1.0.0', '<1.1.0']",
    );
    expect(answer.output).toContain('this project wants 1.1.0');
    expect(answer.output).toContain('labs/dates@0.1.0 wants >=1.0.0, <1.1.0');
    expect(existsSync(join(dir, 'package-lock.yml'))).toBe(false);
  });

  it('that are not there are told with a name that is like theirs', async () => {
    project('packages:\n  - {package: labs/util, version: 1.0.0}\n');
    const answer = await deps();
    expect(answer.code).toBe(2);
    expect(answer.output).toContain('Package labs/util was not found in the package index');
    expect(answer.output).toContain("Did you mean 'labs/utils'?");
  });

  it('that have moved are warned of', async () => {
    const moved = { 'labs/utils': { redirectnamespace: 'other', redirectname: null } };
    const server = await startHub(PACKAGES, moved);
    project('packages:\n  - {package: labs/utils, version: 1.0.0}\n');
    const answer = await deps([], { DBT_PACKAGE_HUB_URL: server.url.replace(/\/$/, '') });
    const strict = await deps(['--warn-error-options', '{error: [PackageRedirectDeprecation]}'], {
      DBT_PACKAGE_HUB_URL: server.url,
    });
    await server.close();
    expect(answer.code).toBe(0);
    expect(answer.output.match(/The `labs\/utils` package is deprecated in favor of `other\/utils`/g)).toHaveLength(1);
    expect(strict.code).toBe(2);
  });

  it('of one name are refused', async () => {
    project('packages:\n  - {package: labs/utils, version: 1.0.0}\n  - {package: other/utils, version: 2.0.0}\n');
    expect((await deps()).output).toContain('Found duplicate project "utils"');
    project('packages:\n  - {package: labs/utils, version: 1.0.0}\n', {
      'dbt_project.yml': 'name: utils\nprofile: shop\n',
    });
    expect((await deps()).output).toContain('Found a dependency with the same name as the root project "utils"');
  });

  it('are asked for again when the hub stumbles', async () => {
    project('packages:\n  - {package: labs/utils, version: 1.0.0}\n');
    hub.faults.set('/api/v1/labs/utils.json', [{ status: 503 }, { status: 200, body: '<html>' }]);
    hub.faults.set('/archives/labs/utils/1.0.0.tar.gz', [{ status: 502 }, { status: 200, body: 'not gzip' }]);
    const answer = await deps();
    expect(answer.output).toContain('Installed from version 1.0.0');
    expect(answer.code).toBe(0);
  });
});

it('what other versions bring counts at once, whatever was parsed before', async () => {
  project('packages:\n  - {package: labs/utils, version: 1.0.0}\n', {
    'models/m.sql': 'select {{ utils.one() }} as v',
  });
  const compiled = async (): Promise<string> => {
    await deps();
    const answer = await quernAsync(dir, ['compile', '--quiet']);
    expect(answer.code, answer.output).toBe(0);
    return read('target/compiled/shop/models/m.sql');
  };
  expect(await compiled()).toBe("select '1.0' as v");
  project('packages:\n  - {package: labs/utils, version: 1.1.0}\n');
  expect(await compiled()).toBe("select '1.1' as v");
});

it('events have dbt’s names and fields', async () => {
  project('packages:\n  - {package: labs/utils, version: 1.0.0}\n');
  const { stdout } = await deps(['--log-format', 'json']);
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { info: { name: string; code: string; level: string }; data: object })
    .filter(({ info }) => info.name.startsWith('Deps'))
    .map(({ info, data }) => [info.name, info.code, info.level, data]);
  expect(events).toEqual([
    ['DepsLockUpdating', 'M031', 'info', { lock_filepath: join(dir, 'package-lock.yml') }],
    ['DepsStartPackageInstall', 'M014', 'info', { package_name: 'labs/utils' }],
    ['DepsInstallInfo', 'M015', 'info', { version_name: 'version 1.0.0' }],
    ['DepsUpdateAvailable', 'M016', 'info', { version_latest: '1.1.0' }],
    ['DepsNotifyUpdatesAvailable', 'M019', 'info', { packages: ['labs/utils'] }],
  ]);
});

it('an interrupt leaves everything as it was', async () => {
  project('packages:\n  - {package: labs/utils, version: 1.0.0}\n');
  await deps();
  project('packages:\n  - {package: labs/dates, version: 0.1.0}\n  - {package: labs/utils, version: 1.0.0}\n');
  hub.faults.set('/archives/labs/dates/0.1.0.tar.gz', [{ status: 'silence' }]);
  hub.calls.length = 0;
  const started = new Running(dir, ['deps'], { DBT_PACKAGE_HUB_URL: hub.url });
  await vi.waitFor(() => expect(hub.calls).toContain('/archives/labs/dates/0.1.0.tar.gz'), 20_000);
  expect(await started.interrupt()).toBe(1);
  expect(started.unheard).toContain('the packages are as they were');
  expect(installed()).toEqual(['utils']);
  expect(readdirSync(dir).filter((name) => name.startsWith('.quern'))).toEqual([]);
});

describe('a failure', () => {
  it('leaves the former packages and no rubbish', async () => {
    project('packages:\n  - {package: labs/utils, version: 1.0.0}\n');
    await deps();
    project('packages:\n  - {package: labs/dates, version: 0.1.0}\n  - {package: labs/utils, version: 1.0.0}\n');
    hub.faults.set('/archives/labs/utils/1.0.0.tar.gz', [{ status: 404 }]);
    const answer = await deps();
    expect(answer.code).toBe(2);
    expect(answer.output).toContain('the server answered 404');
    expect(installed()).toEqual(['utils']);
    expect(read('dbt_packages/utils/macros/one.sql')).toContain("'1.0'");
    expect(readdirSync(dir).filter((name) => name.startsWith('.quern') || name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('local packages', () => {
  it('are linked', async () => {
    project('packages:\n  - local: near\n', {
      'near/dbt_project.yml': 'name: near\n',
      'near/packages.yml': 'packages:\n  - local: far\n',
      'near/far/dbt_project.yml': 'name: far\n',
    });
    const answer = await deps();
    expect(answer.output).toContain('Installed from <local @ near>');
    expect(answer.code).toBe(0);
    expect(readlinkSync(join(dir, 'dbt_packages/near'))).toBe(join(dir, 'near'));
    expect(readlinkSync(join(dir, 'dbt_packages/far'))).toBe(join(dir, 'near/far'));
  });

  it('without a project are refused', async () => {
    project('packages:\n  - local: nowhere\n');
    const answer = await deps();
    expect(answer.code).toBe(2);
    expect(answer.output).toContain('No dbt_project.yml found in nowhere');
  });
});

describe('packages of repositories', () => {
  const repository = new Repository();
  const first = repository.commit({
    'dbt_project.yml': 'name: kit\n',
    'macros/v.sql': 'one',
    'sub/dbt_project.yml': 'name: sub\n',
  });
  repository.git('tag', '--annotate', '--message=one', 'v1');
  repository.git('branch', 'v2');
  const second = repository.commit({ 'macros/v.sql': 'two', '.gitattributes': '*.sql export-ignore\n' });
  repository.git('tag', 'v2');
  afterAll(() => rmSync(repository.folder, { recursive: true, force: true }));

  it.each([
    ['a tag', 'v1', first, 'one'],
    ['a tag before a branch', 'v2', second, 'two'],
    ['a commit', first, first, 'one'],
    ['a branch', 'main', second, 'two'],
  ])('are installed at %s', async (_, revision, commit, content) => {
    project(`packages:\n  - {git: "${repository.url}", revision: ${revision}, warn-unpinned: false}\n`);
    const answer = await deps();
    expect(answer.output).toContain(`Installed from revision ${commit}`);
    expect(answer.output).not.toContain('warning');
    expect(read('dbt_packages/kit/macros/v.sql')).toBe(content);
    expect(read('package-lock.yml')).toContain(`  - git: ${repository.url}\n    name: kit\n    revision: ${commit}\n`);
    expect((await deps()).output).toContain(`Installed from revision ${commit}`);
  });

  it('that are not pinned are warned of, or refused', async () => {
    project(`packages:\n  - git: ${repository.url}\n`);
    expect((await deps()).output).toContain('not pinned, using HEAD (default branch)');
    const refused = await deps(['--upgrade', '--warn-error-options', '{error: [DepsUnpinned]}']);
    expect(refused.code).toBe(2);
  });

  it('may be in a folder', async () => {
    project(`packages:\n  - {git: "${repository.url}", revision: v1, subdirectory: sub}\n`);
    const answer = await deps();
    expect(lines(answer)).toContain('and subdirectory sub');
    expect(readdirSync(join(dir, 'dbt_packages/sub'))).toEqual(['dbt_project.yml']);
  });

  it('that lack a revision are told with one that is like it', async () => {
    project(`packages:\n  - {git: "${repository.url}", revision: v3}\n`);
    const answer = await deps();
    expect(answer.code).toBe(2);
    expect(answer.output).toMatch(/there is no branch or tag 'v3'[\s\S]*Did you mean 'v[12]'\?/);
  });

  it('at two revisions are refused with who asks for which', async () => {
    project(`packages:\n  - {git: "${repository.url}", revision: v1}\n  - local: near\n`, {
      'near/dbt_project.yml': 'name: near\n',
      'near/packages.yml': `packages:\n  - {git: "${repository.url}", revision: v2}\n`,
    });
    const answer = await deps();
    expect(answer.output).toMatch(/this project wants revision v1\n\s*near wants revision v2/);
  });
});

describe('what is not installed', () => {
  it('is told by other commands', async () => {
    project('packages:\n  - {package: labs/utils, version: 1.0.0}\n');
    const answer = await quernAsync(dir, ['parse']);
    expect(answer.code).toBe(2);
    expect(answer.output).toContain("Run 'quern deps'");
  });

  it('is nothing where nothing is listed', async () => {
    writeProject(dir, { 'dependencies.yml': 'projects:\n  - name: other\n' });
    const answer = await deps();
    expect(answer.code).toBe(0);
    expect(answer.output).toContain('Warning: No packages were found in packages.yml');
    expect(answer.output).toContain("The 'projects' of dependencies.yml are not installed");
    expect(installed()).toEqual([]);
  });

  it('is what --lock leaves', async () => {
    project('packages:\n  - {package: labs/utils, version: 1.0.0}\n');
    expect((await deps(['--lock'])).code).toBe(0);
    expect(existsSync(join(dir, 'dbt_packages'))).toBe(false);
    expect(read('package-lock.yml')).toContain('version: 1.0.0');
  });
});
