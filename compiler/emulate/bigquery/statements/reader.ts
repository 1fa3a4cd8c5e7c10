import { invalidQuery, placeOf } from '../engine/api-error.js';
import type { Path } from '../engine/catalog.js';
import { type Token, tokenize } from './tokens.js';

export interface Defaults {
  readonly project: string;
  readonly dataset?: string;
}

/** A table's path with what is left out added. */
export function completePath(parts: readonly string[], { project, dataset }: Defaults): Path {
  if (parts.length >= 3) return [parts.slice(0, -2).join('.'), parts.at(-2)!, parts.at(-1)!];
  if (parts.length === 2) return [project, parts[0]!, parts[1]!];
  if (dataset !== undefined) return [project, dataset, parts[0]!];
  throw invalidQuery(`Table "${parts[0]}" must be qualified with a dataset (e.g. dataset.table).`);
}

/** Reads a statement from left to right. */
export class Reader {
  readonly tokens: Token[];
  at = 0;

  constructor(
    readonly sql: string,
    private readonly defaults: Defaults,
  ) {
    this.tokens = tokenize(sql);
  }

  get next(): Token | undefined {
    return this.tokens[this.at];
  }

  /** Takes these words if they come next. */
  take(...words: readonly string[]): boolean {
    const same = words.every((word, i) => {
      const token = this.tokens[this.at + i];
      return token && token.kind !== 'name' && token.kind !== 'string' && token.text.toUpperCase() === word;
    });
    if (same) this.at += words.length;
    return same;
  }

  expect(...words: readonly string[]): void {
    if (!this.take(...words)) throw this.unexpected(`Expected ${words.join(' ')}`);
  }

  /** A name, backquoted or not. */
  name(): string {
    const token = this.next;
    if (!token || (token.kind !== 'name' && token.kind !== 'word')) throw this.unexpected('Expected a name');
    this.at++;
    return token.text;
  }

  /** `a.b.c` in any quoting, with what is left out added. */
  path(): Path {
    const parts = this.name().split('.');
    while (this.take('.')) parts.push(...this.name().split('.'));
    return this.complete(parts);
  }

  complete(parts: readonly string[]): Path {
    return completePath(parts, this.defaults);
  }

  /** A dataset's path. */
  datasetPath(): readonly [project: string, dataset: string] {
    const parts = this.name().split('.');
    while (this.take('.')) parts.push(...this.name().split('.'));
    return parts.length > 1 ? [parts.slice(0, -1).join('.'), parts.at(-1)!] : [this.defaults.project, parts[0]!];
  }

  /** The text inside the brackets that come next. */
  brackets(): string {
    const open = this.next;
    this.expect('(');
    for (let depth = 1; depth > 0; this.at++) {
      const token = this.next;
      if (!token) throw this.unexpected('Expected )');
      if (token.text === '(' && token.kind === 'sign') depth++;
      if (token.text === ')' && token.kind === 'sign') depth--;
      if (depth === 0) {
        this.at++;
        return this.sql.slice(open!.end, token.start);
      }
    }
    return '';
  }

  /** The text up to one of these words outside of brackets, or to the end. */
  until(...words: readonly string[]): string {
    const first = this.next;
    if (!first) return '';
    let depth = 0;
    for (; this.next; this.at++) {
      const token = this.next;
      if (token.kind === 'sign' && token.text === '(') depth++;
      if (token.kind === 'sign' && token.text === ')') depth--;
      if (depth === 0 && token.kind !== 'name' && token.kind !== 'string' && words.includes(token.text.toUpperCase()))
        break;
    }
    const last = this.tokens[this.at - 1]!;
    return last.end <= first.start ? '' : this.sql.slice(first.start, last.end);
  }

  rest(): string {
    const first = this.next;
    this.at = this.tokens.length;
    return first ? this.sql.slice(first.start) : '';
  }

  end(): void {
    if (this.next) throw this.unexpected('Expected end of input');
  }

  unexpected(expected: string): Error {
    const got = this.next ? `got "${this.next.text}"` : 'got end of statement';
    return invalidQuery(
      `Syntax error: ${expected} but ${got} at ${placeOf(this.sql, this.next?.start ?? this.sql.length)}`,
    );
  }
}
