/**
 * Expressions that evaluate all their parts and then do one thing with the values. Both evaluators, the plain one and the
 * suspending one, are made from this description.
 */
import { didYouMean } from '../../base/suggest.js';
import { TemplateError } from '../errors.js';
import { type FilterFunction, filterNames, findFilter } from '../filters/index.js';
import type * as n from '../parser/nodes.js';
import { findTest, testNames } from '../predicates/index.js';
import type { Scope } from '../runtime/render.js';
import { getAttribute, getItem, getSlice } from '../values/attributes.js';
import { textOf, truthy } from '../values/core.js';
import { PyDict } from '../values/dict.js';
import { binary, concatText, negate, positive } from '../values/operators.js';
import { PyIterator, PyRange, PyTuple } from '../values/sequences.js';
import { PySet } from '../values/set.js';
import type { CallArguments, PyObject, Value } from '../values/types.js';
import { Undefined } from '../values/undefined.js';
import { argumentParts } from './arguments.js';

export type Strict =
  | { readonly parts: readonly [n.Expression]; readonly one: (s: Scope, a: Value) => Value }
  | { readonly parts: readonly [n.Expression, n.Expression]; readonly two: (s: Scope, a: Value, b: Value) => Value }
  | { readonly parts: readonly n.Expression[]; readonly many: (s: Scope, values: Value[]) => Value };

/** Sizes from which work on a value counts against the budget. */
const LARGE = 2048;

export function charge(s: Scope, value: Value): void {
  if (typeof value === 'string') {
    if (value.length > LARGE) s.render.chargeText(value.length);
  } else if (Array.isArray(value)) {
    if (value.length > LARGE) s.render.chargeItems(value.length);
  } else if (isCollection(value)) {
    const length = value.length();
    if (length !== undefined && length > LARGE) s.render.chargeItems(length);
  }
}

function unknown(what: 'filter' | 'test', name: string, known: ReadonlyMap<string, unknown>): TemplateError {
  const hint = didYouMean(name, known.keys());
  return new TemplateError('TemplateRuntimeError', `No ${what} named '${name}' found.`, hint ? { hint } : {});
}

/** Methods whose work does not grow with the value that they belong to. */
const QUICK = new Set([
  'append',
  'add',
  'discard',
  'remove',
  'get',
  'setdefault',
  'items',
  'keys',
  'values',
  'pop',
  'update',
]);

export function chargeMethod(s: Scope, object: Value, name: string, args: CallArguments): void {
  const quick = Array.isArray(object)
    ? name === 'append' || name === 'extend' || (name === 'pop' && args.positional.length === 0)
    : QUICK.has(name) && (object instanceof PyDict || object instanceof PySet);
  if (!quick) charge(s, object);
  else if (name === 'update' || name === 'extend') for (const value of args.positional) charge(s, value);
}

/** Looking into a hash table is quick. */
export function chargeContains(s: Scope, value: Value): void {
  if (!(value instanceof PyDict || value instanceof PySet)) charge(s, value);
}

/** Others may refuse to tell a length, as relations do. */
function isCollection(value: Value): value is PyObject {
  return value instanceof PyDict || value instanceof PyTuple || value instanceof PyRange || value instanceof PySet;
}

export function describe(node: n.Expression): Strict | undefined {
  switch (node.kind) {
    case 'tuple':
      return { parts: node.children, many: (_, values) => new PyTuple(values) };
    case 'list':
      return { parts: node.children, many: (_, values) => values };
    case 'dict':
      return {
        parts: node.children.flat(),
        many: (s, values) => {
          s.at = node;
          const dict = new PyDict();
          for (let i = 0; i < values.length; i += 2) dict.set(values[i]!, values[i + 1]!);
          return dict;
        },
      };
    case 'attribute': {
      const { val } = node;
      return {
        parts: [node.target],
        one: (s, target) => {
          s.at = node;
          return getAttribute(target, val, s.lenient);
        },
      };
    }
    case 'item':
      return item(node);
    case 'binary': {
      const { operator } = node;
      return {
        parts: [node.left, node.right],
        two: (s, left, right) => {
          s.at = node;
          const result = binary(operator, left, right);
          charge(s, result);
          return result;
        },
      };
    }
    case 'unary': {
      const { operator } = node;
      if (operator === 'not') return { parts: [node.target], one: (_, target) => !truthy(target) };
      const apply = operator === '-' ? negate : positive;
      return {
        parts: [node.target],
        one: (s, target) => {
          s.at = node;
          return apply(target);
        },
      };
    }
    case 'concat':
      return {
        parts: node.children,
        many: (s, values) => {
          s.at = node;
          const text = concatText(values.map(textOf));
          charge(s, text);
          return text;
        },
      };
    case 'filter':
      return filter(node);
    case 'test':
      return test(node);
    default:
      return undefined;
  }
}

