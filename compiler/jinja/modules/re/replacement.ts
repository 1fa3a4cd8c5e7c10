import { TemplateError } from '../../errors.js';
import { reprText } from '../../values/core.js';
import { CHARACTER_ESCAPES, octal } from './escapes.js';
import { badName } from './groups.js';
import type { PyMatch } from './match.js';
import { characterCount, isIdentifier, Source } from './source.js';

/** A replacement's parts: text, and the groups whose text stands there. */
export type Replacement = readonly (string | number)[];

const DIGIT = /^[0-9]$/;
const OCTAL = /^[0-7]$/;

/** Reads `\1`, `\g<name>` and escapes of a replacement for a pattern with these groups. */
export function parseReplacement(text: string, groups: number, names: ReadonlyMap<string, number>): Replacement {
  if (!text.includes('\\')) return [text];
  const source = new Source(text);
  const parts: (string | number)[] = [];
  const addGroup = (index: number, back: number) => {
    if (index > groups) throw source.error(`invalid group reference ${index}`, back);
    parts.push(index);
  };
  for (let token = source.take(); token !== undefined; token = source.take()) {
    const letter = token.slice(1);
    if (!token.startsWith('\\')) parts.push(token);
    else if (letter === 'g') addGroup(...namedGroup(source, names));
    else if (letter === '0') {
      const digits = letter + source.takeWhile(2, OCTAL);
      parts.push(String.fromCharCode(Number.parseInt(digits, 8) & 0xff));
    } else if (DIGIT.test(letter)) {
      let digits = letter + source.takeWhile(1, DIGIT);
      if (/^[0-7]{2}$/.test(digits) && OCTAL.test(source.next ?? '')) {
        digits += source.take();
        parts.push(String.fromCharCode(octal(source, digits)));
      } else addGroup(Number(digits), digits.length);
    } else if (Object.hasOwn(CHARACTER_ESCAPES, letter)) parts.push(String.fromCharCode(CHARACTER_ESCAPES[letter]!));
    else if (/^[a-zA-Z]$/.test(letter)) throw source.error(`bad escape ${token}`, 2);
    else parts.push(token);
  }
  return parts;
}

/** The group of `\g<…>`, and how far back an error about it lies. */
function namedGroup(source: Source, names: ReadonlyMap<string, number>): [index: number, back: number] {
  if (!source.match('<')) throw source.error('missing <');
  const name = source.takeUntil('>', 'group name');
  const back = characterCount(name) + 1;
  if (isIdentifier(name)) {
    const index = names.get(name);
    if (index === undefined) throw new TemplateError('IndexError', `unknown group name ${reprText(name)}`);
    return [index, back];
  }
  if (!/^\d+$/.test(name)) throw badName(source, name);
  return [Number(name), back];
}

/** The text that a replacement gives for a match; groups that took no part are empty. */
export function expandTemplate(replacement: Replacement, match: PyMatch): string {
  let text = '';
  for (const part of replacement) text += typeof part === 'string' ? part : (match.text(part) ?? '');
  return text;
}
