import type { Cell } from '../../adapters/types.js';
import { float, reprOf } from '../../jinja/values/index.js';

function isList(cell: Cell): cell is readonly Cell[] {
  return Array.isArray(cell);
}

/** A float as Python shows it: `1.0`, `1e+16`. */
export function floatText(value: number): string {
  return reprOf(float(value));
}

/**
 * A list, struct, blob, time or interval as dbt's tables have it: JSON as Python writes it for the first two, Python's
 * text for the others.
 */
export function jsonText(cell: Cell): string {
  if (Array.isArray(cell)) return `[${cell.map(jsonItem).join(', ')}]`;
  if (typeof cell === 'object' && cell !== null && 'struct' in cell) {
    return `{${cell.struct.map(([key, value]) => `${jsonString(key)}: ${jsonItem(value)}`).join(', ')}}`;
  }
  return plainText(cell);
}

function jsonItem(cell: Cell): string {
  if (cell === null) return 'null';
  if (typeof cell === 'boolean') return cell ? 'true' : 'false';
  if (typeof cell === 'number' || typeof cell === 'bigint') return String(cell);
  if (typeof cell === 'string') return jsonString(cell);
  if (Array.isArray(cell) || (!(cell instanceof Uint8Array) && 'struct' in cell)) return jsonText(cell);
  if (!(cell instanceof Uint8Array)) {
    if ('float' in cell)
      return Number.isNaN(cell.float)
        ? 'NaN'
        : Number.isFinite(cell.float)
          ? floatText(cell.float)
          : cell.float > 0
            ? 'Infinity'
            : '-Infinity';
    // Decimals inside lists go through a float in Python's JSON.
    if ('decimal' in cell) return floatText(Number(cell.decimal));
  }
  return jsonString(plainText(cell));
}

/** JSON of a text with everything beyond ASCII escaped, as Python does. */
function jsonString(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Any cell as Python's str(). */
export function plainText(cell: Cell): string {
  if (cell === null) return 'None';
  if (typeof cell === 'boolean') return cell ? 'True' : 'False';
  if (typeof cell !== 'object') return String(cell);
  if (cell instanceof Uint8Array) return bytesText(cell);
  if (isList(cell) || 'struct' in cell) return jsonText(cell);
  if ('float' in cell) return floatText(cell.float);
  if ('decimal' in cell) return cell.decimal;
  if ('date' in cell) return cell.date;
  if ('time' in cell) return cell.time;
  if ('interval' in cell) return intervalText(cell.interval);
  return ('timestamp' in cell ? cell.timestamp : cell.timestamptz).replace('T', ' ');
}

/** `b'abc\xff'`. */
function bytesText(bytes: Uint8Array): string {
  let out = '';
  for (const byte of bytes) {
    if (byte === 0x5c) out += '\\\\';
    else if (byte === 0x0a) out += '\\n';
    else if (byte === 0x0d) out += '\\r';
    else if (byte === 0x09) out += '\\t';
    else if (byte < 0x20 || byte > 0x7e) out += `\\x${byte.toString(16).padStart(2, '0')}`;
    else out += String.fromCharCode(byte);
  }
  if (!out.includes("'")) return `b'${out}'`;
  return out.includes('"') ? `b'${out.replaceAll("'", "\\'")}'` : `b"${out}"`;
}

/** `P1M2DT3600.5S` as Python's timedelta shows it, a month being 30 days: `32 days, 1:00:00.500000`. */
function intervalText(iso: string): string {
  const match = /^P(-?\d+)M(-?\d+)DT(-?)(\d+)(?:\.(\d+))?S$/.exec(iso);
  if (!match) return iso;
  const sign = match[3] === '-' ? -1n : 1n;
  const micros = sign * (BigInt(match[4]!) * 1_000_000n + BigInt((match[5] ?? '').padEnd(6, '0')));
  const day = 86_400_000_000n;
  const total = (BigInt(match[1]!) * 30n + BigInt(match[2]!)) * day + micros;
  const rest = ((total % day) + day) % day;
  const days = (total - rest) / day;
  const seconds = rest / 1_000_000n;
  const two = (n: bigint): string => String(n).padStart(2, '0');
  const fraction = rest % 1_000_000n === 0n ? '' : `.${String(rest % 1_000_000n).padStart(6, '0')}`;
  const clock = `${seconds / 3600n}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}${fraction}`;
  return days === 0n ? clock : `${days} day${days === 1n || days === -1n ? '' : 's'}, ${clock}`;
}
