import type { Outcome } from './run.mjs';

export interface Comparison {
  readonly title: string;
  readonly total: number;
  /** What differs, as text. */
  readonly wrong: readonly string[];
}

export function differences(theirs: Outcome, ours: Outcome): Comparison[];
