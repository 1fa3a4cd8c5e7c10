import { typeError } from '../errors.js';
import { hostFunction, PyCallable, type Suspendable } from '../values/callable.js';
import { equalItems } from '../values/core.js';
import { lengthOf, PyTuple } from '../values/sequences.js';
import { type CallArguments, PyObject, type Value } from '../values/types.js';
import { Undefined } from '../values/undefined.js';
import type { LoopCallable } from './loop-callable.js';

/** `loop` inside a for: looks one item ahead only where `loop.last` or the like asks for it. */
export class LoopValue extends PyCallable {
  override readonly typeName = 'LoopContext';
  readonly name = 'loop';
  current: Value = null;
  private index0 = -1;
  private before: Value | undefined;
  private after: Value | undefined;
  private known: number | undefined;
  private iterator: Iterator<Value>;
  private changedBy: readonly Value[] | undefined;

  constructor(
    /** What is iterated over, where its length can be asked for. */
    private readonly source: Value | undefined,
    items: Iterable<Value>,
    private readonly recursion: LoopCallable | undefined,
    private readonly depth0: number,
    private readonly lenient: boolean,
  ) {
    super();
    this.iterator = items[Symbol.iterator]();
  }

  /** Goes to the next item; false at the end. */
  advance(): boolean {
    const next = this.peek();
    if (next === undefined) return false;
    this.after = undefined;
    this.index0++;
    this.before = this.current;
    this.current = next;
    return true;
  }

  private peek(): Value | undefined {
    if (this.after === undefined) {
      const { done, value } = this.iterator.next();
      this.after = done ? undefined : value;
    }
    return this.after;
  }

  private get size(): number {
    if (this.known !== undefined) return this.known;
    const sized =
      this.source !== undefined &&
      (typeof this.source === 'string' ||
        Array.isArray(this.source) ||
        (this.source instanceof PyObject && this.source.length() !== undefined));
    if (sized) this.known = lengthOf(this.source!);
    else {
      const rest: Value[] = [];
      for (let next = this.iterator.next(); !next.done; next = this.iterator.next()) rest.push(next.value);
      this.iterator = rest[Symbol.iterator]();
      this.known = rest.length + this.index0 + 1 + (this.after === undefined ? 0 : 1);
    }
    return this.known;
  }

  override getAttribute(name: string): Value | undefined {
    switch (name) {
      case 'index':
        return this.index0 + 1;
      case 'index0':
        return this.index0;
      case 'first':
        return this.index0 === 0;
      case 'last':
        return this.peek() === undefined;
      case 'length':
        return this.size;
      case 'revindex':
        return this.size - this.index0;
      case 'revindex0':
        return this.size - this.index0 - 1;
      case 'depth':
        return this.depth0 + 1;
      case 'depth0':
        return this.depth0;
      case 'previtem':
        return this.index0 === 0
          ? new Undefined({ hint: 'there is no previous item', lenient: this.lenient })
          : this.before;
      case 'nextitem': {
        const next = this.peek();
        return next === undefined ? new Undefined({ hint: 'there is no next item', lenient: this.lenient }) : next;
      }
      case 'cycle':
        return hostFunction('cycle', ({ positional }) => {
          if (positional.length === 0) throw typeError('no items for cycling given');
          return positional[this.index0 % positional.length]!;
        });
      case 'changed':
        return hostFunction('changed', ({ positional }) => {
          if (this.changedBy && equalItems(this.changedBy, positional)) return false;
          this.changedBy = positional;
          return true;
        });
      default:
        return undefined;
    }
  }

  override length(): number {
    return this.size;
  }

  /** Goes on with the loop itself, as in Python. */
  override *iterate(): Iterable<Value> {
    while (this.advance()) yield new PyTuple([this.current, this]);
  }

  private recursionOf(args: CallArguments): [LoopCallable, Value] {
    if (!this.recursion) throw typeError("The loop must have the 'recursive' marker to be called recursively.");
    const items = args.positional.length > 0 ? args.positional[0] : args.named.get('iterable');
    if (items === undefined || args.positional.length + args.named.size > 1) {
      throw typeError(
        items === undefined
          ? "LoopContext.__call__() missing 1 required positional argument: 'iterable'"
          : 'LoopContext.__call__() takes 2 positional arguments',
      );
    }
    return [this.recursion, items];
  }

  call(args: CallArguments): Value {
    const [recursion, items] = this.recursionOf(args);
    return recursion.recurse(items, this.depth0 + 1);
  }

  override *suspend(args: CallArguments): Suspendable {
    const [recursion, items] = this.recursionOf(args);
    return yield* recursion.recurseSuspending(items, this.depth0 + 1);
  }

  override repr(): string {
    return `<LoopContext ${this.index0 + 1}/${this.size}>`;
  }
}
