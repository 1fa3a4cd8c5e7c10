import { checkItemCount } from '../../values/limits.js';
import { PyTuple } from '../../values/sequences.js';
import type { Value } from '../../values/types.js';

const tupleOf = (pool: readonly Value[], indices: readonly number[]) => new PyTuple(indices.map((i) => pool[i]!));

/** Every way to take one item of each pool, the last pool's fastest. */
export function* product(pools: readonly (readonly Value[])[]): Generator<Value> {
  checkItemCount(pools.length);
  if (pools.some((pool) => pool.length === 0)) return;
  const indices = pools.map(() => 0);
  for (;;) {
    yield new PyTuple(indices.map((index, i) => pools[i]![index]!));
    let i = indices.length - 1;
    for (; i >= 0 && indices[i] === pools[i]!.length - 1; i--) indices[i] = 0;
    if (i < 0) return;
    indices[i]!++;
  }
}

/** Ordered choices of r items. */
export function* permutations(pool: readonly Value[], r: number): Generator<Value> {
  const n = pool.length;
  if (r > n) return;
  const indices = pool.map((_, i) => i);
  const cycles = Array.from({ length: r }, (_, i) => n - i);
  for (;;) {
    yield tupleOf(pool, indices.slice(0, r));
    let i = r - 1;
    for (; i >= 0; i--) {
      if (--cycles[i]! > 0) break;
      indices.push(...indices.splice(i, 1));
      cycles[i] = n - i;
    }
    if (i < 0) return;
    const j = n - cycles[i]!;
    [indices[i], indices[j]] = [indices[j]!, indices[i]!];
  }
}

/** Choices of r items in the order of the pool; `repeating`: an item may be taken again. */
export function* combinations(pool: readonly Value[], r: number, repeating: boolean): Generator<Value> {
  const n = pool.length;
  if (repeating ? n === 0 && r > 0 : r > n) return;
  checkItemCount(r);
  const indices = Array.from({ length: r }, (_, i) => (repeating ? 0 : i));
  const last = (i: number) => (repeating ? n - 1 : n - r + i);
  for (;;) {
    yield tupleOf(pool, indices);
    let i = r - 1;
    while (i >= 0 && indices[i] === last(i)) i--;
    if (i < 0) return;
    const next = indices[i]! + 1;
    for (let j = i; j < r; j++) indices[j] = repeating ? next : next + j - i;
  }
}
