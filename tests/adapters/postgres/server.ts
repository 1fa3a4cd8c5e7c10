import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { findBinaries } from './binaries.js';
import { type PostgresServer, startServer } from './server-process.js';

const START_MILLISECONDS = 400_000;

/**
 * The server of this test run, started by the first who asks: test files run in processes of their own. Undefined where none can be
 * started, which is told once, loudly; under CI that is an error.
 */
export async function postgresServer(): Promise<PostgresServer | undefined> {
  const folder = inject('postgresFolder');
  const [ready, failed] = [join(folder, 'server.json'), join(folder, 'failed.txt')];
  if (isFirst(folder)) await startInto(folder, ready, failed);
  const deadline = Date.now() + START_MILLISECONDS;
  while (!existsSync(ready) && !existsSync(failed) && Date.now() < deadline) await pause(100);
  if (existsSync(ready)) return JSON.parse(readFileSync(ready, 'utf8')) as PostgresServer;
  const reason = existsSync(failed) ? readFileSync(failed, 'utf8') : 'it did not start in time';
  if (process.env.CI) throw new Error(`The tests need a PostgreSQL server: ${reason}`);
  console.error(`\n!!! No PostgreSQL server, its tests are SKIPPED: ${reason}\n`);
  return undefined;
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(join(folder, 'lock'));
    return true;
  } catch {
    return false;
  }
}

async function startInto(folder: string, ready: string, failed: string): Promise<void> {
  const said: string[] = [];
  try {
    const bin = findBinaries(folder, (message) => said.push(message));
    if (!bin) throw new Error(said.join('; '));
    const server = await startServer(folder, bin);
    writeFileSync(`${ready}.tmp`, JSON.stringify(server));
    renameSync(`${ready}.tmp`, ready);
  } catch (error) {
    writeFileSync(failed, error instanceof Error ? error.message : String(error));
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
