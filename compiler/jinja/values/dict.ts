import { TemplateError } from '../errors.js';
import { equals, hashKey, ReprState, reprOf, typeNameOf } from './core.js';
import { checkItemCount, VisitCounter } from './limits.js';
import { PyObject, type Value } from './types.js';

/** A dict: insertion order, keys equal as Python's are (`1 == 1.0 == True`). */
export class PyDict extends PyObject {
  readonly typeName: string = 'dict';
  readonly #values = new Map<unknown, Value>();
  /** Keys as given, where they are not their own Map key. */
  #keys: Map<unknown, Value> | undefined;

  constructor(entries?: Iterable<readonly [Value, Value]>) {
    super();
    if (entries) for (const [key, value] of entries) this.set(key, value);
  }

  /** A dict of the own enumerable properties of a record. */
  static from(record: Readonly<Record<string, Value>>): PyDict {
    const dict = new PyDict();
    for (const key of Object.keys(record)) dict.#values.set(key.charCodeAt(0) === 0 ? hashKey(key) : key, record[key]!);
    return dict;
  }

  get size(): number {
    return this.#values.size;
  }

  get(key: Value): Value | undefined {
    return this.#values.get(typeof key === 'string' && key.charCodeAt(0) !== 0 ? key : hashKey(key));
  }

  has(key: Value): boolean {
    return this.#values.has(hashKey(key));
  }

  set(key: Value, value: Value): void {
    const id = hashKey(key);
    if (id !== key && !this.#values.has(id)) {
      this.#keys ??= new Map();
      this.#keys.set(id, key);
    }
    this.#values.set(id, value);
    if (this.#values.size > 100_000) checkItemCount(this.#values.size);
  }

  delete(key: Value): boolean {
    const id = hashKey(key);
    this.#keys?.delete(id);
    return this.#values.delete(id);
  }

  clear(): void {
    this.#values.clear();
    this.#keys = undefined;
  }

  *keys(): IterableIterator<Value> {
    const keys = this.#keys;
    for (const id of this.#values.keys()) yield keys?.has(id) ? keys.get(id)! : (id as Value);
  }

  *values(): IterableIterator<Value> {
    for (const key of this.keys()) yield this.get(key)!;
  }

  *entries(): IterableIterator<[Value, Value]> {
    for (const key of this.keys()) yield [key, this.get(key)!];
  }

  copy(): PyDict {
    return new PyDict(this.entries());
  }

  override getItem(key: Value): Value | undefined {
    return this.get(key);
  }

  override truthy(): boolean {
    return this.size > 0;
  }

  /** Over the keys; a change of the size meanwhile is Python's RuntimeError. */
  override *iterate(): Iterable<Value> {
    const size = this.size;
    for (const key of this.keys()) {
      yield key;
      if (this.size !== size) throw new TemplateError('RuntimeError', 'dictionary changed size during iteration');
    }
  }

  override length(): number {
    return this.size;
  }

  override contains(item: Value): boolean {
    return this.has(item);
  }

  override equals(other: Value, counter = new VisitCounter()): boolean {
    if (this === other) return true;
    if (!(other instanceof PyDict) || other.size !== this.size) return false;
    for (const [key, value] of this.entries()) {
      counter.visit();
      const match = other.get(key);
      if (match === undefined || !(match === value || equals(value, match, counter))) return false;
    }
    return true;
  }

  override hashKey(): undefined {
    return undefined;
  }

  override repr(state = new ReprState()): string {
    return state.enter(this, '{...}', () => {
      const parts: string[] = [];
      for (const [key, value] of this.entries()) parts.push(`${reprOf(key, state)}: ${reprOf(value, state)}`);
      return `{${state.join(parts)}}`;
    });
  }
}

/** A dict whose values are made at their first use. */
export class LazyDict extends PyDict {
  readonly #pending = new Map<unknown, () => Value>();

  constructor(entries: Iterable<readonly [string, () => Value]>) {
    super();
    for (const [key, make] of entries) {
      super.set(key, null);
      this.#pending.set(hashKey(key), make);
    }
  }

  override get(key: Value): Value | undefined {
    const id = hashKey(key);
    const make = this.#pending.get(id);
    if (make) {
      this.#pending.delete(id);
      super.set(key, make());
    }
    return super.get(key);
  }

  override set(key: Value, value: Value): void {
    this.#pending?.delete(hashKey(key));
    super.set(key, value);
  }

  override delete(key: Value): boolean {
    this.#pending.delete(hashKey(key));
    return super.delete(key);
  }

  override clear(): void {
    this.#pending.clear();
    super.clear();
  }
}

/** A dict's keys(), values() or items(): shows the dict's state at the time it is looked at. */
export class PyDictView extends PyObject {
  constructor(
    readonly typeName: 'dict_keys' | 'dict_values' | 'dict_items',
    readonly dict: PyDict,
    private readonly list: () => Iterable<Value>,
  ) {
    super();
  }

  override *iterate(): Iterable<Value> {
    const size = this.dict.size;
    for (const item of this.list()) {
      yield item;
      if (this.dict.size !== size) throw new TemplateError('RuntimeError', 'dictionary changed size during iteration');
    }
  }

  override truthy(): boolean {
    return this.dict.size > 0;
  }

  override length(): number {
    return this.dict.size;
  }

  override contains(item: Value): boolean {
    if (this.typeName === 'dict_keys') return this.dict.has(item);
    for (const x of this.list()) if (x === item || equals(x, item)) return true;
    return false;
  }

  override equals(other: Value): boolean {
    if (this === other) return true;
    if (!(other instanceof PyObject) || this.typeName === 'dict_values' || other.length() !== this.length())
      return false;
    const type = typeNameOf(other);
    if (type !== 'dict_keys' && type !== 'dict_items' && type !== 'set') return false;
    for (const item of this.list()) if (!other.contains(item)) return false;
    return true;
  }

  override hashKey(): undefined | object {
    return this.typeName === 'dict_values' ? this : undefined;
  }

  override repr(state = new ReprState()): string {
    return `${this.typeName}(${reprOf([...this.list()], state)})`;
  }
}
