/** What `re`'s functions and a pattern's methods do. */
import { typeError } from '../../errors.js';
import { callValue, isCallable, positionalArguments, type Suspendable } from '../../values/callable.js';
import { typeNameOf } from '../../values/core.js';
import { checkItemCount, checkTextLength } from '../../values/limits.js';
import { stringOf } from '../../values/markup.js';
import { PyIterator, PyTuple } from '../../values/sequences.js';
import type { Value } from '../../values/types.js';
import { countArgument, textArgument, textToConvert } from './arguments.js';
import type { PyMatch } from './match.js';
import type { PyPattern } from './pattern.js';
import { expandTemplate } from './replacement.js';
import type { Scan } from './scan.js';

export function findAll(scan: Scan, pattern: PyPattern): Value {
  const found: Value[] = [];
  for (const match of scan.matches()) {
    if (pattern.groups === 0) found.push(match.text()!);
    else if (pattern.groups === 1) found.push(match.text(1) ?? '');
    else found.push(new PyTuple(match.texts('')));
    checkItemCount(found.length);
  }
  return found;
}

export function findIterator(scan: Scan): Value {
  return new PyIterator(scan.matches(), 'callable_iterator');
}

export function split(pattern: PyPattern, value: Value, limit: Value): Value {
  const scan = pattern.scan(textArgument(value));
  const most = countArgument(limit);
  const parts: Value[] = [];
  let from = 0;
  let count = 0;
  if (most >= 0) {
    for (const match of scan.matches()) {
      parts.push(scan.subject.slice(from, match.start()), ...match.texts(null));
      checkItemCount(parts.length);
      from = match.end();
      if (++count === most) break;
    }
  }
  parts.push(scan.subject.slice(from, scan.subject.length));
  return parts;
}

/** The new text and how many matches were replaced. The replacement may be a macro, which may wait. */
export function* substitute(
  pattern: PyPattern,
  replacement: Value,
  value: Value,
  limit: Value,
): Suspendable<[string, number]> {
  const replace = replacer(pattern, replacement);
  const scan = pattern.scan(textArgument(value));
  const most = countArgument(limit);
  const parts: string[] = [];
  let length = 0;
  const add = (part: string) => {
    length += part.length;
    checkTextLength(length);
    parts.push(part);
  };
  let from = 0;
  let count = 0;
  if (most >= 0) {
    for (const match of scan.matches()) {
      add(scan.subject.slice(from, match.start()));
      add(typeof replace === 'function' ? replace(match) : yield* called(replacement, match));
      from = match.end();
      if (++count === most) break;
    }
  }
  add(scan.subject.slice(from, scan.subject.length));
  return [parts.join(''), count];
}

/** How a text replaces; null for a function. */
function replacer(pattern: PyPattern, replacement: Value): ((match: PyMatch) => string) | null {
  if (isCallable(replacement)) return null;
  const parts = pattern.replacement(textToConvert(replacement));
  return (match) => expandTemplate(parts, match);
}

function* called(replacement: Value, match: PyMatch): Suspendable<string> {
  const result = yield* callValue(replacement, positionalArguments(match));
  if (result === null) return '';
  const text = stringOf(result);
  if (text !== undefined) return text;
  throw typeError(`sequence item 0: expected str instance, ${typeNameOf(result)} found`);
}
