import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { stopServer } from './adapters/postgres/server-process.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the PostgreSQL server of this test run lives, if a test asks for one. */
    postgresFolder: string;
  }
}

/** End-to-end tests run the bundle: build it once, from what the sources are now. */
export default function setup(project: TestProject): () => void {
  const result = spawnSync(process.execPath, [join(import.meta.dirname, '../scripts/build.mjs')], { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`The build failed:\n${result.stdout}\n${result.stderr}`);
  const folder = mkdtempSync(join(tmpdir(), 'quern-postgres-'));
  project.provide('postgresFolder', folder);
  return () => {
    stopServer(folder);
    rmSync(folder, { recursive: true, force: true });
  };
}
