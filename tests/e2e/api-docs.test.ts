import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { BIN, copyFixture } from './cli.js';

const ROOT = join(import.meta.dirname, '../..');
const PYTHON = spawnSync('python3', ['-c', 'import sys; assert sys.version_info >= (3, 9)']).status === 0;

/** The pieces of code in a document. */
function code(document: string, language: string): string[] {
  const text = readFileSync(join(ROOT, 'docs', document), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map((match) => match[1]!);
}

let remove: (() => void) | undefined;
afterEach(() => remove?.());

/** A folder whose `warehouse` is the project of many outcomes. */
function folder(): string {
  const copy = copyFixture('events', 'warehouse');
  remove = copy.remove;
  return dirname(copy.dir);
}

it('docs/node-api.md: the program runs', () => {
  const cwd = folder();
  mkdirSync(join(cwd, 'node_modules'));
  symlinkSync(ROOT, join(cwd, 'node_modules/quern'));
  const program = code('node-api.md', 'js')[0]!.replaceAll('orders', 'looked').replace('tag:nightly', '+looked');
  writeFileSync(join(cwd, 'program.mjs'), program);
  const { stdout, stderr, status } = spawnSync(process.execPath, ['program.mjs'], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, DBT_PROFILES_DIR: join(cwd, 'warehouse') },
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toContain("[ 'model.events.good', 'model.events.looked' ]");
  expect(stdout).toContain('select * from "events"."main"."good"');
  expect(stdout).toContain('OK created sql view model main.looked');
});

it.runIf(PYTHON)('docs/python.md: the class runs a project and answers as dbtRunner does', () => {
  const cwd = folder();
  const [runner, example] = code('python.md', 'python');
  writeFileSync(join(cwd, 'quern_runner.py'), runner!);
  const use = example!
    .replace('orders', 'looked')
    .replace('callbacks=[show]', `callbacks=[show], executable=${JSON.stringify(BIN)}`);
  const more = `
runner = QuernRunner(executable=${JSON.stringify(BIN)})
print("list", runner.invoke(["ls"], cwd="warehouse", resource_type=["seed"]).result)
print("failed", runner.invoke(["run"], cwd="warehouse", select="failing").success)
unable = runner.invoke(["run"], cwd="warehouse", target="none")
print("unable", unable.success, unable.result, type(unable.exception).__name__, "none" in str(unable.exception))
`;
  writeFileSync(join(cwd, 'use.py'), `from quern_runner import QuernRunner\n${use}${more}`);
  const { stdout, stderr } = spawnSync('python3', ['use.py'], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, DBT_PROFILES_DIR: join(cwd, 'warehouse') },
  });
  expect(stderr).toBe('');
  expect(stdout).toContain('model.events.looked OK\n');
  expect(stdout).toMatch(/^seed\.events\.people success [\d.]+$/m);
  expect(stdout).toContain("list ['events.people']");
  expect(stdout).toContain('failed False');
  expect(stdout).toContain('unable False None RuntimeError True');
});
