import { isoMicros } from '../records/node-info.js';
import type { LogRecord } from '../records/record.js';
import { renderDiagnostic } from '../render-diagnostic.js';
import type { Paint } from '../text/style.js';
import { stripEscapes } from '../text/width.js';

export interface TextLineOptions {
  readonly paint: Paint;
  /** Columns, for the code frames of diagnostics. */
  readonly width: number;
  readonly detailed: boolean;
}

/**
 * A record as dbt writes it into a text log: `07:41:25  message`, or with more detail
 * `07:41:25.123000 [info ] [MainThread]: message`. Times are UTC, as dbt's are.
 */
export function textLine(record: LogRecord, options: TextLineOptions): string {
  const message = paintedMessage(record, options);
  if (!options.detailed) return `${record.time.toISOString().slice(11, 19)}  ${message}`;
  return `${isoMicros(record.time).slice(11)} [${record.level.padEnd(5)}] [${record.thread}]: ${message}`;
}

/** The message with its colours, its diagnostic drawn for the output's width. */
export function paintedMessage(record: LogRecord, options: Pick<TextLineOptions, 'paint' | 'width'>): string {
  const { paint, width } = options;
  const { accent, diagnostic } = record;
  if (diagnostic && (record.name === 'Diagnostic' || record.name === diagnostic.event))
    return renderDiagnostic(diagnostic, { paint, width });
  if (!accent) return record.message;
  const at = record.message.lastIndexOf(accent.text);
  if (at < 0) return record.message;
  return record.message.slice(0, at) + paint(accent.tone, accent.text) + record.message.slice(at + accent.text.length);
}

/** The same without any escape sequence, also of those that templates print. */
export function plainLine(record: LogRecord, options: TextLineOptions): string {
  return stripEscapes(textLine(record, options));
}
