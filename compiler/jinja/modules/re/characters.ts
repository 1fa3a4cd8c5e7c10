/** What Python's regular expressions hold characters for: categories, and which differ by case only. */
import { isSpace } from '../../values/text.js';
import type { Fold, SetItem } from './nodes.js';

export type CharacterTest = (code: number) => boolean;

const WORD = /[\p{L}\p{N}]/u;
const DECIMAL = /\p{Nd}/u;

export function isWord(code: number, ascii: boolean): boolean {
  if (code < 128)
    return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
  return !ascii && WORD.test(String.fromCodePoint(code));
}

function inCategory(category: 'd' | 's' | 'w', code: number, ascii: boolean): boolean {
  if (category === 'w') return isWord(code, ascii);
  if (category === 'd')
    return code < 128 ? code >= 48 && code <= 57 : !ascii && DECIMAL.test(String.fromCodePoint(code));
  return ascii ? code === 32 || (code >= 9 && code <= 13) : isSpace(String.fromCodePoint(code));
}

/** Lower-case letters that have the same capital, by Unicode: each group is one letter to IGNORECASE. */
const SAME_CAPITAL: readonly (readonly number[])[] = [
  [0x69, 0x131],
  [0x73, 0x17f],
  [0xb5, 0x3bc],
  [0x345, 0x3b9, 0x1fbe],
  [0x390, 0x1fd3],
  [0x3b0, 0x1fe3],
  [0x3b2, 0x3d0],
  [0x3b5, 0x3f5],
  [0x3b8, 0x3d1],
  [0x3ba, 0x3f0],
  [0x3c0, 0x3d6],
  [0x3c1, 0x3f1],
  [0x3c2, 0x3c3],
  [0x3c6, 0x3d5],
  [0x432, 0x1c80],
  [0x434, 0x1c81],
  [0x43e, 0x1c82],
  [0x441, 0x1c83],
  [0x442, 0x1c84, 0x1c85],
  [0x44a, 0x1c86],
  [0x463, 0x1c87],
  [0x1c88, 0xa64b],
  [0x1e61, 0x1e9b],
  [0xfb05, 0xfb06],
];

export function lowerOf(code: number, fold: Fold): number {
  if (fold === 'none') return code;
  if (code < 128) return code >= 65 && code <= 90 ? code + 32 : code;
  if (fold === 'ascii') return code;
  const lower = String.fromCodePoint(code).toLowerCase();
  // The only letter whose small form is several characters (with a dot) is İ.
  return lower.codePointAt(0)!;
}

/** A number that is the same for characters that differ by case only. */
export function foldedOf(code: number, fold: Fold): number {
  const lower = lowerOf(code, fold);
  if (fold !== 'unicode') return lower;
  if (lower < 128 && lower !== 0x69 && lower !== 0x73) return lower;
  return SAME_CAPITAL.find((group) => group.includes(lower))?.[0] ?? lower;
}

/** A test that looks up ASCII characters in a table. */
function tabled(test: CharacterTest): CharacterTest {
  const table = Array.from({ length: 128 }, (_, code) => test(code));
  return (code) => (code < 128 ? table[code]! : test(code));
}

export function characterTest(code: number, fold: Fold): CharacterTest {
  if (fold === 'none') return (other) => other === code;
  const folded = foldedOf(code, fold);
  return tabled((other) => foldedOf(other, fold) === folded);
}

/** Ranges longer than this are not expanded for IGNORECASE: a character is looked for in both its cases. */
const MAX_EXPANDED = 2000;

export function setTest(items: readonly SetItem[], negated: boolean, fold: Fold): CharacterTest {
  const tests = items.map((item) => itemTest(item, fold));
  return tabled((code) => tests.some((test) => test(code)) !== negated);
}

function itemTest(item: SetItem, fold: Fold): CharacterTest {
  if (item.type === 'category') {
    const { category, ascii, negated } = item;
    return (code) => inCategory(category, lowerOf(code, fold), ascii) !== negated;
  }
  const { from, to } = item;
  if (fold === 'none') return (code) => code >= from && code <= to;
  if (to - from > MAX_EXPANDED) {
    const inside = (code: number) => code >= from && code <= to;
    return (code) => inside(code) || inside(lowerOf(code, fold)) || inside(upperOf(code, fold));
  }
  const folded = new Set<number>();
  for (let code = from; code <= to; code++) folded.add(foldedOf(code, fold));
  return (code) => folded.has(foldedOf(code, fold));
}

function upperOf(code: number, fold: Fold): number {
  if (code < 128) return code >= 97 && code <= 122 ? code - 32 : code;
  if (fold === 'ascii') return code;
  const upper = [...String.fromCodePoint(code).toUpperCase()];
  return upper.length === 1 ? upper[0]!.codePointAt(0)! : code;
}
