import { regexError } from './errors.js';

/** A pattern or replacement being read, a character or an escape (`\x`) at a time. */
export class Source {
  readonly characters: readonly string[];
  #index = 0;

  constructor(text: string) {
    this.characters = [...text];
  }

  /** What `take` would give; undefined at the end. */
  get next(): string | undefined {
    const character = this.characters[this.#index];
    if (character !== '\\') return character;
    const escaped = this.characters[this.#index + 1];
    if (escaped === undefined) throw regexError('bad escape (end of pattern)', this.characters, this.#index);
    return character + escaped;
  }

  /** Characters taken so far. */
  get position(): number {
    return this.#index;
  }

  seek(position: number): void {
    this.#index = position;
  }

  take(): string | undefined {
    const token = this.next;
    if (token !== undefined) this.#index += token.startsWith('\\') ? 2 : 1;
    return token;
  }

  match(character: string): boolean {
    if (this.next !== character) return false;
    this.take();
    return true;
  }

  takeWhile(most: number, accept: RegExp): string {
    let text = '';
    while (text.length < most && this.next !== undefined && accept.test(this.next)) text += this.take();
    return text;
  }

  /** Text up to a terminator, which is taken too. */
  takeUntil(terminator: string, what: string): string {
    let text = '';
    for (;;) {
      const token = this.take();
      if (token === undefined) {
        if (text === '') throw this.error(`missing ${what}`);
        throw this.error(`missing ${terminator}, unterminated name`, [...text].length);
      }
      if (token === terminator) break;
      text += token;
    }
    if (text === '') throw this.error(`missing ${what}`, 1);
    return text;
  }

  /** An error at so many characters before what is read next. */
  error(message: string, back = 0): Error {
    return regexError(message, this.characters, this.#index - back);
  }
}

export function isIdentifier(name: string): boolean {
  return /^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*$/u.test(name);
}

export const characterCount = (text: string) => [...text].length;
