/** Whether two JSON values are the same; keys in any order, absent like undefined. Values with toJSON() count as what they give. */
export function equal(a: unknown, b: unknown): boolean {
  const left = plain(a);
  const right = plain(b);
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, at) => equal(item, right[at]));
  const mine = left as Record<string, unknown>;
  const others = right as Record<string, unknown>;
  return [...new Set([...Object.keys(mine), ...Object.keys(others)])].every((key) => equal(mine[key], others[key]));
}

function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { toJSON } = value as { toJSON?: () => unknown };
  return typeof toJSON === 'function' ? toJSON.call(value) : value;
}

const MOST = 40;

/** A value in a few words. */
export function shown(value: unknown): string {
  if (value === undefined) return '(none)';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text;
}
