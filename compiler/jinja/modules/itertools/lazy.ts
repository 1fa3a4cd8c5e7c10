import { TemplateError, typeError, valueError } from '../../errors.js';
import { typeNameOf } from '../../values/core.js';
import { isInt } from '../../values/numbers.js';
import { PyIterator } from '../../values/sequences.js';
import type { Value } from '../../values/types.js';
import { Undefined } from '../../values/undefined.js';

/** Items, and the items of tuples, that an iterator hands out. */
export const MAX_ITEMS = 500_000;

/** An iterator that stops with an error where it has handed out more than is sensible, as many of them never end by themselves. */
export function lazyIterator(name: string, items: Iterable<Value>, cost = 1): PyIterator {
  return new PyIterator(limited(name, items, cost), `itertools.${name}`);
}

function* limited(name: string, items: Iterable<Value>, cost: number): Generator<Value> {
  let left = MAX_ITEMS;
  for (const item of items) {
    left -= cost;
    if (left < 0) throw budgetError(name);
    yield item;
  }
}

export function budgetError(name: string): TemplateError {
  return new TemplateError(
    'BudgetError',
    `itertools.${name}() goes on too long: more than ${MAX_ITEMS} items are not made`,
    {
      hint: 'Take what you need of it by itertools.islice.',
    },
  );
}

/** A count of at least 0. */
export function countOf(value: Value, name: string): number {
  if (value instanceof Undefined && !value.lenient) throw value.error();
  if (!isInt(value))
    throw typeError(
      name === 'r' ? 'Expected int as r' : `'${typeNameOf(value)}' object cannot be interpreted as an integer`,
    );
  const count = Number(value);
  if (count < 0) throw valueError(`${name} must be non-negative`);
  return count;
}
