import { typeError } from '../errors.js';
import { typeNameOf } from '../values/core.js';
import { isInt } from '../values/numbers.js';
import type { CallArguments, Value } from '../values/types.js';
import { Undefined } from '../values/undefined.js';

/** Arguments by position as C functions of Python bind them, with their messages; `label`: `now()`, or `function` for a constructor. */
export function bindNative(
  label: string,
  args: CallArguments,
  parameters: readonly string[],
  required: number,
): (Value | undefined)[] {
  const { positional, named } = args;
  const given = positional.length + named.size;
  if (given > parameters.length) {
    const most = parameters.length;
    throw typeError(`${label} takes at most ${most} argument${most === 1 ? '' : 's'} (${given} given)`);
  }
  const values: (Value | undefined)[] = [...positional];
  for (const [name, value] of named) {
    const at = parameters.indexOf(name);
    if (at < 0) continue;
    if (at < positional.length)
      throw typeError(`argument for ${label} given by name ('${name}') and position (${at + 1})`);
    values[at] = value;
  }
  for (let i = 0; i < required; i++) {
    if (values[i] === undefined)
      throw typeError(`${label} missing required argument '${parameters[i]}' (pos ${i + 1})`);
  }
  for (const name of named.keys()) {
    if (parameters.includes(name)) continue;
    throw typeError(`'${name}' is an invalid keyword argument for ${label === 'function' ? 'this function' : label}`);
  }
  return values;
}

/** An int; an undefined variable says so. */
export function intOf(value: Value): number {
  if (isInt(value)) return Number(value);
  if (value instanceof Undefined && !value.lenient) throw value.error();
  throw typeError(`'${typeNameOf(value)}' object cannot be interpreted as an integer`);
}

export function textOrError(value: Value, message: string): string {
  if (typeof value === 'string') return value;
  if (value instanceof Undefined && !value.lenient) throw value.error();
  throw typeError(message);
}
