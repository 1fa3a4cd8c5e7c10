/** The time of day, and what counts as local time. */

/** Seconds since 1970-01-01 UTC and the microseconds beyond them. */
export function now(): [seconds: number, microsecond: number] {
  const milliseconds = performance.timeOrigin + performance.now();
  const seconds = Math.floor(milliseconds / 1000);
  return [seconds, Math.floor((milliseconds - seconds * 1000) * 1000)];
}

/** The offset from UTC in seconds that this machine's clock shows at a moment: Python's local time. */
export function localOffset(seconds: number): number {
  return -new Date(seconds * 1000).getTimezoneOffset() * 60 || 0;
}
