import { typeError } from '../errors.js';
import type { Scope } from '../runtime/render.js';
import { bindArguments } from '../values/callable.js';
import { textOf } from '../values/core.js';
import { Markup, stringOf } from '../values/markup.js';
import type { CallArguments, Value } from '../values/types.js';

/** A filter: the input, and the arguments after it. */
export type FilterFunction = (s: Scope, input: Value, args: CallArguments) => Value;
export type FilterEntry = readonly [string, FilterFunction];

/**
 * A filter with named parameters, the first of which is the input. `python` is the name of Jinja's function in messages;
 * `hidden` the number of parameters that it takes besides.
 */
export function define<N extends string>(
  name: string,
  python: string,
  parameters: readonly N[],
  defaults: { readonly [K in N]?: Value },
  run: (s: Scope, values: Record<N, Value>) => Value,
  hidden = 0,
): FilterEntry {
  return [
    name,
    (s, input, args) =>
      run(
        s,
        bindArguments(
          python,
          { positional: [input, ...args.positional], named: args.named },
          parameters,
          defaults,
          hidden,
        ),
      ),
  ];
}

/** A filter that takes nothing but its input. */
export function simple(
  name: string,
  python: string,
  parameter: string,
  run: (input: Value, s: Scope) => Value,
  hidden = 0,
): FilterEntry {
  return [
    name,
    (s, input, args) => {
      if (args.positional.length + args.named.size > 0)
        bindArguments(python, { positional: [input, ...args.positional], named: args.named }, [parameter], {}, hidden);
      return run(input, s);
    },
  ];
}

/** A filter that is a built-in function of Python's. */
export function builtin(name: string, python: string, run: (input: Value) => Value): FilterEntry {
  return [
    name,
    (_, input, args) => {
      if (args.named.size > 0) throw typeError(`${python}() takes no keyword arguments`);
      if (args.positional.length > 0)
        throw typeError(`${python}() takes exactly one argument (${args.positional.length + 1} given)`);
      return run(input);
    },
  ];
}

/** Jinja's soft_str: text as it is, marked or not; else str(). */
export function softText(value: Value): string {
  return stringOf(value) ?? textOf(value);
}

/** Text that keeps the mark of the value that it was made from. */
export function like(original: Value, text: string): Value {
  return original instanceof Markup ? new Markup(text) : text;
}
