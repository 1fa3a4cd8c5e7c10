/** How event time is cut into batches; everything is in UTC. The rules are dbt's. */
import type { TimeRange } from '../../base/event-time.js';
import type { Batch, BatchConfig, BatchSize } from '../../manifest/batch.js';
import type { BatchRange } from '../types.js';

export interface BatchSettings extends Pick<BatchConfig, 'size' | 'begin' | 'lookback'> {
  /** What the command line says; `begin` and `lookback` do not count then. */
  readonly range?: TimeRange | undefined;
  readonly now: Date;
  /** Whether there is a table to which batches are added. */
  readonly incremental: boolean;
}

/** The batches that a run makes, in order of time; there is always one. */
export function batchesOf(settings: BatchSettings): Batch[] {
  const { size, range, incremental } = settings;
  const end = ceiling(range?.end ?? settings.now, size);
  const batches: Batch[] = [];
  let start = firstStart(settings, end);
  do {
    const next = offset(start, size, 1);
    const label = labelOf(start, size);
    batches.push({
      start,
      end: next,
      label,
      id: label.replaceAll('-', ''),
      incremental: incremental || batches.length > 0,
    });
    start = next;
  } while (start < end);
  return batches;
}

/** Batches that an earlier run failed at, as it told of them; others of that model succeeded, so there is a table. */
export function batchesAgain(ranges: readonly BatchRange[], size: BatchSize): Batch[] {
  return ranges.map(([from, to]) => {
    const [start, end] = [new Date(from), new Date(to)];
    const label = labelOf(start, size);
    return { start, end, label, id: label.replaceAll('-', ''), incremental: true };
  });
}

function firstStart({ size, range, begin, lookback, incremental }: BatchSettings, end: Date): Date {
  if (range) return truncate(range.start, size);
  if (!incremental) return truncate(begin, size);
  // `end` is the begin of a batch that is not made: the current batch is the one before it.
  return offset(end, size, -lookback - 1);
}

function truncate(date: Date, size: BatchSize): Date {
  const month = size === 'year' ? 0 : date.getUTCMonth();
  const day = size === 'year' || size === 'month' ? 1 : date.getUTCDate();
  const hour = size === 'hour' ? date.getUTCHours() : 0;
  return new Date(Date.UTC(date.getUTCFullYear(), month, day, hour));
}

function ceiling(date: Date, size: BatchSize): Date {
  const start = truncate(date, size);
  return start.getTime() === date.getTime() ? start : offset(start, size, 1);
}

/** The begin of the batch that lies `count` batches after the one that `date` is in. */
function offset(date: Date, size: BatchSize, count: number): Date {
  const start = truncate(date, size);
  if (size === 'hour') start.setUTCHours(start.getUTCHours() + count);
  else if (size === 'day') start.setUTCDate(start.getUTCDate() + count);
  else if (size === 'month') start.setUTCMonth(start.getUTCMonth() + count);
  else start.setUTCFullYear(start.getUTCFullYear() + count);
  return start;
}

const LABEL_LENGTHS: Readonly<Record<BatchSize, number>> = { year: 4, month: 7, day: 10, hour: 13 };

function labelOf(start: Date, size: BatchSize): string {
  return start.toISOString().slice(0, LABEL_LENGTHS[size]);
}
