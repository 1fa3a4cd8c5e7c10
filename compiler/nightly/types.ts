import type { Delivery, Problem } from '../notify/types.js';

/** `nightly:` of a project, with its defaults. */
export interface NightlyConfig {
  readonly select: readonly string[];
  readonly exclude: readonly string[];
  readonly layers: readonly LayerConfig[];
  readonly tests: 'last' | 'each_layer';
  readonly staleSources: 'stop' | 'fail' | 'warn' | 'ignore';
  readonly monitors: boolean;
  readonly retries: number;
  /** In milliseconds. */
  readonly retryDelay: number;
  readonly resumeWithin: number;
}

export interface LayerConfig {
  readonly name: string;
  readonly select: readonly string[];
  readonly exclude: readonly string[];
}

/**
 * How a step ended. `fail` is a verdict about the data (a test, a stale source, a monitor), `error` is work that was not done and is
 * done when the night is gone on with.
 */
export type StepStatus = 'pass' | 'warn' | 'fail' | 'error';

export interface StepOutcome {
  readonly status: StepStatus;
  /** In a few words: `6 built, 1 failed`. */
  readonly detail: string;
  readonly problems: readonly Problem[];
  /** An error that may be gone at the next attempt. */
  readonly passing?: boolean;
  /** Nothing is to be built after this. */
  readonly stops?: boolean;
}

/** What earlier attempts of the night and of its steps have done. */
export interface StepContext {
  /** The latest outcome of each node that this step came to. */
  readonly nodes: Map<string, NodeRecord>;
  readonly state: NightState;
}

export interface NightStep {
  readonly name: string;
  /** What it does, for people. */
  readonly title: string;
  /** It builds: it is left out after a step that stops. */
  readonly builds?: boolean;
  /** Done again when a night is gone on with, though it was done: it looks at the whole. */
  readonly repeats?: boolean;
  run(context: StepContext): Promise<StepOutcome>;
}

export interface StepRecord extends StepOutcome {
  readonly name: string;
  readonly seconds: number;
}

export interface NodeRecord {
  readonly status: string;
  readonly seconds: number;
  readonly problem?: Problem;
  /** An error that may be gone at the next attempt. */
  readonly passing?: boolean;
}

/** What the journal knows of a night. */
export interface NightState {
  readonly id: string;
  readonly startedAt: Date;
  /** What it was about: a night of something else is not gone on with. */
  readonly fingerprint: string;
  /** From 1. */
  readonly attempt: number;
  /** Seconds that its earlier attempts were at work. */
  readonly earlierSeconds: number;
  readonly steps: ReadonlyMap<string, StepRecord>;
  /** By step and unique id. */
  readonly nodes: Map<string, Map<string, NodeRecord>>;
  /** Channels that the attempt which was broken off had reached, by status. */
  readonly told: ReadonlySet<string>;
  /** Channels that an earlier attempt told of a failure. */
  readonly toldOfFailure: ReadonlySet<string>;
  readonly lastAt: Date;
  readonly ended?: { readonly status: NightStatus; readonly resumable: boolean };
}

export type NightStatus = 'success' | 'warning' | 'failure';

export interface NightReport {
  readonly id: string;
  readonly status: NightStatus;
  readonly startedAt: Date;
  readonly attempts: number;
  /** In which the night was at work, all attempts together. */
  readonly seconds: number;
  readonly steps: readonly StepRecord[];
  /** Steps that were not come to. */
  readonly left: readonly string[];
  readonly interrupted: boolean;
  readonly deliveries: readonly Delivery[];
}
