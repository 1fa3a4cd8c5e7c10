/** Methods of built-in types: a table per type, looked up by own name only. */
import { typeError } from '../errors.js';
import { PyCallable } from './callable.js';
import { typeNameOf } from './core.js';
import type { CallArguments, Value } from './types.js';

// `self` is what the table's type says: the lookup goes by the value's type.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Method = (self: any, args: CallArguments) => Value;
export type MethodTable = ReadonlyMap<string, Method>;

export class BoundMethod extends PyCallable {
  override readonly typeName = 'builtin_function_or_method';

  constructor(
    readonly name: string,
    readonly self: Value,
    private readonly method: Method,
  ) {
    super();
  }

  call(args: CallArguments): Value {
    return this.method(this.self, args);
  }

  override equals(other: Value): boolean {
    return other instanceof BoundMethod && other.self === this.self && other.name === this.name;
  }

  override repr(): string {
    return `<built-in method ${this.name} of ${typeNameOf(this.self)} object at 0x7f0000000000>`;
  }
}

/** A method that takes from `least` to `most` positional arguments and none by name. */
export function positionalOnly<S>(
  name: string,
  least: number,
  most: number,
  run: (self: S, ...args: (Value | undefined)[]) => Value,
): Method {
  return (self: S, args) => {
    if (args.named.size > 0)
      throw typeError(
        `${VARIADIC.has(name) && typeof self === 'string' ? name : qualified(self, name)}() takes no keyword arguments`,
      );
    checkCount(self, name, args.positional.length, least, most);
    return run(self, ...args.positional);
  };
}

/** A method whose parameters can be given by name too; those after `least` are optional. */
export function withNames<S>(
  name: string,
  parameters: readonly string[],
  least: number,
  run: (self: S, ...args: (Value | undefined)[]) => Value,
): Method {
  return (self: S, args) => {
    const given = args.positional.length + args.named.size;
    if (given > parameters.length) {
      throw typeError(
        `${bare(name)}() takes at most ${parameters.length} argument${parameters.length === 1 ? '' : 's'} (${given} given)`,
      );
    }
    if (args.named.size === 0) {
      checkCount(self, name, given, least, parameters.length);
      return run(self, ...args.positional);
    }
    const values: (Value | undefined)[] = [...args.positional];
    for (const [key, value] of args.named) {
      const at = parameters.indexOf(key);
      if (at < 0) throw typeError(`'${key}' is an invalid keyword argument for ${bare(name)}()`);
      if (at < args.positional.length)
        throw typeError(`argument for ${bare(name)}() given by name ('${key}') and position (${at + 1})`);
      values[at] = value;
    }
    checkCount(self, name, values.filter((v) => v !== undefined).length, least, parameters.length);
    return run(self, ...values);
  };
}

/** Methods that CPython names without their type in this message. */
const VARIADIC: ReadonlySet<string> = new Set(['find', 'rfind', 'index', 'rindex', 'count', 'startswith', 'endswith']);

const bare = (name: string) => name.slice(name.lastIndexOf('.') + 1);

function qualified(self: unknown, name: string): string {
  return name.includes('.') ? name : `${typeNameOf(self as Value)}.${name}`;
}

function checkCount(self: unknown, name: string, given: number, least: number, most: number): void {
  if (given >= least && given <= most) return;
  if (VARIADIC.has(name) && typeof self === 'string') {
    const [word, bound] = given < least ? ['at least', least] : ['at most', most];
    throw typeError(`${name}() takes ${word} ${bound} argument${bound === 1 ? '' : 's'} (${given} given)`);
  }
  if (least === most && most <= 1) {
    throw typeError(
      `${qualified(self, name)}() takes ${most === 0 ? 'no arguments' : 'exactly one argument'} (${given} given)`,
    );
  }
  const [word, bound] = least === most ? ['', most] : given < least ? ['at least ', least] : ['at most ', most];
  throw typeError(`${bare(name)} expected ${word}${bound} argument${bound === 1 ? '' : 's'}, got ${given}`);
}
