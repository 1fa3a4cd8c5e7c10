/** Python's str algorithms on JavaScript strings; positions and widths count code points. */
import { checkItemCount, MAX_ITEMS } from './limits.js';
import { hasSurrogates } from './sequences.js';

/** Characters that Python's str.isspace() accepts. */
export const WHITESPACE = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const LEADING = new RegExp(`^[${WHITESPACE}]+`);
const RUNS = new RegExp(`[${WHITESPACE}]+`);
const RUN_STARTS = new RegExp(`[^${WHITESPACE}][${WHITESPACE}]`, 'g');
const SPACE = new RegExp(`[${WHITESPACE}]`);

export function isSpace(character: string): boolean {
  return SPACE.test(character);
}

export function stripText(text: string, characters: string | null, left: boolean, right: boolean): string {
  if (characters === null) {
    let end = text.length;
    // Not a regular expression: /\s+$/ takes quadratic time on long runs inside the text.
    if (right) while (end > 0 && isSpace(text[end - 1]!)) end--;
    const stripped = text.slice(0, end);
    return left ? stripped.replace(LEADING, '') : stripped;
  }
  const set = new Set(characters);
  const points = hasSurrogates(text) ? [...text] : text;
  let start = 0;
  let end = points.length;
  if (left) while (start < end && set.has(points[start]!)) start++;
  if (right) while (end > start && set.has(points[end - 1]!)) end--;
  return typeof points === 'string' ? points.slice(start, end) : points.slice(start, end).join('');
}

export function splitText(text: string, separator: string, limit: number): string[] {
  checkParts(text, separator);
  if (limit < 0) return text.split(separator);
  const parts: string[] = [];
  let from = 0;
  while (parts.length < limit) {
    const at = text.indexOf(separator, from);
    if (at < 0) break;
    parts.push(text.slice(from, at));
    from = at + separator.length;
  }
  parts.push(text.slice(from));
  return parts;
}

export function splitTextRight(text: string, separator: string, limit: number): string[] {
  checkParts(text, separator);
  if (limit < 0) return text.split(separator);
  const parts: string[] = [];
  let end = text.length;
  while (parts.length < limit) {
    const at = end < separator.length ? -1 : text.lastIndexOf(separator, end - separator.length);
    if (at < 0) break;
    parts.push(text.slice(at + separator.length, end));
    end = at;
  }
  parts.push(text.slice(0, end));
  return parts.reverse();
}

/** Refuses to make too many parts, before they are made. */
function checkParts(text: string, separator: string): void {
  if (text.length > MAX_ITEMS) checkItemCount(countText(text, separator));
}

/** split() without separator: at runs of white space, none at the ends. */
export function splitWords(text: string, limit: number): string[] {
  if (text.length > 2 * MAX_ITEMS) checkItemCount(text.match(RUN_STARTS)?.length ?? 0);
  const trimmed = stripText(text, null, true, limit < 0);
  if (limit < 0) return trimmed === '' ? [] : trimmed.split(RUNS);
  const words: string[] = [];
  let rest = trimmed;
  while (rest !== '' && words.length < limit) {
    const run = RUNS.exec(rest);
    if (!run) break;
    words.push(rest.slice(0, run.index));
    rest = rest.slice(run.index + run[0].length);
  }
  if (rest !== '') words.push(words.length < limit ? stripText(rest, null, false, true) : rest);
  return words.length > 0 && words.at(-1) === '' ? words.slice(0, -1) : words;
}

export function splitWordsRight(text: string, limit: number): string[] {
  if (limit < 0) return splitWords(text, limit);
  const words: string[] = [];
  let rest = stripText(text, null, false, true);
  while (rest !== '' && words.length < limit) {
    let at = rest.length;
    while (at > 0 && !isSpace(rest[at - 1]!)) at--;
    words.push(rest.slice(at));
    rest = stripText(rest.slice(0, at), null, false, true);
  }
  if (rest !== '') words.push(stripText(rest, null, words.length < limit, false));
  return words.reverse().filter((word) => word !== '');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: Python breaks lines at them
const LINE_BREAK = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g;

export function splitLines(text: string, keepEnds = false): string[] {
  const lines: string[] = [];
  if (text.length > MAX_ITEMS) checkItemCount(countText(text, '\n'));
  let from = 0;
  for (const match of text.matchAll(LINE_BREAK)) {
    const end = match.index + match[0].length;
    lines.push(text.slice(from, keepEnds ? end : match.index));
    from = end;
  }
  if (from < text.length) lines.push(text.slice(from));
  return lines;
}

const CASED = /\p{Cased}/u;
const LOWER = /\p{Lowercase}/u;
const UPPER = /\p{Uppercase}|\p{Lt}/u;

export function capitalize(text: string): string {
  const first = text.codePointAt(0);
  if (first === undefined) return '';
  const head = String.fromCodePoint(first);
  return titleCase(head) + lowerCase(text.slice(head.length));
}

function titleCase(character: string): string {
  const upper = character.toUpperCase();
  // 'ß'.title() is 'Ss': of several letters only the first is a capital.
  return upper.length > character.length ? upper[0] + upper.slice(1).toLowerCase() : upper;
}

export function lowerCase(text: string): string {
  return text.toLowerCase();
}

export function titleText(text: string): string {
  let inWord = false;
  let result = '';
  for (const character of text) {
    result += inWord ? character.toLowerCase() : titleCase(character);
    inWord = CASED.test(character);
  }
  return result;
}

export function swapCase(text: string): string {
  let result = '';
  for (const character of text) result += UPPER.test(character) ? character.toLowerCase() : character.toUpperCase();
  return result;
}

export function isLower(text: string): boolean {
  return LOWER.test(text) && !UPPER.test(text);
}

export function isUpper(text: string): boolean {
  return UPPER.test(text) && !LOWER.test(text);
}

export function isTitle(text: string): boolean {
  let inWord = false;
  let found = false;
  for (const character of text) {
    if (UPPER.test(character)) {
      if (inWord) return false;
      inWord = found = true;
    } else if (LOWER.test(character)) {
      if (!inWord) return false;
      found = true;
    } else inWord = false;
  }
  return found;
}

export function replaceText(text: string, old: string, replacement: string, count: number): string {
  if (count < 0)
    return old === ''
      ? replaceEmpty(text, replacement, Number.POSITIVE_INFINITY)
      : text.replaceAll(old, () => replacement);
  if (old === '') return replaceEmpty(text, replacement, count);
  const parts = splitText(text, old, count);
  return parts.join(replacement);
}

function replaceEmpty(text: string, replacement: string, count: number): string {
  let left = count;
  let result = '';
  for (const character of text) result += (left-- > 0 ? replacement : '') + character;
  return left > 0 ? result + replacement : result;
}

export function countText(text: string, part: string): number {
  if (part === '') return [...text].length + 1;
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count++;
  return count;
}

export function expandTabs(text: string, size: number): string {
  let column = 0;
  let result = '';
  for (const character of text) {
    if (character === '\t') {
      const blanks = size > 0 ? size - (column % size) : 0;
      result += ' '.repeat(blanks);
      column += blanks;
    } else {
      result += character;
      column = character === '\n' || character === '\r' ? 0 : column + 1;
    }
  }
  return result;
}
