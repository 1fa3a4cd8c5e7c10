import type { Token } from './tokens.js';

/** A place in a list of tokens, for reading statements by hand. Keywords are given in upper case. */
export class Cursor {
  #at = 0;

  constructor(
    readonly sql: string,
    readonly tokens: readonly Token[],
    /** Makes the error for a token that does not fit; undefined is the end of the text. */
    private readonly unexpected: (token: Token | undefined) => Error,
  ) {}

  get atEnd(): boolean {
    return this.#at >= this.tokens.length;
  }

  /** How many tokens have been read. */
  get index(): number {
    return this.#at;
  }

  reset(index: number): void {
    this.#at = index;
  }

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.#at + ahead];
  }

  next(): Token {
    const token = this.tokens[this.#at];
    if (!token) throw this.unexpected(undefined);
    this.#at++;
    return token;
  }

  /** Whether these words and symbols stand here. */
  sees(...words: readonly string[]): boolean {
    return words.every((word, i) => {
      const token = this.peek(i);
      return (token?.kind === 'word' || token?.kind === 'symbol') && token.value === word;
    });
  }

  /** Reads the words if they stand here. */
  accept(...words: readonly string[]): boolean {
    if (!this.sees(...words)) return false;
    this.#at += words.length;
    return true;
  }

  /** Reads the first of the phrases that stands here. */
  acceptOne(...phrases: readonly string[]): string | undefined {
    return phrases.find((phrase) => this.accept(...phrase.split(' ')));
  }

  expect(...words: readonly string[]): void {
    for (const word of words) if (!this.accept(word)) this.fail();
  }

  fail(): never {
    throw this.unexpected(this.peek());
  }

  /** The text from here to the end of the statement. */
  rest(): string {
    const token = this.peek();
    return token ? this.sql.slice(token.start) : '';
  }

  /** Reads tokens until one of the words stands here outside brackets, or to the end; answers the text. */
  until(...words: readonly string[]): string {
    const first = this.peek();
    let depth = 0;
    let last: Token | undefined;
    while (!this.atEnd && !(depth === 0 && words.some((word) => this.sees(...word.split(' '))))) {
      const token = this.peek()!;
      if (token.kind === 'symbol' && '([{'.includes(token.text)) depth++;
      if (token.kind === 'symbol' && ')]}'.includes(token.text)) {
        if (depth === 0) break;
        depth--;
      }
      last = this.next();
    }
    return first && last ? this.sql.slice(first.start, last.end) : '';
  }

  /** Reads `( … )`; answers the text inside. */
  group(): string {
    this.expect('(');
    const text = this.until(')');
    this.expect(')');
    return text;
  }
}
