import { compare, hashKey, PyTuple, type Value } from '../../jinja/values/index.js';

/** Order of values in a table: nulls last, as agate's. */
export function compareCells(a: Value, b: Value): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (compare('<', a, b)) return -1;
  return compare('>', a, b) ? 1 : 0;
}

/** The first of each distinct key. */
export function distinctBy<T>(items: readonly T[], keyOf: (item: T) => readonly Value[]): T[] {
  const seen = new Set<unknown>();
  return items.filter((item) => {
    const key = hashKey(new PyTuple(keyOf(item)));
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
