import { median } from './statistics.js';
import type { BoundedMonitor, Bounds, Past, Severity, Verdict } from './types.js';
import { figure, percent, valueWords } from './words.js';

/** Compares a number with fixed bounds, and with earlier runs. */
export function judgeBounded(monitor: BoundedMonitor, value: number, past: readonly Past[]): Verdict {
  const { bounds, comparison, severity, type } = monitor;
  const isTime = type === 'duration';
  const outside = outsideBounds(value, bounds, severity, isTime);
  if (outside) return outside;
  const shown = valueWords(value, isTime);
  if (bounds.maxIncrease === undefined && bounds.maxDecrease === undefined) return { status: 'pass', message: shown };
  const wanted = comparison.with === 'previous' ? 1 : comparison.window;
  const earlier = past.flatMap((one) => one.value ?? []).slice(0, wanted);
  if (earlier.length < comparison.minHistory) return learning(shown, earlier.length, comparison.minHistory);
  const base = median(earlier);
  const against = comparison.with === 'previous' ? 'the previous' : `the median of ${earlier.length} runs,`;
  const words = `${against} ${valueWords(base, isTime)}`;
  const expected = { base, runs: earlier.length, max_increase: bounds.maxIncrease, max_decrease: bounds.maxDecrease };
  if (base === value) return { status: 'pass', message: `${shown}, as ${words}`, expected };
  const isAbove = value > base;
  const limit = isAbove ? bounds.maxIncrease : bounds.maxDecrease;
  // From nothing, anything is more than any share.
  const change = base === 0 ? Number.POSITIVE_INFINITY : Math.abs(value - base) / Math.abs(base);
  const by = Number.isFinite(change) ? `${percent(change)} ` : '';
  const message = `${shown}, ${by}${isAbove ? 'above' : 'below'} ${words}`;
  if (limit === undefined || change <= limit) return { status: 'pass', message, expected };
  return { status: verdictOf(severity), message: `${message} (at most ${percent(limit)})`, expected };
}

/** What is below the least or above the most that is well; undefined for what is neither. */
export function outsideBounds(value: number, bounds: Bounds, severity: Severity, isTime: boolean): Verdict | undefined {
  const shown = valueWords(value, isTime);
  const { min, max } = bounds;
  const expected = { min, max };
  if (max !== undefined && value > max)
    return { status: verdictOf(severity), message: `${shown}, more than ${valueWords(max, isTime)}`, expected };
  if (min !== undefined && value < min)
    return { status: verdictOf(severity), message: `${shown}, less than ${valueWords(min, isTime)}`, expected };
  return undefined;
}

export function learning(shown: string, runs: number, needed: number): Verdict {
  return {
    status: 'learning',
    message: `${shown}; ${figure(runs)} of ${figure(needed)} earlier runs are there to compare with`,
  };
}

export function verdictOf(severity: Severity): 'warn' | 'fail' {
  return severity === 'warn' ? 'warn' : 'fail';
}
