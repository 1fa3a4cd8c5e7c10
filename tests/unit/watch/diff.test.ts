import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffLines } from '../../../compiler/watch/diff.js';
import { sameValue } from '../../../compiler/watch/same.js';

const shown = (before: string, after: string): string[] =>
  diffLines(before, after, 1).map(
    ({ kind, text }) => `${{ same: ' ', added: '+', removed: '-', gap: '…' }[kind]}${text}`,
  );

describe('the difference of two texts', () => {
  it('is what differs, with a little around', () => {
    expect(shown('a\nb\nc\nd\ne\nf\ng', 'a\nB\nc\nd\ne\nf\ng\nh')).toEqual([' a', '-b', '+B', ' c', '…', ' g', '+h']);
    expect(shown('a', 'a')).toEqual([]);
    expect(shown('', 'a')).toEqual(['-', '+a']);
  });

  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'));
  it('leads from one to the other', () => {
    fc.assert(fc.property(text, text, leads));
  });

  function leads(before: string, after: string): void {
    const lines = diffLines(before, after, 100);
    const without = (kind: string) =>
      lines
        .filter((line) => line.kind !== kind)
        .map((line) => line.text)
        .join('\n');
    if (before !== after) {
      expect(without('added')).toBe(before);
      expect(without('removed')).toBe(after);
    }
  }
});

describe('sameValue', () => {
  it('looks past where and when a value was read', () => {
    expect(sameValue({ a: [1, { b: 2 }], createdAt: 1 }, { a: [1, { b: 2 }], createdAt: 2 })).toBe(true);
    expect(sameValue({ a: 1, span: {} }, { a: 1, span: undefined })).toBe(true);
  });

  it.each([
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { a: 1, b: undefined }],
    [{ a: undefined }, { b: undefined }],
    [[1], { 0: 1 }],
    [null, {}],
    ['1', 1],
    [new Date(1), new Date(2)],
  ])('tells %j from %j', (a, b) => {
    expect(sameValue(a, b)).toBe(false);
    expect(sameValue(b, a)).toBe(false);
  });

  it('passes over keys that are named', () => {
    expect(sameValue({ a: { x: 1 } }, { a: { x: 2 } }, new Set(['x']))).toBe(true);
  });
});