function item(node: n.Item): Strict {
  const { val } = node;
  if (val.kind !== 'slice') {
    return {
      parts: [node.target, val],
      two: (s, target, key) => {
        s.at = node;
        return getItem(target, key, s.lenient);
      },
    };
  }
  const given = [val.from, val.to, val.step];
  const { constant } = node;
  return {
    parts: [node.target, ...given.filter((part) => part !== null)],
    many: (s, values) => {
      s.at = node;
      let next = 1;
      const [from, to, step] = given.map((part) => (part ? values[next++] : undefined));
      if (!constant) return getSlice(values[0]!, from, to, step);
      try {
        return getSlice(values[0]!, from, to, step);
      } catch {
        return new Undefined({ object: values[0]!, name: new PyTuple([from ?? null, to ?? null, step ?? null]) });
      }
    },
  };
}

const QUICK_FILTERS = new Set(['length', 'count', 'first', 'default', 'd']);

/** `target` is null in filter blocks: the first value is then the block's text. */
export function filterApplication(node: n.Filter): {
  parts: readonly n.Expression[];
  apply: (s: Scope, input: Value, values: readonly Value[]) => Value;
} {
  const { parts, build } = argumentParts(node.args);
  const run = requireFilter(node);
  const isQuick = QUICK_FILTERS.has(node.name);
  return {
    parts,
    apply: (s, input, values) => {
      s.at = node;
      if (!isQuick || typeof input === 'string') charge(s, input);
      if (!(input instanceof PyIterator)) return run(s, input, build(s, values));
      const before = input.given;
      const result = run(s, input, build(s, values));
      s.render.spend(input.given - before);
      return result;
    },
  };
}

function requireFilter(node: n.Filter): FilterFunction {
  const run = findFilter(node.name);
  if (run) return run;
  return () => {
    throw unknown('filter', node.name, filterNames);
  };
}

function filter(node: n.Filter): Strict {
  const { parts, apply } = filterApplication(node);
  if (parts.length === 0) return { parts: [node.target!], one: (s, input) => apply(s, input, []) };
  if (parts.length === 1)
    return { parts: [node.target!, parts[0]!], two: (s, input, argument) => apply(s, input, [argument]) };
  return { parts: [node.target!, ...parts], many: (s, values) => apply(s, values[0]!, values.slice(1)) };
}

function test(node: n.Test): Strict {
  if (node.args.positional.length === 0 && node.args.named.length === 0 && !node.args.rest && !node.args.namedRest) {
    // The commonest tests, without arguments to bind.
    if (node.name === 'defined') return { parts: [node.target], one: (_, value) => !(value instanceof Undefined) };
    if (node.name === 'undefined') return { parts: [node.target], one: (_, value) => value instanceof Undefined };
    if (node.name === 'none') return { parts: [node.target], one: (_, value) => value === null };
    if (node.name === 'string')
      return {
        parts: [node.target],
        one: (_, value) =>
          typeof value === 'string' ||
          (value !== null && typeof value === 'object' && !Array.isArray(value) && value.typeName === 'Markup'),
      };
  }
  const { parts, build } = argumentParts(node.args);
  const run = findTest(node.name);
  const apply = (s: Scope, value: Value, values: readonly Value[]): Value => {
    s.at = node;
    if (!run) throw unknown('test', node.name, testNames);
    return run(s, value, build(s, values));
  };
  if (parts.length === 0) return { parts: [node.target], one: (s, value) => apply(s, value, []) };
  if (parts.length === 1)
    return { parts: [node.target, parts[0]!], two: (s, value, argument) => apply(s, value, [argument]) };
  return { parts: [node.target, ...parts], many: (s, values) => apply(s, values[0]!, values.slice(1)) };
}
