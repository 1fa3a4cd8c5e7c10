import { hostFunction, PyCallable } from '../values/callable.js';
import type { CallArguments, Value } from '../values/types.js';

/** A Python class that templates may call, with the class methods and constants that they may reach. */
export class PythonClass extends PyCallable {
  override readonly typeName = 'type';
  readonly #attributes: ReadonlyMap<string, Value | (() => Value)>;

  constructor(
    readonly name: string,
    private readonly make: (args: CallArguments) => Value,
    attributes: Readonly<Record<string, Value | (() => Value)>> = {},
  ) {
    super();
    this.#attributes = new Map(Object.entries(attributes));
  }

  call(args: CallArguments): Value {
    return this.make(args);
  }

  override getAttribute(name: string): Value | undefined {
    const value = this.#attributes.get(name);
    return typeof value === 'function' ? value() : value;
  }

  override repr(): string {
    return `<class '${this.name}'>`;
  }
}

/** Functions by name, as attributes. */
export function functions(table: Readonly<Record<string, (args: CallArguments) => Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(table).map(([name, run]) => [name, hostFunction(name, run)]));
}
