/** Python's textwrap.wrap, without expanding tabs or replacing white space. */

export interface WrapOptions {
  readonly width: number;
  readonly breakLong: boolean;
  readonly breakHyphens: boolean;
}

const BLANK = '[\\t\\n\\v\\f\\r ]';
const LETTER = '[\\p{L}_]';
const WORD = '[\\p{L}\\p{N}_]';
const PUNCTUATED = `[\\p{L}\\p{N}_!"'&.,?]`;
const CHUNKS = new RegExp(
  `(${BLANK}+|(?<=${PUNCTUATED})-{2,}(?=${WORD})|[^\\t\\n\\v\\f\\r ]+?(?:-(?:(?<=${LETTER}{2}-)|(?<=${LETTER}-${LETTER}-))(?=${LETTER}-?${LETTER})|(?=${BLANK}|$)|(?<=${PUNCTUATED})(?=-{2,}${WORD})))`,
  'u',
);
const SIMPLE_CHUNKS = new RegExp(`(${BLANK}+)`);

export function wrapText(text: string, options: WrapOptions): string[] {
  const chunks = text.split(options.breakHyphens ? CHUNKS : SIMPLE_CHUNKS).filter(Boolean);
  chunks.reverse();
  const lines: string[] = [];
  const isBlank = (chunk: string) => chunk.trim() === '';
  while (chunks.length > 0) {
    const line: string[] = [];
    let length = 0;
    if (isBlank(chunks.at(-1)!) && lines.length > 0) chunks.pop();
    while (chunks.length > 0 && length + chunks.at(-1)!.length <= options.width) {
      length += chunks.at(-1)!.length;
      line.push(chunks.pop()!);
    }
    if (chunks.length > 0 && chunks.at(-1)!.length > options.width) breakLongChunk(chunks, line, length, options);
    if (line.length > 0 && isBlank(line.at(-1)!)) line.pop();
    if (line.length > 0) lines.push(line.join(''));
  }
  return lines;
}

function breakLongChunk(chunks: string[], line: string[], length: number, options: WrapOptions): void {
  if (!options.breakLong) {
    if (line.length === 0) line.push(chunks.pop()!);
    return;
  }
  const space = Math.max(options.width - length, 1);
  const chunk = chunks.pop()!;
  let end = space;
  if (options.breakHyphens && chunk.length > space) {
    const hyphen = chunk.lastIndexOf('-', space - 1);
    if (hyphen > 0 && /[^-]/.test(chunk.slice(0, hyphen))) end = hyphen + 1;
  }
  line.push(chunk.slice(0, end));
  chunks.push(chunk.slice(end));
}
