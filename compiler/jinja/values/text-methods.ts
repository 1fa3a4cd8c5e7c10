/** Methods of str. */
import { TemplateError, typeError, valueError } from '../errors.js';
import { sliceIndices } from './attributes.js';
import { PyBytes } from './bytes.js';
import { hashKey, textOf, typeNameOf } from './core.js';
import { PyDict } from './dict.js';
import { formatText } from './format.js';
import { checkTextLength } from './limits.js';
import { stringOf } from './markup.js';
import { type Method, type MethodTable, positionalOnly, withNames } from './methods.js';
import { isInt } from './numbers.js';
import { codePointLength, hasSurrogates, iterate, PyTuple } from './sequences.js';
import * as t from './text.js';
import { PyObject, type Value } from './types.js';

type Entry = [string, Method];

const plain = (name: string, run: (self: string) => Value): Entry => [name, positionalOnly<string>(name, 0, 0, run)];

export function integer(value: Value | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (isInt(value)) return Number(value);
  throw typeError(`'${typeNameOf(value)}' object cannot be interpreted as an integer`);
}

function text(value: Value | undefined, message: (type: string) => string): string {
  const string = stringOf(value!);
  if (string === undefined) throw typeError(message(typeNameOf(value!)));
  return string;
}

/** Python's argument parser says None for NoneType. */
const shortName = (type: string) => (type === 'NoneType' ? 'None' : type);

const mustBeStr = (type: string) => `must be str, not ${type}`;

function stripper(name: string, left: boolean, right: boolean): Entry {
  return [
    name,
    positionalOnly<string>(name, 0, 1, (self, characters = null) => {
      const set = characters === null ? null : text(characters, () => `${name} arg must be None or str`);
      return t.stripText(self, set, left, right);
    }),
  ];
}

function padder(name: string, pad: (missing: number, width: number) => [number, number]): Entry {
  return [
    name,
    positionalOnly<string>(name, 1, 2, (self, widthValue, fillValue = ' ') => {
      const width = integer(widthValue, 0);
      const fill = text(fillValue, (type) => `The fill character must be a unicode character, not ${type}`);
      if (codePointLength(fill) !== 1) throw typeError('The fill character must be exactly one character long');
      checkTextLength(width);
      const missing = width - codePointLength(self);
      if (missing <= 0) return self;
      const [left, right] = pad(missing, width);
      return fill.repeat(left) + self + fill.repeat(right);
    }),
  ];
}

/** Searches inside [start, end), in code points; -1 if absent. */
function searcher(name: string, search: (haystack: string, needle: string) => number, absent?: string): Entry {
  return [
    name,
    positionalOnly<string>(name, 1, 3, (self, needleValue, start, end) => {
      const [part, from] = section(self, start, end);
      const needle = text(needleValue, mustBeStr);
      const at = part === undefined ? -1 : search(part, needle);
      if (at < 0) {
        if (absent) throw valueError(absent);
        return -1;
      }
      return from + codePointLength(part!.slice(0, at));
    }),
  ];
}

/** The part that optional start and end positions mean, and where it starts; no part if start is past the end. */
function section(self: string, start: Value | undefined, end: Value | undefined): [string | undefined, number] {
  if (start === undefined && end === undefined) return [self, 0];
  const points = hasSurrogates(self) ? [...self] : undefined;
  const length = points?.length ?? self.length;
  const [from, to] = sliceIndices(length, start, end);
  if (isInt(start ?? null) && Number(start) > length) return [undefined, from];
  if (to < from) return [undefined, from];
  return [points ? points.slice(from, to).join('') : self.slice(from, to), from];
}

function affix(name: 'startswith' | 'endswith'): Entry {
  return [
    name,
    positionalOnly<string>(name, 1, 3, (self, wanted, start, end) => {
      const [part] = section(self, start, end);
      const test = (affixValue: Value, message: (type: string) => string) => {
        const affixText = text(affixValue, message);
        return part !== undefined && (name === 'startswith' ? part.startsWith(affixText) : part.endsWith(affixText));
      };
      if (wanted instanceof PyTuple) {
        return wanted.items.some((w) => test(w, (type) => `tuple for ${name} must only contain str, not ${type}`));
      }
      return test(wanted!, (type) => `${name} first arg must be str or a tuple of str, not ${type}`);
    }),
  ];
}

