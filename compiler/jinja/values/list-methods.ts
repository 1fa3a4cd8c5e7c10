/** Methods of list, tuple and range. */
import { indexError, typeError, valueError } from '../errors.js';
import { sliceIndices } from './attributes.js';
import { orderOf } from './comparisons.js';
import { equals, reprOf, truthy, typeNameOf } from './core.js';
import { checkItemCount } from './limits.js';
import { type Method, type MethodTable, positionalOnly } from './methods.js';
import { iterate, type PyRange, type PyTuple } from './sequences.js';
import { integer } from './text-methods.js';
import type { Value } from './types.js';

const same = (a: Value, b: Value) => a === b || equals(a, b);

function position(items: readonly Value[], wanted: Value, start: Value | undefined, stop: Value | undefined): number {
  const [from, to] = sliceIndices(items.length, start, stop);
  for (let i = from; i < to; i++) if (same(items[i]!, wanted)) return i;
  return -1;
}

const countOf = (items: readonly Value[], wanted: Value) => items.filter((x) => same(x, wanted)).length;

/** Sorts in place, stable, as Python does: with `reverse`, equal items keep their order. */
export function sortItems(items: Value[], reverse: boolean, order: (a: Value, b: Value) => number = orderOf): void {
  // As Python: reversed before and after, which keeps the order of equal items and the order of comparisons.
  if (reverse) items.reverse();
  items.sort(order);
  if (reverse) items.reverse();
}

const sort: Method = (self: Value[], args) => {
  if (args.positional.length > 0) throw typeError('sort() takes no positional arguments');
  for (const [name, value] of args.named) {
    if (name !== 'reverse' && name !== 'key') throw typeError(`'${name}' is an invalid keyword argument for sort()`);
    if (name === 'key' && value !== null)
      throw typeError('sort() with a key is not supported: use the sort filter with attribute');
    if (name === 'reverse' && typeof value !== 'boolean' && typeof value !== 'number') {
      throw typeError(`'${typeNameOf(value)}' object cannot be interpreted as an integer`);
    }
  }
  sortItems(self, truthy(args.named.get('reverse') ?? false));
  return null;
};

export const LIST_METHODS: MethodTable = new Map<string, Method>([
  [
    'append',
    positionalOnly<Value[]>('append', 1, 1, (self, item) => {
      checkItemCount(self.push(item!));
      return null;
    }),
  ],
  [
    'extend',
    positionalOnly<Value[]>('extend', 1, 1, (self, items) => {
      // A list may be extended by itself.
      for (const item of items === self ? [...self] : iterate(items!)) checkItemCount(self.push(item));
      return null;
    }),
  ],
  [
    'insert',
    positionalOnly<Value[]>('insert', 2, 2, (self, at, item) => {
      checkItemCount(self.length + 1);
      self.splice(integer(at, 0), 0, item!);
      return null;
    }),
  ],
  [
    'pop',
    positionalOnly<Value[]>('pop', 0, 1, (self, at) => {
      const index = integer(at, -1);
      if (self.length === 0) throw indexError('pop from empty list');
      const absolute = index < 0 ? index + self.length : index;
      if (absolute < 0 || absolute >= self.length) throw indexError('pop index out of range');
      return self.splice(absolute, 1)[0]!;
    }),
  ],
  [
    'remove',
    positionalOnly<Value[]>('remove', 1, 1, (self, item) => {
      const at = position(self, item!, undefined, undefined);
      if (at < 0) throw valueError('list.remove(x): x not in list');
      self.splice(at, 1);
      return null;
    }),
  ],
  [
    'index',
    positionalOnly<Value[]>('index', 1, 3, (self, item, start, stop) => {
      const at = position(self, item!, start, stop);
      if (at < 0) throw valueError(`${reprOf(item!)} is not in list`);
      return at;
    }),
  ],
  ['count', positionalOnly<Value[]>('count', 1, 1, (self, item) => countOf(self, item!))],
  [
    'reverse',
    positionalOnly<Value[]>('reverse', 0, 0, (self) => {
      self.reverse();
      return null;
    }),
  ],
  ['copy', positionalOnly<Value[]>('copy', 0, 0, (self) => [...self])],
  [
    'clear',
    positionalOnly<Value[]>('clear', 0, 0, (self) => {
      self.length = 0;
      return null;
    }),
  ],
  ['sort', sort],
]);

export const TUPLE_METHODS: MethodTable = new Map<string, Method>([
  [
    'index',
    positionalOnly<PyTuple>('index', 1, 3, (self, item, start, stop) => {
      const at = position(self.items, item!, start, stop);
      if (at < 0) throw valueError('tuple.index(x): x not in tuple');
      return at;
    }),
  ],
  ['count', positionalOnly<PyTuple>('count', 1, 1, (self, item) => countOf(self.items, item!))],
]);

export const RANGE_METHODS: MethodTable = new Map<string, Method>([
  [
    'index',
    positionalOnly<PyRange>('index', 1, 1, (self, item) => {
      if (!self.contains(item!)) throw valueError(`${reprOf(item!)} is not in range`);
      return (Number(item) - self.start) / self.step;
    }),
  ],
  ['count', positionalOnly<PyRange>('count', 1, 1, (self, item) => (self.contains(item!) ? 1 : 0))],
]);
