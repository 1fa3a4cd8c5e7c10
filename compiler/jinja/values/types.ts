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
  truthy(): boolean {
    return true;
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
  equals(other: Value): boolean {
    return this === other;
  }
  /** A key that is equal for equal values, for dict and set; undefined: unhashable. Strings start with a type letter. */
  hashKey(): string | number | undefined | object {
    return this;
  }
  /** str(x): what `{{ x }}` writes. */
  toText(): string {
    return this.repr();
  }
  repr(): string {
    return `<${this.typeName} object>`;
  }
}
