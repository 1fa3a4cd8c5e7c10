import { join } from 'node:path';
import { GRAPH_SUMMARY, graphSummary } from '../artifacts/graph-summary.js';
import { manifestMetadata } from '../artifacts/metadata.js';
import { runResultsArtifact } from '../artifacts/run-results.js';
import { SUITES, suitesArtifact } from '../artifacts/suites.js';
import { writeJsonFile } from '../artifacts/write.js';
import type { RunReport } from '../execute/types.js';
import { Dag } from '../graph/dag.js';
import { schedule } from '../graph/schedule.js';
import type { ProjectState } from './state.js';

export function writeManifest(state: ProjectState): void {
  if (!state.config.flags.writeJson) return;
  const { config, adapter } = state;
  const metadata = manifestMetadata(config, adapter.name, { ...state.quoting }, new Date());
  state.manifest.write(metadata, state.compiled);
  state.events({
    type: 'artifact-written',
    kind: 'WritableManifest',
    path: join(config.root.targetPath, 'manifest.json'),
  });
}

export function writeRunResults(state: ProjectState, report: Pick<RunReport, 'results' | 'elapsedSeconds'>): void {
  if (!state.config.flags.writeJson) return;
  const path = join(state.config.root.targetPath, 'run_results.json');
  writeJsonFile(path, runResultsArtifact(report, state.config, new Date()));
  state.events({ type: 'artifact-written', kind: 'RunExecutionResult', path });
}

/** Of a run that tested suites. */
export function writeSuites(state: ProjectState, { suites = [] }: Pick<RunReport, 'suites'>): void {
  if (suites.length === 0 || !state.config.flags.writeJson) return;
  const path = join(state.config.root.targetPath, SUITES);
  writeJsonFile(path, suitesArtifact(suites, state.config, new Date()));
  state.events({ type: 'artifact-written', kind: 'Suites', path });
}

/** Of commands that compile. `withTests`: also what waits for tests, as in a `build` of everything. */
export function writeGraphSummary({ config, dag }: ProjectState, withTests: boolean): void {
  if (!config.flags.writeJson) return;
  const summary = graphSummary(dag, config.invocation.invocationId, withTests ? waitingForTests(dag) : undefined);
  writeJsonFile(join(config.root.targetPath, GRAPH_SUMMARY), summary);
}

function waitingForTests(dag: Dag): Dag {
  const { ids, parents } = schedule(dag, dag.ids, {
    isTest: (id) => id.startsWith('test.'),
    isFree: (id) => /^(?:exposure|metric|saved_query|semantic_model)\./.test(id),
  });
  return Dag.from(
    ids.map((uniqueId, at) => ({ uniqueId, dependsOn: { nodes: parents[at]!.map((parent) => ids[parent]!) } })),
  );
}
