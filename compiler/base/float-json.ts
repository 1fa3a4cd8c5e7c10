import { Float } from './scalars.js';

/** What JSON.stringify writes for U+0000, and by which a float is known until its text is put in. */
const MARKED = /"\\u0000float ([^"]*)"/g;
/** A string, or a whole number that is written as a float. */
const STRING_OR_FLOAT = /"(?:[^"\\]|\\.)*"|-?\d+\.0+(?=[,\]}\s]|$)/g;
const MAYBE_FLOAT = /\d\.0+[,\]}\s]/;

/** JSON in which floats that are whole numbers stay floats: `1.0`, where JSON.stringify writes `1`. For Python, these are two things. */
export function stringifyFloats(data: unknown): string {
  if (!hasFloat(data)) return JSON.stringify(data);
  const text = JSON.stringify(data, function (this: Record<string, unknown>, key, value) {
    const own = this[key];
    return own instanceof Float ? `\0float ${own}` : value;
  });
  return text.replace(MARKED, '$1');
}

/** The data of such JSON, with a Float for each of these numbers. */
export function parseFloats(text: string): unknown {
  if (!MAYBE_FLOAT.test(text)) return JSON.parse(text);
  const marked = text.replace(STRING_OR_FLOAT, (found) => (found.startsWith('"') ? found : `"\\u0000float ${found}"`));
  return JSON.parse(marked, (_, value) =>
    typeof value === 'string' && value.startsWith('\0float ')
      ? new Float(Number(value.slice('\0float '.length)))
      : value,
  );
}

function hasFloat(data: unknown): boolean {
  if (typeof data !== 'object' || data === null) return false;
  if (Array.isArray(data)) return data.some(hasFloat);
  if (data instanceof Float) return true;
  for (const key in data) {
    const value = (data as Record<string, unknown>)[key];
    if (typeof value === 'object' && value !== null && hasFloat(value)) return true;
  }
  return false;
}
