/** A file that a user wrote, by the path that diagnostics show (relative to the project's root, '/' separators). */
export class SourceFile {
  #lineStarts: number[] | undefined;

  constructor(
    readonly path: string,
    readonly text: string,
  ) {}

  /** 1-based line and column of an offset in UTF-16 units; offsets past the end answer the end. */
  locate(offset: number): Position {
    const starts = this.lineStarts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: Math.min(offset, this.text.length) - starts[low]! + 1 };
  }

  /** Offset of a 1-based line and column, held inside that line. */
  offsetAt(line: number, column: number): number {
    const starts = this.lineStarts();
    const start = starts[Math.min(Math.max(line, 1), starts.length) - 1]!;
    const end = start + this.lineText(line).length;
    return Math.min(start + Math.max(column - 1, 0), end);
  }

  /** The text of a 1-based line without its line break; '' past the end. */
  lineText(line: number): string {
    const starts = this.lineStarts();
    const start = starts[line - 1];
    if (start === undefined) return '';
    return this.text.slice(start, starts[line] ?? this.text.length).replace(/\r?\n$/, '');
  }

  get lineCount(): number {
    return this.lineStarts().length;
  }

  private lineStarts(): number[] {
    if (this.#lineStarts) return this.#lineStarts;
    const starts = [0];
    for (let at = this.text.indexOf('\n'); at >= 0; at = this.text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#lineStarts = starts;
    return starts;
  }
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A range of a file: UTF-16 offsets, end exclusive. */
export interface Span {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** The span at a 1-based line and column of a file. */
export function spanAt(file: SourceFile, line: number, column = 1, length = 1): Span {
  const start = file.offsetAt(line, column);
  return { file, start, end: Math.min(start + length, file.text.length) };
}

/**
 * Where a span of a text stands that is itself a part of another file: exactly, if the text is found literally in `origin`, else
 * all of that.
 */
export function spanWithin(span: Span, origin: Span): Span {
  const inner = span.file.text.trim();
  const lead = span.file.text.indexOf(inner);
  const at = inner === '' ? -1 : origin.file.text.slice(origin.start, origin.end).indexOf(inner);
  if (at < 0) return origin;
  const shift = origin.start + at - lead;
  const within = (offset: number) => Math.min(Math.max(offset + shift, origin.start), origin.end);
  return { file: origin.file, start: within(span.start), end: within(span.end) };
}

/** The first character of a file that shows: where a problem of the whole file is told. */
export function beginOf(file: SourceFile): Span {
  const start = Math.max(file.text.search(/\S/), 0);
  return { file, start, end: Math.min(start + 1, file.text.length) };
}
