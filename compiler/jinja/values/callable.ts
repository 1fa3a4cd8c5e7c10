import { TemplateError, typeError } from '../errors.js';
import { reprText, typeNameOf } from './core.js';
import { Markup } from './markup.js';
import { type CallArguments, PyObject, type Value } from './types.js';
import { Undefined } from './undefined.js';

/** Evaluation that may suspend: yields promises, is resumed with what they resolve to. */
// What a promise resolves to is what its yield gives: the generator's type cannot say that.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Suspendable<T = Value> = Generator<Promise<unknown>, T, any>;

const NO_NAMED: ReadonlyMap<string, Value> = new Map();
export const NO_ARGUMENTS: CallArguments = { positional: [], named: NO_NAMED };

export function positionalArguments(...positional: Value[]): CallArguments {
  return { positional, named: NO_NAMED };
}

/** Something that `x(…)` can call. */
export abstract class PyCallable extends PyObject {
  readonly typeName: string = 'function';
  abstract readonly name: string;

  /** Calls without suspending; throws if it would have to. */
  abstract call(args: CallArguments): Value;

  /** Calls, suspending where needed; absent where it never is. */
  suspend?(args: CallArguments): Suspendable;

  override repr(): string {
    return `<function ${this.name}>`;
  }
}

class HostFunction extends PyCallable {
  constructor(
    readonly name: string,
    private readonly run: (args: CallArguments) => Value,
  ) {
    super();
  }

  call(args: CallArguments): Value {
    return this.run(plainText(args));
  }
}

/** Hosts know one kind of text: Markup reaches them as str. */
function plainText(args: CallArguments): CallArguments {
  for (const value of args.positional)
    if (value instanceof Markup) return { positional: args.positional.map(unmarked), named: args.named };
  return args;
}

const unmarked = (value: Value): Value => (value instanceof Markup ? value.text : value);

class SuspendingFunction extends PyCallable {
  constructor(
    readonly name: string,
    private readonly start: (args: CallArguments) => Suspendable,
  ) {
    super();
  }

  call(args: CallArguments): Value {
    const step = this.start(args).next();
    if (step.done) return step.value;
    // Nobody will look at the promise's outcome.
    step.value.catch(() => {});
    throw new TemplateError('RuntimeError', `'${this.name}' has to wait for the database, which cannot be done here`);
  }

  override suspend(args: CallArguments): Suspendable {
    return this.start(args);
  }
}

/** A function that never waits. */
export function hostFunction(name: string, run: (args: CallArguments) => Value): PyCallable {
  return new HostFunction(name, run);
}

/** A function that waits: evaluation suspends until the promise is settled. */
export function asyncFunction(name: string, run: (args: CallArguments) => Promise<Value>): PyCallable {
  return new SuspendingFunction(name, function* (args): Suspendable {
    return (yield run(args)) as Value;
  });
}

/** A function that may wait (`yield promise`) and may call others (`yield* callValue(f, args)`). */
export function generatorFunction(name: string, run: (args: CallArguments) => Suspendable): PyCallable {
  return new SuspendingFunction(name, run);
}

export function isCallable(value: Value): value is PyCallable {
  return value instanceof PyCallable;
}

/** The callable that a value is; throws Python's error if it is none. */
export function asCallable(value: Value): PyCallable {
  if (value instanceof PyCallable) return value;
  if (value instanceof Undefined) {
    if (value.lenient) return new HostFunction('undefined', () => value);
    throw value.error();
  }
  throw typeError(`'${typeNameOf(value)}' object is not callable`);
}

/** Calls any value from a generatorFunction. */
export function* callValue(callee: Value, args: CallArguments): Suspendable {
  const callable = asCallable(callee);
  return callable.suspend ? yield* callable.suspend(args) : callable.call(args);
}

/**
 * Arguments by parameter name, as Python binds them; a parameter without argument takes its default, and is an error
 * where it has none. `defaults` may hold undefined for "absent, and the caller sees to it": the record then lacks the name.
 */
export function bindArguments<N extends string>(
  name: string,
  args: CallArguments,
  parameters: readonly N[],
  defaults: { readonly [K in N]?: Value | undefined } = {},
  /** Arguments that Python counts and templates don't see (the environment). */
  hidden = 0,
): Record<N, Value> {
  const { positional, named } = args;
  if (positional.length > parameters.length) {
    const most = parameters.length + hidden;
    const least = parameters.filter((p) => !Object.hasOwn(defaults, p)).length + hidden;
    const range = least === most ? `${most}` : `from ${least} to ${most}`;
    const given = positional.length + hidden;
    throw typeError(
      `${name}() takes ${range} positional argument${most === 1 ? '' : 's'} but ${given} ${given === 1 ? 'was' : 'were'} given`,
    );
  }
  const bound = Object.create(null) as Record<N, Value>;
  positional.forEach((value, i) => {
    bound[parameters[i]!] = value;
  });
  for (const [key, value] of named) {
    if (!parameters.includes(key as N))
      throw typeError(`${name}() got an unexpected keyword argument ${reprText(key)}`);
    if (key in bound) throw typeError(`${name}() got multiple values for argument ${reprText(key)}`);
    bound[key as N] = value;
  }
  const missing = parameters.filter((p) => !(p in bound) && !Object.hasOwn(defaults, p));
  if (missing.length > 0) throw typeError(missingMessage(name, missing));
  for (const p of parameters) {
    const value = p in bound ? undefined : defaults[p];
    if (value !== undefined) bound[p] = value;
  }
  return bound;
}

function missingMessage(name: string, missing: readonly string[]): string {
  const quoted = missing.map((m) => `'${m}'`);
  const last = quoted.pop()!;
  const list =
    quoted.length === 0 ? last : quoted.length === 1 ? `${quoted[0]} and ${last}` : `${quoted.join(', ')}, and ${last}`;
  return `${name}() missing ${missing.length} required positional argument${missing.length === 1 ? '' : 's'}: ${list}`;
}
