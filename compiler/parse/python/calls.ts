import { type Token, tokenize } from './tokens.js';

/** `dbt.ref(…)` and its like, as written. */
export interface DbtCall {
  /** `ref`, `source`, `config`, `get`, `meta_get`. */
  readonly name: string;
  readonly positional: readonly (readonly Token[])[];
  readonly named: readonly { readonly name: string; readonly tokens: readonly Token[] }[];
  readonly start: number;
  readonly end: number;
}

const NAMES = new Set(['dbt.ref', 'dbt.source', 'dbt.config', 'dbt.config.get', 'dbt.config.meta_get']);
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * The calls of `dbt` in a Python file, in the order in which dbt comes upon them: of `a(x).b(y)` first `b`, then what is in its
 * brackets, then `a`.
 */
export function dbtCalls(tokens: readonly Token[]): DbtCall[] {
  const calls: DbtCall[] = [];
  walk(tokens, calls);
  return calls;
}

function walk(tokens: readonly Token[], calls: DbtCall[]): void {
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at]!;
    if (token.kind === 'string') walkText(token, calls);
    at = token.kind === 'name' || isOperator(token, '(', '[', '{') ? chain(tokens, at, calls) : at + 1;
  }
}

/** Names, brackets and dots that belong together: `dbt.ref('a').limit(2)`. Answers where it ends. */
function chain(tokens: readonly Token[], from: number, calls: DbtCall[]): number {
  const links: (() => void)[] = [];
  // The dotted name so far; undefined behind brackets.
  let name: string | undefined;
  let at = from;
  for (let first = true; ; first = false) {
    const token = tokens[at];
    if (!token) break;
    if (first && token.kind === 'name') {
      name = token.text;
      at++;
    } else if (!first && isOperator(token, '.') && tokens[at + 1]?.kind === 'name') {
      if (name !== undefined) name += `.${tokens[at + 1]!.text}`;
      at += 2;
    } else if (isOperator(token, '(', '[', ...(first ? ['{'] : []))) {
      const end = matching(tokens, at);
      const inner = tokens.slice(at + 1, end);
      const called = !first && token.text === '(' && name !== undefined && NAMES.has(name) ? name : undefined;
      const start = tokens[from]!.start;
      links.push(() => {
        if (called !== undefined) calls.push(callOf(called, inner, start, tokens[end]!.end));
        walk(inner, calls);
      });
      name = undefined;
      at = end + 1;
    } else break;
  }
  for (const link of links.reverse()) link();
  return at;
}

function callOf(name: string, inner: readonly Token[], start: number, end: number): DbtCall {
  const positional: (readonly Token[])[] = [];
  const named: { name: string; tokens: readonly Token[] }[] = [];
  for (const part of split(inner)) {
    if (part[0]!.kind === 'name' && part[1] && isOperator(part[1], '='))
      named.push({ name: part[0]!.text, tokens: part.slice(2) });
    else positional.push(part);
  }
  return { name: name.slice(name.lastIndexOf('.') + 1), positional, named, start, end };
}

/** Arguments, apart at the commas between them. */
function split(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (isOperator(token, ',')) parts.push([]);
    else if (isOperator(token, '(', '[', '{')) {
      const end = matching(tokens, at);
      parts.at(-1)!.push(...tokens.slice(at, end + 1));
      at = end;
    } else parts.at(-1)!.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

/** Where the bracket at `from` closes; brackets were seen to match. */
function matching(tokens: readonly Token[], from: number): number {
  let depth = 0;
  for (let at = from; ; at++) {
    const token = tokens[at]!;
    if (token.kind !== 'operator') continue;
    if (token.text in CLOSING) depth++;
    else if (token.text === ')' || token.text === ']' || token.text === '}') depth--;
    if (depth === 0) return at;
  }
}

/** What stands between the braces of an f-string. */
function walkText(token: Token, calls: DbtCall[]): void {
  if (!/^[a-zA-Z]*f/i.test(token.text) || !token.text.includes('dbt')) return;
  for (const found of token.text.matchAll(/\{([^{}]*\bdbt\s*\.[^{}]*)\}/g)) {
    try {
      const shift = token.start + found.index + 1;
      const inner = tokenize(found[1]!).map((t) => ({ ...t, start: t.start + shift, end: t.end + shift }));
      walk(inner, calls);
    } catch {
      // A text that only looks like an expression.
    }
  }
}

function isOperator(token: Token, ...texts: readonly string[]): boolean {
  return token.kind === 'operator' && texts.includes(token.text);
}
