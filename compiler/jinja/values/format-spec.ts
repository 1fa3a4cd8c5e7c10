/** `format(value, spec)`: Python's format specification. */
import { overflowError, typeError, valueError } from '../errors.js';
import { textOf, typeNameOf } from './core.js';
import { PyDate, PyTime } from './date.js';
import { PyDecimal } from './decimal.js';
import { exponential, fixed, general } from './digits.js';
import { checkTextLength } from './limits.js';
import { stringOf } from './markup.js';
import { floatText, isFloat, isInt, numericOf } from './numbers.js';
import { codePointLength } from './sequences.js';
import { strftime } from './strftime.js';
import type { Value } from './types.js';

interface Spec {
  readonly fill: string;
  readonly align: string;
  readonly sign: string;
  readonly alternate: boolean;
  readonly zero: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | undefined;
  readonly type: string;
}

const SPEC = /^(?:([\s\S])?([<>=^]))?([+\- ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d*))?([\s\S]?)$/u;

export function formatValue(value: Value, spec: string): string {
  if (spec === '') return textOf(value);
  if (value instanceof PyDate || value instanceof PyTime) return strftime(value.moment, spec);
  const text = stringOf(value);
  if (text !== undefined) {
    return formatString(text, parse(spec, typeNameOf(value)), typeNameOf(value));
  }
  if (isInt(value)) return formatInteger(value, parse(spec, typeNameOf(value)));
  if (isFloat(value)) return formatFloat(numericOf(value)!, parse(spec, 'float'), 'float');
  if (value instanceof PyDecimal) return formatDecimal(value, parse(spec, 'Decimal'));
  throw typeError(`unsupported format string passed to ${typeNameOf(value)}.__format__`);
}

function parse(spec: string, type: string): Spec {
  // The lazy first group must not take the alignment sign of a spec such as '<<5'.
  const match = /^[\s\S][<>=^]/u.test(spec)
    ? SPEC.exec(spec)
    : /^[<>=^]/.test(spec)
      ? SPEC.exec(spec)
      : SPEC.exec(spec);
  if (!match) throw valueError(`Invalid format specifier '${spec}' for object of type '${type}'`);
  const [, fill, align, sign, , alternate, zero, width, grouping, precision, kind] = match;
  if (precision === '') throw valueError('Format specifier missing precision');
  const parsed = {
    fill: fill ?? (zero && !align ? '0' : ' '),
    align: align ?? (zero && type !== 'str' && type !== 'Markup' ? '=' : ''),
    sign: sign ?? '',
    alternate: alternate !== undefined,
    zero: zero !== undefined,
    width: Number(width ?? 0),
    grouping: grouping ?? '',
    precision: precision === undefined ? undefined : Number(precision),
    type: kind ?? '',
  };
  checkTextLength(Math.max(parsed.width, parsed.precision ?? 0));
  return parsed;
}

function pad(text: string, spec: Spec, align: string): string {
  const missing = spec.width - codePointLength(text);
  if (missing <= 0) return text;
  if (align === '<') return text + spec.fill.repeat(missing);
  if (align === '^') return spec.fill.repeat(Math.floor(missing / 2)) + text + spec.fill.repeat(Math.ceil(missing / 2));
  return spec.fill.repeat(missing) + text;
}

function formatString(text: string, spec: Spec, type: string): string {
  if (spec.type !== '' && spec.type !== 's')
    throw valueError(`Unknown format code '${spec.type}' for object of type '${type}'`);
  if (spec.sign)
    throw valueError(
      spec.sign === ' '
        ? 'Space not allowed in string format specifier'
        : 'Sign not allowed in string format specifier',
    );
  if (spec.alternate) throw valueError('Alternate form (#) not allowed in string format specifier');
  if (spec.grouping) throw valueError(`Cannot specify '${spec.grouping}' with 's'.`);
  if (spec.align === '=') throw valueError("'=' alignment not allowed in string format specifier");
  const cut = spec.precision === undefined ? text : [...text].slice(0, spec.precision).join('');
  return pad(cut, spec, spec.align || '<');
}

function formatInteger(value: number | bigint | boolean, spec: Spec): string {
  const { type } = spec;
  if (type !== '' && 'eEfFgG%'.includes(type)) return formatFloat(Number(value), spec, 'int');
  if (spec.precision !== undefined) throw valueError('Precision not allowed in integer format specifier');
  const integer = BigInt(value);
  const magnitude = integer < 0n ? -integer : integer;
  if (type === 'c') {
    if (integer < 0n || integer > 0x10ffffn) throw overflowError('%c arg not in range(0x110000)');
    return pad(String.fromCodePoint(Number(integer)), spec, spec.align || '<');
  }
  const radix = { b: 2, o: 8, x: 16, X: 16, d: 10, n: 10, '': 10 }[type];
  if (radix === undefined) throw valueError(`Unknown format code '${type}' for object of type '${typeNameOf(value)}'`);
  if (spec.grouping === ',' && radix !== 10) throw valueError(`Cannot specify ',' with '${type}'.`);
  const digits = magnitude.toString(radix);
  const prefix = spec.alternate && radix !== 10 ? `0${type}` : '';
  return number(integer < 0n, prefix, type === 'X' ? digits.toUpperCase() : digits, '', spec, radix === 10 ? 3 : 4);
}

