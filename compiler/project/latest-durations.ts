import { join } from 'node:path';
import { type Dict, RUN_RESULTS, readArtifact } from '../artifacts/previous/read.js';
import type { ProjectConfig } from '../config/types.js';
import type { Durations } from './monitor.js';

/** What the latest run_results.json of the target folder says of durations. */
export function durationsOfLatestRun({ root }: ProjectConfig): Durations {
  const path = join(root.targetPath, 'run_results.json');
  const read = readArtifact(path, 'run_results.json', RUN_RESULTS);
  const results = (Array.isArray(read?.content.results) ? read.content.results : []) as Dict[];
  const seconds = new Map(results.map((result) => [String(result.unique_id), Number(result.execution_time)]));
  const elapsed = Number(read?.content.elapsed_time);
  return { run: Number.isFinite(elapsed) ? elapsed : undefined, node: (id) => seconds.get(id) };
}
