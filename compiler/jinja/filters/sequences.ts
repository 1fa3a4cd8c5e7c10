/** Filters of lists, dicts and other iterables. */
import { TemplateError, typeError } from '../errors.js';
import type { Scope } from '../runtime/render.js';
import { getAttribute, getItem } from '../values/attributes.js';
import { compare, orderOf } from '../values/comparisons.js';
import { equals, hashKey, textOf, truthy, typeNameOf } from '../values/core.js';
import { PyDict, PyDictView } from '../values/dict.js';
import { checkItemCount, checkTextLength } from '../values/limits.js';
import { sortItems } from '../values/list-methods.js';
import { stringOf } from '../values/markup.js';
import { methodsOf } from '../values/method-tables.js';
import { binary } from '../values/operators.js';
import { GroupTuple, iterate, lengthOf, PyIterator, PyRange, PyTuple } from '../values/sequences.js';
import { PySet } from '../values/set.js';
import { integer } from '../values/text-methods.js';
import { PyObject, type Value } from '../values/types.js';
import { Undefined } from '../values/undefined.js';
import { attributeGetter, attributesGetter, ignoreCase } from './attributes.js';
import { builtin, define, type FilterEntry, simple } from './define.js';

const argumentError = (message: string) => new TemplateError('FilterArgumentError', message);
const nothing = (s: Scope, hint: string) => new Undefined({ hint, lenient: s.lenient });

/** A list of all items, held to the size limit. */
function listOf(value: Value): Value[] {
  const size = value instanceof PyObject ? value.length() : undefined;
  if (size !== undefined) checkItemCount(size);
  if (typeof value === 'string') checkItemCount(value.length);
  return [...iterate(value)];
}

function* batches(value: Value, size: Value, fill: Value): Iterable<Value> {
  let batch: Value[] = [];
  for (const item of iterate(value)) {
    if (equals(batch.length, size)) {
      yield batch;
      batch = [];
    }
    batch.push(item);
  }
  if (batch.length === 0) return;
  if (fill !== null && compare('<', batch.length, size)) {
    const missing = integer(binary('-', size, batch.length), 0);
    checkItemCount(missing);
    for (let i = 0; i < missing; i++) batch.push(fill);
  }
  yield batch;
}

function* slices(value: Value, countValue: Value, fill: Value): Iterable<Value> {
  const items = listOf(value);
  const [size, extra] = [
    binary('//', items.length, countValue) as number,
    binary('%', items.length, countValue) as number,
  ];
  const count = integer(countValue, 0);
  let offset = 0;
  for (let i = 0; i < count; i++) {
    const start = offset + i * size;
    if (i < extra) offset++;
    const slice = items.slice(start, offset + (i + 1) * size);
    if (fill !== null && i >= extra) slice.push(fill);
    yield slice;
  }
}

function* unique(value: Value, get: (item: Value) => Value): Iterable<Value> {
  const seen = new PySet();
  for (const item of iterate(value)) {
    const key = get(item);
    if (seen.has(key)) continue;
    seen.add(key);
    yield item;
  }
}

const caseOf = (sensitive: Value) => (truthy(sensitive) ? undefined : ignoreCase);

function sorted(value: Value, reverseValue: Value, key: (item: Value) => Value): Value[] {
  const items = listOf(value);
  const reverse = integer(reverseValue, 0) !== 0;
  const keyed: [Value, Value][] = items.map((item) => [key(item), item]);
  const order = (a: unknown, b: unknown) => orderOf((a as [Value, Value])[0], (b as [Value, Value])[0]);
  sortItems(keyed as unknown as Value[], reverse, order as (a: Value, b: Value) => number);
  return keyed.map(([, item]) => item);
}

function sort(_: Scope, b: Record<'value' | 'reverse' | 'case_sensitive' | 'attribute', Value>): Value {
  const get = attributesGetter(b.attribute, caseOf(b.case_sensitive));
  return sorted(b.value, b.reverse, get);
}

