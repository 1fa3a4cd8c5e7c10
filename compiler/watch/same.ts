/** Keys that say where or when something was read, not what it is. */
const PROVENANCE: ReadonlySet<string> = new Set(['createdAt', 'span', 'file']);

/** Whether two plain values are equal but for where and when they were read, and but for keys in `except`. */
export function sameValue(a: unknown, b: unknown, except: ReadonlySet<string> = NOTHING): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return typeof a === 'function' && typeof b === 'function';
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, at) => sameValue(item, b[at], except));
  }
  if (Array.isArray(b)) return false;
  if (a instanceof Date || b instanceof Date)
    return a instanceof Date && b instanceof Date && a.getTime() === b.getTime();
  const left = a as Readonly<Record<string, unknown>>;
  const right = b as Readonly<Record<string, unknown>>;
  let keys = 0;
  for (const key in left) {
    keys++;
    if (PROVENANCE.has(key) || except.has(key)) continue;
    if (!(key in right) || !sameValue(left[key], right[key], except)) return false;
  }
  for (const _ in right) keys--;
  return keys === 0;
}

const NOTHING: ReadonlySet<string> = new Set();
