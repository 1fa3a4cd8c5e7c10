import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../compiler/base/source.js';
import { contextOf, parseTemplate, renderTemplate, TemplateError } from '../../../compiler/jinja/index.js';
import { hostFunction } from '../../../compiler/jinja/values/index.js';

interface Case {
  readonly name: string;
  readonly template: string;
  readonly context: object;
  readonly expected?: string;
  readonly error?: string;
  readonly message?: string;
}

// Answers of Python's Jinja2 in dbt's environment.
const cases: Case[] = JSON.parse(readFileSync(new URL('./cases.json', import.meta.url), 'utf8'));

describe('Jinja as Python renders it', () => {
  it.each(cases.map((c) => [c.name, c] as const))('%s', (_, { template, context, expected, error, message }) => {
    if (error === undefined) {
      expect(renderTemplate(template, context)).toBe(expected);
      return;
    }
    let thrown: unknown;
    try {
      renderTemplate(template, context);
    } catch (e) {
      thrown = e;
    }
    expect(thrown).toBeInstanceOf(TemplateError);
    expect({ kind: (thrown as TemplateError).kind, message: (thrown as TemplateError).message }).toEqual({
      kind: error,
      message,
    });
    expect((thrown as TemplateError).line).toBeGreaterThan(0);
    expect((thrown as TemplateError).column).toBeGreaterThan(0);
  });
});

describe('the suspending evaluator', () => {
  it.each(cases.map((c) => [c.name, c] as const))('%s', async (_, { template, context, expected, error, message }) => {
    const given = contextOf(context);
    const config = hostFunction('config', () => '');
    const lookup = (name: string) => (name === 'config' ? config : given.lookup(name));
    const rendering = async () =>
      parseTemplate(new SourceFile('template', template)).renderAsync({ lookup }, { sourceMap: true });
    if (error !== undefined) {
      await expect(rendering()).rejects.toMatchObject({ kind: error, message });
      return;
    }
    const { text, segments } = await rendering();
    expect(text).toBe(expected);
    // Segments cover the output without gaps.
    let at = 0;
    for (const segment of segments) {
      expect(segment.start).toBe(at);
      at = segment.end;
    }
    expect(at).toBe(text.length);
  });
});

// Expressions of those cases combined at random, again with Python's answers.
const combined: { readonly context: object; readonly cases: Omit<Case, 'name' | 'context'>[] } = JSON.parse(
  readFileSync(new URL('./combined.json', import.meta.url), 'utf8'),
);

describe('combinations as Python renders them', () => {
  it.each(combined.cases.map((c) => [c.template, c] as const))('%s', (_, { template, expected, error }) => {
    const answer = () => renderTemplate(template, combined.context);
    if (error === undefined) expect(answer()).toBe(expected);
    else expect(answer).toThrow(expect.objectContaining({ kind: error }));
  });
});