function splitter(name: string, bySeparator: typeof t.splitText, byWords: typeof t.splitWords): Entry {
  return [
    name,
    withNames<string>(name, ['sep', 'maxsplit'], 0, (self, separatorValue = null, limitValue) => {
      const limit = integer(limitValue, -1);
      if (separatorValue === null) return byWords(self, limit);
      const separator = text(separatorValue, (type) => `must be str or None, not ${type}`);
      if (separator === '') throw valueError('empty separator');
      return bySeparator(self, separator, limit);
    }),
  ];
}

function partitioner(name: 'partition' | 'rpartition'): Entry {
  return [
    name,
    positionalOnly<string>(name, 1, 1, (self, separatorValue) => {
      const separator = text(separatorValue, mustBeStr);
      if (separator === '') throw valueError('empty separator');
      const at = name === 'partition' ? self.indexOf(separator) : self.lastIndexOf(separator);
      if (at < 0) return new PyTuple(name === 'partition' ? [self, '', ''] : ['', '', self]);
      return new PyTuple([self.slice(0, at), separator, self.slice(at + separator.length)]);
    }),
  ];
}

function remover(name: 'removeprefix' | 'removesuffix'): Entry {
  return [
    name,
    positionalOnly<string>(name, 1, 1, (self, affixValue) => {
      const part = text(affixValue, (type) => `${name}() argument must be str, not ${shortName(type)}`);
      if (name === 'removeprefix') return self.startsWith(part) ? self.slice(part.length) : self;
      return part !== '' && self.endsWith(part) ? self.slice(0, -part.length) : self;
    }),
  ];
}

const every = (name: string, pattern: RegExp): Entry => plain(name, (self) => pattern.test(self));

function join(separator: string, items: Value | undefined): string {
  if (!(Array.isArray(items) || typeof items === 'string') && !(items instanceof PyObject && items.iterate())) {
    throw typeError('can only join an iterable');
  }
  const parts: string[] = [];
  let length = 0;
  for (const item of iterate(items!)) {
    const part = text(item, (type) => `sequence item ${parts.length}: expected str instance, ${type} found`);
    length += part.length + separator.length;
    checkTextLength(length);
    parts.push(part);
  }
  return parts.join(separator);
}

function translate(self: string, table: Value | undefined): string {
  if (!(table instanceof PyDict)) throw typeError(`'${typeNameOf(table!)}' object is not subscriptable`);
  let result = '';
  for (const character of self) {
    const mapped = table.get(character.codePointAt(0)!);
    if (mapped === undefined) result += character;
    else if (mapped !== null) result += isInt(mapped) ? String.fromCodePoint(Number(mapped)) : textOf(mapped);
  }
  return result;
}

function makeTranslation(from: Value | undefined, to: Value | undefined, drop: Value | undefined): Value {
  const table = new PyDict();
  if (from instanceof PyDict) {
    for (const [key, value] of from.entries()) table.set(typeof key === 'string' ? key.codePointAt(0)! : key, value);
    return table;
  }
  const [a, b] = [[...text(from, mustBeStr)], [...text(to ?? '', mustBeStr)]];
  if (a.length !== b.length) throw valueError('the first two maketrans arguments must have equal length');
  a.forEach((character, i) => {
    table.set(character.codePointAt(0)!, b[i]!.codePointAt(0)!);
  });
  for (const character of text(drop ?? '', mustBeStr)) table.set(character.codePointAt(0)!, null);
  return table;
}

const printable = /^[^\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]*$/u;

