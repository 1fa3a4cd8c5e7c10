import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeLock } from '../../../compiler/nightly/lock.js';

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-lock-'));
  path = join(dir, 'nightly.lock');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const NOW = new Date('2026-01-01T02:00:00Z');
const lockOf = (more: object) =>
  JSON.stringify({ pid: process.pid, host: hostname(), began: null, since: NOW.toISOString(), ...more });

it('is held by one, and given back', () => {
  const first = takeLock(path, NOW);
  expect(first.kind).toBe('taken');
  expect(takeLock(path, NOW)).toMatchObject({
    kind: 'held',
    by: { pid: process.pid, since: NOW.toISOString() },
    path: `${path}.1`,
  });
  if (first.kind === 'taken') first.release();
  const second = takeLock(path, NOW);
  expect(second).toMatchObject({ kind: 'taken' });
  expect(second).not.toHaveProperty('from');
  expect(readdirSync(dir)).toEqual(['nightly.lock.2']);
});

it('of a dead process is taken over', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(`${path}.7`, lockOf({ pid }));
  expect(takeLock(path, NOW)).toMatchObject({ kind: 'taken', from: { pid } });
  expect(JSON.parse(readFileSync(`${path}.8`, 'utf8')).pid).toBe(process.pid);
});

it('of a process whose number another has got is taken over', () => {
  writeFileSync(`${path}.1`, lockOf({ began: 'an earlier boot 123' }));
  expect(takeLock(path, NOW).kind).toBe(process.platform === 'linux' ? 'taken' : 'held');
});

it('of another machine counts as held', () => {
  writeFileSync(`${path}.1`, lockOf({ host: 'elsewhere', pid: 1 }));
  expect(takeLock(path, NOW)).toMatchObject({ kind: 'held', by: { host: 'elsewhere' } });
});

it('that can not be read is nobody’s', () => {
  writeFileSync(`${path}.1`, '{"pid":');
  expect(takeLock(path, NOW).kind).toBe('taken');
});

it('is taken by one of many who find a dead one', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const script = join(dir, 'take.mts');
  const lock = join(import.meta.dirname, '../../../compiler/nightly/lock.ts');
  writeFileSync(
    script,
    `import { takeLock } from ${JSON.stringify(lock)};
process.stdin.once('data', () => { console.log(takeLock(process.argv[2], new Date()).kind); });
console.log('ready');`,
  );
  const bundle = join(dir, 'take.mjs');
  buildSync({ entryPoints: [script], outfile: bundle, bundle: true, platform: 'node', format: 'esm' });
  const children = Array.from({ length: 6 }, () => spawn(process.execPath, [bundle, path]));
  const said = (child: (typeof children)[number]) =>
    new Promise<string>((resolve) =>
      child.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim())),
    );
  writeFileSync(`${path}.1`, lockOf({ pid }));
  await Promise.all(children.map(said));
  // All are there, and stay until everybody has answered.
  const answers = Promise.all(children.map(said));
  for (const child of children) child.stdin.write('go');
  expect((await answers).sort()).toEqual(['held', 'held', 'held', 'held', 'held', 'taken']);
  for (const child of children) child.kill('SIGKILL');
});
