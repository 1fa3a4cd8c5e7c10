/** The facade: what the command line, the watcher and other programs drive. */

import type { Cell, ColumnRef } from './adapters/types.js';
import type { Diagnostic } from './base/diagnostics.js';
import type { EventListener } from './base/events.js';
import type { JsonObject } from './base/json.js';
import type { Invocation, ProjectConfig } from './config/types.js';
import type { RetentionReport } from './execute/retention/types.js';
import type { StagingReport } from './execute/staging/types.js';
import type { NodeResult, RunOptions, RunReport } from './execute/types.js';
import type { Dag } from './graph/dag.js';
import type { SelectionOptions } from './graph/types.js';
import type { Manifest } from './manifest/types.js';
import type { ParseMemo } from './parse/memo.js';
import { LoadedProject } from './project/loaded-project.js';
import type { MonitorOptions, MonitorReport } from './project/monitor.js';
import { open } from './project/open.js';
import type { MetricQuestion } from './semantic/query/index.js';

export interface OpenOptions {
  readonly events: EventListener;
  readonly signal?: AbortSignal;
  /** For one who opens the same project again and again: what of parsing an earlier opening has left. */
  readonly memo?: ParseMemo;
}

/** One listed resource: `json` holds every key that `ls --output-keys` may ask for, lazily. */
export interface ListedNode {
  readonly uniqueId: string;
  readonly name: string;
  readonly resourceType: string;
  readonly fqn: readonly string[];
  readonly originalFilePath: string;
  /** What `ls` prints by default: `package.dir.name`, `source:…`, `exposure:…`. */
  readonly selector: string;
  json(keys: readonly string[]): JsonObject;
  /** Why it was selected, if that was asked. */
  readonly reasons?: readonly string[];
}

export interface ListOptions extends SelectionOptions {
  readonly explains?: boolean;
}

export interface CompileOptions extends RunOptions {
  /** SQL to compile in place of nodes. */
  readonly inline?: string;
  /** Whether the warehouse is asked what each query would cost: the answers are the results' adapter responses. */
  readonly cost?: boolean;
  /** What the target folder gets: also manifest.json and run_results.json (by default), the nodes' SQL alone, or nothing. */
  readonly writes?: 'all' | 'sql' | 'nothing';
}

export interface CompileReport {
  readonly results: readonly NodeResult[];
  readonly exitCode: 0 | 1;
}

export interface ShowReport {
  readonly name: string;
  readonly uniqueId: string | null;
  readonly inline: boolean;
  readonly columns: readonly ColumnRef[];
  readonly rows: readonly (readonly Cell[])[];
  readonly compiledSql: string;
}

export interface CatalogOptions extends RunOptions {
  /** Compile first, which also writes manifest.json. */
  readonly compiles: boolean;
  /** Without asking the database. */
  readonly isEmpty: boolean;
  /** Also write one page that needs no other file. */
  readonly isStatic?: boolean;
  /** Called before the database is asked. */
  readonly onAsking?: () => void;
}

export interface CatalogReport {
  /** Of catalog.json; null if the project did not compile. */
  readonly path: string | null;
  readonly relations: number;
  /** Databases that could not be asked. */
  readonly errors: number;
  readonly exitCode: 0 | 1;
}

export interface FreshnessOptions extends SelectionOptions {
  readonly threads: number;
  /** Where to write the result in place of sources.json in the target folder. */
  readonly output?: string;
}

/** What to do about high-water marks: of one model, or of all. */
export interface MarksRequest {
  readonly action: 'list' | 'reset' | 'clear';
  readonly model?: string;
  readonly column?: string;
  /** From where the model's next run reads; without it from the beginning. */
  readonly to?: string;
}

/** A high-water mark of a model. */
export interface Mark {
  readonly model: string;
  readonly uniqueId: string;
  readonly column: string;
  readonly lateArrival: string | null;
  /** The greatest value in the model's table; null without table or rows. */
  readonly newest: string | null;
  /** From where the next run reads. */
  readonly mark: string;
  /** What was set in place of the data's own mark, until a run has succeeded. */
  readonly override: string | null;
}

export interface StageOptions extends SelectionOptions {
  /** Take every file again. */
  readonly fullRefresh: boolean;
  /** Say what would be done. */
  readonly dryRun: boolean;
  /** Look into files that are as old and as large as they were. */
  readonly checksum: boolean;
}

export interface RetentionRequest extends SelectionOptions {
  /** Purge; without it what would be purged is told. */
  readonly apply: boolean;
  /** Instead of that: what was purged of the resource of this name is back. */
  readonly forget?: string;
  /** The day from which ages are counted, 2026-01-31; by default today. */
  readonly asOf?: string;
}

/** Commands that work on the nodes of a selection. */
export type SelectingCommand = 'run' | 'build' | 'test' | 'seed' | 'snapshot' | 'clone' | 'compile';

/** Twelve methods at most. Every method may throw QuernError (exit code 2); events tell what happens meanwhile. */
export interface Project {
  readonly config: ProjectConfig;
  /** Warnings and errors of loading; errors were thrown by openProject. */
  readonly diagnostics: readonly Diagnostic[];
  readonly manifest: Manifest;
  readonly dag: Dag;
  /** Unique ids of what a command would work on. */
  select(options: SelectionOptions, command: SelectingCommand): readonly string[];
  /** Writes manifest.json (unless --no-write-json). */
  parse(): Promise<void>;
  list(options: ListOptions): Promise<readonly ListedNode[]>;
  compile(options: CompileOptions): Promise<CompileReport>;
  run(command: Exclude<SelectingCommand, 'compile'>, options: RunOptions): Promise<RunReport>;
  show(
    options: RunOptions & { readonly inline?: string; readonly inlineDirect?: string; readonly limit: number },
  ): Promise<readonly ShowReport[]>;
  /** The query that answers a question of metrics, as a template for `show` and `compile`. */
  metricQuery(question: MetricQuestion): Promise<string>;
  /** Calls a macro, or runs SQL with Jinja. */
  runOperation(macro: string | { readonly sql: string }, args: JsonObject): Promise<RunReport>;
  /** Checks how old the data of sources is; writes sources.json. */
  freshness(options: FreshnessOptions): Promise<RunReport>;
  /** Runs monitors, which compare with earlier runs; writes monitors.json. */
  monitor(options: MonitorOptions): Promise<MonitorReport>;
  /** Brings what SQL reads of the files of sources up to date. */
  stage(options: StageOptions): Promise<StagingReport>;
  /** Finds, and purges if that is asked, what is older than retention_days. */
  retention(request: RetentionRequest): Promise<RetentionReport>;
  /** Writes catalog.json and the documentation site. */
  catalog(options: CatalogOptions): Promise<CatalogReport>;
  /** The project's high-water marks, read from the warehouse; after they were set or cleared, if that is asked. */
  marks(request: MarksRequest): Promise<readonly Mark[]>;
  close(): Promise<void>;
}

/** Loads, parses and links a project; reuses the cache where nothing changed. Throws a QuernError with every problem found. */
export async function openProject(invocation: Invocation, options: OpenOptions): Promise<Project> {
  return new LoadedProject(await open(invocation, options));
}
