/** Jinja's 39 tests (`x is name`). */
import { typeError } from '../errors.js';
import { filterNames } from '../filters/index.js';
import type { Scope } from '../runtime/render.js';
import { bindArguments, isCallable } from '../values/callable.js';
import { type Comparison, compare, contains } from '../values/comparisons.js';
import { equals, hashKey, textOf } from '../values/core.js';
import { PyDecimal } from '../values/decimal.js';
import { PyDict } from '../values/dict.js';
import { Markup, stringOf } from '../values/markup.js';
import { isFloat, isInt, PyFloat } from '../values/numbers.js';
import { binary } from '../values/operators.js';
import { PyRange, PyTuple } from '../values/sequences.js';
import { isLower, isUpper } from '../values/text.js';
import { type CallArguments, PyObject, type Value } from '../values/types.js';
import { Undefined } from '../values/undefined.js';

export type TestFunction = (s: Scope, value: Value, args: CallArguments) => Value;
type TestEntry = readonly [string, TestFunction];

function plain(name: string, run: (value: Value) => boolean, hidden = 0): TestEntry {
  return [
    name,
    (_, value, args) => {
      if (args.positional.length + args.named.size > 0)
        bindArguments(
          `test_${name}`,
          { positional: [value, ...args.positional], named: args.named },
          ['value'],
          {},
          hidden,
        );
      return run(value);
    },
  ];
}

function withOther(name: string, other: string, run: (value: Value, other: Value) => boolean): TestEntry {
  return [
    name,
    (_, value, args) => {
      const bound = bindArguments(`test_${name}`, { positional: [value, ...args.positional], named: args.named }, [
        'value',
        other,
      ]);
      return run(value, bound[other]!);
    },
  ];
}

/** Names of one operator of Python's. */
function operator(python: string, names: readonly string[], run: (value: Value, other: Value) => boolean): TestEntry[] {
  const test: TestFunction = (_, value, args) => {
    if (args.named.size > 0) throw typeError(`_operator.${python}() takes no keyword arguments`);
    if (args.positional.length !== 1)
      throw typeError(`${python} expected 2 arguments, got ${args.positional.length + 1}`);
    return run(value, args.positional[0]!);
  };
  return names.map((name) => [name, test]);
}

const ordered = (python: string, symbol: Comparison, names: readonly string[]) =>
  operator(python, names, (a, b) => compare(symbol, a, b));

const remainderIs = (value: Value, divisor: Value, rest: number) => equals(binary('%', value, divisor), rest);

function isSequence(value: Value): boolean {
  return (
    typeof value === 'string' ||
    Array.isArray(value) ||
    value instanceof PyTuple ||
    value instanceof PyDict ||
    value instanceof PyRange ||
    value instanceof Markup ||
    value instanceof Undefined
  );
}

function same(a: Value, b: Value): boolean {
  if (a instanceof PyFloat && b instanceof PyFloat) return Object.is(a.value, b.value);
  return a === b || (a instanceof Markup && b instanceof Markup && a.text === b.text);
}

/** A value that is looked for among names: it has to be hashable, as in Python. */
export function nameOf(value: Value): string {
  hashKey(value);
  return stringOf(value) ?? '';
}

const TESTS: ReadonlyMap<string, TestFunction> = new Map<string, TestFunction>([
  plain('odd', (v) => remainderIs(v, 2, 1)),
  plain('even', (v) => remainderIs(v, 2, 0)),
  withOther('divisibleby', 'num', (v, num) => remainderIs(v, num, 0)),
  plain('defined', (v) => !(v instanceof Undefined)),
  plain('undefined', (v) => v instanceof Undefined),
  plain('filter', (v) => filterNames.has(nameOf(v)), 1),
  plain('test', (v) => TESTS.has(nameOf(v)), 1),
  plain('none', (v) => v === null),
  plain('boolean', (v) => typeof v === 'boolean'),
  plain('false', (v) => v === false),
  plain('true', (v) => v === true),
  plain('integer', (v) => typeof v !== 'boolean' && isInt(v)),
  plain('float', isFloat),
  plain('lower', (v) => isLower(textOf(v))),
  plain('upper', (v) => isUpper(textOf(v))),
  plain('string', (v) => stringOf(v) !== undefined),
  plain('mapping', (v) => v instanceof PyDict || (v instanceof PyObject && v.isMapping())),
  plain('number', (v) => isInt(v) || isFloat(v) || v instanceof PyDecimal),
  plain('sequence', isSequence),
  plain(
    'iterable',
    (v) => typeof v === 'string' || Array.isArray(v) || (v instanceof PyObject && v.iterate() !== undefined),
  ),
  [
    'callable',
    (_, value, args) => {
      if (args.named.size > 0) throw typeError('callable() takes no keyword arguments');
      if (args.positional.length > 0)
        throw typeError(`callable() takes exactly one argument (${args.positional.length + 1} given)`);
      return isCallable(value) || value instanceof Undefined;
    },
  ],
  withOther('sameas', 'other', same),
  plain('escaped', (v) => v instanceof Markup),
  withOther('in', 'seq', (v, seq) => contains(seq, v)),
  ...operator('eq', ['==', 'eq', 'equalto'], (a, b) => equals(a, b)),
  ...operator('ne', ['!=', 'ne'], (a, b) => !equals(a, b)),
  ...ordered('gt', '>', ['>', 'gt', 'greaterthan']),
  ...ordered('ge', '>=', ['ge', '>=']),
  ...ordered('lt', '<', ['<', 'lt', 'lessthan']),
  ...ordered('le', '<=', ['<=', 'le']),
]);

export function findTest(name: string): TestFunction | undefined {
  return TESTS.get(name);
}

export const testNames: ReadonlyMap<string, unknown> = TESTS;
