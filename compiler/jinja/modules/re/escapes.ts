import { ASCII } from './flags.js';
import type { Position, SetItem } from './nodes.js';
import { characterCount, type Source } from './source.js';

/** What an escape stands for. */
export type Escape =
  | { readonly type: 'code'; readonly code: number }
  | { readonly type: 'category'; readonly item: SetItem & { readonly type: 'category' } }
  | { readonly type: 'position'; readonly at: Position }
  | { readonly type: 'reference'; readonly index: number };

const DIGIT = /^[0-9]$/;
const OCTAL = /^[0-7]$/;
const HEX = /^[0-9a-fA-F]$/;
const LETTER = /^[a-zA-Z]$/;
const HEX_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const POSITIONS: Readonly<Record<string, Position>> = { A: 'start', b: 'boundary', B: 'notBoundary', Z: 'textEnd' };

/** Escapes of single characters, in patterns and replacements. */
export const CHARACTER_ESCAPES: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  '\\': 92,
};

/** What `\…` means outside a set; `token` has been taken. */
export function escapeOutside(source: Source, token: string, flags: number): Escape {
  const letter = token.slice(1);
  if (Object.hasOwn(POSITIONS, letter)) return { type: 'position', at: POSITIONS[letter]! };
  const shared = sharedEscape(source, token, flags);
  if (shared) return shared;
  if (letter === '0') return { type: 'code', code: Number.parseInt(letter + source.takeWhile(2, OCTAL), 8) };
  if (!DIGIT.test(letter)) return literalEscape(source, token);
  let digits = letter + source.takeWhile(1, DIGIT);
  if (/^[0-7]{2}$/.test(digits) && OCTAL.test(source.next ?? '')) {
    digits += source.take();
    return { type: 'code', code: octal(source, digits) };
  }
  return { type: 'reference', index: Number(digits) };
}

/** What `\…` means in a set. */
export function escapeInSet(source: Source, token: string, flags: number): Escape {
  const shared = sharedEscape(source, token, flags);
  if (shared) return shared;
  const letter = token.slice(1);
  if (OCTAL.test(letter)) return { type: 'code', code: octal(source, letter + source.takeWhile(2, OCTAL)) };
  if (DIGIT.test(letter)) throw source.error(`bad escape ${token}`, 2);
  return literalEscape(source, token);
}

export function octal(source: Source, digits: string): number {
  const code = Number.parseInt(digits, 8);
  if (code <= 0o377) return code;
  throw source.error(`octal escape value \\${digits} outside of range 0-0o377`, digits.length + 1);
}

function literalEscape(source: Source, token: string): Escape {
  const letter = token.slice(1);
  if (LETTER.test(letter)) throw source.error(`bad escape ${token}`, 2);
  return { type: 'code', code: letter.codePointAt(0)! };
}

function sharedEscape(source: Source, token: string, flags: number): Escape | undefined {
  const letter = token.slice(1);
  const category = letter.toLowerCase();
  if (category === 'd' || category === 's' || category === 'w') {
    const item = { type: 'category', category, negated: letter !== category, ascii: (flags & ASCII) !== 0 } as const;
    return { type: 'category', item };
  }
  if (Object.hasOwn(CHARACTER_ESCAPES, letter)) return { type: 'code', code: CHARACTER_ESCAPES[letter]! };
  const length = Object.hasOwn(HEX_LENGTHS, letter) ? HEX_LENGTHS[letter]! : 0;
  if (length > 0) {
    const digits = source.takeWhile(length, HEX);
    const code = Number.parseInt(digits, 16);
    if (digits.length !== length) throw source.error(`incomplete escape ${token}${digits}`, 2 + digits.length);
    if (code > 0x10ffff) throw source.error(`bad escape ${token}${digits}`, 2 + digits.length);
    return { type: 'code', code };
  }
  if (letter !== 'N') return undefined;
  if (!source.match('{')) throw source.error('missing {');
  const name = source.takeUntil('}', 'character name');
  const back = characterCount(name) + 4;
  throw source.error(`Characters by name are not known here: \\N{${name}}; write \\x, \\u or \\U`, back);
}
