import type { ReprState } from './core.js';
import type { VisitCounter } from './limits.js';

/**
 * Python's values in JavaScript. Fixed representation, relied on everywhere:
 *
 * | Python | here |
 * | --- | --- |
 * | None | null |
 * | bool | boolean |
 * | int | number (integer, safe range) or bigint (beyond it) |
 * | float | PyFloat when integral (`2.0`), else a plain non-integer number |
 * | str | string |
 * | list | Array of Value (mutable, shared by reference as in Python) |
 * | everything else | an instance of PyObject: PyTuple, PyDict, PySet, PyDecimal, PyDate, …, Undefined, PyCallable, HostObject |
 */
export type Value = null | boolean | number | bigint | string | Value[] | PyObject;

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**';

/** Arguments of a call. */
export interface CallArguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

/** A value with behaviour of its own. Nothing of JavaScript's own properties is reachable from a template: only these methods. */
export abstract class PyObject {
  /** Python's type name, as in error messages: `dict`. */
  abstract readonly typeName: string;
  /** `x.name`; undefined if there is no such attribute (the template then tries an item, then Undefined). */
  getAttribute(_name: string): Value | undefined {
    return undefined;
  }
  /** `x[key]`; undefined if there is no such item. */
  getItem(_key: Value): Value | undefined {
    return undefined;
  }
  /** What an author who wrote an attribute that is missing is told besides. */
  adviceOn(_missing: string): string | undefined {
    return undefined;
  }
  /** `x[start:stop:step]`; absent or undefined: not supported. */
  slice?(start?: Value, stop?: Value, step?: Value): Value | undefined;
  truthy(): boolean {
    return true;
  }
  /** Whether the test `mapping` holds (Python's collections.abc.Mapping): dicts, and dbt's relations. */
  isMapping(): boolean {
    return false;
  }
  /** Iteration; undefined if it can't be iterated. */
  iterate(): Iterable<Value> | undefined {
    return undefined;
  }
  length(): number | undefined {
    return undefined;
  }
  contains(_item: Value): boolean | undefined {
    return undefined;
  }
  /** Containers hand `counter` on to the comparison of their items. */
  equals(other: Value, _counter?: VisitCounter): boolean {
    return this === other;
  }
  /** Order relative to another value: negative, 0, positive; NaN: unordered (every comparison is false); undefined: not comparable. */
  compareTo(_other: Value): number | undefined {
    return undefined;
  }
  /** `this op other`, or `other op this` if reflected; undefined: not supported. */
  binary(_operator: BinaryOperator, _other: Value, _reflected: boolean): Value | undefined {
    return undefined;
  }
  /** A key that is equal for equal values, for dict and set; undefined: unhashable. Strings start with a type letter. */
  hashKey(): string | number | undefined | object {
    return this;
  }
  /** str(x): what `{{ x }}` writes. */
  toText(): string {
    return this.repr();
  }
  /** Containers hand `state` on to the repr of their items. */
  repr(_state?: ReprState): string {
    return `<${this.typeName} object>`;
  }
}
