import { join } from 'node:path';
import { manifestMetadata } from '../artifacts/metadata.js';
import { runResultsArtifact } from '../artifacts/run-results.js';
import { writeJsonFile } from '../artifacts/write.js';
import type { RunReport } from '../execute/types.js';
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
