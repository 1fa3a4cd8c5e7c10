import type { FreshnessThreshold } from '../../manifest/types.js';
import type { Age, FreshnessStatus } from './criteria.js';
import type { Measured } from './measure.js';

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** `last loaded 3 days ago, and is to be at most 2 days old`. */
export function agedWords(measured: Measured, status: FreshnessStatus, criteria: FreshnessThreshold): string {
  const limit = status === 'error' ? criteria.error_after : status === 'warn' ? criteria.warn_after : null;
  return limit ? `${loadedWords(measured)}, and is to be at most ${limitWords(limit)} old` : loadedWords(measured);
}

export function loadedWords({ maxLoadedAt, age }: Measured): string {
  if (maxLoadedAt.year === 1) return 'never loaded';
  return age < 0 ? 'loaded in the future' : `loaded ${ageWords(age)} ago`;
}

function ageWords(seconds: number): string {
  const [unit, size] = UNITS.find(([, size]) => seconds >= size * 2) ?? ['second', 1];
  const n = Math.floor(seconds / size);
  return `${n} ${unit}${n === 1 ? '' : 's'}`;
}

function limitWords({ count, period }: Age): string {
  return `${count} ${period}${count === 1 ? '' : 's'}`;
}
