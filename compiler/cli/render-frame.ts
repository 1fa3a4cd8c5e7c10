import type { Span } from '../base/source.js';
import type { Paint, Tone } from './text/style.js';
import { displayWidth, expandTabs, takeColumns, withoutControls } from './text/width.js';

export interface FrameOptions {
  readonly paint: Paint;
  readonly tone: Tone;
  /** Columns of the output. */
  readonly width: number;
  /** Lines to show before and after the marked ones. */
  readonly context: number;
  readonly indent: string;
}

/** A span of more lines than this is shown by its first and last ones. */
const MOST_MARKED_LINES = 5;
const LEAST_TEXT_WIDTH = 20;

interface Marked {
  readonly number: number;
  readonly text: string;
  /** Columns of the mark, end exclusive; undefined for a line of context. */
  readonly mark?: readonly [number, number];
}

/** `models/orders.sql:4:13`. */
export function place(span: Span): string {
  const { line, column } = span.file.locate(span.start);
  return `${withoutControls(span.file.path)}:${line}:${column}`;
}

/**
 * The lines of source around a span, the span underlined, and a note beside the last underline (below it where there is no
 * room). Tabs are expanded, wide characters counted as such, long lines cut around the mark.
 */
export function renderFrame(span: Span, note: string | undefined, options: FrameOptions): string[] {
  const { paint, tone, indent } = options;
  const lines = collectLines(span, options.context);
  if (lines.length === 0) return [];
  const gutter = String(lines.at(-1)!.number).length;
  const room = Math.max(options.width - indent.length - gutter - 3, LEAST_TEXT_WIDTH);
  const output: string[] = [];
  const lastMarked = lines.findLastIndex((line) => line.mark);
  let previous: number | undefined;
  for (const [index, line] of lines.entries()) {
    if (previous !== undefined && line.number > previous + 1)
      output.push(`${indent}${' '.repeat(gutter)} ${paint('dim', '…')}`);
    previous = line.number;
    const shown = cut(line, room);
    output.push(`${indent}${paint('dim', `${String(line.number).padStart(gutter)} |`)} ${shown.text}`.trimEnd());
    if (!shown.mark) continue;
    const [from, to] = shown.mark;
    const rail = `${indent}${' '.repeat(gutter)} ${paint('dim', '|')} `;
    const carets = ' '.repeat(from) + paint(tone, '^'.repeat(Math.max(to - from, 1)));
    if (index !== lastMarked || !note) output.push(rail + carets);
    else if (to + 1 + displayWidth(note) <= room) output.push(`${rail}${carets} ${paint(tone, note)}`);
    else output.push(rail + carets, ...wrap(note, room).map((part) => `${rail}${paint(tone, part)}`));
  }
  return output;
}

function collectLines(span: Span, context: number): Marked[] {
  const { file } = span;
  if (file.text === '') return [];
  const start = file.locate(span.start);
  const end = file.locate(Math.max(span.end, span.start));
  // A span that ends at the begin of a line does not touch that line.
  const lastLine = end.line > start.line && end.column === 1 ? end.line - 1 : end.line;
  const lines: Marked[] = [];
  const put = (number: number, mark?: readonly [number, number]) =>
    lines.push({ number, text: clean(file.lineText(number)), ...(mark ? { mark } : {}) });
  for (let n = Math.max(start.line - context, 1); n < start.line; n++) if (file.lineText(n).trim()) put(n);
  for (let n = start.line; n <= lastLine; n++) {
    if (lastLine - start.line >= MOST_MARKED_LINES && n >= start.line + 2 && n < lastLine) continue;
    const text = file.lineText(n);
    if (n > start.line && n < lastLine && !text.trim()) continue;
    const from = n === start.line ? start.column - 1 : text.length - text.trimStart().length;
    const to = n === end.line ? end.column - 1 : text.trimEnd().length;
    put(n, [columnsBefore(text, from), columnsBefore(text, Math.max(to, from))]);
  }
  for (let n = lastLine + 1; n <= Math.min(lastLine + context, file.lineCount); n++)
    if (file.lineText(n).trim()) put(n);
  return lines;
}

function clean(text: string): string {
  return withoutControls(expandTabs(text));
}

function columnsBefore(text: string, offset: number): number {
  return displayWidth(clean(text.slice(0, offset)));
}

/** Cuts a line to `room` columns so that the begin of its mark stays in sight. */
function cut(line: Marked, room: number): Marked {
  const total = displayWidth(line.text);
  if (total <= room) return line;
  const [from, to] = line.mark ?? [0, 0];
  const wanted = Math.min(to, from + Math.floor(room / 2));
  const skip = wanted <= room - 1 ? 0 : Math.min(Math.max(from - Math.floor(room / 3), 0), total - room + 1);
  let text = line.text.slice(takeColumns(line.text, skip).length);
  const lead = skip > 0 ? '…' : '';
  const shift = skip - lead.length;
  if (displayWidth(text) > room - lead.length) text = `${takeColumns(text, room - lead.length - 1)}…`;
  const limit = displayWidth(lead + text);
  const mark: readonly [number, number] | undefined = line.mark && [
    Math.max(from - shift, 0),
    Math.min(Math.max(to - shift, 0), limit),
  ];
  return { ...line, text: lead + text, ...(mark ? { mark } : {}) };
}

/** Breaks a text at spaces into lines of at most `columns`; its own line breaks stay. */
export function wrap(text: string, columns: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line && displayWidth(line) + 1 + displayWidth(word) > columns) {
        lines.push(line);
        line = word;
      } else line = line ? `${line} ${word}` : word;
    }
    return [...lines, line];
  });
}
