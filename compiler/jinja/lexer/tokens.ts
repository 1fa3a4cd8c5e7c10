import type { Value } from '../values/types.js';

/** Token types by Jinja's names, which its messages are made from. */
export type TokenType =
  | 'add'
  | 'assign'
  | 'colon'
  | 'comma'
  | 'div'
  | 'dot'
  | 'eq'
  | 'floordiv'
  | 'gt'
  | 'gteq'
  | 'lbrace'
  | 'lbracket'
  | 'lparen'
  | 'lt'
  | 'lteq'
  | 'mod'
  | 'mul'
  | 'ne'
  | 'pipe'
  | 'pow'
  | 'rbrace'
  | 'rbracket'
  | 'rparen'
  | 'semicolon'
  | 'sub'
  | 'tilde'
  | 'float'
  | 'integer'
  | 'name'
  | 'string'
  | 'block_begin'
  | 'block_end'
  | 'variable_begin'
  | 'variable_end'
  /** A whole `{{ … }}` that is known. */
  | 'tag'
  | 'data'
  | 'eof'
  | 'error';

/** `start` and `end` are offsets in the file. The value of `error` is what the lexer has to say when the parser gets there. */
export class Token {
  constructor(
    readonly type: TokenType,
    readonly value: Value,
    readonly start: number,
    readonly end: number,
  ) {}
}

export const OPERATORS: ReadonlyMap<string, TokenType> = new Map([
  ['+', 'add'],
  ['-', 'sub'],
  ['/', 'div'],
  ['//', 'floordiv'],
  ['*', 'mul'],
  ['%', 'mod'],
  ['**', 'pow'],
  ['~', 'tilde'],
  ['[', 'lbracket'],
  [']', 'rbracket'],
  ['(', 'lparen'],
  [')', 'rparen'],
  ['{', 'lbrace'],
  ['}', 'rbrace'],
  ['==', 'eq'],
  ['!=', 'ne'],
  ['>', 'gt'],
  ['>=', 'gteq'],
  ['<', 'lt'],
  ['<=', 'lteq'],
  ['=', 'assign'],
  ['.', 'dot'],
  [':', 'colon'],
  ['|', 'pipe'],
  [',', 'comma'],
  [';', 'semicolon'],
]);

const DESCRIPTIONS: ReadonlyMap<TokenType, string> = new Map<TokenType, string>([
  ...[...OPERATORS].map(([text, type]): [TokenType, string] => [type, text]),
  ['block_begin', 'begin of statement block'],
  ['block_end', 'end of statement block'],
  ['variable_begin', 'begin of print statement'],
  ['variable_end', 'end of print statement'],
  ['data', 'template data / text'],
  ['eof', 'end of template'],
]);

export function describeType(type: TokenType): string {
  return DESCRIPTIONS.get(type) ?? type;
}

/** A token as Jinja's messages name it. */
export function describeToken(token: Token): string {
  return token.type === 'name' ? (token.value as string) : describeType(token.type);
}
