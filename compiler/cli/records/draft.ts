import type { EventName } from './codes.js';
import type { LogRecord } from './record.js';

/** A record without what every record has; the translator adds it. */
export type Draft = { readonly name: EventName; readonly code?: never } & Partial<
  Omit<LogRecord, 'name' | 'code' | 'time'>
>;

export const EMPTY_LINE: Draft = { name: 'Formatting', message: '', data: { msg: '' } };

/** dbt's line of progress: `1 of 5 OK created sql table model main.orders ........ [OK in 0.05s]`. */
export function progressLine(
  index: number,
  total: number,
  text: string,
  status: string,
  width: number,
  seconds?: number,
): string {
  const left = `${index} of ${total} ${text} `.padEnd(width, '.');
  return `${left} [${status}${seconds === undefined ? '' : ` in ${seconds.toFixed(2)}s`}]`;
}
