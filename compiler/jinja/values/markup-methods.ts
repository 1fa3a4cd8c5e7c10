/** Methods of Markup: those of str, with other text escaped and results marked safe again. */
import { escapeHtml, Markup } from './markup.js';
import { type Method, type MethodTable, positionalOnly } from './methods.js';
import { PyTuple } from './sequences.js';
import { TEXT_METHODS } from './text-methods.js';
import type { Value } from './types.js';

function mark(value: Value): Value {
  if (typeof value === 'string') return new Markup(value);
  if (Array.isArray(value)) return value.map(mark);
  return value instanceof PyTuple ? new PyTuple(value.items.map(mark)) : value;
}

/** These take text that is only looked for, so that it is not escaped. */
const SEARCHING = new Set([
  'find',
  'rfind',
  'index',
  'rindex',
  'count',
  'startswith',
  'endswith',
  'strip',
  'lstrip',
  'rstrip',
  'split',
  'rsplit',
]);

const raise = (value: Value): Value =>
  value instanceof Markup ? value.text : typeof value === 'string' ? escapeHtml(value) : value;

function wrapped(name: string, method: Method): Method {
  return (self: Markup, args) => {
    if (SEARCHING.has(name)) return mark(method(self.text, args));
    const positional = args.positional.map((v) => (name === 'join' && Array.isArray(v) ? v.map(raise) : raise(v)));
    const named = new Map([...args.named].map(([key, value]) => [key, raise(value)]));
    return mark(method(self.text, { positional, named }));
  };
}

const UNESCAPED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
  ['copy', '©'],
  ['hellip', '…'],
  ['ndash', '–'],
  ['mdash', '—'],
  ['lsquo', '‘'],
  ['rsquo', '’'],
  ['ldquo', '“'],
  ['rdquo', '”'],
  ['euro', '€'],
  ['eacute', 'é'],
  ['auml', 'ä'],
  ['ouml', 'ö'],
  ['uuml', 'ü'],
  ['szlig', 'ß'],
]);

export function unescapeHtml(text: string): string {
  return text.replace(/&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|(\w+));/g, (whole, decimal, hexadecimal, name) => {
    if (name) return UNESCAPED.get(name) ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  });
}

/** HTML without comments and tags, white space collapsed, entities resolved. */
export function stripTags(html: string): string {
  let text = html;
  for (let start = text.indexOf('<!--'); start >= 0; start = text.indexOf('<!--')) {
    const end = text.indexOf('-->', start);
    if (end < 0) break;
    text = text.slice(0, start) + text.slice(end + 3);
  }
  let plain = '';
  let from = 0;
  for (let start = text.indexOf('<'); start >= 0; start = text.indexOf('<', from)) {
    const end = text.indexOf('>', start);
    if (end < 0) break;
    plain += text.slice(from, start);
    from = end + 1;
  }
  plain += text.slice(from);
  return unescapeHtml(plain.split(/\s+/).filter(Boolean).join(' '));
}

export const MARKUP_METHODS: MethodTable = new Map<string, Method>([
  ...[...TEXT_METHODS].map(([name, method]): [string, Method] => [name, wrapped(name, method)]),
  ['unescape', positionalOnly<Markup>('unescape', 0, 0, (self) => unescapeHtml(self.text))],
  ['striptags', positionalOnly<Markup>('striptags', 0, 0, (self) => stripTags(self.text))],
]);
