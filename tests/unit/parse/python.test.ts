import { describe, expect, it } from 'vitest';
import { CalendarDate, Float, Timestamp } from '../../../compiler/base/scalars.js';
import { pythonRepr, pythonText } from '../../../compiler/parse/python.js';

describe('repr', () => {
  it.each([
    [null, 'None'],
    [true, 'True'],
    [1, '1'],
    [-1.5, '-1.5'],
    [1e-7, '1e-07'],
    [new Float(3), '3.0'],
    ['a', "'a'"],
    ["it's", '"it\'s"'],
    ['"', "'\"'"],
    ['\'"', "'\\'\"'"],
    ['a\\b\n\t\r', "'a\\\\b\\n\\t\\r'"],
    ['\x00\x7f\x85\u00a0\u200b\u2028\ufeff', "'\\x00\\x7f\\x85\\xa0\\u200b\\u2028\\ufeff'"],
    ['é🦆', "'é🦆'"],
    ['\u{e0001}', "'\\U000e0001'"],
    [[1, 'a', [null]], "[1, 'a', [None]]"],
    [{ a: { b: false } }, "{'a': {'b': False}}"],
    [{}, '{}'],
    [new CalendarDate('2024-01-31'), 'datetime.date(2024, 1, 31)'],
  ])('%j is %s', (value, expected) => {
    expect(pythonRepr(value)).toBe(expected);
  });
});

describe('str', () => {
  it.each([
    ['a', 'a'],
    [null, 'None'],
    [['a'], "['a']"],
    [new Float(2), '2.0'],
    [new CalendarDate('2024-01-31'), '2024-01-31'],
    [new Timestamp('2024-01-31T10:00:00'), '2024-01-31 10:00:00'],
  ])('%j is %s', (value, expected) => {
    expect(pythonText(value)).toBe(expected);
  });
});
