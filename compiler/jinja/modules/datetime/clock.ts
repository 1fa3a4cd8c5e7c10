/** The time of day, and what counts as local time. */

/** Seconds since 1970-01-01 UTC and the microseconds beyond them. */
export function now(): [seconds: number, microsecond: number] {
  const milliseconds = performance.timeOrigin + performance.now();
  const seconds = Math.floor(milliseconds / 1000);
  return [seconds, Math.floor((milliseconds - seconds * 1000) * 1000)];
}

/** The offset of naive times from UTC: templates' local time is UTC, as for all naive datetimes (see PyDateTime.inZone). */
export function localOffset(_seconds: number): number {
  return 0;
}
