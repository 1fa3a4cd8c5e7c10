import type { ProjectConfig } from '../config/types.js';
import type { FreshnessReport, FreshnessResult } from '../execute/freshness/types.js';
import { artifactMetadata, pythonInstant } from './metadata.js';

/** sources.json, version 3. Of sources that could not be checked it tells nothing, as dbt's. */
export function sourcesArtifact(
  report: Pick<FreshnessReport, 'sources' | 'elapsedSeconds'>,
  config: ProjectConfig,
  now: Date,
): Record<string, unknown> {
  return {
    metadata: artifactMetadata('sources/v3', config, now),
    results: report.sources.flatMap((result) => resultDict(result) ?? []),
    elapsed_time: report.elapsedSeconds,
  };
}

function resultDict(result: FreshnessResult): Record<string, unknown> | undefined {
  const { node, measured } = result;
  if (!measured) return undefined;
  return {
    unique_id: node.uniqueId,
    max_loaded_at: measured.maxLoadedAt.isoformat(),
    snapshotted_at: measured.snapshottedAt.isoformat(),
    max_loaded_at_time_ago_in_s: measured.age,
    status: result.status,
    criteria: node.freshness,
    adapter_response: result.adapterResponse,
    timing: result.timing.map((t) => ({
      name: t.name,
      started_at: pythonInstant(t.startedAt),
      completed_at: pythonInstant(t.completedAt),
    })),
    thread_id: result.threadId,
    execution_time: result.executionTime,
  };
}
