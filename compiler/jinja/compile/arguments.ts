import { typeError } from '../errors.js';
import type * as n from '../parser/nodes.js';
import type { Scope } from '../runtime/render.js';
import { NO_ARGUMENTS } from '../values/callable.js';
import { textOf, typeNameOf } from '../values/core.js';
import { PyDict } from '../values/dict.js';
import { iterate } from '../values/sequences.js';
import { type CallArguments, PyObject, type Value } from '../values/types.js';

/** The expressions of an argument list, and what makes the arguments of their values. */
export function argumentParts(args: n.Arguments): {
  readonly parts: readonly n.Expression[];
  readonly build: (s: Scope, values: readonly Value[]) => CallArguments;
} {
  const { positional, named, rest, namedRest } = args;
  if (named.length === 0 && !rest && !namedRest) {
    if (positional.length === 0) return { parts: positional, build: () => NO_ARGUMENTS };
    return { parts: positional, build: (_, values) => ({ positional: values, named: NO_ARGUMENTS.named }) };
  }
  const parts = [
    ...positional,
    ...named.map((argument) => argument.value),
    ...(rest ? [rest] : []),
    ...(namedRest ? [namedRest] : []),
  ];
  const build = (_: Scope, values: readonly Value[]): CallArguments => {
    const count = positional.length;
    let next = count + named.length;
    const byPosition = values.slice(0, count);
    const byName = new Map<string, Value>();
    named.forEach((argument, i) => {
      byName.set(argument.name, values[count + i]!);
    });
    if (rest) byPosition.push(...spread(values[next++]!));
    if (namedRest) spreadNamed(values[next]!, byName);
    return { positional: byPosition, named: byName };
  };
  return { parts, build };
}

function spread(value: Value): Iterable<Value> {
  if (!Array.isArray(value) && typeof value !== 'string' && !(value instanceof PyObject && value.iterate())) {
    throw typeError(`Value after * must be an iterable, not ${typeNameOf(value)}`);
  }
  return iterate(value);
}

function spreadNamed(value: Value, into: Map<string, Value>): void {
  if (!(value instanceof PyDict)) throw typeError(`argument after ** must be a mapping, not ${typeNameOf(value)}`);
  for (const [key, item] of value.entries()) {
    if (typeof key !== 'string') throw typeError('keywords must be strings');
    if (into.has(key)) throw typeError(`got multiple values for keyword argument '${textOf(key)}'`);
    into.set(key, item);
  }
}
