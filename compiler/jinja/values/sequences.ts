import { typeError, valueError } from '../errors.js';
import { equalItems, equals, hashKey, ReprState, reprSequence, reprText, textOf, typeNameOf } from './core.js';
import { checkItemCount, type VisitCounter } from './limits.js';
import { PyFloat } from './numbers.js';
import { PyObject, type Value } from './types.js';

/** A Map key for a sequence of values; undefined if an item is unhashable is not an answer: Python names the item's type. */
export function hashItems(letter: string, items: readonly Value[]): string {
  const parts: string[] = [];
  let length = 0;
  for (const item of items) {
    const key = hashKey(item);
    const part =
      typeof key === 'string'
        ? reprText(key)
        : typeof key === 'object' && key !== null
          ? `o${identityOf(key)}`
          : `n${String(key)}`;
    length += part.length;
    if (length > 1_000_000) throw typeError(`unhashable ${letter === 't' ? 'tuple' : 'value'}: too large for a key`);
    parts.push(part);
  }
  return `${letter}${parts.join(',')}`;
}

const identities = new WeakMap<object, number>();
const identityCount = { next: 1 };

function identityOf(object: object): number {
  let id = identities.get(object);
  if (id === undefined) {
    id = identityCount.next++;
    identities.set(object, id);
  }
  return id;
}

/** A tuple. Subclasses name its fields. */
export class PyTuple extends PyObject {
  readonly typeName: string = 'tuple';

  constructor(readonly items: readonly Value[]) {
    super();
  }

  override getItem(key: Value): Value | undefined {
    const index = indexOf(key, this.items.length);
    return index === undefined ? undefined : this.items[index];
  }

  override truthy(): boolean {
    return this.items.length > 0;
  }

  override iterate(): Iterable<Value> {
    return this.items;
  }

  override length(): number {
    return this.items.length;
  }

  override contains(item: Value): boolean {
    return this.items.some((x) => x === item || equals(x, item));
  }

  override equals(other: Value, counter?: VisitCounter): boolean {
    return other instanceof PyTuple && (other === this || equalItems(this.items, other.items, counter));
  }

  override hashKey(): string {
    return hashItems('t', this.items);
  }

  override repr(state = new ReprState()): string {
    if (this.items.length === 1) return reprSequence(this.items, '(', ',)', state);
    return reprSequence(this.items, '(', ')', state);
  }
}

/** What `groupby` yields. */
export class GroupTuple extends PyTuple {
  override readonly typeName = '_GroupTuple';

  override getAttribute(name: string): Value | undefined {
    return name === 'grouper' ? this.items[0] : name === 'list' ? this.items[1] : undefined;
  }
}

/** The index that a Python integer means in a sequence of this length; undefined if it is none or out of range. */
export function indexOf(key: Value, length: number): number | undefined {
  const number = typeof key === 'boolean' ? Number(key) : key;
  if (typeof number !== 'number' || !Number.isInteger(number)) return undefined;
  const index = number < 0 ? number + length : number;
  return index >= 0 && index < length ? index : undefined;
}

export class PyRange extends PyObject {
  readonly typeName = 'range';
  readonly #length: number;

  constructor(
    readonly start: number,
    readonly stop: number,
    readonly step = 1,
  ) {
    super();
    this.#length = Math.max(0, Math.ceil((stop - start) / step));
  }

  at(index: number): number {
    return this.start + index * this.step;
  }

  override getItem(key: Value): Value | undefined {
    const index = indexOf(key, this.#length);
    return index === undefined ? undefined : this.at(index);
  }

  override getAttribute(name: string): Value | undefined {
    return name === 'start' ? this.start : name === 'stop' ? this.stop : name === 'step' ? this.step : undefined;
  }

  override truthy(): boolean {
    return this.#length > 0;
  }

  override *iterate(): Iterable<Value> {
    for (let i = 0; i < this.#length; i++) yield this.at(i);
  }

  override length(): number {
    return this.#length;
  }

  override contains(item: Value): boolean {
    const number = item instanceof PyFloat ? item.value : typeof item === 'boolean' ? Number(item) : item;
    if (typeof number !== 'number') return false;
    const index = (number - this.start) / this.step;
    return Number.isInteger(index) && index >= 0 && index < this.#length;
  }

  override equals(other: Value): boolean {
    if (!(other instanceof PyRange) || other.#length !== this.#length) return false;
    return this.#length === 0 || (this.start === other.start && (this.#length === 1 || this.step === other.step));
  }

  override hashKey(): string {
    return this.#length === 0 ? 'r' : `r${this.start},${this.#length},${this.#length === 1 ? 0 : this.step}`;
  }

  override repr(): string {
    return this.step === 1 ? `range(${this.start}, ${this.stop})` : `range(${this.start}, ${this.stop}, ${this.step})`;
  }
}

/** Python's iterators and generators: can be gone through once. */
export class PyIterator extends PyObject {
  readonly #iterator: Iterator<Value>;
  #given = 0;

  constructor(
    items: Iterable<Value>,
    readonly typeName = 'generator',
    private readonly functionName = 'items',
  ) {
    super();
    this.#iterator = items[Symbol.iterator]();
  }

  /** Held to the size limit, as there are iterators without end. */
  next(): IteratorResult<Value> {
    checkItemCount(++this.#given);
    return this.#iterator.next();
  }

  /** How many items it was asked for so far. */
  get given(): number {
    return this.#given;
  }

  override iterate(): Iterable<Value> {
    const next = () => this.next();
    const iterator: IterableIterator<Value> = { next, [Symbol.iterator]: () => iterator };
    return iterator;
  }

  override contains(item: Value): boolean {
    for (const x of this.iterate()) if (x === item || equals(x, item)) return true;
    return false;
  }

  override repr(): string {
    const name = this.typeName === 'generator' ? `generator object ${this.functionName}` : `${this.typeName} object`;
    return `<${name} at 0x7f0000000000>`;
  }
}

/** Goes through any iterable value; throws Python's TypeError for others. */
export function iterate(value: Value): Iterable<Value> {
  if (Array.isArray(value) || typeof value === 'string') return value as Iterable<Value>;
  const items = value instanceof PyObject ? value.iterate() : undefined;
  if (!items) throw typeError(`'${typeNameOf(value)}' object is not iterable`);
  return items;
}

/** The items of a value that is assigned to so many targets; Python's errors if it has another number. */
export function unpack(value: Value, wanted: number): Value[] {
  if (typeof value !== 'string' && !Array.isArray(value) && !(value instanceof PyObject && value.iterate())) {
    throw typeError(`cannot unpack non-iterable ${typeNameOf(value)} object`);
  }
  const items: Value[] = [];
  for (const item of iterate(value)) {
    if (items.length === wanted) throw valueError(`too many values to unpack (expected ${wanted})`);
    items.push(item);
  }
  if (items.length < wanted) throw valueError(`not enough values to unpack (expected ${wanted}, got ${items.length})`);
  return items;
}

/** Python's `len()`: code points of a text. */
export function lengthOf(value: Value): number {
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'string') return codePointLength(value);
  const length = value instanceof PyObject ? value.length() : undefined;
  if (length === undefined) throw typeError(`object of type '${typeNameOf(value)}' has no len()`);
  return length;
}

const SURROGATE = /[\ud800-\udfff]/;

/** False: UTF-16 units are code points, so that indexes can be used as they are. */
export function hasSurrogates(text: string): boolean {
  return SURROGATE.test(text);
}

export function codePointLength(text: string): number {
  if (!SURROGATE.test(text)) return text.length;
  let length = 0;
  for (const _ of text) length++;
  return length;
}

export { textOf };
