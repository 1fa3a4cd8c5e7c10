import { adapterNames, loadAdapter } from '../adapters/registry.js';
import type { Adapter } from '../adapters/types.js';
import type { DiagnosticSink } from '../base/diagnostics.js';
import { type LoadProjectOptions, loadProjectConfig, openProjectFile } from '../config/index.js';
import type { Invocation, ProjectConfig } from '../config/types.js';
import { visibleTarget } from './connection.js';

export interface Configuration {
  readonly config: ProjectConfig;
  /** Undefined where a command needs no profile and there is none. */
  readonly adapter: Adapter | undefined;
}

/**
 * The configuration of a project and the adapter of its target. The adapter comes first: it says what `target` is in the project's files.
 * Problems as `loadProjectConfig` has them.
 */
export async function loadConfiguration(
  invocation: Invocation,
  sink: DiagnosticSink,
  needs: Pick<LoadProjectOptions, 'requireProfile' | 'requirePackages'> = {},
): Promise<Configuration> {
  const options: LoadProjectOptions = { ...needs, adapterNames: adapterNames() };
  const opening = openProjectFile(invocation, sink, options);
  const { adapterType } = opening.profile;
  if (adapterType === '') return { config: loadProjectConfig(invocation, sink, options, opening), adapter: undefined };
  const adapter = await loadAdapter(adapterType);
  const describeTarget: LoadProjectOptions['describeTarget'] = (profile) => visibleTarget(profile, adapter);
  return { config: loadProjectConfig(invocation, sink, { ...options, describeTarget }, opening), adapter };
}
