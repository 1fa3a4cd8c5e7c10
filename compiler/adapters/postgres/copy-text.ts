/** COPY's text format: a line a row, values between tabs, `\N` for null. */

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
};

/** Lines are handed on in pieces of about this size. */
const PIECE = 64 * 1024;

export function copyLine(values: Iterable<string | null>): string {
  let line = '';
  let first = true;
  for (const value of values) {
    if (!first) line += '\t';
    first = false;
    line += value === null ? '\\N' : escaped(value);
  }
  return `${line}\n`;
}

function escaped(value: string): string {
  return /[\\\b\t\n\v\f\r]/.test(value) ? value.replace(/[\\\b\t\n\v\f\r]/g, (c) => ESCAPES[c]!) : value;
}

/** Lines in larger pieces, so that not every line is a packet. */
export function* pieces(lines: Iterable<string>): Iterable<string> {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
