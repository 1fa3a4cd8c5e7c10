export type Severity = 'warn' | 'error';
export type MonitorType = 'row_count' | 'duration' | 'freshness' | 'schema_change' | 'anomaly';

/** What a monitor looks at: a relation of the project, or (of durations) the whole run. */
export interface Subject {
  /** Unique id of a node; `run` for the whole run. */
  readonly id: string;
  /** What people read. */
  readonly name: string;
}

/** The bounds within which a value is well. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
  /** Shares: 0.2 is 20 %. */
  readonly maxIncrease?: number;
  readonly maxDecrease?: number;
}

interface Common {
  readonly name: string;
  readonly description: string;
  readonly severity: Severity;
  readonly tags: readonly string[];
  /** SQL conditions and expressions, as written: templates. */
  readonly where?: string;
  readonly subjects: readonly Subject[];
}

/** How a value is compared with those of earlier runs. */
export interface Comparison {
  readonly with: 'previous' | 'median';
  readonly window: number;
  readonly minHistory: number;
}

export interface BoundedMonitor extends Common {
  readonly type: 'row_count' | 'duration';
  readonly bounds: Bounds;
  readonly comparison: Comparison;
}

export interface FreshnessMonitor extends Common {
  readonly type: 'freshness';
  /** In seconds. */
  readonly warnAfter?: number;
  readonly errorAfter?: number;
  readonly loadedAt?: string;
}

export type SchemaChange = 'added' | 'removed' | 'type';

export interface SchemaMonitor extends Common {
  readonly type: 'schema_change';
  readonly allow: readonly SchemaChange[];
  readonly ignoreColumns: readonly string[];
}

export interface AnomalyMonitor extends Common {
  readonly type: 'anomaly';
  readonly metric: string;
  readonly bounds: Bounds;
  readonly method: 'zscore' | 'mad';
  readonly sensitivity: number;
  readonly seasonality: 'none' | 'weekday';
  readonly direction: 'both' | 'up' | 'down';
  readonly window: number;
  readonly minHistory: number;
}

/** A monitor as its project has it: checked, defaults filled in, its subjects found. */
export type Monitor = BoundedMonitor | FreshnessMonitor | SchemaMonitor | AnomalyMonitor;

export interface Column {
  readonly name: string;
  readonly type: string;
}

/** What was measured of a subject. */
export type Measure =
  | { readonly kind: 'number'; readonly value: number | null }
  /** Seconds since the newest row was loaded; null: there is none. */
  | { readonly kind: 'age'; readonly value: number | null }
  | { readonly kind: 'columns'; readonly columns: readonly Column[] }
  /** There is nothing to measure: the node was not run. */
  | { readonly kind: 'nothing'; readonly reason: string };

/** An earlier measurement. */
export interface Past {
  readonly runId: string;
  readonly at: Date;
  readonly value: number | null;
  readonly text: string | null;
}

export type MonitorStatus =
  | 'pass'
  | 'warn'
  | 'fail'
  /** It could not be measured. */
  | 'error'
  /** There is too little history yet to say anything. */
  | 'learning'
  | 'skipped';

export interface Verdict {
  readonly status: MonitorStatus;
  readonly message: string;
  /** What was expected, for those who read JSON. */
  readonly expected?: Readonly<Record<string, unknown>>;
}

export interface MonitorResult extends Verdict {
  readonly monitor: Monitor;
  readonly subject: Subject;
  readonly value: number | null;
  readonly seconds: number;
  /** What is kept of it. */
  readonly text: string | null;
}

/** One row of the history. */
export interface MetricRow {
  readonly runId: string;
  readonly at: Date;
  readonly monitor: string;
  readonly subject: string;
  readonly metric: string;
  readonly value: number | null;
  readonly text: string | null;
  readonly status: MonitorStatus;
}

/** Where earlier measurements are. */
export interface History {
  /** Those of a monitor and its subject, newest first, no more than `limit`. */
  past(monitor: string, subject: string): readonly Past[];
  /** Keeps the rows of a run in place of what it had written before, and forgets what is too old. */
  record(runId: string, rows: readonly MetricRow[]): Promise<void>;
}
