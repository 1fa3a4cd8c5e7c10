import { WHITESPACE } from '../../values/text.js';
import type { CharacterTest } from './nodes.js';

const DIGIT = /\p{Nd}/u;
const WORD = /[\p{L}\p{N}_]/u;
const SPACE = new RegExp(`[${WHITESPACE}]`);

const asciiDigit = (code: number) => code >= 48 && code <= 57;
const asciiWord = (code: number) =>
  asciiDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
const asciiSpace = (code: number) => code === 32 || (code >= 9 && code <= 13);

const wide =
  (ascii: CharacterTest, pattern: RegExp): CharacterTest =>
  (code) =>
    code < 128 ? ascii(code) : pattern.test(String.fromCodePoint(code));

export const isDigit = (ascii: boolean): CharacterTest => (ascii ? asciiDigit : wide(asciiDigit, DIGIT));
export const isWord = (ascii: boolean): CharacterTest => (ascii ? asciiWord : wide(asciiWord, WORD));
export const isSpace = (ascii: boolean): CharacterTest =>
  ascii ? asciiSpace : wide((code) => asciiSpace(code) || (code >= 28 && code <= 31), SPACE);

/** `\d`, `\W` and so on; undefined for other letters. */
export function classOf(letter: string, ascii: boolean): CharacterTest | undefined {
  const positive = { d: isDigit, w: isWord, s: isSpace }[letter.toLowerCase()];
  if (!positive) return undefined;
  const test = positive(ascii);
  return letter === letter.toLowerCase() ? test : (code) => !test(code);
}

/** Both cases of a code point. */
export function casesOf(code: number): number[] {
  const character = String.fromCodePoint(code);
  const others = [character.toLowerCase(), character.toUpperCase()].filter((c) => [...c].length === 1);
  return [code, ...others.map((c) => c.codePointAt(0)!)];
}
