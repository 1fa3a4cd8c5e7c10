import { PyDate, PyDateTime, PyDecimal, TemplateError, type Value } from '../../jinja/values/index.js';
import type { AgateType } from './agate-type.js';
import { isoDateTime } from './iso-datetime.js';

/** Whether a cell of a seed is null: empty or `null` in any case, spaces around it or not. */
export function isNullText(text: string): boolean {
  if (text === '') return true;
  if (text.length > 4 && !/\s/.test(text)) return false;
  const trimmed = text.trim();
  return trimmed === '' || trimmed.toLowerCase() === 'null';
}

type Reader = (text: string) => Value | undefined;

/** Types in the order of preference; a column has the first that reads all its cells. */
const READERS: readonly (readonly [AgateType, Reader])[] = [
  ['Number', readNumber],
  ['Date', readDate],
  ['DateTime', readDateTime],
  ['ISODateTime', (text) => isoDateTime(text.trim())],
  ['Boolean', readBoolean],
];

/** The type of a seed's column, as dbt finds it. One without values is Integer. */
export function inferType(cells: readonly (string | undefined)[]): AgateType {
  const values = cells.filter((cell): cell is string => cell !== undefined && !isNullText(cell));
  // Cells that are there but empty make a number, as in dbt; both mean an integer column.
  if (values.length === 0) return cells.some((cell) => cell !== undefined) ? 'Number' : 'Integer';
  return READERS.find(([, read]) => values.every((cell) => read(cell) !== undefined))?.[0] ?? 'Text';
}

/** A cell of a column of that type. */
export function readCell(text: string, type: AgateType): Value {
  if (isNullText(text)) return null;
  const read = READERS.find(([name]) => name === type)?.[1];
  return read ? (read(text) ?? text) : text;
}

const PLAIN_NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const CURRENCY = /^[؋$ƒ៛¢£¥฿₡₦₩₪₫€₤₭₮₱﷼]+|[؋$ƒ៛¢£¥฿₡₦₩₪₫€₤₭₮₱﷼]+$/gu;

/**
 * A number without what agate takes off: percent signs at the ends, a minus, currency signs at the ends, commas anywhere.
 * Undefined if no number is left.
 */
export function numberText(text: string): string | undefined {
  if (PLAIN_NUMBER.test(text)) return text;
  let t = text.trim().replace(/^%+|%+$/g, '');
  const negative = t.startsWith('-');
  if (negative) t = t.slice(1);
  t = t.replace(CURRENCY, '').replaceAll(',', '').trim().replaceAll('_', '');
  t = t.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)));
  if (!PLAIN_NUMBER.test(t) && !/^[+-]?(inf|infinity|nan)$/i.test(t)) return undefined;
  if (!negative) return t;
  return t.startsWith('-') ? t.slice(1) : `-${t.replace(/^\+/, '')}`;
}

function digitValue(digit: string): number {
  if (digit >= '0' && digit <= '9') return Number(digit);
  // Decimal digits of every script stand ten in a row, zero first.
  let zero = digit.codePointAt(0)!;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && digit.codePointAt(0)! - zero < 9) zero--;
  return digit.codePointAt(0)! - zero;
}

function readNumber(text: string): Value | undefined {
  const number = numberText(text);
  if (number === undefined) return undefined;
  return new PyDecimal(/nan/i.test(number) ? 'NaN' : number);
}

const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const DATE_TIME = /^(\d{4})-(\d{1,2})-(\d{1,2})\s+(\d{1,2}):(\d{1,2}):(\d{1,2})$/;

function readDate(text: string): Value | undefined {
  const m = DATE.exec(text.trim());
  return m ? valid(() => new PyDate(Number(m[1]), Number(m[2]), Number(m[3]))) : undefined;
}

function readDateTime(text: string): Value | undefined {
  const m = DATE_TIME.exec(text.trim());
  return m
    ? valid(() => new PyDateTime(Number(m[1]), Number(m[2]), Number(m[3]), Number(m[4]), Number(m[5]), Number(m[6])))
    : undefined;
}

function valid(make: () => Value): Value | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof TemplateError) return undefined;
    throw error;
  }
}

function readBoolean(text: string): Value | undefined {
  const word = text.trim().toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}
