/** A piece of a Python file. Comments and blanks are left out; a line's end within brackets is none. */
export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'operator' | 'newline';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Columns before the first token of a logical line. */
  readonly indent?: number;
}

/** What is no Python: `start` is where. */
export class PythonSyntaxError extends Error {
  constructor(
    message: string,
    readonly start: number,
  ) {
    super(message);
  }
}

const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
const NUMBER = /(?:0[xXoObB][\da-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)[jJ]?/y;
const STRING = /([rRbBuUfFtT]{0,3})("""|'''|"|')/y;
const OPERATOR =
  /\*\*=|\/\/=|>>=|<<=|\.\.\.|->|:=|==|!=|<=|>=|\*\*|\/\/|<<|>>|[-+*/%@&|^]=|[-+*/%@&|^~<>()[\]{},:.;=!]/y;
const CLOSES: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Splits Python into tokens. Throws PythonSyntaxError for brackets and texts that do not end. */
export function tokenize(code: string): Token[] {
  const tokens: Token[] = [];
  const open: { text: string; at: number }[] = [];
  let lineStart = 0;
  let fresh = true;
  for (let at = 0; at < code.length; ) {
    const char = code[at]!;
    if (char === '\n') {
      at++;
      lineStart = at;
      if (open.length > 0 || fresh) continue;
      tokens.push({ kind: 'newline', text: '\n', start: at - 1, end: at });
      fresh = true;
      continue;
    }
    if (char === '\\' && /\\\r?\n/y.test(code.slice(at, at + 3))) {
      at = code.indexOf('\n', at) + 1;
      continue;
    }
    if (/\s/.test(char) || char === '\ufeff') {
      at++;
      continue;
    }
    if (char === '#') {
      const end = code.indexOf('\n', at);
      at = end < 0 ? code.length : end;
      continue;
    }
    const token = next(code, at);
    tokens.push(fresh ? { ...token, indent: columns(code.slice(lineStart, at)) } : token);
    fresh = false;
    if (token.kind === 'operator') bracket(open, token);
    at = token.end;
  }
  const unclosed = open.at(-1);
  if (unclosed) throw new PythonSyntaxError(`'${unclosed.text}' was never closed`, unclosed.at);
  return tokens;
}

function bracket(open: { text: string; at: number }[], { text, start }: Token): void {
  if (text === '(' || text === '[' || text === '{') open.push({ text, at: start });
  const opener = CLOSES[text];
  if (opener === undefined) return;
  const last = open.pop();
  if (!last) throw new PythonSyntaxError(`unmatched '${text}'`, start);
  if (last.text !== opener)
    throw new PythonSyntaxError(
      `closing parenthesis '${text}' does not match opening parenthesis '${last.text}'`,
      start,
    );
}

function next(code: string, at: number): Token {
  const quoted = match(STRING, code, at);
  if (quoted) {
    const end = endOfString(code, at + quoted[0].length, quoted[2]!);
    return { kind: 'string', text: code.slice(at, end), start: at, end };
  }
  for (const [kind, pattern] of [
    ['name', NAME],
    ['number', NUMBER],
    ['operator', OPERATOR],
  ] as const) {
    const found = match(pattern, code, at);
    if (found) return { kind, text: found[0], start: at, end: at + found[0].length };
  }
  throw new PythonSyntaxError(`invalid character '${code[at]}'`, at);
}

function endOfString(code: string, from: number, quote: string): number {
  for (let at = from; at < code.length; at++) {
    if (code[at] === '\\') at++;
    else if (code.startsWith(quote, at)) return at + quote.length;
    else if (code[at] === '\n' && quote.length === 1) break;
  }
  throw new PythonSyntaxError('unterminated string literal', from - quote.length);
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function columns(indent: string): number {
  let width = 0;
  for (const char of indent) width = char === '\t' ? width + 8 - (width % 8) : width + 1;
  return width;
}
