import type { AdapterResponse } from '../adapters/types.js';
import type { Diagnostic } from '../base/diagnostics.js';
import type { NodeStatus } from '../base/events.js';
import type { SuiteResult } from '../base/suite-result.js';
import type { SelectionOptions } from '../graph/types.js';
import type { CompilableNode, MacroNode, SourceNode } from '../manifest/types.js';
import type { CompiledNode } from '../render/compiled.js';
import type { PassiveNode } from './passive.js';

export type { CompiledNode, SourceMap } from '../render/compiled.js';

export interface Timing {
  readonly name: 'compile' | 'execute';
  readonly startedAt: Date;
  readonly completedAt: Date;
}

/** How one node ended. */
export interface NodeResult {
  /** A macro: the result of run-operation. */
  readonly node: CompilableNode | SourceNode | PassiveNode | MacroNode;
  readonly status: NodeStatus;
  /** As dbt words it: `OK`, `SELECT 3`, `Got 2 results, configured to fail if != 0`, `Database Error in model …`. */
  readonly message: string | null;
  readonly failures: number | null;
  readonly timing: readonly Timing[];
  readonly threadId: string;
  readonly executionTime: number;
  readonly adapterResponse: Partial<AdapterResponse>;
  readonly compiled: CompiledNode | null;
  readonly relationName: string | null;
  readonly diagnostic?: Diagnostic;
  /** Of a function with overloads: the files that these are defined in. */
  readonly overloadResults?: { readonly successful: readonly string[]; readonly failed: readonly string[] } | undefined;
  readonly batchResults?: BatchResults | null;
}

export interface RunOptions extends SelectionOptions {
  /** Exactly these nodes (unique ids), in place of what the selection says: for callers that have selected already. */
  readonly ids?: readonly string[];
  readonly threads: number;
  readonly fullRefresh: boolean;
  readonly failFast: boolean;
  readonly storeFailures: boolean;
  readonly empty: boolean;
  /** What an earlier run has left, of which this one does the rest. */
  readonly retries?: Retried;
  /** seed --show */
  readonly show?: boolean;
  /** snapshot --dry-run: nothing is changed. */
  readonly dryRun?: boolean;
}

/** An earlier run that is gone on with. */
export interface Retried {
  readonly startedAt: Date;
  /** Batches of models that it did in part. */
  readonly batches: ReadonlyMap<string, BatchResults>;
}

/** Batches of event time, each `[start, end]`. */
export interface BatchResults {
  readonly successful: readonly BatchRange[];
  readonly failed: readonly BatchRange[];
}
export type BatchRange = readonly [start: string, end: string];

export interface RunReport {
  readonly command: string;
  readonly results: readonly NodeResult[];
  readonly elapsedSeconds: number;
  readonly startedAt: Date;
  /** 0, or 1 when a node or test failed. */
  readonly exitCode: 0 | 1;
  readonly interrupted: boolean;
  /** Of data tests that are expectations of suites. */
  readonly suites?: readonly SuiteResult[];
}
