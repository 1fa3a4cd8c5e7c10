import { hashKey, ReprState, reprOf } from './core.js';
import { checkItemCount } from './limits.js';
import { PyObject, type Value } from './types.js';

/** A set. Shown in insertion order, where Python's order is arbitrary. */
export class PySet extends PyObject {
  readonly typeName = 'set';
  readonly #items = new Map<unknown, Value>();

  constructor(items?: Iterable<Value>) {
    super();
    if (items) for (const item of items) this.add(item);
  }

  get size(): number {
    return this.#items.size;
  }

  add(item: Value): void {
    const key = hashKey(item);
    if (!this.#items.has(key)) this.#items.set(key, item);
    if (this.#items.size > 100_000) checkItemCount(this.#items.size);
  }

  has(item: Value): boolean {
    return this.#items.has(hashKey(item));
  }

  delete(item: Value): boolean {
    return this.#items.delete(hashKey(item));
  }

  clear(): void {
    this.#items.clear();
  }

  values(): IterableIterator<Value> {
    return this.#items.values();
  }

  override truthy(): boolean {
    return this.size > 0;
  }

  override iterate(): Iterable<Value> {
    return this.#items.values();
  }

  override length(): number {
    return this.size;
  }

  override contains(item: Value): boolean {
    return this.has(item);
  }

  override equals(other: Value): boolean {
    return other instanceof PySet && other.size === this.size && [...this.values()].every((item) => other.has(item));
  }

  override hashKey(): undefined {
    return undefined;
  }

  override repr(state = new ReprState()): string {
    if (this.size === 0) return 'set()';
    return state.enter(
      this,
      'set(...)',
      () => `{${state.join([...this.values()].map((item) => reprOf(item, state)))}}`,
    );
  }
}
