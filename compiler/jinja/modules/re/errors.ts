import { TemplateError } from '../../errors.js';

/** Python's `re.error`: with the place in the pattern, in characters. */
export function regexError(message: string, pattern?: readonly string[], position?: number): TemplateError {
  if (pattern === undefined || position === undefined) return new TemplateError('re.error', message);
  const before = pattern.slice(0, position);
  const line = before.filter((character) => character === '\n').length + 1;
  const column = position - before.lastIndexOf('\n');
  const place = pattern.includes('\n') ? ` (line ${line}, column ${column})` : '';
  return new TemplateError('re.error', `${message} at position ${position}${place}`);
}

export function budgetError(): TemplateError {
  return new TemplateError('BudgetError', 'The regular expression takes too many steps on this text', {
    hint: 'Nested repetitions such as (a+)+ try exponentially many ways: make what they repeat start or end unmistakably, or use possessive ones (a++).',
  });
}
