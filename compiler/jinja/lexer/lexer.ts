import { TemplateError } from '../errors.js';
import { float, int } from '../values/numbers.js';
import { WHITESPACE } from '../values/text.js';
import { unescapeString } from './strings.js';
import { OPERATORS, Token, type TokenType } from './tokens.js';

const SPACES = new RegExp(`[${WHITESPACE}]*`, 'y');
const RAW_BEGIN = new RegExp(`\\{%[-+]?[${WHITESPACE}]*raw[${WHITESPACE}]*(-?)%\\}`, 'y');
const RAW_END = new RegExp(`\\{%([-+]?)[${WHITESPACE}]*endraw[${WHITESPACE}]*([-+]?)%\\}`, 'g');
const FLOAT = /(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?e[+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/iy;
const INTEGER = /0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\da-f])+|[1-9](?:_?\d)*|0(?:_?0)*/iy;
const NAME = /[\p{L}\p{N}\p{M}\p{Pc}·℘℮゛゜]+/uy;
const IDENTIFIER = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;

/**
 * Jinja's tokens of text[start, end), with dbt's (Jinja's default) white space rules. Never throws: an error is the last
 * token, so that errors of the parser before it come first.
 */
export function tokenize(text: string, start: number, end: number, inside?: 'variable', known?: KnownTags): Token[] {
  return new Lexer(text, start, end, known).run(inside);
}

/** Where the `{{ … }}` ends that starts at an offset, if it is one that need not be taken apart; it must end before `end`. */
export type KnownTags = (start: number, end: number) => number | undefined;

/** Where the text of text[start, end) ends: a single trailing line break is dropped (keep_trailing_newline is off). */
export function endOfText(text: string, start: number, end: number): number {
  let last = end;
  if (last > start && text[last - 1] === '\n') last--;
  if (last > start && text[last - 1] === '\r' && (last < end || text[end - 1] === '\r')) last--;
  return last;
}

/** Where text[start, end) ends without the white space at its end. */
export function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isWhite(text.charCodeAt(at - 1))) at--;
  return at;
}

/** Where the white space from there on ends. */
export function afterSpaces(text: string, from: number, end: number): number {
  SPACES.lastIndex = from;
  SPACES.test(text);
  return Math.min(SPACES.lastIndex, end);
}

class Lexer {
  private readonly tokens: Token[] = [];
  private at: number;
  private readonly end: number;
  private brackets: string[] = [];

  constructor(
    private readonly text: string,
    private readonly start: number,
    end: number,
    private readonly known?: KnownTags,
  ) {
    this.at = start;
    this.end = endOfText(text, start, end);
  }

  run(inside?: 'variable'): Token[] {
    try {
      if (inside) this.tag('variable_end');
      else this.root();
      this.push('eof', '', this.end, this.end);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      this.push('error', error.message, this.at, Math.min(this.at + 1, this.end));
    }
    return this.tokens;
  }

  private push(type: TokenType, value: Token['value'], start: number, end: number): void {
    this.tokens.push(new Token(type, value, start, end));
  }

  private fail(message: string, at = this.at): never {
    this.at = at;
    throw new TemplateError('TemplateSyntaxError', message);
  }

  private root(): void {
    const { text, end } = this;
    while (this.at < end) {
      const open = this.nextOpening();
      if (open < 0) {
        this.data(this.at, end);
        return;
      }
      const kind = text[open + 1]!;
      RAW_BEGIN.lastIndex = open;
      const raw = kind === '%' ? RAW_BEGIN.exec(text) : null;
      // The sign of a raw tag is in the match, before `raw`.
      const sign = text[open + 2];
      this.data(this.at, sign === '-' ? trimmedEnd(text, this.at, open) : open);
      this.at = open;
      const tagEnd = kind === '{' ? this.known?.(open, end) : undefined;
      if (tagEnd !== undefined) {
        this.push('tag', '', open, tagEnd);
        this.at = text[tagEnd - 3] === '-' ? this.afterSpaces(tagEnd) : tagEnd;
      } else if (raw && open + raw[0].length <= end) {
        const after = open + raw[0].length;
        this.raw(raw[1] === '-' ? this.afterSpaces(after) : after);
      } else {
        const after = open + (sign === '-' || sign === '+' ? 3 : 2);
        if (kind === '#') this.comment(after);
        else {
          this.push(kind === '%' ? 'block_begin' : 'variable_begin', '', open, Math.min(after, end));
          this.at = after;
          this.tag(kind === '%' ? 'block_end' : 'variable_end');
        }
      }
    }
  }

  /** Offset of the next `{{`, `{%` or `{#`. */
  private nextOpening(): number {
    const { text, end } = this;
    for (let at = text.indexOf('{', this.at); at >= 0 && at < end - 1; at = text.indexOf('{', at + 1)) {
      const next = text.charCodeAt(at + 1);
      if (next === 123 || next === 37 || next === 35) return at;
    }
    return -1;
  }

  private data(start: number, end: number): void {
    if (start >= end) return;
    const value = this.text.slice(start, end);
    this.push('data', value.includes('\r') ? value.replace(/\r\n?/g, '\n') : value, start, end);
  }

  private afterSpaces(from: number): number {
    return afterSpaces(this.text, from, this.end);
  }

  private raw(from: number): void {
    // As for comments: nothing after the opening tag, nothing missing.
    if (from >= this.end) {
      this.at = this.end;
      return;
    }
    RAW_END.lastIndex = from;
    const match = RAW_END.exec(this.text);
    if (!match || match.index + match[0].length > this.end)
      this.fail('Missing end of raw directive', Math.min(from, this.end));
    this.data(from, match[1] === '-' ? trimmedEnd(this.text, from, match.index) : match.index);
    const after = match.index + match[0].length;
    this.at = match[2] === '-' ? this.afterSpaces(after) : after;
  }

