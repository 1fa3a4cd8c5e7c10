import type { Adapter } from '../adapters/types.js';
import { DiagnosticList } from '../base/diagnostics.js';
import type { Invocation, ProjectConfig } from '../config/types.js';
import type { OpenOptions, Project } from '../project.js';
import type { CommandContext } from './define-command.js';

/** The parts of quern that commands drive, loaded when first used; tests put others in their place. */
export interface Services {
  openProject(invocation: Invocation, options: OpenOptions): Promise<Project>;
  /** Project file and profile alone. Throws QuernError. */
  loadConfig(invocation: Invocation, requireProfile: boolean): Promise<ProjectConfig>;
  /** Throws QuernError where there is no adapter of that name. */
  loadAdapter(name: string): Promise<Adapter>;
  /** Absent while this version has no watcher. */
  readonly watch?: (context: CommandContext, options: Readonly<Record<string, unknown>>) => Promise<number>;
}

export const defaultServices: Services = {
  openProject: async (invocation, options) => (await import('../project.js')).openProject(invocation, options),
  async loadConfig(invocation, requireProfile) {
    const { loadConfiguration } = await import('../project/configuration.js');
    const sink = new DiagnosticList();
    const { config } = await loadConfiguration(invocation, sink, { requireProfile, requirePackages: false });
    sink.throwIfErrors();
    return config;
  },
  watch: async (context, options) => (await import('../watch/watch.js')).watch(context, options),
  loadAdapter: async (name) => (await import('../adapters/registry.js')).loadAdapter(name),
};
