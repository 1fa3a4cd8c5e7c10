import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** End-to-end tests run the bundle: build it once, from what the sources are now. */
export default function setup(): void {
  const result = spawnSync(process.execPath, [join(import.meta.dirname, '../scripts/build.mjs')], { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`The build failed:\n${result.stdout}\n${result.stderr}`);
}
