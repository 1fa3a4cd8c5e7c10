import {
  type CallArguments,
  equals,
  getSlice,
  hostFunction,
  PyDict,
  PyObject,
  PyTuple,
  reprOf,
  type Value,
} from '../../jinja/values/index.js';
import { argument } from './arguments.js';

const SHOWN = 5;

export interface LazyItems {
  readonly length: number;
  make(): readonly Value[];
}

/** agate's MappedSequence: a tuple whose items can have names. Rows, columns and their collections are such. */
export class MappedSequenceValue extends PyObject {
  readonly typeName: string = 'MappedSequence';
  #items: readonly Value[] | undefined;

  /** `items` may be made later, at their first use; their number is known at once. */
  constructor(
    private readonly source: readonly Value[] | LazyItems,
    readonly names: readonly string[] | null,
  ) {
    super();
  }

  get items(): readonly Value[] {
    this.#items ??= 'make' in this.source ? this.source.make() : this.source;
    return this.#items;
  }

  /** As shown: `agate.Row`. */
  protected get shownName(): string {
    return `agate.${this.typeName}`;
  }

  override getAttribute(name: string): Value | undefined {
    const method = METHODS.get(name);
    return method && hostFunction(name, (args) => method(this, args));
  }

  override getItem(key: Value): Value | undefined {
    if (typeof key === 'string') {
      const at = this.names?.indexOf(key) ?? -1;
      return at < 0 ? undefined : this.items[at];
    }
    if (typeof key !== 'number' || !Number.isInteger(key)) return undefined;
    return this.items[key < 0 ? key + this.items.length : key];
  }

  override slice(start?: Value, stop?: Value, step?: Value): Value {
    return new PyTuple(getSlice([...this.items], start, stop, step) as Value[]);
  }

  override iterate(): Iterable<Value> {
    return this.items;
  }

  override length(): number {
    return this.source.length;
  }

  override truthy(): boolean {
    return this.source.length > 0;
  }

  override contains(item: Value): boolean {
    return this.items.some((x) => x === item || equals(x, item));
  }

  override equals(other: Value): boolean {
    if (this === other) return true;
    const items =
      other instanceof MappedSequenceValue || other instanceof PyTuple
        ? other.items
        : Array.isArray(other)
          ? other
          : undefined;
    return (
      items !== undefined && items.length === this.items.length && items.every((x, i) => equals(x, this.items[i]!))
    );
  }

  override hashKey(): string | number | object | undefined {
    return new PyTuple(this.items).hashKey();
  }

  override repr(): string {
    const shown = this.items.slice(0, SHOWN).map((item) => reprOf(item));
    if (this.items.length > SHOWN) shown.push('...');
    return `<${this.shownName}: (${shown.join(', ')})>`;
  }
}

function namesOf(self: MappedSequenceValue): PyTuple | null {
  return self.names && new PyTuple([...self.names]);
}

function pairs(self: MappedSequenceValue): PyTuple[] {
  return self.items.map((item, i) => new PyTuple([self.names?.[i] ?? null, item]));
}

const METHODS: ReadonlyMap<string, (self: MappedSequenceValue, args: CallArguments) => Value> = new Map([
  ['values', (self) => new PyTuple(self.items)],
  ['keys', namesOf],
  ['items', (self) => new PyTuple(pairs(self))],
  ['dict', (self) => new OrderedDictValue(pairs(self).map((pair) => [pair.items[0]!, pair.items[1]!] as const))],
  [
    'get',
    (self, args) => {
      const key = argument(args, 0, 'key') ?? null;
      return (typeof key === 'string' ? self.getItem(key) : undefined) ?? argument(args, 1, 'default') ?? null;
    },
  ],
] as [string, (self: MappedSequenceValue, args: CallArguments) => Value][]);

/** collections.OrderedDict, which `row.dict()` gives. */
export class OrderedDictValue extends PyDict {
  override readonly typeName = 'OrderedDict';

  override repr(): string {
    const shown = [...this.entries()].map(([key, value]) => `(${reprOf(key)}, ${reprOf(value)})`);
    return `OrderedDict(${shown.length === 0 ? '' : `[${shown.join(', ')}]`})`;
  }
}
