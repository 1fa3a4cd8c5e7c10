import type { CliEvent } from '../events.js';
import type { LogRecord } from '../records/record.js';

/** One way of showing what happens. Takes each event with the records it was translated to. */
export interface Reporter {
  handle(event: CliEvent, records: readonly LogRecord[]): void;
  /** Nothing follows: leave the screen tidy. */
  close(): void;
}
