import fs, { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Changes } from '../../../compiler/watch/changes.js';
import { scopeOf } from '../../../compiler/watch/scope.js';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'quern-changes-'));
  cleanUps.push(() => rmSync(dir, { recursive: true, force: true }));
  writeFileSync(join(dir, 'dbt_project.yml'), 'name: p\n');
  mkdirSync(join(dir, 'models'));
  writeFileSync(join(dir, 'models/a.sql'), 'select 1');
  return dir;
}

function scope(dir: string) {
  const invocation = { command: 'watch', cwd: dir, env: {}, options: {}, invocationId: 'x', startedAt: new Date(0) };
  return scopeOf(invocation, undefined);
}

async function started(dir: string, onPolling: (reason: string) => void = () => {}): Promise<Changes> {
  const changes = await Changes.start(scope(dir), { onPolling });
  cleanUps.push(() => changes.close());
  return changes;
}

describe('changes of files', () => {
  const never = new AbortController().signal;

  it('come in batches', async () => {
    const dir = folder();
    const changes = await started(dir);
    writeFileSync(join(dir, 'models/a.sql'), 'select 2');
    writeFileSync(join(dir, 'models/b.sql'), 'select 3');
    await changes.settled(never);
    expect([...changes.peek()].sort()).toEqual([join(dir, 'models/a.sql'), join(dir, 'models/b.sql')]);
    expect(changes.take().size).toBe(2);
    expect(changes.peek().size).toBe(0);
    expect(changes.fileCount).toBe(3);
  });

  it('are waited for until the signal says otherwise', async () => {
    const changes = await started(folder());
    const stop = new AbortController();
    const settled = changes.settled(stop.signal);
    stop.abort();
    await settled;
    expect(changes.peek().size).toBe(0);
  });

  it('are polled where the system watches no more files', async () => {
    const original = fs.watch;
    fs.watch = (() => {
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    }) as unknown as typeof fs.watch;
    syncBuiltinESMExports();
    cleanUps.push(() => {
      fs.watch = original;
      syncBuiltinESMExports();
    });
    const dir = folder();
    const reasons: string[] = [];
    const changes = await started(dir, (reason) => reasons.push(reason));
    // A poller knows of a change only what differs from its first look, which a busy machine can put off: so there is more than one.
    let version = 0;
    const save = (): void => writeFileSync(join(dir, 'models/a.sql'), `select ${(version += 1)}, 2`);
    const saving = setInterval(save, 500);
    cleanUps.push(() => clearInterval(saving));
    await changes.settled(never);
    clearInterval(saving);
    expect([...changes.take()]).toEqual([join(dir, 'models/a.sql')]);
    expect(reasons).toEqual(['ENOSPC']);
  });
});

describe('the scope', () => {
  it('has sources, what leads to them, and no more', () => {
    const dir = folder();
    mkdirSync(join(dir, 'target'));
    const { watches, reachesAll } = scope(dir);
    const file = { isFile: () => true } as fs.Stats;
    for (const name of [
      'models/a.sql',
      'models/x/y.yml',
      'seeds/s.csv',
      'models/d.md',
      'models/p.py',
      'dbt_project.yml',
      '.env',
      '.dbtignore',
    ])
      expect(watches(join(dir, name), file), name).toBe(true);
    for (const name of [
      'models/.a.sql.swp',
      'models/a.sql~',
      'models/#a.sql#',
      'models/.#a.sql',
      'models/4913',
      'target/x.sql',
      'logs/dbt.log',
      'dbt_packages/p/models/a.sql',
      'readme.txt',
      'models/a.parquet',
    ])
      expect(watches(join(dir, name), file), name).toBe(false);
    expect(reachesAll(join(dir, 'packages.yml'))).toBe(true);
    expect(reachesAll(join(dir, 'models/a.sql'))).toBe(false);
  });
});
