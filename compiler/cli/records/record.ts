import type { Diagnostic } from '../../base/diagnostics.js';
import type { Tone } from '../text/style.js';

export type Level = 'debug' | 'info' | 'warn' | 'error';

export type RecordData = Readonly<Record<string, unknown>>;

/**
 * One line of the log, as dbt's structured logging has it: what plain output, JSON output and the log file are made of.
 * Names and codes are dbt's, so that programs which read dbt's log read ours.
 */
export interface LogRecord {
  readonly name: string;
  readonly code: string;
  readonly level: Level;
  readonly message: string;
  /** Made when it is asked for, where most outputs do not. */
  readonly data: RecordData | (() => RecordData);
  readonly thread: string;
  readonly time: Date;
  /** The part of the message that carries its meaning in colour. */
  readonly accent?: { readonly text: string; readonly tone: Tone };
  /** What the message was made of: an output with colours or another width makes its own. */
  readonly diagnostic?: Diagnostic;
  /** A result for standard output: shown without a time, whatever the level of the output. */
  readonly isResult?: boolean;
  /** Belongs to a result, but is for people: shown without a time if the level allows. */
  readonly isHeading?: boolean;
}

const ORDER: readonly Level[] = ['debug', 'info', 'warn', 'error'];

/** Whether a level is at least as severe as a threshold. */
export function reaches(level: Level, threshold: Level | 'none'): boolean {
  return threshold !== 'none' && ORDER.indexOf(level) >= ORDER.indexOf(threshold);
}