function formatFloat(value: number, spec: Spec, typeName: string): string {
  const { type } = spec;
  if (type !== '' && !'eEfFgGn%'.includes(type))
    throw valueError(`Unknown format code '${type}' for object of type '${typeName}'`);
  const negative = value < 0 || Object.is(value, -0);
  const magnitude = Math.abs(value);
  const digits = Number.isFinite(magnitude)
    ? floatDigits(magnitude, spec)
    : (Number.isNaN(magnitude) ? 'nan' : 'inf') + (type === '%' ? '%' : '');
  return floatNumber(negative, digits, spec);
}

function floatNumber(negative: boolean, digits: string, spec: Spec): string {
  const shown = spec.type === 'E' || spec.type === 'F' || spec.type === 'G' ? digits.toUpperCase() : digits;
  const whole = /^\d*/.exec(shown)![0];
  return number(negative, '', whole, shown.slice(whole.length), spec, 3);
}

function floatDigits(value: number, spec: Spec): string {
  const { type, precision, alternate } = spec;
  switch (type.toLowerCase()) {
    case 'f':
      return fixed(value, precision ?? 6) + (alternate && precision === 0 ? '.' : '');
    case '%':
      return `${fixed(value * 100, precision ?? 6)}%`;
    case 'e':
      return exponential(value, precision ?? 6);
    case 'g':
    case 'n':
      return general(value, precision ?? 6, alternate);
    default: {
      if (precision === undefined) return floatText(value);
      // Like 'g', but with a digit after the point and the exponent where the precision is used up.
      const text = general(value, precision, alternate);
      if (/[.e]/.test(text)) return text;
      return text.length >= (precision || 1)
        ? exponential(value, Math.max(0, precision - 1))
            .replace(/(\.\d*?)0+e/, '$1e')
            .replace('.e', 'e')
        : `${text}.0`;
    }
  }
}

function formatDecimal(value: PyDecimal, spec: Spec): string {
  const { type, precision } = spec;
  const negative = value.value.isNegative();
  const magnitude = new PyDecimal(value.value.abs(), value.exponent);
  let digits: string;
  if (type === 'f' || type === 'F' || type === '%') {
    const scaled = type === '%' ? magnitude.value.times(100) : magnitude.value;
    const places = precision ?? Math.max(0, -(magnitude.exponent + (type === '%' ? 2 : 0)));
    digits = scaled.toFixed(places, 6) + (type === '%' ? '%' : '');
  } else if (type === '' && precision === undefined) digits = magnitude.toText();
  else if (type === 'e' || type === 'E')
    digits = precision === undefined ? magnitude.value.toExponential() : magnitude.value.toExponential(precision, 6);
  else if (type === '' || 'gGn'.includes(type)) {
    const rounded =
      precision === undefined ? magnitude.value : magnitude.value.toSignificantDigits(Math.max(1, precision), 6);
    digits = new PyDecimal(rounded).toText();
  } else throw valueError('invalid format string');
  return floatNumber(negative, digits, spec);
}

/** Sign, prefix, grouped digits and rest, brought to the width. */
function number(negative: boolean, prefix: string, whole: string, rest: string, spec: Spec, group: number): string {
  const head = (negative ? '-' : spec.sign === '+' || spec.sign === ' ' ? spec.sign : '') + prefix;
  let digits = whole;
  if (spec.grouping) {
    const space = spec.align === '=' && spec.fill === '0' ? spec.width - head.length - rest.length : 0;
    digits = grouped(whole, spec.grouping, group, space);
  }
  if (spec.align === '=') {
    const missing = spec.width - codePointLength(head + digits + rest);
    return head + (missing > 0 ? spec.fill.repeat(missing) : '') + digits + rest;
  }
  return pad(head + digits + rest, spec, spec.align || '>');
}

/** Groups digits, with leading zeros until they fill `space`. */
function grouped(digits: string, separator: string, size: number, space: number): string {
  let text = digits;
  const group = (d: string) => {
    const parts: string[] = [];
    for (let end = d.length; end > 0; end -= size) parts.unshift(d.slice(Math.max(0, end - size), end));
    return parts.join(separator);
  };
  if (space > 0) text = digits.padStart(Math.ceil((space * size) / (size + 1)), '0');
  let shown = group(text);
  while (shown.length < space) {
    text = `0${text}`;
    shown = group(text);
  }
  return shown;
}
