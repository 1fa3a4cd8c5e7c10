import { describe, expect, it } from 'vitest';
import { dbtCalls } from '../../../compiler/parse/python/calls.js';
import { definitionProblems } from '../../../compiler/parse/python/definition.js';
import { literalOf } from '../../../compiler/parse/python/literal.js';
import { tokenize } from '../../../compiler/parse/python/tokens.js';

function calls(code: string): unknown[] {
  return dbtCalls(tokenize(code)).map(({ name, positional, named }) => [
    name,
    ...positional.map((tokens) => literalOf(tokens)?.value),
    ...(named.length > 0 ? [Object.fromEntries(named.map((n) => [n.name, literalOf(n.tokens)?.value]))] : []),
  ]);
}

describe('calls of dbt in Python', () => {
  // The expected order is that of a visitor of Python's own syntax tree, which is what dbt has.
  it.each([
    [
      "a = dbt.ref('x')\nb = dbt.source('s', \"t\")",
      [
        ['ref', 'x'],
        ['source', 's', 't'],
      ],
    ],
    [
      "dbt.ref('a').join(dbt.ref('b'), dbt.ref('c').df())",
      [
        ['ref', 'b'],
        ['ref', 'c'],
        ['ref', 'a'],
      ],
    ],
    [
      "f([dbt.ref('a'), (dbt.ref('b'),)], {'k': dbt.ref('c')})",
      [
        ['ref', 'a'],
        ['ref', 'b'],
        ['ref', 'c'],
      ],
    ],
    ["dbt.ref('p', 'm', v=2)", [['ref', 'p', 'm', { v: 2 }]]],
    ['x = f"from {dbt.ref(\'a\')}"', [['ref', 'a']]],
    ["# dbt.ref('no')\ns = 'dbt.ref(1)'\n'''\ndbt.ref('no')\n'''", []],
    ["mydbt.ref('no'); dbt.reference('no'); dbt.config", []],
    [
      "dbt.config(\n  materialized = 'table',  # why\n  tags=['a', \"b\",],\n)",
      [['config', { materialized: 'table', tags: ['a', 'b'] }]],
    ],
    ["dbt.config.get('k', -1.5)", [['get', 'k', -1.5]]],
    ["dbt . ref ( 'a' )", [['ref', 'a']]],
  ])('%s', (code, expected) => {
    expect(calls(code)).toEqual(expected);
  });
});

describe('literals of Python', () => {
  const value = (code: string) => literalOf(tokenize(code));
  it.each([
    ['\'a\' "b"', 'ab'],
    [String.raw`'\x41\n\u00e9\q'`, 'A\né\\q'],
    [String.raw`r'\n'`, String.raw`\n`],
    ["'''a\nb'''", 'a\nb'],
    ['0x1F', 31],
    ['1_000', 1000],
    ['-2', -2],
    ['1.5', 1.5],
    ['12345678901234567890', 12345678901234567890n],
    ['None', null],
    ['(1)', 1],
    ['(1,)', [1]],
    ['[]', []],
    ["{'a': [True, False], 'b': {}}", { a: [true, false], b: {} }],
  ])('%s', (code, expected) => {
    expect(value(code)).toEqual({ value: expected });
  });
  it.each(['x', 'f(1)', '1 + 1', "f'a'", "b'a'", "'a' x", '[1, x]', '{1, 2}', 'a.b'])('%s is none', (code) => {
    expect(value(code)).toBeUndefined();
  });
});

describe('the definition of a Python model', () => {
  const problems = (code: string) => definitionProblems(tokenize(code)).map((p) => p.message);
  it.each([
    'def model(dbt, session):\n    return df',
    'def model(dbt, session): return df',
    'def model(dbt: object, session: dict[str, int] = None) -> X:\n    if a:\n        return b\n    return f(a, b)  # done\n\nx = 1',
    'class A:\n    def model(self):\n        pass\ndef model(dbt,\n          session):\n\treturn df',
  ])('%s', (code) => {
    expect(problems(code)).toEqual([]);
  });
  it.each([
    ['x = 1', /exactly one model defined per python file, found 0/],
    ['def model(dbt, s):\n  return 1\ndef model(dbt, s):\n  return 2', /found 2/],
    ['def model(a, b):\n  return 1', /'dbt' not provided/],
    ['def model(dbt):\n  return 1', /two args/],
    ['def model(dbt, s):\n  return 1, 2', /only one dataframe/],
    ['def model(dbt, s):\n  if x:\n    return 1', /only one dataframe/],
  ])('%s', (code, expected) => {
    expect(problems(code).join('\n')).toMatch(expected);
  });
});
