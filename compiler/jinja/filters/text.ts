/** Filters of text. */
import { TemplateError, typeError } from '../errors.js';
import type { Scope } from '../runtime/render.js';
import { getSlice } from '../values/attributes.js';
import { compare } from '../values/comparisons.js';
import { reprOf, textOf, truthy, typeNameOf } from '../values/core.js';
import { PyDict } from '../values/dict.js';
import { formatValue } from '../values/format-spec.js';
import { checkTextLength } from '../values/limits.js';
import { escapeHtml, Markup, stringOf } from '../values/markup.js';
import { stripTags } from '../values/markup-methods.js';
import { float, numericOf } from '../values/numbers.js';
import { binary } from '../values/operators.js';
import { percentFormat } from '../values/percent.js';
import { codePointLength, lengthOf, PyTuple } from '../values/sequences.js';
import { capitalize, lowerCase, splitLines, stripText } from '../values/text.js';
import { integer, replaceChecked } from '../values/text-methods.js';
import type { Value } from '../values/types.js';
import { Undefined } from '../values/undefined.js';
import { define, type FilterEntry, like, simple, softText } from './define.js';
import { toFloatValue } from './numbers.js';
import { wrapText } from './wrap.js';

const escaped = (value: Value) => (value instanceof Markup ? value : new Markup(escapeHtml(textOf(value))));

