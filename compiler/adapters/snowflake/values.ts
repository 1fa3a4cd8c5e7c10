import {
  asCallable,
  isCallable,
  iterate,
  PyDict,
  PyObject,
  textOf,
  truthy,
  type Value,
} from '../../jinja/values/index.js';

/** `value[key]` or `value.get(key)`: of a mapping, a row of a table, or the `config` object; null if there is none. */
export function read(value: Value, key: string): Value {
  if (value instanceof PyDict) return value.get(key) ?? null;
  if (!(value instanceof PyObject)) return null;
  const get = value.getAttribute('get');
  if (get !== undefined && isCallable(get))
    return asCallable(get).call({ positional: [key, null], named: new Map() }) as Value;
  return value.getItem(key) ?? value.getAttribute(key) ?? null;
}

export function readText(value: Value, key: string): string | null {
  const found = read(value, key);
  return found === null || found === '' ? null : textOf(found);
}

/** What a flag is: the config may say it as a text, and may leave it out. */
export function readFlag(value: Value, key: string, fallback: boolean): boolean {
  const found = read(value, key);
  if (found === null) return fallback;
  return typeof found === 'string' ? found.toLowerCase() === 'true' : truthy(found);
}

/** The rows of a table, or the items of a list. */
export function rowsOf(value: Value): Value[] {
  if (Array.isArray(value)) return value;
  const rows = value instanceof PyObject ? value.getAttribute('rows') : undefined;
  return rows === undefined ? [] : [...iterate(rows)];
}
