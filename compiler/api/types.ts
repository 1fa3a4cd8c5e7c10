/** What programs that import quern give and get: plain values, stable within a major version. */

/** Options that every call takes; those given to `open` hold for all calls of the project. */
export interface CallOptions {
  /** Stops the call: what runs is cancelled, what waits is skipped. */
  readonly signal?: AbortSignal;
  /** Told of every event of the call, as it happens. */
  readonly onEvent?: (event: LogEvent) => void;
}

export interface OpenOptions extends CallOptions {
  /** The folder of the project file; by default the working directory. */
  readonly projectDir?: string;
  readonly profilesDir?: string;
  readonly profile?: string;
  readonly target?: string;
  readonly targetPath?: string;
  /** Values of `var()`. */
  readonly vars?: Readonly<Record<string, unknown>>;
  /** In place of the environment of the process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Options of the command line by their names in camel case, for all calls: `{ partialParse: false, warnError: true }`. */
  readonly flags?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

/** Which resources a call is for; by default all. Texts are those of the command line: `['+orders', 'tag:nightly']`. */
export interface Selection {
  readonly select?: readonly string[];
  readonly exclude?: readonly string[];
  /** A selector of selectors.yml. */
  readonly selector?: string;
  readonly resourceTypes?: readonly string[];
  readonly excludeResourceTypes?: readonly string[];
}

export interface CompileOptions extends CallOptions, Selection {
  /** SQL with Jinja in place of a selection. */
  readonly inline?: string;
}

export type RunCommand = 'build' | 'run' | 'test' | 'seed' | 'snapshot';

export interface RunOptions extends CallOptions, Selection {
  readonly threads?: number;
  readonly fullRefresh?: boolean;
  readonly failFast?: boolean;
  readonly empty?: boolean;
  readonly storeFailures?: boolean;
  readonly eventTimeStart?: string;
  readonly eventTimeEnd?: string;
  readonly sample?: string;
}

/** One event of dbt's structured log, as `--log-format json` prints it. */
export interface LogEvent {
  /** `NodeStart`, `LogModelResult`, … */
  readonly name: string;
  readonly code: string;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly thread: string;
  readonly time: Date;
}

/** Something that is wrong, or may be, in what the author of the project wrote. */
export interface Problem {
  /** `REF001`, … */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** dbt's family of it: `Compilation Error`, … */
  readonly category: string;
  readonly message: string;
  readonly hint: string | null;
  /** Unique id of the node that it belongs to. */
  readonly node: string | null;
  /** Where it is: a file, and lines and columns counted from 1. */
  readonly place: {
    readonly path: string;
    readonly line: number;
    readonly column: number;
    readonly endLine: number;
    readonly endColumn: number;
  } | null;
}

export interface Resource {
  /** dbt's unique id: `model.shop.orders`. */
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly package: string;
  /** Of its file, relative to the project. */
  readonly path: string;
  readonly fqn: readonly string[];
  readonly tags: readonly string[];
  /** Unique ids. */
  readonly dependsOn: readonly string[];
  readonly config: Readonly<Record<string, unknown>>;
}

export interface ParseResult {
  /** Absolute; null with `flags: { writeJson: false }`. */
  readonly manifestPath: string | null;
  /** How many there are of each resource type. */
  readonly counts: Readonly<Record<string, number>>;
  readonly warnings: readonly Problem[];
}

export interface CompiledNode {
  readonly id: string;
  readonly name: string;
  /** Null if it did not compile; then there is a problem. */
  readonly sql: string | null;
  readonly problem: Problem | null;
}

export interface CompileResult {
  readonly ok: boolean;
  readonly nodes: readonly CompiledNode[];
  readonly warnings: readonly Problem[];
}

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

export interface NodeOutcome {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly status: NodeStatus;
  /** In dbt's words. */
  readonly message: string | null;
  readonly seconds: number;
  /** Rows that fail a test. */
  readonly failures: number | null;
  readonly relation: string | null;
  readonly response: Readonly<Record<string, unknown>>;
  readonly problem: Problem | null;
}

/** A validation suite of which the run has tested something. */
export interface SuiteOutcome {
  readonly name: string;
  readonly status: 'pass' | 'warn' | 'error' | 'skipped';
  readonly pass: number;
  readonly warn: number;
  readonly error: number;
  readonly skipped: number;
  /** How many expectations it has. */
  readonly expectations: number;
  /** Share that passed of those that were run; null if none was. */
  readonly rate: number | null;
}

export interface RunResult {
  /** Nothing failed, and the run was not stopped. */
  readonly ok: boolean;
  readonly interrupted: boolean;
  readonly seconds: number;
  readonly nodes: readonly NodeOutcome[];
  readonly suites: readonly SuiteOutcome[];
  readonly warnings: readonly Problem[];
}

/**
 * A project on disk. Each call reads what has changed since the one before; calls are carried out one after another. A project
 * that can't be read makes a call reject with a `ProjectError`; a node that fails does not.
 */
export interface Project {
  readonly name: string;
  readonly target: string;
  /** Absolute. */
  readonly root: string;
  /** Reads and checks everything, and writes manifest.json. */
  parse(options?: CallOptions): Promise<ParseResult>;
  /** The resources of a selection, in the order of `quern ls`. */
  select(options?: Selection & CallOptions): Promise<readonly Resource[]>;
  /** Turns nodes into plain SQL; writes it to target/compiled. */
  compile(options?: CompileOptions): Promise<CompileResult>;
  /** Runs a command; writes manifest.json and run_results.json. */
  run(command: RunCommand, options?: RunOptions): Promise<RunResult>;
  /** Calls a macro; writes run_results.json. */
  runOperation(macro: string, args?: Readonly<Record<string, unknown>>, options?: CallOptions): Promise<RunResult>;
  /** Every event of all calls from now on, until the project is closed. */
  events(): AsyncIterableIterator<LogEvent>;
  /** Stops what runs and ends `events()`; further calls reject. */
  close(): Promise<void>;
}
