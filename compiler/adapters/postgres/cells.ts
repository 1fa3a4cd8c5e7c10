import type { Cell } from '../types.js';
import { type ArrayItem, parseArray } from './arrays.js';
import { jsonCell } from './json.js';
import { elementType } from './type-names.js';

type Reader = (text: string) => Cell;

const READERS: ReadonlyMap<number, Reader> = new Map<number, Reader>([
  [16, (text) => text === 't'],
  [17, bytes],
  [20, integer],
  [21, integer],
  [23, integer],
  [26, integer],
  [114, json],
  [3802, json],
  [700, (text) => ({ float: Number(text) })],
  [701, (text) => ({ float: Number(text) })],
  [1082, (text) => ({ date: text })],
  [1083, (text) => ({ time: fraction(text) })],
  [1266, (text) => ({ time: zoned(text) })],
  [1114, (text) => ({ timestamp: fraction(text.replace(' ', 'T')) })],
  [1184, (text) => ({ timestamptz: zoned(text.replace(' ', 'T')) })],
  [1186, interval],
  [1700, (text) => ({ decimal: text })],
]);

/** A value as the server sends it in text, by the oid of its type. Texts stand for what has no cell of its own. */
export function toCell(text: string | null, oid: number): Cell {
  if (text === null) return null;
  const read = READERS.get(oid);
  if (read) return read(text);
  const element = elementType(oid);
  return element === undefined ? text : parseArray(text).map((item) => arrayItem(item, element));
}

function arrayItem(item: ArrayItem, oid: number): Cell {
  return typeof item === 'string' || item === null ? toCell(item, oid) : item.map((inner) => arrayItem(inner, oid));
}

function integer(text: string): Cell {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

function json(text: string): Cell {
  try {
    return jsonCell(text);
  } catch {
    return text;
  }
}

/** `\x…`, or the older form with octal escapes. */
function bytes(text: string): Cell {
  if (text.startsWith('\\x')) return Uint8Array.from(Buffer.from(text.slice(2), 'hex'));
  const plain = text.replace(/\\(\\|[0-7]{3})/g, (_, code: string) =>
    code === '\\' ? code : String.fromCharCode(Number.parseInt(code, 8)),
  );
  return Uint8Array.from(Buffer.from(plain, 'latin1'));
}

/** Six digits of a fraction, if there is one, as Python writes it. */
function fraction(text: string): string {
  return text.replace(/\.(\d+)/, (_, digits: string) => `.${digits.padEnd(6, '0')}`);
}

/** Offsets have minutes: `-05` is `-05:00`. */
function zoned(text: string): string {
  return fraction(text).replace(/([+-]\d{2})$/, '$1:00');
}

const INTERVAL =
  /^(?:(-?\d+) years? ?)?(?:([+-]?\d+) mons? ?)?(?:([+-]?\d+) days? ?)?(?:([+-]?)(\d+):(\d\d):(\d\d)(?:\.(\d+))?)?$/;

/** A year has 365 days, as for the driver that dbt uses. */
function interval(text: string): Cell {
  const m = INTERVAL.exec(text);
  if (!m || text === '') return text;
  const days = Number(m[1] ?? 0) * 365 + Number(m[3] ?? 0);
  const seconds = Number(m[5] ?? 0) * 3600 + Number(m[6] ?? 0) * 60 + Number(m[7] ?? 0);
  const part = m[8] === undefined ? '' : `.${m[8].padEnd(6, '0')}`;
  return { interval: `P${Number(m[2] ?? 0)}M${days}DT${m[4] === '-' ? '-' : ''}${seconds}${part}S` };
}
