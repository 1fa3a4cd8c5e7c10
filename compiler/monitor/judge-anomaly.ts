import { learning, outsideBounds, verdictOf } from './judge-bounds.js';
import { spreadOf } from './statistics.js';
import type { AnomalyMonitor, Past, Verdict } from './types.js';
import { figure } from './words.js';

/** Below this share of the centre a spread is taken to be that: values that never changed would make any change endless. */
const LEAST_SPREAD = 0.001;

/** Compares a metric with what it was in earlier runs, of the same day of the week where that is asked. */
export function judgeAnomaly(monitor: AnomalyMonitor, value: number, at: Date, past: readonly Past[]): Verdict {
  const { method, sensitivity, seasonality, direction, minHistory, window, severity, bounds } = monitor;
  const outside = outsideBounds(value, bounds, severity, false);
  if (outside) return outside;
  const alike = seasonality === 'weekday' ? past.filter((one) => one.at.getUTCDay() === at.getUTCDay()) : past;
  const values = alike.flatMap((one) => one.value ?? []).slice(0, window);
  const shown = figure(value);
  if (values.length < minHistory) return learning(shown, values.length, minHistory);
  const { centre, deviation } = spreadOf(values, method);
  const unit = Math.max(deviation, Math.abs(centre) * LEAST_SPREAD, Number.MIN_VALUE);
  const distance = (value - centre) / unit;
  const [low, high] = [centre - sensitivity * unit, centre + sensitivity * unit];
  const expected = { centre, deviation, low, high, distance, runs: values.length, method };
  const isOutside =
    direction === 'both'
      ? Math.abs(distance) > sensitivity
      : direction === 'up'
        ? distance > sensitivity
        : -distance > sensitivity;
  const range =
    direction === 'up'
      ? `at most ${figure(high)}`
      : direction === 'down'
        ? `at least ${figure(low)}`
        : `between ${figure(low)} and ${figure(high)}`;
  const days = seasonality === 'weekday' ? ' of this day of the week' : '';
  const words = `by ${values.length} earlier runs${days} it is ${range}`;
  return isOutside
    ? { status: verdictOf(severity), message: `${shown}; ${words}`, expected }
    : { status: 'pass', message: `${shown}; ${words}`, expected };
}
