import type { CliEvent } from '../events.js';
import { type Level, type LogRecord, reaches } from '../records/record.js';
import type { Reporter } from './reporter.js';

export interface StreamOptions {
  readonly level: Level | 'none';
  /** Show what templates print(). */
  readonly print: boolean;
  /** How many warnings of one kind are shown before the rest are only counted. */
  readonly warningLimit: number;
  /** Whether it is for people: results have their headings, and nothing is told twice. */
  readonly headings: boolean;
  readonly format: (record: LogRecord) => string;
  readonly writeMessage: (line: string) => void;
  readonly writeResult: (line: string) => void;
  /** Tells of what was left out. */
  readonly omitted: (code: string, n: number) => string | undefined;
}

/** Writes records one after the other: the output in a pipe, as text or as JSON. */
export class StreamReporter implements Reporter {
  readonly #warnings = new Map<string, number>();

  constructor(private readonly options: StreamOptions) {}

  handle(event: CliEvent, records: readonly LogRecord[]): void {
    const { level, print, headings, format, writeMessage, writeResult } = this.options;
    if (event.type === 'command-finished' || event.type === 'round-started') this.#tellOmitted();
    if (event.type === 'round-started') this.#warnings.clear();
    for (const record of records) {
      // People have been told of each.
      if (record.name === 'DeprecationsSummary' && headings) continue;
      if (record.isResult) {
        if (event.type !== 'print' || print) writeResult(format(record));
      } else if (record.isHeading) {
        if (headings && reaches(record.level, level)) writeResult(format(record));
      } else if (reaches(record.level, level) && !this.#isTooMuch(record)) writeMessage(format(record));
    }
  }

  #isTooMuch(record: LogRecord): boolean {
    if (record.diagnostic?.severity !== 'warning' || record.name === 'RunResultWarningMessage') return false;
    const n = (this.#warnings.get(record.diagnostic.code) ?? 0) + 1;
    this.#warnings.set(record.diagnostic.code, n);
    return n > this.options.warningLimit;
  }

  #tellOmitted(): void {
    for (const [code, n] of this.#warnings) {
      const line =
        n > this.options.warningLimit ? this.options.omitted(code, n - this.options.warningLimit) : undefined;
      if (line !== undefined) this.options.writeMessage(line);
    }
  }

  close(): void {}
}
