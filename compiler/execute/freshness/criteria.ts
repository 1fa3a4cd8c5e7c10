import type { FreshnessThreshold } from '../../manifest/types.js';

export type FreshnessStatus = 'pass' | 'warn' | 'error';

export type Age = NonNullable<FreshnessThreshold['warn_after']>;

const SECONDS: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

/** Whether the thresholds say anything: a source without any is not checked. */
export function hasCriteria(freshness: FreshnessThreshold | null): freshness is FreshnessThreshold {
  return freshness !== null && (isComplete(freshness.warn_after) || isComplete(freshness.error_after));
}

/** What an age in seconds means. An age that is exactly a threshold's is still within it. */
export function statusOf(age: number, { warn_after, error_after }: FreshnessThreshold): FreshnessStatus {
  if (exceeds(age, error_after)) return 'error';
  return exceeds(age, warn_after) ? 'warn' : 'pass';
}

function exceeds(age: number, limit: Age | null): boolean {
  return isComplete(limit) && age > limit.count * SECONDS[limit.period]!;
}

function isComplete(limit: Age | null): limit is { count: number; period: string } {
  return limit !== null && limit.count !== null && limit.period !== null && limit.period in SECONDS;
}
