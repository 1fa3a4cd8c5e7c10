import { SourceFile, type Span } from '../base/source.js';

const PLAIN_WORD = /^[\w@%+=:,./*-]+$/;

export function shellQuote(word: string): string {
  return PLAIN_WORD.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The command line as a text with positions, so that a wrong word can be marked as in any other source. */
export class CommandLine {
  readonly file: SourceFile;
  readonly #starts: readonly number[];
  readonly #words: readonly string[];

  constructor(argv: readonly string[]) {
    this.#words = argv.map((word) => shellQuote(word.replaceAll('\n', ' ')));
    let at = 'quern'.length + 1;
    this.#starts = this.#words.map((word) => {
      const start = at;
      at += word.length + 1;
      return start;
    });
    this.file = new SourceFile('command line', ['quern', ...this.#words].join(' '));
  }

  /** The place of the first word that is `token`, or begins with it and '=' or, for `-sx`, with its letter. */
  spanOf(token: string): Span | undefined {
    const wanted = shellQuote(token);
    let index = this.#words.findIndex((word) => word === wanted || word.startsWith(`${token}=`));
    if (index < 0)
      index = this.#words.findIndex(
        (word) => token.length === 2 && word[0] === '-' && word[1] !== '-' && word.includes(token[1]!),
      );
    if (index < 0) return undefined;
    const start = this.#starts[index]!;
    const word = this.#words[index]!;
    return { file: this.file, start, end: start + (word.startsWith(`${token}=`) ? token.length : word.length) };
  }

  /** The place behind the last word, where something is missing. */
  endSpan(): Span {
    const end = this.file.text.length;
    return { file: this.file, start: end, end };
  }
}
