import { Float } from '../../base/scalars.js';
import type { Token } from './tokens.js';

/** A literal of Python: what `ast.literal_eval` would answer, as data. */
export type Literal = null | boolean | number | bigint | string | Float | Literal[] | { [key: string]: Literal };

const CONSTANTS: Readonly<Record<string, Literal>> = { None: null, True: true, False: false };
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
};
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** The literal that these tokens are as a whole; undefined: something else. */
export function literalOf(tokens: readonly Token[]): { readonly value: Literal } | undefined {
  const reader = new LiteralReader(tokens);
  const value = reader.value();
  return value !== undefined && reader.atEnd ? { value } : undefined;
}

class LiteralReader {
  #at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get atEnd(): boolean {
    return this.#at === this.tokens.length;
  }

  value(): Literal | undefined {
    const token = this.tokens[this.#at++];
    if (!token) return undefined;
    if (token.kind === 'string') return this.#text(token);
    if (token.kind === 'number') return numberOf(token.text, false);
    if (token.kind === 'name') return CONSTANTS[token.text];
    if (token.text === '-' || token.text === '+') {
      const number = this.tokens[this.#at++];
      return number?.kind === 'number' ? numberOf(number.text, token.text === '-') : undefined;
    }
    if (token.text === '{') return this.#braces();
    if (token.text === '(' || token.text === '[') return this.#list(token.text);
    return undefined;
  }

  #is(text: string): boolean {
    const token = this.tokens[this.#at];
    return token?.kind === 'operator' && token.text === text;
  }

  /** Neighbours are one text. */
  #text(first: Token): string | undefined {
    let out = stringOf(first.text);
    while (out !== undefined && this.tokens[this.#at]?.kind === 'string') {
      const more = stringOf(this.tokens[this.#at++]!.text);
      out = more === undefined ? undefined : out + more;
    }
    return out;
  }

  #list(opener: string): Literal | undefined {
    const items: Literal[] = [];
    let comma = false;
    while (!this.#is(CLOSING[opener]!)) {
      const item = this.value();
      if (item === undefined) return undefined;
      items.push(item);
      comma = this.#is(',');
      if (comma) this.#at++;
      else if (!this.#is(CLOSING[opener]!)) return undefined;
    }
    this.#at++;
    return opener === '(' && items.length === 1 && !comma ? items[0] : items;
  }

  #braces(): Literal | undefined {
    const out: Record<string, Literal> = {};
    while (!this.#is('}')) {
      const key = this.value();
      if (key === undefined || !this.#is(':')) return undefined;
      this.#at++;
      const value = this.value();
      if (value === undefined) return undefined;
      out[typeof key === 'object' ? JSON.stringify(key) : String(key)] = value;
      if (this.#is(',')) this.#at++;
      else if (!this.#is('}')) return undefined;
    }
    this.#at++;
    return out;
  }
}

function numberOf(text: string, negative: boolean): Literal | undefined {
  const plain = text.replaceAll('_', '');
  if (/[jJ]$/.test(plain)) return undefined;
  const sign = negative ? '-' : '';
  if (/^0[xob]/i.test(plain) || /^\d+$/.test(plain)) {
    const value = negative ? -BigInt(plain) : BigInt(plain);
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }
  const value = Number(sign + plain);
  return Number.isInteger(value) ? new Float(value) : value;
}

/** A text without its quotes; undefined for bytes and for texts with expressions in them. */
function stringOf(source: string): string | undefined {
  const [, prefix, quote] = /^([a-zA-Z]*)("""|'''|"|')/.exec(source)!;
  const body = source.slice(prefix!.length + quote!.length, -quote!.length).replaceAll('\r\n', '\n');
  if (/[fbt]/i.test(prefix!)) return undefined;
  if (/r/i.test(prefix!)) return body;
  return body.replace(
    /\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|([0-7]{1,3})|([\s\S]))/gi,
    (all, x, u, long, octal, char) => {
      const hex = x ?? u ?? long;
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      return ESCAPES[char] ?? all;
    },
  );
}
