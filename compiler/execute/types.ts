import type { AdapterResponse } from '../adapters/types.js';
import type { Diagnostic } from '../base/diagnostics.js';
import type { NodeStatus } from '../base/events.js';
import type { SelectionOptions } from '../graph/types.js';
import type { CompilableNode, ExposureNode, SourceNode } from '../manifest/types.js';
import type { Segment } from '../jinja/index.js';
import type { SourceFile } from '../base/source.js';

/** A node's SQL after its template was evaluated and ephemeral parents were put in as CTEs. */
export interface CompiledNode {
  readonly uniqueId: string;
  readonly sql: string;
  readonly extraCtes: readonly { readonly id: string; readonly sql: string }[];
  readonly sourceMap: SourceMap;
}

/** From offsets of compiled SQL back to templates. `shift` is what injected CTEs added in front of the rendered text. */
export interface SourceMap {
  readonly file: SourceFile;
  readonly segments: readonly Segment[];
  /** Offset in compiled SQL → offset in rendered text; -1 for an offset inside an injected CTE. */
  readonly toRendered: (offset: number) => number;
}

export interface Timing {
  readonly name: 'compile' | 'execute';
  readonly startedAt: Date;
  readonly completedAt: Date;
}

/** How one node ended. */
export interface NodeResult {
  readonly node: CompilableNode | SourceNode | ExposureNode;
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
  readonly batchResults?: { readonly successful: readonly unknown[]; readonly failed: readonly unknown[] } | null;
}

export interface RunOptions extends SelectionOptions {
  readonly threads: number;
  readonly fullRefresh: boolean;
  readonly failFast: boolean;
  readonly storeFailures: boolean;
  readonly empty: boolean;
  /** seed --show */
  readonly show?: boolean;
}

export interface RunReport {
  readonly command: string;
  readonly results: readonly NodeResult[];
  readonly elapsedSeconds: number;
  readonly startedAt: Date;
  /** 0, or 1 when a node or test failed. */
  readonly exitCode: 0 | 1;
  readonly interrupted: boolean;
}
