import { describe, expect, it } from 'vitest';
import { differences, type Side } from '../../../compiler/execute/unit-test/differences.js';
import { renderDifferences } from '../../../compiler/execute/unit-test/render.js';

const table = (actual: Side, expected: Side, columns = ['id', 'name']) =>
  renderDifferences(columns, differences(actual, expected)).split('\n');

describe('differences of rows', () => {
  it('do not come from their order, and count each row', () => {
    const rows: Side = [
      [1, 'a'],
      [1, 'a'],
      [2, null],
    ];
    expect(differences([...rows].reverse(), rows).every((row) => row.kind === 'same')).toBe(true);
    expect(differences(rows.slice(1), rows).map((row) => row.kind)).toEqual(['same', 'expected', 'same']);
  });

  it('are told by cell where rows have something in common, the likeliest pairs first', () => {
    const actual: Side = [
      [1, 'x', true],
      [2, 'b', true],
    ];
    const expected: Side = [
      [1, 'b', true],
      [2, 'b', false],
    ];
    expect(table(actual, expected, ['id', 'name', 'ok'])).toEqual([
      '@@ | id | name | ok',
      '→  | 1  | b→x  | True',
      '→  | 2  | b    | False→True',
    ]);
  });

  it('tell null from a text, and texts that look alike', () => {
    expect(
      table(
        [
          [1, null],
          [2, 'a '],
          [3, ''],
        ],
        [
          [1, 'null'],
          [2, 'a'],
          [3, null],
        ],
      ),
    ).toEqual(['@@ | id | name', '→  | 1  | "null"→null', '→  | 2  | "a"→"a "', '→  | 3  | null→""']);
  });

  it('leave equal rows out where there are many', () => {
    const many: Side = Array.from({ length: 30 }, (_, at) => [at, 'x']);
    expect(table([...many, [99, 'y']], many)).toEqual([
      '@@  | id | name',
      '+++ | 99 | y',
      '… and 30 rows that are equal',
    ]);
  });
});
