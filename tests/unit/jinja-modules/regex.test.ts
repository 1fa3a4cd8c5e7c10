import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PyMatch } from '../../../compiler/jinja/modules/re/match.js';
import { split, substitute } from '../../../compiler/jinja/modules/re/operations.js';
import { PyPattern } from '../../../compiler/jinja/modules/re/pattern.js';
import { fromValue, TemplateError } from '../../../compiler/jinja/values/index.js';

type Case = readonly [pattern: string, flags: number, text: string, answer: unknown];

// What Python answers to random patterns; generate/regex.py makes such cases.
const cases: Case[] = JSON.parse(readFileSync(new URL('./regex-answers.json', import.meta.url), 'utf8'));

function answer(source: string, flags: number, text: string): unknown {
  try {
    const pattern = new PyPattern(source, flags);
    const spans = (match: PyMatch) => fromValue(match.getAttribute('regs')!) as unknown[];
    const matches = [...pattern.scan(text).matches()].map((match) => [
      ...spans(match),
      match.getAttribute('lastindex'),
    ]);
    const whole = pattern.scan(text).match({ whole: true }) as PyMatch | null;
    const substituted = substitute(pattern, '<\\g<0>>', text, 0).next();
    return [...matches, whole && spans(whole), (substituted.value as [string, number])[0], split(pattern, text, 0)];
  } catch (error) {
    if (error instanceof TemplateError && error.kind === 're.error') return `error: ${error.message}`;
    throw error;
  }
}

describe('regular expressions as Python matches them', () => {
  it.each(cases.map((c) => [`${JSON.stringify(c[0])} on ${JSON.stringify(c[2])}`, c] as const))(
    '%s',
    (_, [pattern, flags, text, expected]) => {
      expect(answer(pattern, flags, text)).toEqual(expected);
    },
  );
});
