/** A lexer for SQL as warehouses write it: enough to find statements, words and parameters without a parser. */

export type TokenKind = 'word' | 'quoted' | 'string' | 'number' | 'parameter' | 'symbol';

export interface Token {
  readonly kind: TokenKind;
  /** As written. */
  readonly text: string;
  /** Words in upper case, quoted names and strings without their quotes, all else as written. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** A text that cannot be cut into tokens: an open string, quoted name or comment. */
export class LexError extends Error {
  constructor(
    message: string,
    readonly position: number,
  ) {
    super(message);
  }
}

export interface LexRules {
  /** `\'` in strings. */
  readonly backslashes: boolean;
  /** `$$ … $$` strings. */
  readonly dollarStrings: boolean;
  /** `//` begins a comment. */
  readonly slashComments: boolean;
  /** `:1` and `?` are parameters. `:` alone, as in `v:path`, is a symbol. */
  readonly parameters: boolean;
}

export const snowflakeRules: LexRules = {
  backslashes: true,
  dollarStrings: true,
  slashComments: true,
  parameters: true,
};

const SYMBOLS = ['=>', '::', '->', '||', '<=', '>=', '<>', '!=', '|>', '**'];
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', 0: '\0' };

/** The tokens of a text without comments and spaces. Throws LexError. */
export function tokenize(sql: string, rules: LexRules = snowflakeRules): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const push = (kind: TokenKind, end: number, value: string): void => {
    tokens.push({ kind, text: sql.slice(at, end), value, start: at, end });
    at = end;
  };
  while (at < sql.length) {
    const char = sql[at]!;
    const rest = /\s*/y;
    rest.lastIndex = at;
    const space = rest.exec(sql)![0].length;
    if (space > 0) {
      at += space;
      continue;
    }
    if (sql.startsWith('--', at) || (rules.slashComments && sql.startsWith('//', at))) {
      const end = sql.indexOf('\n', at);
      at = end < 0 ? sql.length : end + 1;
    } else if (sql.startsWith('/*', at)) {
      const end = sql.indexOf('*/', at + 2);
      if (end < 0) throw new LexError('unterminated comment', at);
      at = end + 2;
    } else if (char === "'") {
      const { end, value } = quotedString(sql, at, rules.backslashes);
      push('string', end, value);
    } else if (char === '"') {
      const { end, value } = quotedName(sql, at);
      push('quoted', end, value);
    } else if (rules.dollarStrings && sql.startsWith('$$', at)) {
      const end = sql.indexOf('$$', at + 2);
      if (end < 0) throw new LexError('unterminated string', at);
      push('string', end + 2, sql.slice(at + 2, end));
    } else {
      const word = match(/[\p{L}_][\p{L}\p{N}_$]*/uy, sql, at);
      const number = match(/(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y, sql, at);
      const parameter = rules.parameters ? parameterAt(sql, at, tokens.at(-1)) : undefined;
      const variable = match(/\$[\p{L}_\d][\p{L}\p{N}_]*/uy, sql, at);
      if (word) push('word', at + word.length, word.toUpperCase());
      else if (number) push('number', at + number.length, number);
      else if (parameter) push('parameter', at + parameter.length, parameter);
      else if (variable) push('symbol', at + variable.length, variable.toUpperCase());
      else {
        const symbol = SYMBOLS.find((s) => sql.startsWith(s, at)) ?? String.fromCodePoint(sql.codePointAt(at)!);
        push('symbol', at + symbol.length, symbol);
      }
    }
  }
  return tokens;
}

function match(pattern: RegExp, sql: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(sql)?.[0];
}

/** `?`, or `:1` where no value stands before the colon: `a:1` is a path. */
function parameterAt(sql: string, at: number, before: Token | undefined): string | undefined {
  if (sql[at] === '?') return '?';
  const isPath = before !== undefined && before.end === at && (before.kind !== 'symbol' || /^[\])]$/.test(before.text));
  return isPath ? undefined : match(/:\d+/y, sql, at);
}

function quotedString(sql: string, at: number, backslashes: boolean): { end: number; value: string } {
  let value = '';
  for (let i = at + 1; i < sql.length; i++) {
    const char = sql[i]!;
    if (backslashes && char === '\\' && i + 1 < sql.length) {
      const code = match(/x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}/y, sql, i + 1);
      if (code) value += String.fromCharCode(Number.parseInt(code.slice(1), 16));
      else value += ESCAPES[sql[i + 1]!] ?? sql[i + 1];
      i += code?.length ?? 1;
    } else if (char !== "'") value += char;
    else if (sql[i + 1] === "'") {
      value += "'";
      i++;
    } else return { end: i + 1, value };
  }
  throw new LexError('unterminated string', at);
}

function quotedName(sql: string, at: number): { end: number; value: string } {
  let value = '';
  for (let i = at + 1; i < sql.length; i++) {
    if (sql[i] !== '"') value += sql[i];
    else if (sql[i + 1] === '"') {
      value += '"';
      i++;
    } else return { end: i + 1, value };
  }
  throw new LexError('unterminated quoted identifier', at);
}
