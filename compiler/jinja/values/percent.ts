/** `'…' % values`: printf-style formatting as Python does it. */
import { overflowError, TemplateError, typeError, valueError } from '../errors.js';
import { reprOf, textOf, typeNameOf } from './core.js';
import { PyDecimal } from './decimal.js';
import { PyDict } from './dict.js';
import { exponential, fixed, general, groupSign } from './digits.js';
import { checkTextLength } from './limits.js';
import { escapeHtml, Markup, stringOf } from './markup.js';
import { isFloat, isInt, numericOf } from './numbers.js';
import { codePointLength, PyRange, PyTuple } from './sequences.js';
import type { Value } from './types.js';
import { Undefined } from './undefined.js';

const SPEC = /%(?:\(((?:[^()]|\([^()]*\))*)\))?([#0\- +]*)(\*|\d+)?(?:\.(\*|\d+)?)?[hlL]?([\s\S]|$)/g;

class Arguments {
  #next = 0;
  readonly #positional: readonly Value[];

  constructor(private readonly values: Value) {
    this.#positional = values instanceof PyTuple ? values.items : [values];
  }

  next(): Value {
    if (this.#next >= this.#positional.length) throw typeError('not enough arguments for format string');
    return this.#positional[this.#next++]!;
  }

  named(key: string): Value {
    if (!isMapping(this.values)) throw typeError('format requires a mapping');
    this.#next = this.#positional.length;
    const value = this.values instanceof PyDict ? this.values.get(key) : undefined;
    if (value === undefined) {
      if (Array.isArray(this.values)) throw typeError('list indices must be integers or slices, not str');
      if (this.values instanceof Undefined) throw this.values.error();
      throw new TemplateError('KeyError', reprOf(key));
    }
    return value;
  }

  finish(): void {
    if (this.#next < this.#positional.length && !isMapping(this.values)) {
      throw typeError('not all arguments converted during string formatting');
    }
  }
}

function isMapping(value: Value): boolean {
  return value instanceof PyDict || Array.isArray(value) || value instanceof PyRange || value instanceof Undefined;
}

export function percentFormat(format: Value, values: Value): Value {
  const template = stringOf(format)!;
  const markup = format instanceof Markup;
  const args = new Arguments(values);
  let total = 0;
  const text = template.replace(SPEC, (whole, name, flags, width, precision, conversion, offset) => {
    const piece = one(args, whole, name, flags, width, precision, conversion, offset, markup);
    total += piece.length;
    checkTextLength(total);
    return piece;
  });
  args.finish();
  return markup ? new Markup(text) : text;
}

function one(
  args: Arguments,
  whole: string,
  name: string | undefined,
  flags: string,
  widthText: string | undefined,
  precisionText: string | undefined,
  conversion: string,
  offset: number,
  markup: boolean,
): string {
  if (conversion === '') throw valueError('incomplete format');
  if (conversion === '%' && whole === '%%') return '%';
  const source = name === undefined ? undefined : args.named(name);
  let left = flags.includes('-');
  let width = numberOrStar(widthText, args);
  if (width < 0) {
    left = true;
    width = -width;
  }
  const precision =
    precisionText === undefined ? (/\.[hlL]?.$/.test(whole) ? 0 : -1) : Math.max(0, numberOrStar(precisionText, args));
  checkTextLength(Math.max(width, precision));
  if (conversion === '%') return '%';
  isConversion(conversion, whole, offset);
  const value = source === undefined ? args.next() : source;
  if ('sra'.includes(conversion)) {
    let text = conversion === 's' ? textOf(value) : reprOf(value);
    if (markup && !(value instanceof Markup)) text = escapeHtml(text);
    return padText(precision >= 0 ? [...text].slice(0, precision).join('') : text, width, left);
  }
  if (conversion === 'c') return padText(characterOf(value), width, left);
  const [sign, prefix, digits] = numberParts(conversion, value, flags, precision);
  const body = sign + prefix + digits;
  if (body.length >= width) return body;
  if (left) return body.padEnd(width);
  return flags.includes('0') && /\d/.test(digits)
    ? sign + prefix + digits.padStart(width - sign.length - prefix.length, '0')
    : body.padStart(width);
}

function isConversion(conversion: string, whole: string, offset: number): void {
  if ('diouxXeEfFgGcrsa'.includes(conversion)) return;
  const code = conversion.charCodeAt(0).toString(16);
  throw valueError(`unsupported format character '${conversion}' (0x${code}) at index ${offset + whole.length - 1}`);
}

function numberOrStar(text: string | undefined, args: Arguments): number {
  if (text === undefined) return 0;
  if (text !== '*') return Number(text);
  const value = args.next();
  if (typeof value !== 'number' || !Number.isInteger(value)) throw typeError('* wants int');
  return value;
}

function padText(text: string, width: number, left: boolean): string {
  const missing = width - codePointLength(text);
  return missing <= 0 ? text : left ? text + ' '.repeat(missing) : ' '.repeat(missing) + text;
}

function characterOf(value: Value): string {
  const text = stringOf(value);
  if (text !== undefined && codePointLength(text) === 1) return text;
  if (!isInt(value)) throw typeError('%c requires int or char');
  const code = Number(value);
  if (code < 0 || code > 0x10ffff) throw overflowError('%c arg not in range(0x110000)');
  return String.fromCodePoint(code);
}

/** Sign, prefix (`0x`) and digits. */
function numberParts(conversion: string, value: Value, flags: string, precision: number): [string, string, string] {
  if ('diu'.includes(conversion)) {
    const integer = integerOf(value, conversion, true);
    return [groupSign(integer < 0n, flags), '', magnitude(integer, 10).padStart(precision, '0')];
  }
  if ('oxX'.includes(conversion)) {
    const integer = integerOf(value, conversion, false);
    const radix = conversion === 'o' ? 8 : 16;
    const digits = magnitude(integer, radix).padStart(precision, '0');
    const prefix = flags.includes('#') ? `0${conversion}` : '';
    return [groupSign(integer < 0n, flags), prefix, conversion === 'X' ? digits.toUpperCase() : digits];
  }
  const number = floatOf(value);
  const negative = number < 0 || Object.is(number, -0);
  const absolute = Math.abs(number);
  const places = precision < 0 ? 6 : precision;
  const alternate = flags.includes('#');
  let digits: string;
  if (!Number.isFinite(absolute)) digits = Number.isNaN(absolute) ? 'nan' : 'inf';
  else if ('fF'.includes(conversion)) digits = fixed(absolute, places) + (alternate && places === 0 ? '.' : '');
  else if ('eE'.includes(conversion)) digits = exponential(absolute, places);
  else digits = general(absolute, places, alternate);
  return [groupSign(negative, flags), '', 'EFG'.includes(conversion) ? digits.toUpperCase() : digits];
}

function magnitude(integer: bigint, radix: number): string {
  return (integer < 0n ? -integer : integer).toString(radix);
}

function integerOf(value: Value, conversion: string, real: boolean): bigint {
  if (isInt(value)) return BigInt(value);
  if (value instanceof Undefined) throw value.error();
  if (real && isFloat(value)) {
    const number = numericOf(value)!;
    if (Number.isNaN(number)) throw valueError('cannot convert float NaN to integer');
    if (!Number.isFinite(number)) throw overflowError('cannot convert float infinity to integer');
    return BigInt(Math.trunc(number));
  }
  if (real && value instanceof PyDecimal) return BigInt(value.value.trunc().toFixed(0));
  throw typeError(
    `%${conversion} format: ${real ? 'a real number' : 'an integer'} is required, not ${typeNameOf(value)}`,
  );
}

function floatOf(value: Value): number {
  if (value instanceof PyDecimal) return value.value.toNumber();
  if (value instanceof Undefined) throw value.error();
  if (!isInt(value) && !isFloat(value)) throw typeError(`must be real number, not ${typeNameOf(value)}`);
  return typeof value === 'bigint' ? Number(value) : numericOf(value)!;
}