// biome-ignore lint/suspicious/noControlCharactersInRegex: Python counts them as white space
const WORD_START = /([-\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000({[<]+)/;

function title(text: string): string {
  return text
    .split(WORD_START)
    .map((word) => {
      const first = word === '' ? '' : String.fromCodePoint(word.codePointAt(0)!);
      return first.toUpperCase() + word.slice(first.length).toLowerCase();
    })
    .join('');
}

function indent(s: Scope, { s: input, width, first, blank }: Record<'s' | 'width' | 'first' | 'blank', Value>): Value {
  const unit = stringOf(width) ?? softText(binary('*', ' ', width));
  if (stringOf(input) === undefined) throw notIndentable(input);
  const whole = softText(binary('+', input, '\n'));
  const lines = splitLines(whole);
  checkTextLength(whole.length + lines.length * unit.length);
  let text = truthy(blank)
    ? lines.join(`\n${unit}`)
    : lines.map((line, i) => (i > 0 && line !== '' ? unit + line : line)).join('\n');
  if (truthy(first)) text = unit + text;
  s.render.chargeText(text.length);
  return like(input, text);
}

/** Python's error of `input += '\\n'` and of `input.splitlines()`. */
function notIndentable(input: Value): TemplateError {
  if (input instanceof Undefined) return input.error();
  const type = typeNameOf(input);
  if (type === 'list') return new TemplateError('AttributeError', "'list' object has no attribute 'splitlines'");
  return typeError(
    type === 'tuple'
      ? 'can only concatenate tuple (not "str") to tuple'
      : `unsupported operand type(s) for +=: '${type}' and 'str'`,
  );
}

const assertion = (message: string) => new TemplateError('AssertionError', message);

function truncate(input: Value, length: Value, kill: boolean, end: Value, leeway: Value): Value {
  const ending = lengthOf(end);
  if (!compare('>=', length, ending)) throw assertion(`expected length >= ${ending}, got ${textOf(length)}`);
  if (!compare('>=', leeway, 0)) throw assertion(`expected leeway >= 0, got ${textOf(leeway)}`);
  if (compare('<=', lengthOf(input), binary('+', length, leeway))) return input;
  const cut = getSlice(input, undefined, binary('-', length, ending));
  if (kill) return binary('+', cut, end);
  const text = stringOf(cut);
  if (text === undefined)
    throw new TemplateError('AttributeError', `'${typeNameOf(cut)}' object has no attribute 'rsplit'`);
  const at = text.lastIndexOf(' ');
  return binary('+', like(input, at < 0 ? text : text.slice(0, at)), end);
}

const PREFIXES = ['kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];

function fileSize(value: Value, binaryUnits: boolean): string {
  const bytes = toFloatValue(value);
  const base = binaryUnits ? 1024 : 1000;
  if (bytes === 1) return '1 Byte';
  if (bytes < base) return `${Math.trunc(bytes)} Bytes`;
  let shown = '';
  for (const [i, prefix] of PREFIXES.entries()) {
    const unit = base ** (i + 2);
    const name = binaryUnits ? `${prefix[0]!.toUpperCase()}iB` : prefix;
    shown = `${formatValue(float((base * bytes) / unit), '.1f')} ${name}`;
    if (bytes < unit) break;
  }
  return shown;
}

function urlQuote(value: Value, query: boolean): string {
  const text = textOf(value);
  const quoted = encodeURIComponent(
    text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd'),
  ).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return query ? quoted.replaceAll('%20', '+') : quoted.replaceAll('%2F', '/');
}

function urlEncode(value: Value, pairs: (value: Value) => Iterable<readonly [Value, Value]> | undefined): string {
  const list = stringOf(value) === undefined ? pairs(value) : undefined;
  if (!list) return urlQuote(value, false);
  return [...list].map(([key, item]) => `${urlQuote(key, true)}=${urlQuote(item, true)}`).join('&');
}

const FORBIDDEN_KEY = /[\s/>=]/;

function xmlAttributes(value: Value, space: boolean): string {
  if (!(value instanceof PyDict)) {
    if (value instanceof Undefined) throw value.error();
    throw new TemplateError('AttributeError', `'${typeNameOf(value)}' object has no attribute 'items'`);
  }
  const parts: string[] = [];
  for (const [key, item] of value.entries()) {
    if (item === null || item instanceof Undefined) continue;
    const name = stringOf(key);
    if (name === undefined) throw typeError(`expected string or bytes-like object, got '${typeNameOf(key)}'`);
    if (FORBIDDEN_KEY.test(name))
      throw new TemplateError('ValueError', `Invalid character in attribute name: '${name}'`);
    parts.push(`${escapeHtml(name)}="${escaped(item).text}"`);
  }
  return (space && parts.length > 0 ? ' ' : '') + parts.join(' ');
}

export function textFilters(pairs: (value: Value) => Iterable<readonly [Value, Value]> | undefined): FilterEntry[] {
  return [
    simple('upper', 'do_upper', 's', (v) => like(v, softText(v).toUpperCase())),
    simple('lower', 'do_lower', 's', (v) => like(v, lowerCase(softText(v)))),
    simple('capitalize', 'do_capitalize', 's', (v) => like(v, capitalize(softText(v)))),
    simple('title', 'do_title', 's', (v) => title(softText(v))),
    simple('string', 'soft_str', 's', (v) => (stringOf(v) === undefined ? textOf(v) : v)),
    simple('escape', 'escape', 's', escaped),
    simple('e', 'escape', 's', escaped),
    simple('forceescape', 'do_forceescape', 'value', (v) => new Markup(escapeHtml(textOf(v)))),
    simple('safe', 'do_mark_safe', 'value', (v) => new Markup(textOf(v))),
    simple('striptags', 'do_striptags', 'value', (v) => stripTags(textOf(v))),
    simple('wordcount', 'do_wordcount', 's', (v) => (softText(v).match(/[\p{L}\p{N}_]+/gu) ?? []).length),
    define('trim', 'do_trim', ['value', 'chars'], { chars: null }, (_, b) => {
      const characters = b.chars === null ? null : stringOf(b.chars);
      if (characters === undefined) throw typeError('strip arg must be None or str');
      return like(b.value, stripText(softText(b.value), characters, true, true));
    }),
    define(
      'replace',
      'do_replace',
      ['s', 'old', 'new', 'count'],
      { count: null },
      (_, b) => replaceChecked(textOf(b.s), textOf(b.old), textOf(b.new), b.count === null ? -1 : integer(b.count, -1)),
      1,
    ),
    define('center', 'do_center', ['value', 'width'], { width: 80 }, (_, b) => {
      const text = softText(b.value);
      const width = integer(b.width, 80);
      checkTextLength(width);
      const missing = width - codePointLength(text);
      if (missing <= 0) return b.value instanceof Markup ? b.value : text;
      const left = Math.floor(missing / 2) + (missing & width & 1);
      return like(b.value, ' '.repeat(left) + text + ' '.repeat(missing - left));
    }),
    define('indent', 'do_indent', ['s', 'width', 'first', 'blank'], { width: 4, first: false, blank: false }, indent),
    define(
      'truncate',
      'do_truncate',
      ['s', 'length', 'killwords', 'end', 'leeway'],
      { length: 255, killwords: false, end: '...', leeway: null },
      (_, b) => truncate(b.s, b.length, truthy(b.killwords), b.end, b.leeway === null ? 5 : b.leeway),
      1,
    ),
    define(
      'wordwrap',
      'do_wordwrap',
      ['s', 'width', 'break_long_words', 'wrapstring', 'break_on_hyphens'],
      { width: 79, break_long_words: true, wrapstring: null, break_on_hyphens: true },
      (_, b) => {
        const separator = b.wrapstring === null ? '\n' : stringOf(b.wrapstring);
        if (separator === undefined)
          throw new TemplateError('AttributeError', `'${typeNameOf(b.wrapstring)}' object has no attribute 'join'`);
        const text = stringOf(b.s);
        if (text === undefined) {
          if (b.s instanceof Undefined) throw b.s.error();
          throw new TemplateError('AttributeError', `'${typeNameOf(b.s)}' object has no attribute 'splitlines'`);
        }
        const lines = splitLines(text);
        if (lines.length > 0 && compare('<=', b.width, 0))
          throw new TemplateError('ValueError', `invalid width ${reprOf(b.width)} (must be > 0)`);
        const options = {
          width: numericOf(b.width) ?? 79,
          breakLong: truthy(b.break_long_words),
          breakHyphens: truthy(b.break_on_hyphens),
        };
        return lines.map((line) => wrapText(line, options).join(separator)).join(separator);
      },
      1,
    ),
    define('filesizeformat', 'do_filesizeformat', ['value', 'binary'], { binary: false }, (_, b) =>
      fileSize(b.value, truthy(b.binary)),
    ),
    define('urlencode', 'do_urlencode', ['value'], {}, (_, b) => urlEncode(b.value, pairs)),
    define(
      'xmlattr',
      'do_xmlattr',
      ['d', 'autospace'],
      { autospace: true },
      (_, b) => xmlAttributes(b.d, truthy(b.autospace)),
      1,
    ),
    [
      'format',
      (_, input, args) => {
        if (args.positional.length > 0 && args.named.size > 0) {
          throw new TemplateError(
            'FilterArgumentError',
            "can't handle positional and keyword arguments at the same time",
          );
        }
        const format = input instanceof Markup ? input : softText(input);
        return percentFormat(format, args.named.size > 0 ? new PyDict(args.named) : new PyTuple(args.positional));
      },
    ],
  ];
}