function dictSort(_: Scope, b: Record<'value' | 'case_sensitive' | 'by' | 'reverse', Value>): Value {
  if (b.by !== 'key' && b.by !== 'value') throw argumentError('You can only sort by either "key" or "value"');
  if (!(b.value instanceof PyDict)) {
    if (b.value instanceof Undefined) throw b.value.error();
    throw new TemplateError('AttributeError', `'${typeNameOf(b.value)}' object has no attribute 'items'`);
  }
  const position = b.by === 'key' ? 0 : 1;
  const normal = truthy(b.case_sensitive) ? (v: Value) => v : ignoreCase;
  const pairs = [...b.value.entries()].map((entry): Value => new PyTuple(entry));
  return sorted(pairs, b.reverse, (pair) => normal((pair as PyTuple).items[position]!));
}

function groupBy(_: Scope, b: Record<'value' | 'attribute' | 'default' | 'case_sensitive', Value>): Value {
  const key = attributeGetter(b.attribute, caseOf(b.case_sensitive), b.default);
  const shown = attributeGetter(b.attribute, undefined, b.default);
  const groups: { key: Value; items: Value[] }[] = [];
  for (const item of sorted(b.value, false, key)) {
    const itemKey = key(item);
    const last = groups.at(-1);
    if (last && equals(last.key, itemKey)) last.items.push(item);
    else groups.push({ key: itemKey, items: [item] });
  }
  return groups.map(
    (group) => new GroupTuple([truthy(b.case_sensitive) ? group.key : shown(group.items[0]!), group.items]),
  );
}

function extreme(operator: '<' | '>') {
  return (s: Scope, b: Record<'value' | 'case_sensitive' | 'attribute', Value>): Value => {
    const get = attributeGetter(b.attribute, caseOf(b.case_sensitive));
    let best: { key: Value; item: Value } | undefined;
    for (const item of iterate(b.value)) {
      const key = get(item);
      if (!best || compare(operator, key, best.key)) best = { key, item };
    }
    return best ? best.item : nothing(s, 'No aggregated item, sequence was empty.');
  };
}

function sum(_: Scope, b: Record<'iterable' | 'attribute' | 'start', Value>): Value {
  if (stringOf(b.start) !== undefined) throw typeError("sum() can't sum strings [use ''.join(seq) instead]");
  const get = b.attribute === null ? (item: Value) => item : attributeGetter(b.attribute);
  let total = b.start;
  for (const item of iterate(b.iterable)) total = binary('+', total, get(item));
  return total;
}

function join(s: Scope, b: Record<'value' | 'd' | 'attribute', Value>): Value {
  const get = b.attribute === null ? (item: Value) => item : attributeGetter(b.attribute);
  const separator = textOf(b.d);
  const parts: string[] = [];
  let length = 0;
  for (const item of iterate(b.value)) {
    const text = textOf(get(item));
    length += text.length + separator.length;
    checkTextLength(length);
    parts.push(text);
  }
  s.render.chargeText(length);
  return parts.join(separator);
}

function reverse(value: Value): Value {
  const text = stringOf(value);
  if (text !== undefined) {
    checkItemCount(text.length);
    return [...text].reverse().join('');
  }
  if (Array.isArray(value)) return new PyIterator(backwards(value), 'list_reverseiterator');
  if (value instanceof PyTuple) return new PyIterator(backwards(value.items), 'reversed');
  if (value instanceof PyRange) return new PyIterator(backwards([...value.iterate()]), 'range_iterator');
  if (value instanceof PyDict || value instanceof PyDictView)
    return new PyIterator(backwards([...value.iterate()]), 'dict_reversekeyiterator');
  if (!(value instanceof PyObject) || !value.iterate()) throw argumentError('argument must be iterable');
  return [...iterate(value)].reverse();
}

function* backwards(items: readonly Value[]): Iterable<Value> {
  for (let i = items.length - 1; i >= 0; i--) yield items[i]!;
}

function last(value: Value, s: Scope): Value {
  const text = stringOf(value);
  let items: readonly Value[];
  if (text !== undefined) items = [...text];
  else if (Array.isArray(value)) items = value;
  else if (value instanceof PyTuple) items = value.items;
  else if (
    value instanceof PyRange ||
    value instanceof PyDict ||
    value instanceof PyDictView ||
    value instanceof Undefined
  )
    items = [...iterate(value)];
  else throw typeError(`'${typeNameOf(value)}' object is not reversible`);
  return items.length > 0 ? items.at(-1)! : nothing(s, 'No last item, sequence was empty.');
}

function first(value: Value, s: Scope): Value {
  for (const item of iterate(value)) return item;
  return nothing(s, 'No first item, sequence was empty.');
}