export const TEXT_METHODS: MethodTable = new Map<string, Method>([
  plain('upper', (self) => self.toUpperCase()),
  plain('lower', t.lowerCase),
  plain('casefold', (self) => self.toLowerCase().replaceAll('ß', 'ss')),
  plain('title', t.titleText),
  plain('capitalize', t.capitalize),
  plain('swapcase', t.swapCase),
  stripper('strip', true, true),
  stripper('lstrip', true, false),
  stripper('rstrip', false, true),
  splitter('split', t.splitText, t.splitWords),
  splitter('rsplit', t.splitTextRight, t.splitWordsRight),
  [
    'splitlines',
    withNames<string>('splitlines', ['keepends'], 0, (self, keep = false) =>
      t.splitLines(self, integer(keep, 0) !== 0),
    ),
  ],
  partitioner('partition'),
  partitioner('rpartition'),
  ['join', positionalOnly<string>('join', 1, 1, join)],
  [
    'replace',
    positionalOnly<string>('replace', 2, 3, (self, old, replacement, count) => {
      const from = text(old, (type) => `replace() argument 1 must be str, not ${shortName(type)}`);
      const to = text(replacement, (type) => `replace() argument 2 must be str, not ${shortName(type)}`);
      return replaceChecked(self, from, to, integer(count, -1));
    }),
  ],
  affix('startswith'),
  affix('endswith'),
  searcher('find', (s, n) => s.indexOf(n)),
  searcher('rfind', (s, n) => s.lastIndexOf(n)),
  searcher('index', (s, n) => s.indexOf(n), 'substring not found'),
  searcher('rindex', (s, n) => s.lastIndexOf(n), 'substring not found'),
  [
    'count',
    positionalOnly<string>('count', 1, 3, (self, part, start, end) => {
      const [inside] = section(self, start, end);
      const needle = text(part, mustBeStr);
      return inside === undefined ? 0 : t.countText(inside, needle);
    }),
  ],
  padder('ljust', (missing) => [0, missing]),
  padder('rjust', (missing) => [missing, 0]),
  // CPython puts the odd blank to the left where the width is odd.
  padder('center', (missing, width) => {
    const left = Math.floor(missing / 2) + (missing & width & 1);
    return [left, missing - left];
  }),
  [
    'zfill',
    positionalOnly<string>('zfill', 1, 1, (self, widthValue) => {
      const width = integer(widthValue, 0);
      checkTextLength(width);
      const sign = /^[+-]/.test(self) ? self[0]! : '';
      const missing = width - codePointLength(self);
      return missing <= 0 ? self : sign + '0'.repeat(missing) + self.slice(sign.length);
    }),
  ],
  [
    'expandtabs',
    withNames<string>('expandtabs', ['tabsize'], 0, (self, size) => {
      checkTextLength(self.length + t.countText(self, '\t') * Math.max(0, integer(size, 8)));
      return t.expandTabs(self, integer(size, 8));
    }),
  ],
  remover('removeprefix'),
  remover('removesuffix'),
  ['format', (self: string, args) => formatText(self, args.positional, args.named)],
  ['format_map', positionalOnly<string>('format_map', 1, 1, (self, mapping) => formatText(self, [], mapping!))],
  ['translate', positionalOnly<string>('translate', 1, 1, translate)],
  ['maketrans', positionalOnly<string>('maketrans', 1, 3, (_, from, to, drop) => makeTranslation(from, to, drop))],
  [
    'encode',
    withNames<string>('encode', ['encoding', 'errors'], 0, (self, encoding = 'utf-8') =>
      PyBytes.encode(self, textOf(encoding)),
    ),
  ],
  every('isalpha', /^\p{L}+$/u),
  every('isalnum', /^[\p{L}\p{N}]+$/u),
  every('isdecimal', /^\p{Nd}+$/u),
  every('isdigit', /^[\p{Nd}\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468]+$/u),
  every('isnumeric', /^[\p{N}一二三四五六七八九十百千万億]+$/u),
  every('isspace', new RegExp(`^[${t.WHITESPACE}]+$`)),
  every('isidentifier', /^[\p{XID_Start}_]\p{XID_Continue}*$/u),
  every('isprintable', printable),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is asked for
  every('isascii', /^[\x00-\x7f]*$/),
  plain('islower', t.isLower),
  plain('isupper', t.isUpper),
  plain('istitle', t.isTitle),
]);

/** replace() of a text, held to the size limit before anything is built. */
export function replaceChecked(self: string, from: string, to: string, count: number): string {
  if (to.length > from.length) {
    const found = t.countText(self, from);
    checkTextLength(self.length + (count < 0 ? found : Math.min(found, count)) * (to.length - from.length));
  }
  return t.replaceText(self, from, to, count);
}

/** For KeyError: Python shows the key's repr. */
export function keyError(key: Value, repr: (value: Value) => string): TemplateError {
  hashKey(key);
  return new TemplateError('KeyError', repr(key));
}
