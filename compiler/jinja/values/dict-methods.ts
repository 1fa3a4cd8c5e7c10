/** Methods of dict and set. */
import { TemplateError, typeError, valueError } from '../errors.js';
import { reprOf } from './core.js';
import { PyDict, PyDictView } from './dict.js';
import { type Method, type MethodTable, positionalOnly } from './methods.js';
import { iterate, PyTuple } from './sequences.js';
import { PySet } from './set.js';
import { type CallArguments, PyObject, type Value } from './types.js';
import { Undefined } from './undefined.js';

const keyError = (key: Value) => new TemplateError('KeyError', reprOf(key));

/** dict.update() and dict(): from a mapping or pairs, then from names. */
export function updateDict(dict: PyDict, args: CallArguments, name: string): void {
  if (args.positional.length > 1) throw typeError(`${name} expected at most 1 argument, got ${args.positional.length}`);
  const source = args.positional[0];
  if (source instanceof PyDict) for (const [key, value] of [...source.entries()]) dict.set(key, value);
  else if (source instanceof Undefined) throw source.error();
  else if (source !== undefined) {
    let number = 0;
    for (const pair of iterate(source)) addPair(dict, pair, number++);
  }
  for (const [key, value] of args.named) dict.set(key, value);
}

function addPair(dict: PyDict, pair: Value, number: number): void {
  const iterable = typeof pair === 'string' || Array.isArray(pair) || (pair instanceof PyObject && pair.iterate());
  if (!iterable) throw typeError(`cannot convert dictionary update sequence element #${number} to a sequence`);
  const items = [...iterate(pair)];
  if (items.length !== 2)
    throw valueError(`dictionary update sequence element #${number} has length ${items.length}; 2 is required`);
  dict.set(items[0]!, items[1]!);
}

const view = (type: 'dict_keys' | 'dict_values' | 'dict_items', list: (self: PyDict) => Iterable<Value>): Method =>
  positionalOnly<PyDict>(type.slice(5), 0, 0, (self) => new PyDictView(type, self, () => list(self)));

function* pairs(dict: PyDict): Iterable<Value> {
  for (const entry of dict.entries()) yield new PyTuple(entry);
}

export const DICT_METHODS: MethodTable = new Map<string, Method>([
  [
    'get',
    positionalOnly<PyDict>('get', 1, 2, (self, key, otherwise = null) => {
      const found = self.get(key!);
      return found === undefined ? otherwise : found;
    }),
  ],
  ['items', view('dict_items', pairs)],
  ['keys', view('dict_keys', (self) => self.keys())],
  ['values', view('dict_values', (self) => self.values())],
  [
    'update',
    (self: PyDict, args) => {
      updateDict(self, args, 'update');
      return null;
    },
  ],
  [
    'setdefault',
    positionalOnly<PyDict>('setdefault', 1, 2, (self, key, otherwise = null) => {
      const found = self.get(key!);
      if (found !== undefined) return found;
      self.set(key!, otherwise);
      return otherwise;
    }),
  ],
  [
    'pop',
    positionalOnly<PyDict>('pop', 1, 2, (self, key, otherwise) => {
      const found = self.get(key!);
      if (found === undefined && otherwise === undefined) throw keyError(key!);
      self.delete(key!);
      return found === undefined ? otherwise! : found;
    }),
  ],
  [
    'popitem',
    positionalOnly<PyDict>('popitem', 0, 0, (self) => {
      let last: [Value, Value] | undefined;
      for (const entry of self.entries()) last = entry;
      if (!last) throw new TemplateError('KeyError', "'popitem(): dictionary is empty'");
      self.delete(last[0]);
      return new PyTuple(last);
    }),
  ],
  ['copy', positionalOnly<PyDict>('copy', 0, 0, (self) => self.copy())],
  [
    'clear',
    positionalOnly<PyDict>('clear', 0, 0, (self) => {
      self.clear();
      return null;
    }),
  ],
  [
    'fromkeys',
    positionalOnly<PyDict>('fromkeys', 1, 2, (_, keys, value = null) => {
      const dict = new PyDict();
      for (const key of iterate(keys!)) dict.set(key, value);
      return dict;
    }),
  ],
]);

const toSet = (value: Value) => (value instanceof PySet ? value : new PySet(iterate(value)));

/** A method that takes any number of iterables. */
const variadic =
  (name: string, run: (self: PySet, others: readonly Value[]) => Value): Method =>
  (self: PySet, args) => {
    if (args.named.size > 0) throw typeError(`set.${name}() takes no keyword arguments`);
    return run(self, args.positional);
  };

const one = (name: string, run: (self: PySet, item: Value) => Value): [string, Method] => [
  name,
  positionalOnly<PySet>(name, 1, 1, (self, item) => run(self, item!)),
];

const filtered = (set: PySet, keep: (item: Value) => boolean) => new PySet([...set.values()].filter(keep));

function replaceItems(self: PySet, items: Iterable<Value>): null {
  const kept = [...items];
  self.clear();
  for (const item of kept) self.add(item);
  return null;
}

export const SET_METHODS: MethodTable = new Map<string, Method>([
  one('add', (self, item) => {
    self.add(item);
    return null;
  }),
  one('discard', (self, item) => {
    self.delete(item);
    return null;
  }),
  one('remove', (self, item) => {
    if (!self.delete(item)) throw keyError(item);
    return null;
  }),
  [
    'pop',
    positionalOnly<PySet>('pop', 0, 0, (self) => {
      const first = self.values().next();
      if (first.done) throw new TemplateError('KeyError', "'pop from an empty set'");
      self.delete(first.value);
      return first.value;
    }),
  ],
  [
    'clear',
    positionalOnly<PySet>('clear', 0, 0, (self) => {
      self.clear();
      return null;
    }),
  ],
  ['copy', positionalOnly<PySet>('copy', 0, 0, (self) => new PySet(self.values()))],
  [
    'union',
    variadic('union', (self, others) => new PySet([...self.values(), ...others.flatMap((o) => [...iterate(o)])])),
  ],
  [
    'update',
    variadic('update', (self, others) => {
      for (const other of others) for (const item of [...iterate(other)]) self.add(item);
      return null;
    }),
  ],
  [
    'intersection',
    variadic('intersection', (self, others) => {
      const sets = others.map(toSet);
      return filtered(self, (item) => sets.every((s) => s.has(item)));
    }),
  ],
  [
    'difference',
    variadic('difference', (self, others) => {
      const sets = others.map(toSet);
      return filtered(self, (item) => !sets.some((s) => s.has(item)));
    }),
  ],
  [
    'intersection_update',
    variadic('intersection_update', (self, others) => {
      const sets = others.map(toSet);
      return replaceItems(self, filtered(self, (item) => sets.every((s) => s.has(item))).values());
    }),
  ],
  [
    'difference_update',
    variadic('difference_update', (self, others) => {
      for (const other of others) for (const item of [...iterate(other)]) self.delete(item);
      return null;
    }),
  ],
  one('symmetric_difference', (self, other) => {
    const right = toSet(other);
    return new PySet([
      ...filtered(self, (x) => !right.has(x)).values(),
      ...filtered(right, (x) => !self.has(x)).values(),
    ]);
  }),
  one('issubset', (self, other) => {
    const right = toSet(other);
    return [...self.values()].every((item) => right.has(item));
  }),
  one('issuperset', (self, other) => [...toSet(other).values()].every((item) => self.has(item))),
  one('isdisjoint', (self, other) => ![...toSet(other).values()].some((item) => self.has(item))),
]);
