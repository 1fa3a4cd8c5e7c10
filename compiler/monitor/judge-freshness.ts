import { spanWords } from '../base/duration.js';
import type { FreshnessMonitor, Verdict } from './types.js';

/** An age that is exactly a bound's is still within it. Nothing was ever loaded: as old as can be. */
export function judgeFreshness({ warnAfter, errorAfter }: FreshnessMonitor, age: number | null): Verdict {
  const seconds = age ?? Number.POSITIVE_INFINITY;
  const shown = age === null ? 'no row has a time of loading' : `${spanWords(Math.max(age, 0))} old`;
  const expected = { warn_after: warnAfter, error_after: errorAfter };
  if (errorAfter !== undefined && seconds > errorAfter)
    return { status: 'fail', message: `${shown}, more than ${spanWords(errorAfter)}`, expected };
  if (warnAfter !== undefined && seconds > warnAfter)
    return { status: 'warn', message: `${shown}, more than ${spanWords(warnAfter)}`, expected };
  return { status: 'pass', message: shown, expected };
}
