/** What running needs of the rest of quern; small, so that tests can put fakes in its place. */
import type { RelationCache } from '../adapters/relation-cache.js';
import type { Warehouse } from '../adapters/types.js';
import type { TimeRange } from '../base/event-time.js';
import type { EventListener } from '../base/events.js';
import type { PackageConfig } from '../config/types.js';
import type { Dag } from '../graph/dag.js';
import type { CompilableNode, Manifest } from '../manifest/types.js';
import type { NodePlaces } from '../parse/places.js';
import type { Deferral } from '../render/deferral.js';
import type { NodeContext, Renderer } from '../render/renderer.js';
import type { TargetFiles } from './files.js';
import type { Journal } from './journal.js';
import type { BatchResults } from './types.js';

/** Evaluates templates: `render/renderer` is the real one. */
export type RenderPort = Pick<Renderer, 'compile' | 'compileEphemeral' | 'materialization'> & {
  nodeContext(...parameters: Parameters<Renderer['nodeContext']>): RunContext;
};

export type RunContext = Pick<NodeContext, 'call' | 'renderText' | 'result'>;

/** Finds what the author wrote of a node: `parse/places` is the real one. */
export type PlacesPort = Pick<
  NodePlaces,
  'definition' | 'testColumn' | 'column' | 'configured' | 'dataLine' | 'sourceTable' | 'unitTest'
>;

/** A linked project, ready to run. */
export interface RunInputs {
  readonly projectName: string;
  readonly profileName: string;
  readonly targetName: string;
  /** What goes with every statement: a template, or the standard comment (`comment: null`). Absent: nothing. */
  readonly queryComment?: PackageConfig['queryComment'];
  readonly manifest: Pick<Manifest, 'nodes' | 'exposures' | 'unitTests' | 'savedQueries' | 'macros'> &
    Partial<Pick<Manifest, 'sources'>>;
  readonly dag: Dag;
  readonly render: RenderPort;
  /** Connects at the first call. */
  readonly warehouse: () => Promise<Warehouse>;
  readonly cache?: RelationCache;
  readonly files: TargetFiles;
  readonly journal?: Journal;
  /** What the journal tells of the call, so that it can be repeated. */
  readonly invocation?: () => Readonly<Record<string, unknown>>;
  /** Whether a file belongs to the built-in library, which is no place to send an author to. */
  readonly isBuiltIn?: (path: string) => boolean;
  readonly places?: PlacesPort;
  /** Names that a template of the project could mean. */
  readonly names?: () => Iterable<string>;
  /** Whether a warning of this event (`LogTestResult`) counts as an error. */
  readonly warningIsError?: (event: string) => boolean;
  /** For models that are run by batches of event time. */
  readonly microbatch: {
    /** `--event-time-start` and `--event-time-end`, or `--sample`. */
    readonly range?: TimeRange | undefined;
    readonly now: Date;
    /** Of models that an earlier run did in part: only what it failed at is run. */
    readonly retried?: ReadonlyMap<string, BatchResults> | undefined;
    /** Whether the warehouse takes several batches of a table at once. */
    readonly concurrent: boolean;
  };
  /** Where another run has left the relation of a node, for clones. */
  readonly counterpartOf?: Deferral['relationOf'] | undefined;
  /** What may have been purged of the inputs of a model that is about to be made from them again. */
  readonly purgeableInputs?: (node: CompilableNode) => readonly { readonly uniqueId: string; readonly name: string }[];
  /** Behaviour flag latest_version_pointer_enabled_by_default. */
  readonly versionPointers?: boolean;
  /** Behaviour flag skip_nodes_if_on_run_start_fails. */
  readonly skipIfStartFails: boolean;
}

export interface RunEnvironment {
  readonly events: EventListener;
  readonly signal?: AbortSignal;
}
