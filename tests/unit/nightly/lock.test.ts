import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
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
  expect(takeLock(path, NOW)).toMatchObject({ kind: 'held', by: { pid: process.pid, since: NOW.toISOString() } });
  if (first.kind === 'taken') first.release();
  expect(existsSync(path)).toBe(false);
  expect(takeLock(path, NOW)).toMatchObject({ kind: 'taken' });
});

it('of a dead process is taken over', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(path, lockOf({ pid }));
  expect(takeLock(path, NOW)).toMatchObject({ kind: 'taken', from: { pid } });
  expect(JSON.parse(readFileSync(path, 'utf8')).pid).toBe(process.pid);
});

it('of a process whose number another has got is taken over', () => {
  writeFileSync(path, lockOf({ began: 'an earlier boot 123' }));
  expect(takeLock(path, NOW).kind).toBe(process.platform === 'linux' ? 'taken' : 'held');
});

it('of another machine counts as held', () => {
  writeFileSync(path, lockOf({ host: 'elsewhere', pid: 1 }));
  expect(takeLock(path, NOW)).toMatchObject({ kind: 'held', by: { host: 'elsewhere' } });
});

it('that can not be read is nobody’s', () => {
  writeFileSync(path, '{"pid":');
  expect(takeLock(path, NOW).kind).toBe('taken');
});

it('that somebody else has taken meanwhile is not given back', () => {
  const first = takeLock(path, NOW);
  writeFileSync(path, lockOf({ host: 'elsewhere' }));
  if (first.kind === 'taken') first.release();
  expect(existsSync(path)).toBe(true);
});

it('is taken by one of many who find a dead one', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const script = join(dir, 'take.mts');
  const lock = join(import.meta.dirname, '../../../compiler/nightly/lock.ts');
  const { buildSync } = await import('esbuild');
  writeFileSync(
    script,
    `import { takeLock } from ${JSON.stringify(lock)};
while (Date.now() < Number(process.argv[3])) {}
console.log(takeLock(process.argv[2], new Date()).kind); setTimeout(() => {}, 1500);`,
  );
  const bundle = join(dir, 'take.mjs');
  buildSync({ entryPoints: [script], outfile: bundle, bundle: true, platform: 'node', format: 'esm' });
  for (let round = 0; round < 3; round++) {
    writeFileSync(path, lockOf({ pid }));
    const start = String(Date.now() + 400);
    const answers = await Promise.all(
      Array.from(
        { length: 6 },
        () =>
          new Promise<string>((resolve) => {
            const child = spawn(process.execPath, [bundle, path, start]);
            child.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()));
          }),
      ),
    );
    expect(answers.filter((kind) => kind === 'taken')).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 1700));
  }
});
