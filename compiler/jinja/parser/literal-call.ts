import * as n from './nodes.js';

/** Words that are no names where an expression begins, or not everywhere. */
const WORDS: ReadonlySet<string> = new Set([
  ...['not', 'and', 'or', 'in', 'is', 'if', 'else', 'recursive'],
  ...['true', 'True', 'false', 'False', 'none', 'None'],
]);

/**
 * Reads `{{ name('text', …) }}` at text[start, end), by far the most frequent tag, without taking it apart into tokens: the tree is
 * the one that the parser makes. Undefined for anything that is not exactly that.
 */
export function readLiteralCall(text: string, start: number, end: number): n.Output | undefined {
  const from = blanksEnd(text, text.charCodeAt(start + 2) === 45 ? start + 3 : start + 2);
  const to = wordEnd(text, from);
  if (to === from || text.charCodeAt(to) !== 40 || WORDS.has(text.slice(from, to))) return undefined;
  const positional: n.Literal[] = [];
  let at = to + 1;
  for (let more = true; more; at++) {
    at = blanksEnd(text, at);
    const quote = text[at];
    if (quote !== "'" && quote !== '"') return undefined;
    const close = text.indexOf(quote, at + 1);
    if (close < 0 || close >= end) return undefined;
    const value = text.slice(at + 1, close);
    // Escapes, and line breaks that become others.
    if (value.includes('\\') || value.includes('\r')) return undefined;
    positional.push(new n.Literal(at, close + 1, value));
    at = blanksEnd(text, close + 1);
    const next = text.charCodeAt(at);
    if (next !== 44 && next !== 41) return undefined;
    more = next === 44;
  }
  const last = blanksEnd(text, at);
  if ((text.charCodeAt(last) === 45 ? last + 1 : last) + 2 !== end) return undefined;
  const name = new n.Name(from, to, text.slice(from, to));
  return new n.Output(start, end, [new n.Call(from, at, name, { positional, named: [], rest: null, namedRest: null })]);
}

function blanksEnd(text: string, at: number): number {
  let end = at;
  for (let code = text.charCodeAt(end); code === 32 || code === 10; code = text.charCodeAt(end)) end++;
  return end;
}

/** The end of a name of ASCII that starts here; where it starts if there is none. */
function wordEnd(text: string, at: number): number {
  let end = at;
  for (; ; end++) {
    const code = text.charCodeAt(end) | 32;
    if ((code >= 97 && code <= 122) || text.charCodeAt(end) === 95) continue;
    const digit = text.charCodeAt(end);
    if (end > at && digit >= 48 && digit <= 57) continue;
    return end;
  }
}
