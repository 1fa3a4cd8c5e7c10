import type { RelationCache } from '../adapters/relation-cache.js';
import type { Session } from '../adapters/types.js';
import type { TimeRange } from '../base/event-time.js';
import type { Value } from '../jinja/values/index.js';
import type { RefLookup, SourceLookup } from '../manifest/lookup.js';
import type { CompilableNode, Manifest, ModelNode } from '../manifest/types.js';
import type { ClosingStatements } from './closing-statements.js';
import type { Deferral } from './deferral.js';
import type { StatementResults } from './members/results.js';
import type { NodeReads } from './node-reads.js';
import type { RelationFactory } from './relations.js';
import type { Scope } from './scope.js';

/** The linked project with its lookups. */
export interface Linked {
  readonly manifest: Manifest;
  readonly refs: Pick<RefLookup<CompilableNode>, 'find' | 'names'>;
  readonly sources: Pick<SourceLookup, 'find' | 'names'>;
}

/** What the names of the compile and run phases need. */
export interface RunScope extends Scope {
  readonly node: CompilableNode;
  readonly linked: Linked;
  /** The `graph` variable: one for the whole run, since packages keep things in it from node to node. */
  readonly graph: () => Value;
  readonly relations: RelationFactory;
  readonly results: StatementResults;
  readonly selected: readonly string[];
  /** A connection, opened when first asked for. Absent where none may be opened (`--no-introspect`). */
  readonly session?: () => Promise<Session>;
  readonly cache?: RelationCache | undefined;
  readonly closing?: ClosingStatements;
  /** What `cache` can tell at once. */
  readonly listed: RelationCache['listed'];
  /** Absent without `--defer`, and a previous run to defer to. */
  readonly deferral?: Deferral | undefined;
  /** Where another run has left the relation of a node; absent where nobody asked for another run. */
  readonly counterpartOf?: Deferral['relationOf'] | undefined;
  /** `--empty`: parents are read as no rows. */
  readonly limitParents: boolean;
  /** The event time of the rows that are read of parents: of a batch, or of `--sample`. */
  readonly eventTime?: TimeRange | undefined;
  /** `--inline` SQL: may ref what it likes. */
  readonly inline: boolean;
  /** Told of what is read of the node. */
  readonly reads: NodeReads;
  readonly onEphemeral: (node: ModelNode) => void;
  readonly nodeDict: () => Readonly<Record<string, unknown>>;
  readonly loadSeed: () => Value;
  readonly compiledSql?: () => string | null;
  /** Puts the executed SQL under target/run. */
  readonly write?: (sql: string) => void;
}
