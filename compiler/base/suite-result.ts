export type SuiteStatus = 'pass' | 'warn' | 'error' | 'skipped';

/** How one expectation of a suite ended. */
export interface ExpectationResult {
  readonly uniqueId: string;
  readonly name: string;
  readonly status: SuiteStatus;
  readonly failures: number | null;
  readonly message: string | null;
}

/** How a suite ended: its expectations that were run, counted. */
export interface SuiteResult {
  readonly name: string;
  readonly packageName: string;
  readonly description: string;
  /** Unique id of what it is about. */
  readonly model: string | null;
  readonly status: SuiteStatus;
  readonly pass: number;
  readonly warn: number;
  readonly error: number;
  /** Not run, since what they need failed. */
  readonly skipped: number;
  /** How many the suite has; more than were run if only some were selected. */
  readonly expectations: number;
  /** Share that passed of those that were run; null if none was. */
  readonly rate: number | null;
  readonly minPassRate: number | null;
  readonly results: readonly ExpectationResult[];
}
