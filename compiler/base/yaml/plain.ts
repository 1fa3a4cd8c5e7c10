import { isSurelyText, resolvePlain } from './scalars.js';

/** Thrown, and caught here, where a text is none of the plain kind. */
class NotPlain {}

/** Anything else than line breaks and printable characters, blanks but no tabs; in ASCII, which most files are in, and everywhere. */
const NOT_ASCII = /[^\n\x20-\x7E]/;
const UNUSUAL = /[^\n\x20-\x7E\xA0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD\u{10000}-\u{10FFFF}]/u;
const MAX_DEPTH = 50;

const NEWLINE = 10;
const SPACE = 32;
const QUOTE = 34;
const HASH = 35;
const APOSTROPHE = 39;
const COMMA = 44;
const DASH = 45;
const COLON = 58;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/** For each character below 128 whether it may stand in a key (1) and whether it may begin one (2). */
const KEY = (() => {
  const table = new Uint8Array(128);
  for (const c of '0123456789-.') table[c.charCodeAt(0)] = 1;
  for (let c = 0; c < 26; c++) table[65 + c] = table[97 + c] = 2;
  table['_'.charCodeAt(0)] = table['+'.charCodeAt(0)] = 2;
  return table;
})();

/** Characters that can't begin a plain scalar, or need a second look. */
const SPECIAL = /[-?:,[\]{}#&*!|>'"%@`]/;

/**
 * The value of a text that uses only what most files consist of: block mappings and lists, scalars on one line or folded plainly, block
 * scalars, brackets and braces on one line. Undefined for everything else, mistakes included, which the general reader then takes from
 * the start. It reads straight into values, several times as fast as by events.
 */
export function readPlainYaml(text: string): { readonly value: unknown } | undefined {
  if (NOT_ASCII.test(text) && UNUSUAL.test(text)) return undefined;
  try {
    return { value: new PlainReader(text).document() };
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

class PlainReader {
  /** The first character of the current line that is no blank, or of the part of it that is still to be read. */
  #at = 0;
  /** Its column; -1 at the end of the text. */
  #indent = -1;
  /** Whether lines without content stood before the current one. */
  #skipped = false;
  #depth = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  document(): unknown {
    this.#startLine(this.#text.startsWith('---\n') ? 4 : 0);
    if (this.#indent < 0) throw new NotPlain();
    const value = this.#block();
    if (this.#indent >= 0) throw new NotPlain();
    return value;
  }

  /** Goes to the first line from an offset on, which is a line's start, that has content. */
  #startLine(from: number): void {
    const text = this.#text;
    const { length } = text;
    let lineStart = from;
    this.#skipped = false;
    while (lineStart < length) {
      let at = lineStart;
      let c = text.charCodeAt(at);
      while (c === SPACE) c = text.charCodeAt(++at);
      if (at >= length) break;
      if (c !== NEWLINE && c !== HASH) {
        this.#at = at;
        this.#indent = at - lineStart;
        return;
      }
      this.#skipped = true;
      lineStart = this.#lineEnd(at) + 1;
    }
    this.#at = length;
    this.#indent = -1;
  }

  #lineEnd(from: number): number {
    const at = this.#text.indexOf('\n', from);
    return at < 0 ? this.#text.length : at;
  }

  /** The mapping or list that begins at the current place. */
  #block(): unknown {
    if (++this.#depth > MAX_DEPTH) throw new NotPlain();
    const value = this.#isItem() ? this.#list() : this.#mapping();
    this.#depth--;
    return value;
  }

  #isItem(): boolean {
    if (this.#text.charCodeAt(this.#at) !== DASH) return false;
    const next = this.#text.charCodeAt(this.#at + 1);
    return next === SPACE || next === NEWLINE || this.#at + 1 === this.#text.length;
  }

  #mapping(): Record<string, unknown> {
    const indent = this.#indent;
    const out: Record<string, unknown> = {};
    do {
      const end = this.#keyEnd();
      if (end < 0) throw new NotPlain();
      const key = this.#text.slice(this.#at, end);
      this.#newKey(out, key);
      out[key] = this.#valueAt(end + 1, indent, true);
    } while (this.#indent === indent);
    if (this.#indent > indent) throw new NotPlain();
    return out;
  }

  /** A key that stands twice is told of; those that are no text, `__proto__` and the like need care. */
  #newKey(mapping: Record<string, unknown>, key: string): void {
    if (mapping[key] !== undefined || (!isSurelyText(key) && resolvePlain(key) !== key)) throw new NotPlain();
  }

  #list(): unknown[] {
    const indent = this.#indent;
    const out: unknown[] = [];
    do {
      out.push(this.#item(indent));
    } while (this.#indent === indent && this.#isItem());
    if (this.#indent > indent) throw new NotPlain();
    return out;
  }

  #item(indent: number): unknown {
    const text = this.#text;
    const dash = this.#at;
    let at = dash + 1;
    while (text.charCodeAt(at) === SPACE) at++;
    const c = text.charCodeAt(at);
    if (at >= text.length || c === NEWLINE || c === HASH) return this.#valueAt(at, indent, false);
    this.#at = at;
    // What begins on the line of the dash is a block of its own, at its own column.
    if (this.#isItem() || this.#keyEnd() >= 0) {
      this.#indent = indent + at - dash;
      return this.#block();
    }
    return this.#scalar(at, indent);
  }

  /** The offset of the colon behind the key that begins at the current place; -1 if none does. */
  #keyEnd(): number {
    const text = this.#text;
    let at = this.#at;
    let c = text.charCodeAt(at);
    if (c >= 128 || KEY[c] !== 2) return -1;
    do c = text.charCodeAt(++at);
    while (c < 128 && KEY[c]! > 0);
    if (c !== COLON || at - this.#at > 100) return -1;
    const next = text.charCodeAt(at + 1);
    return next === SPACE || next === NEWLINE || at + 1 === text.length ? at : -1;
  }

  /** What stands behind a key or dash at `indent`, from an offset on or on the lines below. */
  #valueAt(from: number, indent: number, ofKey: boolean): unknown {
    const text = this.#text;
    let at = from;
    let c = text.charCodeAt(at);
    while (c === SPACE) c = text.charCodeAt(++at);
    if (at < text.length && c !== NEWLINE && c !== HASH) return this.#scalar(at, indent);
    if (c === HASH && text.charCodeAt(at - 1) !== SPACE) throw new NotPlain();
    this.#startLine(this.#lineEnd(at) + 1);
    // The items of a key's list need not be indented.
    if (this.#indent > indent || (ofKey && this.#indent === indent && this.#isItem())) return this.#block();
    return null;
  }

  /** The value that begins at an offset and is no block of lines; then goes to the line after it. */
  #scalar(start: number, indent: number): unknown {
    const text = this.#text;
    const c = text.charCodeAt(start);
    switch (c) {
      case QUOTE:
      case APOSTROPHE:
        return this.#quoted(start, c);
      case OPEN_BRACKET:
      case OPEN_BRACE:
        return this.#bracketed(start);
      case 124: // |
      case 62: // >
        return this.#blockScalar(start, indent, c === 62);
      default:
        return this.#plain(start, indent);
    }
  }

  #quoted(start: number, quote: number): string {
    const end = this.#closing(start, quote);
    this.#endLine(end + 1);
    return this.#text.slice(start + 1, end);
  }

  /** The offset of the quote that closes the one at `start`, on the same line and with nothing escaped between them. */
  #closing(start: number, quote: number): number {
    const text = this.#text;
    const end = text.indexOf(quote === QUOTE ? '"' : "'", start + 1);
    if (end < 0) throw new NotPlain();
    for (let at = start + 1; at < end; at++) {
      const c = text.charCodeAt(at);
      if (c === NEWLINE || (c === 92 && quote === QUOTE)) throw new NotPlain();
    }
    if (quote === APOSTROPHE && text.charCodeAt(end + 1) === APOSTROPHE) throw new NotPlain();
    return end;
  }

  /** Nothing but blanks, or a comment after some, from an offset to the end of its line. */
  #endLine(from: number): void {
    const text = this.#text;
    let at = from;
    let c = text.charCodeAt(at);
    while (c === SPACE) c = text.charCodeAt(++at);
    if (at < text.length && c !== NEWLINE && (c !== HASH || at === from)) throw new NotPlain();
    this.#startLine(this.#lineEnd(at) + 1);
  }

  /** What brackets or braces hold, on one line. */
  #bracketed(start: number): unknown {
    this.#flowAt = start;
    const value = this.#flow();
    this.#endLine(this.#flowAt);
    return value;
  }

  /** Inside brackets and braces: the next character to read. */
  #flowAt = 0;

  /** `['a', "b", c]`, `{a: 1}`, or a scalar in one of these. */
  #flow(): unknown {
    const text = this.#text;
    const at = this.#flowAt;
    const c = text.charCodeAt(at);
    if (c === OPEN_BRACKET) return this.#flowList();
    if (c === OPEN_BRACE) return this.#flowMapping();
    if (c === QUOTE || c === APOSTROPHE) {
      const end = this.#closing(at, c);
      this.#flowAt = end + 1;
      return text.slice(at + 1, end);
    }
    return resolved(this.#flowWord());
  }

  /** A scalar without blanks or quotes, of characters that mean nothing. */
  #flowWord(): string {
    const at = this.#flowAt;
    let end = at;
    while (isWordInBrackets(this.#text.charCodeAt(end))) end++;
    if (end === at || this.#text.charCodeAt(at) === DASH) throw new NotPlain();
    this.#flowAt = end;
    return this.#text.slice(at, end);
  }

  #flowList(): unknown[] {
    if (++this.#depth > MAX_DEPTH) throw new NotPlain();
    const out: unknown[] = [];
    for (this.#flowAt++; !this.#closes(CLOSE_BRACKET); ) {
      out.push(this.#flow());
      this.#separator(CLOSE_BRACKET);
    }
    this.#depth--;
    return out;
  }

  #flowMapping(): Record<string, unknown> {
    if (++this.#depth > MAX_DEPTH) throw new NotPlain();
    const out: Record<string, unknown> = {};
    for (this.#flowAt++; !this.#closes(CLOSE_BRACE); ) {
      const key = this.#flowWord();
      if (this.#text.charCodeAt(this.#flowAt) !== COLON || this.#text.charCodeAt(this.#flowAt + 1) !== SPACE)
        throw new NotPlain();
      this.#newKey(out, key);
      this.#flowAt = inkAt(this.#text, this.#flowAt + 1);
      out[key] = this.#flow();
      this.#separator(CLOSE_BRACE);
    }
    this.#depth--;
    return out;
  }

  /** Whether the bracket is closed here; then goes behind it. */
  #closes(bracket: number): boolean {
    this.#flowAt = inkAt(this.#text, this.#flowAt);
    if (this.#text.charCodeAt(this.#flowAt) !== bracket) return false;
    this.#flowAt++;
    return true;
  }

  /** A comma, or the bracket that closes, which is left to be read. */
  #separator(bracket: number): void {
    this.#flowAt = inkAt(this.#text, this.#flowAt);
    const c = this.#text.charCodeAt(this.#flowAt);
    if (c === COMMA) this.#flowAt++;
    else if (c !== bracket) throw new NotPlain();
  }

  #plain(start: number, indent: number): unknown {
    const text = this.#text;
    const first = text[start]!;
    if (SPECIAL.test(first) && !(first === '-' && isDigit(text.charCodeAt(start + 1)))) throw new NotPlain();
    let end = this.#lineEnd(start);
    const line = this.#plainLine(start, end);
    this.#startLine(end + 1);
    if (this.#indent <= indent) return resolved(line);
    // The lines of a text that goes on below are joined by blanks.
    let folded = line;
    do {
      const from = this.#at;
      end = this.#lineEnd(from);
      const c = text.charCodeAt(from);
      // After a comment or an empty line it does not simply go on.
      if (this.#skipped || c === DASH || c === COLON || c === 63) throw new NotPlain();
      if (this.#commented) throw new NotPlain();
      folded += ` ${this.#plainLine(from, end)}`;
      this.#startLine(end + 1);
    } while (this.#indent > indent);
    return resolved(folded);
  }

  /** Whether a comment stood behind the last line of plain text. */
  #commented = false;

  /** What a line has of a plain scalar: neither the comment nor the blanks at its end. */
  #plainLine(start: number, lineEnd: number): string {
    const text = this.#text;
    let end = start;
    this.#commented = false;
    for (let at = start; at < lineEnd; at++) {
      const c = text.charCodeAt(at);
      if (c === SPACE) continue;
      if (c === HASH && at > start && text.charCodeAt(at - 1) === SPACE) {
        this.#commented = true;
        break;
      }
      if (c === COLON && (at + 1 === lineEnd || text.charCodeAt(at + 1) === SPACE)) throw new NotPlain();
      end = at + 1;
    }
    return text.slice(start, end);
  }

  /** `|` and `>`, also with `-`. */
  #blockScalar(start: number, indent: number, folds: boolean): string {
    const text = this.#text;
    const strips = text.charCodeAt(start + 1) === DASH;
    const header = start + (strips ? 2 : 1);
    if (text.charCodeAt(header) !== NEWLINE) throw new NotPlain();
    let lineStart = header + 1;
    const first = inkAt(text, lineStart);
    const column = first - lineStart;
    // A first line of blanks says nothing of the indentation.
    if (column <= indent || text.charCodeAt(first) === NEWLINE) throw new NotPlain();
    let out = '';
    let empty = 0;
    let endsWithText = false;
    for (; lineStart < text.length; lineStart = this.#lineEnd(lineStart) + 1) {
      const at = inkAt(text, lineStart);
      const end = this.#lineEnd(at);
      if (at === end) {
        if (at - lineStart > column) throw new NotPlain();
        empty++;
        continue;
      }
      if (at - lineStart < column) break;
      // Lines that are indented further are not folded.
      if (folds && at - lineStart > column) throw new NotPlain();
      if (lineStart > header + 1) out += folds ? (empty === 0 ? ' ' : '\n'.repeat(empty)) : '\n'.repeat(empty + 1);
      out += text.slice(lineStart + column, end);
      empty = 0;
      endsWithText = end === text.length;
    }
    if (endsWithText && text.endsWith(' ')) throw new NotPlain();
    this.#startLine(lineStart);
    // With the text of the file ends that of the block: no line break is made up.
    return strips || endsWithText || out === '' ? out : `${out}\n`;
  }
}

/** The first character from an offset on that is no blank. */
function inkAt(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at++;
  return at;
}

function resolved(text: string): unknown {
  if (isSurelyText(text)) return text;
  const value = resolvePlain(text);
  // A merge key, a date that is none.
  if (typeof value === 'symbol' || (typeof value === 'object' && value !== null)) throw new NotPlain();
  return value;
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

/** Letters, digits, `_`, `.`, `-`, `+` and `/`. */
function isWordInBrackets(c: number): boolean {
  return c < 128 && (KEY[c]! > 0 || c === 47);
}