function random(value: Value, s: Scope): Value {
  const length = lengthOf(value);
  if (length === 0) return nothing(s, 'No random item, sequence was empty.');
  // Who keeps answers sees by this lookup that this one is another each time (as by that of `lipsum`).
  s.context.lookup('random');
  return getItem(value, Math.floor(Math.random() * length));
}

/** The attribute only, never the item. */
function attribute(s: Scope, b: Record<'obj' | 'name', Value>): Value {
  const name = stringOf(b.name);
  if (name === undefined) {
    hashKey(b.name);
    throw typeError(`attribute name must be string, not '${typeNameOf(b.name)}'`);
  }
  const absent = new Undefined({ object: b.obj, name, lenient: s.lenient });
  if (b.obj instanceof PyDict || !(b.obj instanceof PyObject)) {
    return name.startsWith('_') || methodsOf(b.obj)?.has(name) ? getAttribute(b.obj, name) : absent;
  }
  if (name.startsWith('_')) return getAttribute(b.obj, name);
  if (b.obj instanceof Undefined) return getAttribute(b.obj, name);
  const own = b.obj.getAttribute(name);
  if (own !== undefined) return own;
  return methodsOf(b.obj)?.has(name) ? getAttribute(b.obj, name) : absent;
}

function* pairsOf(value: Value): Iterable<Value> {
  if (value instanceof Undefined) return;
  if (!(value instanceof PyDict)) throw typeError('Can only get item pairs from a mapping.');
  for (const entry of value.entries()) yield new PyTuple(entry);
}

const generator = (items: Iterable<Value>, name: string) => new PyIterator(items, 'generator', name);

export const SEQUENCE_FILTERS: readonly FilterEntry[] = [
  builtin('length', 'len', lengthOf),
  builtin('count', 'len', lengthOf),
  simple('list', 'sync_do_list', 'value', listOf),
  simple('first', 'sync_do_first', 'seq', first, 1),
  simple('last', 'do_last', 'seq', last, 1),
  simple('random', 'do_random', 'seq', random, 1),
  simple('reverse', 'do_reverse', 'value', reverse),
  simple('items', 'do_items', 'value', (value) => generator(pairsOf(value), 'do_items')),
  define('batch', 'do_batch', ['value', 'linecount', 'fill_with'], { fill_with: null }, (_, b) =>
    generator(batches(b.value, b.linecount, b.fill_with), 'do_batch'),
  ),
  define('slice', 'sync_do_slice', ['value', 'slices', 'fill_with'], { fill_with: null }, (_, b) =>
    generator(slices(b.value, b.slices, b.fill_with), 'sync_do_slice'),
  ),
  define(
    'unique',
    'sync_do_unique',
    ['value', 'case_sensitive', 'attribute'],
    { case_sensitive: false, attribute: null },
    (_, b) => generator(unique(b.value, attributeGetter(b.attribute, caseOf(b.case_sensitive))), 'sync_do_unique'),
    1,
  ),
  define(
    'sort',
    'do_sort',
    ['value', 'reverse', 'case_sensitive', 'attribute'],
    { reverse: false, case_sensitive: false, attribute: null },
    sort,
    1,
  ),
  define(
    'dictsort',
    'do_dictsort',
    ['value', 'case_sensitive', 'by', 'reverse'],
    { case_sensitive: false, by: 'key', reverse: false },
    dictSort,
  ),
  define(
    'groupby',
    'sync_do_groupby',
    ['value', 'attribute', 'default', 'case_sensitive'],
    { default: null, case_sensitive: false },
    groupBy,
    1,
  ),
  define(
    'min',
    'do_min',
    ['value', 'case_sensitive', 'attribute'],
    { case_sensitive: false, attribute: null },
    extreme('<'),
    1,
  ),
  define(
    'max',
    'do_max',
    ['value', 'case_sensitive', 'attribute'],
    { case_sensitive: false, attribute: null },
    extreme('>'),
    1,
  ),
  define('sum', 'sync_do_sum', ['iterable', 'attribute', 'start'], { attribute: null, start: 0 }, sum, 1),
  define('join', 'sync_do_join', ['value', 'd', 'attribute'], { d: '', attribute: null }, join, 1),
  define('attr', 'do_attr', ['obj', 'name'], {}, attribute, 1),
];
