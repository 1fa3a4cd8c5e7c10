import type { Diagnostic } from './diagnostics.js';
import type { JsonObject } from './json.js';
import type { SuiteResult } from './suite-result.js';

export type NodeStatus =
  | 'success'
  | 'error'
  | 'skipped'
  | 'pass'
  | 'fail'
  | 'warn'
  | 'runtime error'
  | 'no-op'
  | 'partial success'
  | 'reused';

/** What reporters need to know of a node. */
export interface NodeInfo {
  readonly uniqueId: string;
  readonly name: string;
  readonly resourceType: string;
  readonly materialized: string;
  /** What is shown: `main.orders`, or the test's name. */
  readonly displayName: string;
  /** Of its file, relative to the project's root. */
  readonly path: string;
  /** dbt's `node_path`: relative to the folder of its kind. */
  readonly nodePath: string;
  readonly relation?: {
    readonly database: string;
    readonly schema: string;
    readonly alias: string;
    /** Empty for what has none: a test, an ephemeral model. */
    readonly relationName: string;
  };
  /** Of a snapshot. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** A model that is run by batches. */
  readonly microbatch?: boolean;
  /** `sql` unless said otherwise. */
  readonly language?: string;
  readonly meta?: JsonObject;
  readonly checksum?: string;
  /** Of a test: the unique id of the node that it tests. */
  readonly attachedNode?: string;
  /** Where its compiled SQL is written, relative to the working directory. */
  readonly compiledPath?: string;
}

/** Everything the core tells of a run while it happens. Only `cli/`, `watch/` and `lsp/` turn events into text. */
export type QuernEvent =
  | {
      readonly type: 'invocation-started';
      readonly command: string;
      readonly version: string;
      readonly args: Readonly<Record<string, unknown>>;
    }
  | {
      readonly type: 'project-loaded';
      readonly adapter: string;
      readonly counts: Readonly<Record<string, number>>;
      readonly seconds: number;
      readonly cached: number;
      readonly parsed: number;
    }
  | { readonly type: 'diagnostic'; readonly diagnostic: Diagnostic }
  /** `log()` of a template: info ones are shown, the rest go to the log file. */
  | {
      readonly type: 'log';
      readonly level: 'debug' | 'info' | 'warn';
      readonly message: string;
      readonly nodeId?: string;
    }
  /** `print()` of a template: goes to standard output as it is. */
  | { readonly type: 'print'; readonly message: string; readonly nodeId?: string }
  | { readonly type: 'query'; readonly sql: string; readonly nodeId?: string; readonly connection: string }
  | { readonly type: 'query-finished'; readonly seconds: number; readonly rows: number; readonly nodeId?: string }
  | { readonly type: 'run-started'; readonly total: number; readonly threads: number; readonly target: string }
  | {
      readonly type: 'node-started';
      readonly node: NodeInfo;
      readonly index: number;
      readonly total: number;
      readonly threadId: string;
    }
  /** A node that has been started begins to be compiled, or to be worked on in the warehouse. */
  | { readonly type: 'node-phase'; readonly nodeId: string; readonly phase: 'compile' | 'execute' }
  | {
      readonly type: 'node-finished';
      readonly node: NodeInfo;
      readonly index: number;
      readonly total: number;
      readonly status: NodeStatus;
      readonly message: string;
      readonly seconds: number;
      readonly failures: number | null;
      readonly diagnostic?: Diagnostic;
      readonly skippedBecause?: string;
      readonly adapterResponse?: Readonly<Record<string, unknown>>;
      readonly threadId?: string;
      readonly timing?: readonly { readonly name: string; readonly startedAt: Date; readonly completedAt: Date }[];
    }
  /** One batch of a microbatch model; `batch` names it: `2024-01-31`. */
  | {
      readonly type: 'batch-started';
      readonly node: NodeInfo;
      readonly batch: string;
      readonly index: number;
      readonly total: number;
      readonly threadId: string;
    }
  | {
      readonly type: 'batch-finished';
      readonly node: NodeInfo;
      readonly batch: string;
      readonly index: number;
      readonly total: number;
      readonly threadId: string;
      readonly status: NodeStatus;
      readonly message: string;
      readonly seconds: number;
      readonly diagnostic?: Diagnostic;
    }
  /** One overload of a function; `overload` is the file that it is defined in. */
  | {
      readonly type: 'overload-started';
      readonly node: NodeInfo;
      readonly overload: string;
      readonly index: number;
      readonly total: number;
      readonly threadId: string;
    }
  | {
      readonly type: 'overload-finished';
      readonly node: NodeInfo;
      readonly overload: string;
      readonly index: number;
      readonly total: number;
      readonly threadId: string;
      readonly status: 'success' | 'error';
      readonly message: string;
      readonly seconds: number;
    }
  /** A hook of the run; `name` is for people: `shop.on-run-start.0`. */
  | {
      readonly type: 'hook-started';
      readonly node: NodeInfo;
      readonly kind: 'on-run-start' | 'on-run-end';
      readonly name: string;
      readonly index: number;
      readonly total: number;
    }
  | {
      readonly type: 'hook-finished';
      readonly node: NodeInfo;
      readonly kind: 'on-run-start' | 'on-run-end';
      readonly name: string;
      readonly index: number;
      readonly total: number;
      readonly seconds: number;
      readonly message: string;
      readonly status: NodeStatus;
    }
  /** A file of target/ that other programs read; `kind` is dbt's name of it. */
  | { readonly type: 'artifact-written'; readonly kind: string; readonly path: string }
  /** Suites of expectations that the run has tested; none: not told. */
  | { readonly type: 'suites-finished'; readonly suites: readonly SuiteResult[] }
  | { readonly type: 'run-finished'; readonly seconds: number; readonly counts: Readonly<Record<string, number>> };

/** Takes events as they happen. Must not throw. */
export type EventListener = (event: QuernEvent) => void;