  private comment(from: number): void {
    const close = this.text.indexOf('#}', from);
    if (close < 0 || close + 2 > this.end) {
      // A lone `{#` at the very end has nothing that could be missing an end.
      if (from >= this.end) this.at = this.end;
      else this.fail('Missing end of comment tag', from);
      return;
    }
    this.at = close > from && this.text[close - 1] === '-' ? this.afterSpaces(close + 2) : close + 2;
  }

  private tag(closing: 'block_end' | 'variable_end'): void {
    const { text, end } = this;
    this.brackets = [];
    const second = closing === 'block_end' ? 37 : 125;
    while (this.at < end) {
      const at = this.at;
      const code = text.charCodeAt(at);
      if (code === 32 || (code >= 9 && code <= 13) || (code > 127 && isWhite(code)) || (code >= 28 && code <= 31)) {
        this.at++;
      } else if (this.brackets.length === 0 && code === second && text.charCodeAt(at + 1) === 125 && at + 1 < end) {
        this.push(closing, '', at, at + 2);
        this.at = at + 2;
        return;
      } else if (
        this.brackets.length === 0 &&
        (code === 45 || (code === 43 && second === 37)) &&
        text.charCodeAt(at + 1) === second &&
        text.charCodeAt(at + 2) === 125 &&
        at + 2 < end
      ) {
        this.push(closing, '', at, at + 3);
        this.at = code === 45 ? this.afterSpaces(at + 3) : at + 3;
        return;
      } else this.token(code);
    }
  }

  private token(code: number): void {
    const { text, at } = this;
    if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95) {
      let to = at + 1;
      while (to < this.end && isWordCode(text.charCodeAt(to))) to++;
      if (to < this.end && text.charCodeAt(to) > 127) this.wideName();
      else {
        this.push('name', text.slice(at, to), at, to);
        this.at = to;
      }
    } else if (code >= 48 && code <= 57) this.number();
    else if (code === 34 || code === 39) this.string(code);
    else if (code > 127) this.wideName();
    else this.operator();
  }

  private wideName(): void {
    NAME.lastIndex = this.at;
    const match = NAME.exec(this.text);
    if (!match) this.unexpected();
    if (!IDENTIFIER.test(match[0])) this.fail('Invalid character in identifier');
    this.push('name', match[0], this.at, this.at + match[0].length);
    this.at += match[0].length;
  }

  private number(): void {
    const { text, at } = this;
    FLOAT.lastIndex = at;
    const decimal = text[at - 1] === '.' ? null : FLOAT.exec(text);
    if (decimal) {
      this.push('float', float(Number(decimal[0].replaceAll('_', ''))), at, at + decimal[0].length);
      this.at += decimal[0].length;
      return;
    }
    INTEGER.lastIndex = at;
    const digits = INTEGER.exec(text)![0];
    const plain = digits.replaceAll('_', '');
    if (plain.length > 4300)
      this.fail(
        `Exceeds the limit (4300 digits) for integer string conversion: value has ${plain.length} digits; use sys.set_int_max_str_digits() to increase the limit`,
      );
    const value = plain.length < 15 ? Number(plain) : int(BigInt(plain));
    this.push('integer', value, at, at + digits.length);
    this.at += digits.length;
  }

  private string(quote: number): void {
    const { text, at, end } = this;
    let to = at + 1;
    let escaped = false;
    for (; to < end; to++) {
      const code = text.charCodeAt(to);
      if (code === quote) break;
      if (code === 92) {
        escaped = true;
        to++;
      }
    }
    if (to >= end) this.unexpected();
    let value = text.slice(at + 1, to);
    if (value.includes('\r')) value = value.replace(/\r\n?/g, '\n');
    if (escaped) {
      const problem = { message: '' };
      value = unescapeString(value, problem);
      if (problem.message) this.fail(problem.message);
    }
    this.push('string', value, at, to + 1);
    this.at = to + 1;
  }

  private operator(): void {
    const { text, at } = this;
    const two = text.slice(at, Math.min(at + 2, this.end));
    const operator = two.length === 2 && OPERATORS.has(two) ? two : text[at]!;
    const type = OPERATORS.get(operator);
    if (!type) this.unexpected();
    if (operator === '(') this.brackets.push(')');
    else if (operator === '[') this.brackets.push(']');
    else if (operator === '{') this.brackets.push('}');
    else if (operator === ')' || operator === ']' || operator === '}') {
      const expected = this.brackets.pop();
      if (expected === undefined) this.fail(`unexpected '${operator}'`);
      if (expected !== operator) this.fail(`unexpected '${operator}', expected '${expected}'`);
    }
    this.push(type, operator, at, at + operator.length);
    this.at += operator.length;
  }

  /** Python counts characters, and line breaks as one. */
  private unexpected(): never {
    const before = [...this.text.slice(this.start, this.at).replace(/\r\n/g, '\n')].length;
    const character = String.fromCodePoint(this.text.codePointAt(this.at)!);
    const shown = character === "'" ? `"'"` : character === '\\' ? "'\\\\'" : `'${character}'`;
    this.fail(`unexpected char ${shown} at ${before}`);
  }
}

function isWordCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || (code >= 48 && code <= 57);
}

function isWhite(code: number): boolean {
  if (code < 128) return code === 32 || (code >= 9 && code <= 13) || (code >= 28 && code <= 31);
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}
