import { CalendarDate, Float, Timestamp } from '../base/scalars.js';

/** Python's repr() of YAML data: it goes into names and ids of tests, which must equal dbt's. */
export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number' || typeof value === 'bigint') return number(value);
  if (value instanceof Float) return value.toString();
  if (value instanceof CalendarDate) return `datetime.date(${value.iso.split('-').map(Number).join(', ')})`;
  if (value instanceof Timestamp) return `datetime.datetime(${value.iso.split(/\D+/).map(Number).join(', ')})`;
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  const entries = Object.entries(value as object).map(([key, item]) => `${quoted(key)}: ${pythonRepr(item)}`);
  return `{${entries.join(', ')}}`;
}

/** Python's str(). */
export function pythonText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof CalendarDate || value instanceof Timestamp) return value.toString();
  return pythonRepr(value);
}

function number(value: number | bigint): string {
  if (typeof value === 'bigint' || Number.isInteger(value)) return String(value);
  const text = String(value);
  // Python writes the exponent with two digits at least: 1e-07.
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
// What str.isprintable() says no to, as far as it occurs in texts: controls, separators but the blank, surrogates, format characters.
const UNPRINTABLE = /[\\\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** Nothing in it to escape, and no quotation mark. */
const PLAIN = /^[ !#-&(-[\]-~]*$/;

function quoted(text: string): string {
  if (PLAIN.test(text)) return `'${text}'`;
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(UNPRINTABLE, (char) => ESCAPES[char] ?? codePoint(char.codePointAt(0)!));
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

function codePoint(code: number): string {
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}
