import { describe, expect, it } from 'vitest';
import { cellJson, cellText } from '../../../compiler/cli/text/cells.js';
import { showsUnicode, wantsColors } from '../../../compiler/cli/text/style.js';
import { rowsAsTable } from '../../../compiler/cli/text/table.js';
import { displayWidth, expandTabs, padStart, truncate } from '../../../compiler/cli/text/width.js';
import { count, duration, listing } from '../../../compiler/cli/text/words.js';

describe('width', () => {
  it.each([
    ['abc', 3],
    ['東京', 4],
    ['e\u0301', 1],
    ['👍', 2],
    ['\u001b[31mred\u001b[0m', 3],
    ['', 0],
    ['한글', 4],
    ['ｆｕｌｌ', 8],
    ['✓', 1],
  ])('of %j is %i', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  it.each([
    ['abcdef', 4, 'abc…'],
    ['abc', 3, 'abc'],
    ['東京都', 4, '東…'],
    ['ab', 1, '…'],
    ['ab', 0, ''],
  ])('%j cut to %i is %j', (text, columns, expected) => {
    expect(truncate(text, columns)).toBe(expected);
    expect(displayWidth(expected)).toBeLessThanOrEqual(columns);
  });

  it('expands tabs to stops', () => {
    expect(expandTabs('\ta\tb')).toBe('    a   b');
  });

  it('pads by columns', () => {
    expect(padStart('東', 4)).toBe('  東');
  });
});

describe('words', () => {
  it.each([
    [1, 'model', '1 model'],
    [2, 'model', '2 models'],
    [2, 'analysis', '2 analyses'],
    [1200, 'query', '1,200 queries'],
    [0, 'success', '0 successes'],
  ])('%i %s', (n, noun, text) => {
    expect(count(n, noun)).toBe(text);
  });

  it.each([
    [0.004, '4ms'],
    [0.25, '0.3s'],
    [9.94, '9.9s'],
    [9.96, '10s'],
    [59.7, '1m 00s'],
    [184, '3m 04s'],
    [3725, '1h 02m'],
  ])('%d seconds', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });

  it('lists', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listing)).toEqual(['', 'a', 'a and b', 'a, b and c']);
  });
});

describe('colours', () => {
  const terminal = { write: () => {}, isTTY: true };
  const pipe = { write: () => {} };
  it.each([
    [terminal, {}, undefined, true],
    [pipe, {}, undefined, false],
    [terminal, { NO_COLOR: '1' }, undefined, false],
    [terminal, { NO_COLOR: '' }, undefined, true],
    [pipe, { FORCE_COLOR: '1' }, undefined, true],
    [terminal, { FORCE_COLOR: '0' }, undefined, false],
    [terminal, { TERM: 'dumb' }, undefined, false],
    [terminal, {}, false, false],
    [pipe, { NO_COLOR: '1' }, true, true],
  ])('%#', (stream, env, option, expected) => {
    expect(wantsColors(stream, env as Record<string, string>, option)).toBe(expected);
  });

  it('knows where Unicode shows', () => {
    expect(showsUnicode({ LANG: 'en_US.UTF-8' }, 'linux')).toBe(true);
    expect(showsUnicode({ LANG: 'C' }, 'linux')).toBe(false);
    expect(showsUnicode({ TERM: 'linux' }, 'linux')).toBe(false);
    expect(showsUnicode({}, 'win32')).toBe(false);
  });
});

describe('a table of rows', () => {
  const columns = [
    { name: 'id', dataType: 'INTEGER' },
    { name: 'name', dataType: 'VARCHAR' },
    { name: 'amount', dataType: 'DECIMAL' },
  ];
  const rows = [
    [1, '東京', { decimal: '12.50' }],
    [20, null, null],
  ];

  it('has pipes, numbers to the right', () => {
    expect(rowsAsTable(columns, rows)).toBe(
      ['| id | name | amount |', '| -- | ---- | ------ |', '|  1 | 東京 |  12.50 |', '| 20 |      |        |'].join(
        '\n',
      ),
    );
  });

  it('leaves out columns that a terminal has no room for', () => {
    const lines = rowsAsTable(columns, rows, 21).split('\n');
    expect(lines[0]).toBe('| id | name | ... |');
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(21);
  });

  it('without rows has its head', () => {
    expect(rowsAsTable(columns, [])).toBe('| id | name | amount |\n| -- | ---- | ------ |');
  });
});

describe('cells', () => {
  it.each([
    [null, '', null],
    [true, 'true', true],
    [3, '3', 3],
    [9007199254740993n, '9007199254740993', '9007199254740993'],
    [{ decimal: '1.10' }, '1.10', 1.1],
    [{ decimal: '123456789012345678.5' }, '123456789012345678.5', '123456789012345678.5'],
    [{ timestamp: '2024-01-02T03:04:05' }, '2024-01-02 03:04:05', '2024-01-02T03:04:05'],
    [[1, 'a'], '[1,"a"]', [1, 'a']],
    [{ struct: [['a', 1]] as const }, '{"a":1}', { a: 1 }],
    [new Uint8Array([1, 255]), '"01ff"', '01ff'],
  ])('%o', (cell, text, json) => {
    expect(cellText(cell)).toBe(text);
    expect(cellJson(cell)).toEqual(json);
  });
});
