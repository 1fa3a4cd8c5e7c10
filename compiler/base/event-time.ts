/** A span of event time, in UTC; `end` is not in it. */
export interface TimeRange {
  readonly start: Date;
  readonly end: Date;
}

/** An instant as Python's isoformat() shows it: `2024-01-31T05:00:00+00:00`. */
export function isoOf(date: Date): string {
  const [seconds, milliseconds] = date.toISOString().slice(0, -1).split('.') as [string, string];
  return `${seconds}${milliseconds === '000' ? '' : `.${milliseconds}000`}+00:00`;
}

/** The part of a range that is in another, too. It may be empty. */
export function intersection(a: TimeRange, b: TimeRange): TimeRange {
  return {
    start: new Date(Math.max(a.start.getTime(), b.start.getTime())),
    end: new Date(Math.min(a.end.getTime(), b.end.getTime())),
  };
}

/** The instant that a date or time in ISO 8601 means, UTC if it does not say a zone; undefined for anything else. */
export function instantOf(text: string): Date | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)(Z|[+-]\d\d:?\d\d)?)?$/.exec(text.trim());
  if (!match) return undefined;
  const date = new Date(`${match[1]}T${match[2] ?? '00:00'}${match[3] ?? 'Z'}`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

const GRAINS = ['hour', 'day', 'month', 'year'];

/** What `--sample` means: a time back from now (`3 days`), or `{start: …, end: …}`. Undefined for anything else. */
export function sampleOf(text: string, now: Date): TimeRange | undefined {
  const [, count, word] = /^(\d+) ([a-z]+)$/i.exec(text.trim()) ?? [];
  if (count === undefined) return rangeOf(text);
  const grain = GRAINS.indexOf(word!.toLowerCase().replace(/s$/, ''));
  if (grain < 0) return undefined;
  const start = new Date(now);
  const n = Number(count);
  if (grain === 0) start.setUTCHours(start.getUTCHours() - n);
  else if (grain === 1) start.setUTCDate(start.getUTCDate() - n);
  else {
    // The 31st of a month becomes the last day of a shorter one.
    const day = start.getUTCDate();
    start.setUTCDate(1);
    start.setUTCMonth(start.getUTCMonth() - n * (grain === 3 ? 12 : 1));
    const last = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 0)).getUTCDate();
    start.setUTCDate(Math.min(day, last));
  }
  return { start, end: now };
}

function rangeOf(text: string): TimeRange | undefined {
  const [start, end] = ['start', 'end'].map((key) => {
    const [, written] =
      new RegExp(`["']?\\b${key}\\b["']?\\s*:\\s*["']?([0-9T: .+Z-]+?)["']?\\s*[,}]`).exec(text) ?? [];
    return written === undefined ? undefined : instantOf(written);
  });
  return start && end && start < end ? { start, end } : undefined;
}
