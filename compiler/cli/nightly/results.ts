import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeJsonFile } from '../../artifacts/write.js';
import type { Project } from '../../project.js';

interface RunResults {
  readonly results: readonly { readonly unique_id: string; readonly execution_time: number }[];
  readonly [key: string]: unknown;
}

/** Each step's run leaves its own run_results.json; the night's has the latest result of every node, of whatever
 * attempt, as far as its runs came to their end. */
export function keepResults({ config }: Project, night: string): void {
  const [path, kept] = ['run_results.json', 'nightly_results.json'].map((name) =>
    join(config.root.targetPath, name),
  ) as [string, string];
  if (!config.flags.writeJson || !existsSync(path)) return;
  const own = read(path);
  const earlier = existsSync(kept) ? read(kept) : undefined;
  const before = earlier?.night === night ? earlier.results : [];
  const mine = new Set(own.results.map(({ unique_id }) => unique_id));
  const results = [...before.filter(({ unique_id }) => !mine.has(unique_id)), ...own.results];
  const elapsed = Number(earlier?.night === night ? earlier.elapsed_time : 0) + Number(own.elapsed_time);
  const whole = { ...own, results, elapsed_time: elapsed };
  writeJsonFile(kept, { ...whole, night });
  writeJsonFile(path, whole);
}

function read(path: string): RunResults {
  return JSON.parse(readFileSync(path, 'utf8')) as RunResults;
}
