import { execFile } from 'node:child_process';
import { cpSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BIN } from '../e2e/cli.js';
import { type HubServer, startHub } from '../e2e/packages/hub.js';
import { Repository } from '../e2e/packages/repository.js';
import { writeProject } from '../e2e/project.js';
import { findDbt } from './dbt.js';

const PACKAGES = {
  'labs/utils': {
    '1.0.0': { files: { 'macros/one.sql': 'one', 'empty.txt': '' } },
    '1.1.0': { requires: ['>=1.0.0', '<9.0.0'] },
    '1.2.0': { requires: '>=9.0.0' },
    '1.3.0-rc1': {},
  },
  'labs/dates': { '0.1.0': { packages: [{ package: 'labs/utils', version: ['>=1.0.0', '<1.2.0'] }] } },
};

interface Answer {
  readonly code: number;
  readonly output: string;
}

const dbt = findDbt();

describe.runIf('command' in dbt)('packages, installed by dbt-core and by quern', () => {
  const repository = new Repository();
  const base = mkdtempSync(join(tmpdir(), 'quern-deps-dbt-'));
  const ours = join(base, 'ours/shop');
  const theirs = join(base, 'theirs/shop');
  let hub: HubServer;
  let list: string;

  beforeAll(async () => {
    hub = await startHub(PACKAGES);
    repository.commit({
      'dbt_project.yml': 'name: kit\n',
      'macros/v.sql': 'one',
      'sub/dbt_project.yml': 'name: sub\n',
    });
    repository.git('tag', '--annotate', '--message=one', 'v1');
    repository.commit({
      'macros/v.sql': 'two',
      'packages.yml': 'packages:\n  - {package: labs/dates, version: 0.1.0}\n',
    });
    const archive = `${hub.url}archives/labs/utils/1.0.0.tar.gz`;
    list = `packages:
  - package: labs/utils
    version: ["{{ env_var('LOWEST', '>=1.0.0') }}", "<2.0.0"]
  - git: ${repository.url}
    revision: main
  - {git: "${repository.url}", revision: v1, subdirectory: sub, warn-unpinned: false}
  - {tarball: "${archive}", name: archived}
  - local: near
`;
  });
  afterAll(async () => {
    await hub.close();
    for (const folder of [base, repository.folder]) rmSync(folder, { recursive: true, force: true });
  });

  function run(folder: string, args: readonly string[]): Promise<Answer> {
    const [program, ...first] = folder === ours ? [process.execPath, BIN] : [(dbt as { command: string }).command];
    const env = {
      ...process.env,
      DBT_PACKAGE_HUB_URL: hub.url,
      DBT_SEND_ANONYMOUS_USAGE_STATS: 'false',
      NO_COLOR: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
    };
    return new Promise((done) => {
      const child = execFile(program!, [...first, 'deps', ...args], { cwd: folder, env }, (_, stdout, stderr) =>
        done({ code: child.exitCode ?? -1, output: stdout + stderr }),
      );
    });
  }
  function write(packages: string): void {
    for (const folder of [ours, theirs])
      writeProject(folder, { 'packages.yml': packages, 'near/dbt_project.yml': 'name: near\n' });
  }
  /** Files with their content; what git keeps for itself aside, which quern does not install. */
  function tree(folder: string): Record<string, string> {
    const all: Record<string, string> = {};
    const visit = (path: string): void => {
      const stat = lstatSync(path);
      const name = relative(folder, path);
      if (stat.isSymbolicLink()) all[name] = 'link';
      else if (stat.isFile()) all[name] = `${stat.mode & 0o100} ${readFileSync(path, 'utf8')}`;
      else if (!name.endsWith('.git')) for (const child of readdirSync(path)) visit(join(path, child));
    };
    visit(join(folder, 'dbt_packages'));
    return all;
  }
  const lock = (folder: string): string => readFileSync(join(folder, 'package-lock.yml'), 'utf8');
  /** The lines about packages, without what dbt makes of colours and times. */
  const told = ({ output }: Answer): string[] =>
    output
      .split('\n')
      .map((line) => line.replace(/^\S*\d\d:\d\d:\d\d\s+/, ''))
      .filter((line) => /^(Installing|Installed|Up to date|Updated|and subdirectory|Updates)/.test(line))
      .map((line) => line.trim());

  it('are the same, and so are lock and words', async () => {
    write(list);
    const [a, b] = [await run(theirs, []), await run(ours, [])];
    expect(b.code, b.output).toBe(a.code);
    expect(lock(ours)).toBe(lock(theirs));
    expect(tree(ours)).toEqual(tree(theirs));
    expect(Object.keys(tree(ours)).length).toBeGreaterThan(8);
    expect(told(b)).toEqual(told(a));
    expect(told(b).length).toBeGreaterThan(12);
  }, 120_000);

  it('that one has locked, the other installs', async () => {
    for (const folder of [ours, theirs]) {
      const other = folder === ours ? theirs : ours;
      cpSync(join(other, 'package-lock.yml'), join(folder, 'package-lock.yml'));
      const answer = await run(folder, []);
      expect(answer.code, answer.output).toBe(0);
      expect(answer.output).not.toContain('Updating lock file');
    }
    expect(tree(ours)).toEqual(tree(theirs));
  }, 120_000);

  it.each([
    ['a version that is not there', 'packages:\n  - {package: labs/utils, version: 3.0.0}\n'],
    [
      'versions that do not go together',
      'packages:\n  - {package: labs/utils, version: 1.3.0-rc1}\n  - {package: labs/dates, version: 0.1.0}\n',
    ],
    ['a package that is not there', 'packages:\n  - {package: labs/none, version: 1.0.0}\n'],
    ['no version at all', 'packages:\n  - {package: labs/utils, version: ">=1.0"}\n'],
    ['a folder without a project', 'packages:\n  - local: nowhere\n'],
    ['two kinds in one', 'packages:\n  - {local: near, git: x}\n'],
    ['a name without owner', 'packages:\n  - {package: utils, version: 1.0.0}\n'],
  ])(
    'are refused for %s',
    async (_, packages) => {
      write(packages);
      for (const folder of [ours, theirs]) rmSync(join(folder, 'package-lock.yml'), { force: true });
      const [a, b] = [await run(theirs, []), await run(ours, [])];
      expect(a.code).toBe(2);
      expect(b.code, b.output).toBe(2);
    },
    120_000,
  );

  it('are added in the same way', async () => {
    write('packages:\n  - package: labs/utils\n    version: 1.0.0\n');
    const args = ['--add-package', 'labs/utils@>=1.0.0,<1.2.0'];
    const [a, b] = [await run(theirs, args), await run(ours, args)];
    expect([a.code, b.code]).toEqual([0, 0]);
    for (const folder of [ours, theirs]) expect(lock(folder)).toContain('version: 1.1.0');
    // dbt hashes what it has added in another way than what it reads the next time.
    const again = await run(theirs, []);
    expect(again.output).toContain('Updating lock file');
    expect(lock(theirs)).toBe(lock(ours));
    writeFileSync(join(theirs, 'packages.yml'), readFileSync(join(ours, 'packages.yml')));
    expect((await run(theirs, [])).output).not.toContain('Updating lock file');
  }, 120_000);
});
