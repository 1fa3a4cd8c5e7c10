import { shownInvocationArgs } from '../config/invocation-args.js';
import type { ProjectConfig } from '../config/types.js';
import type { NodeResult, RunReport } from '../execute/types.js';
import { artifactMetadata, pythonInstant } from './metadata.js';

type Dict = Record<string, unknown>;

function resultDict(result: NodeResult): Dict {
  const isUnitTest = result.node.resourceType === 'unit_test';
  const compilable = 'rawCode' in result.node && result.node.resourceType !== 'seed';
  return {
    status: result.status,
    timing: result.timing.map((t) => ({
      name: t.name,
      started_at: pythonInstant(t.startedAt),
      completed_at: pythonInstant(t.completedAt),
    })),
    thread_id: result.threadId,
    execution_time: result.executionTime,
    adapter_response: result.adapterResponse,
    message: result.message,
    failures: result.failures,
    unique_id: result.node.uniqueId,
    compiled: compilable && (result.compiled || !isUnitTest) ? result.compiled !== null : null,
    compiled_code: compilable && result.compiled ? result.compiled.sql : null,
    relation_name: result.relationName,
    batch_results: result.batchResults ?? null,
    overload_results: overloadsOf(result),
  };
}

function overloadsOf({ node, status, overloadResults }: NodeResult): unknown {
  const ran = node.resourceType === 'function' && status !== 'error' && status !== 'skipped';
  return overloadResults ?? (ran ? { successful: [], failed: [] } : null);
}

/** run_results.json, version 6. */
export function runResultsArtifact(
  report: Pick<RunReport, 'results' | 'elapsedSeconds'>,
  config: ProjectConfig,
  now: Date,
): Dict {
  return {
    metadata: artifactMetadata('run-results/v6', config, now),
    results: report.results.map(resultDict),
    elapsed_time: report.elapsedSeconds,
    args: shownInvocationArgs(config),
  };
}
