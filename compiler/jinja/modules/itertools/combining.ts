import { asCallable, positionalArguments } from '../../values/callable.js';
import { truthy } from '../../values/core.js';
import { checkItemCount } from '../../values/limits.js';
import { binary } from '../../values/operators.js';
import { iterate, PyTuple } from '../../values/sequences.js';
import type { Value } from '../../values/types.js';
import { budgetError, MAX_ITEMS } from './lazy.js';

export function* count(start: Value, step: Value): Generator<Value> {
  for (let value = start; ; value = binary('+', value, step)) yield value;
}

export function* repeat(value: Value, times: number): Generator<Value> {
  for (let i = 0; i < times; i++) yield value;
}

export function* cycle(items: Iterable<Value>): Generator<Value> {
  const saved: Value[] = [];
  for (const item of items) {
    saved.push(item);
    yield item;
  }
  while (saved.length > 0) yield* saved;
}

export function* accumulate(items: Iterable<Value>, combine: Value, initial: Value): Generator<Value> {
  const callable = combine === null ? null : asCallable(combine);
  let total: Value | undefined = initial === null ? undefined : initial;
  if (total !== undefined) yield total;
  for (const item of items) {
    if (total === undefined) total = item;
    else total = callable ? callable.call(positionalArguments(total, item)) : binary('+', total, item);
    yield total;
  }
}

export function* chain(sources: Iterable<Value>): Generator<Value> {
  for (const source of sources) yield* iterate(source);
}

export function* compress(data: Iterable<Value>, selectors: Iterable<Value>): Generator<Value> {
  const chosen = selectors[Symbol.iterator]();
  for (const item of data) {
    const selector = chosen.next();
    if (selector.done) return;
    if (truthy(selector.value)) yield item;
  }
}

export function* starmap(call: Value, items: Iterable<Value>): Generator<Value> {
  const callable = asCallable(call);
  for (const item of items) yield callable.call(positionalArguments(...iterate(item)));
}

export function* zipLongest(sources: readonly Iterable<Value>[], fill: Value): Generator<Value> {
  const iterators: (Iterator<Value> | undefined)[] = sources.map((source) => source[Symbol.iterator]());
  for (;;) {
    const row = iterators.map((iterator, i) => {
      const next = iterator?.next();
      if (next && !next.done) return next.value;
      iterators[i] = undefined;
      return fill;
    });
    if (iterators.every((iterator) => iterator === undefined)) return;
    yield new PyTuple(row);
  }
}

/** Items start, start + step, … before stop; takes from the source no more than it has to. */
export function* slice(items: Iterable<Value>, start: number, stop: number, step: number): Generator<Value> {
  const iterator = items[Symbol.iterator]();
  let wanted = start;
  let index = 0;
  for (; index < stop; index++) {
    const { done, value } = iterator.next();
    if (done) return;
    if (index !== wanted) continue;
    wanted += step;
    yield value;
  }
}

/** Independent iterators over one source. */
export function tee(items: Iterable<Value>, copies: number): Generator<Value>[] {
  if (copies > MAX_ITEMS / 10) throw budgetError('tee');
  const iterator = items[Symbol.iterator]();
  const seen: Value[] = [];
  let ended = false;
  function* copy(): Generator<Value> {
    for (let i = 0; ; i++) {
      if (i === seen.length && !ended) {
        const next = iterator.next();
        if (next.done) ended = true;
        else checkItemCount(seen.push(next.value));
      }
      if (i === seen.length) return;
      yield seen[i]!;
    }
  }
  return Array.from({ length: copies }, copy);
}
