import type { RelationCache } from '../adapters/relation-cache.js';
import type { Adapter, QuotePolicy, Warehouse } from '../adapters/types.js';
import type { DiagnosticSink } from '../base/diagnostics.js';
import type { EventListener } from '../base/events.js';
import type { ProjectConfig } from '../config/types.js';
import type { TargetFiles } from '../execute/files.js';
import type { Dag } from '../graph/dag.js';
import type { PreviousState, SelectionView } from '../graph/select/node.js';
import { type Selection, select } from '../graph/select/select.js';
import type { SelectionOptions } from '../graph/types.js';
import type { Template } from '../jinja/index.js';
import type { CompiledState } from '../render/dict/common.js';
import type { Linked } from '../render/run-scope.js';
import type { RenderServices } from '../render/services.js';
import type { ManifestWriter } from './cache/manifest-writer.js';
import type { OtherRelations } from './deferral.js';

/** A loaded project and what its commands share. */
export interface ProjectState {
  readonly config: ProjectConfig;
  readonly adapter: Adapter;
  readonly quoting: QuotePolicy;
  readonly services: RenderServices;
  readonly linked: Linked;
  readonly dag: Dag;
  readonly view: SelectionView;
  readonly sink: DiagnosticSink;
  readonly events: EventListener;
  readonly signal?: AbortSignal;
  readonly files: TargetFiles;
  readonly templateOf: (uniqueId: string) => Template | undefined;
  /** Connects at the first call. */
  readonly warehouse: () => Promise<Warehouse>;
  readonly relations: RelationCache;
  /** What compiling added, for the manifest. */
  readonly compiled: Map<string, CompiledState>;
  /** A resource's dict as manifest.json has it. */
  readonly dictOf: (uniqueId: string) => Readonly<Record<string, unknown>>;
  /** What `--state` names; undefined without it. */
  readonly previous: () => PreviousState | undefined;
  /** What `--defer-state` or `--state` names, for references and clones. Throws a QuernError if there is nothing. */
  readonly otherRelations: () => OtherRelations;
  /** Writes manifest.json. The first call after a cold start also leaves the cache for the next one. */
  readonly manifest: ManifestWriter;
}

/** Which resource types a command works on. */
const COMMAND_TYPES: Readonly<Record<string, readonly string[]>> = {
  run: ['model'],
  test: ['test', 'unit_test'],
  seed: ['seed'],
  snapshot: ['snapshot'],
  clone: ['model', 'seed', 'snapshot'],
  build: ['model', 'seed', 'snapshot', 'test', 'unit_test', 'exposure', 'saved_query', 'function'],
  compile: ['model', 'snapshot', 'seed', 'test', 'analysis', 'operation', 'function'],
  freshness: ['source'],
  stage: ['source'],
  retention: ['model', 'snapshot', 'source'],
  show: ['model', 'snapshot', 'seed', 'test', 'analysis', 'source'],
};

/** Unique ids of the nodes that a command works on. */
export function idsFor(
  state: ProjectState,
  options: SelectionOptions & { readonly ids?: readonly string[] },
  command: string,
): readonly string[] {
  return options.ids ?? selectFor(state, options, command).ids;
}

/** Evaluates a selection for a command; undefined types: everything that can be listed. */
export function selectFor(state: ProjectState, options: SelectionOptions, command?: string): Selection {
  const commandTypes = command === undefined ? undefined : COMMAND_TYPES[command];
  return select(state.dag, state.view, options, {
    diagnostics: state.sink,
    selectors: state.config.selectors,
    previous: state.previous,
    ...(commandTypes ? { commandTypes } : {}),
  });
}
