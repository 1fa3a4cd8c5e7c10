/** Handling of tokens on nunjucks' parser, and the uses of special names that are met on the way. */
import nunjucks from 'nunjucks/src/parser.js';
import type { SourceFile } from '../../base/source.js';
import { TemplateError } from '../errors.js';
import { describeToken, describeType, type Token, type TokenType } from '../lexer/tokens.js';
import type * as n from './nodes.js';

/** Names whose mere use changes a macro or loop. */
export const SPECIAL: ReadonlySet<string> = new Set(['loop', 'caller', 'kwargs', 'varargs']);

/** Levels of nesting that are parsed; Python's own parser stops at about as many. */
const MAX_DEPTH = 400;

export class TokenParser extends nunjucks.Parser {
  protected current: Token;
  protected position = 0;
  private depth = 0;
  /** Uses of special names, in order of the text. */
  protected readonly special: n.Name[] = [];

  constructor(
    private readonly file: SourceFile,
    protected readonly list: readonly Token[],
  ) {
    super(list);
    this.current = list[0]!;
    if (this.current.type === 'error') this.lexerError(this.current);
  }

  override peekToken(): Token {
    return this.current;
  }

  override nextToken(): Token {
    return this.advance();
  }

  /** The current token, and goes to the next. */
  protected advance(): Token {
    const token = this.current;
    if (token.type !== 'eof') {
      this.current = this.list[++this.position]!;
      if (this.current.type === 'error') this.lexerError(this.current);
    }
    return token;
  }

  protected lexerError(token: Token): never {
    this.failSyntax(token.value as string, token.start);
  }

  failSyntax(message: string, start: number, kind = 'TemplateSyntaxError'): never {
    const end = Math.min(start + 1, this.file.text.length);
    throw new TemplateError(kind, message, { span: { file: this.file, start, end: Math.max(start, end) } });
  }

  protected failAt(
    message: string,
    token: { readonly start: number; readonly end: number },
    kind = 'TemplateSyntaxError',
  ): never {
    throw new TemplateError(kind, message, { span: { file: this.file, start: token.start, end: token.end } });
  }

  expectType(type: TokenType): Token {
    if (this.current.type === type) return this.advance();
    if (this.current.type === 'eof')
      this.failAt(`unexpected end of template, expected '${describeType(type)}'.`, this.current);
    this.failAt(`expected token '${describeType(type)}', got '${describeToken(this.current)}'`, this.current);
  }

  protected expectName(word: string): Token {
    if (this.isName(word)) return this.advance();
    if (this.current.type === 'eof') this.failAt(`unexpected end of template, expected '${word}'.`, this.current);
    this.failAt(`expected token '${word}', got '${describeToken(this.current)}'`, this.current);
  }

  protected is(type: TokenType): boolean {
    return this.current.type === type;
  }

  protected isName(word: string): boolean {
    return this.current.type === 'name' && this.current.value === word;
  }

  protected skipType(type: TokenType): boolean {
    if (this.current.type !== type) return false;
    this.advance();
    return true;
  }

  protected skipName(word: string): boolean {
    if (!this.isName(word)) return false;
    this.advance();
    return true;
  }

  protected noteSpecial(name: n.Name): void {
    if (SPECIAL.has(name.value)) this.special.push(name);
  }

  /** Which of these names were used since `mark` before being assigned. */
  protected undeclared(mark: number, names: readonly string[]): ReadonlySet<string> {
    const open = new Set(names);
    const found = new Set<string>();
    for (let i = mark; i < this.special.length; i++) {
      const use = this.special[i]!;
      if (use.context === 'load' && open.has(use.value)) found.add(use.value);
      else if (use.context !== 'load') open.delete(use.value);
    }
    return found;
  }

  protected lastEnd(): number {
    return this.list[this.position - 1]?.end ?? 0;
  }

  /** Goes one level deeper into the syntax, as long as that is not too deep. */
  protected enter(): void {
    if (++this.depth > MAX_DEPTH) this.failAt('too many nested parentheses', this.current);
  }

  protected leave(): void {
    this.depth--;
  }
}
