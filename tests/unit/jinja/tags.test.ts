import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../compiler/base/source.js';
import { contextOf, parseTemplate, TagMemo } from '../../../compiler/jinja/index.js';

const context = contextOf({ a: 'A', n: 3, d: { k: [1, 2] }, f: (x: string) => `<${x}>` });
const evaluated = (_: object, evaluate: () => string): string => evaluate();

function both(text: string) {
  const memo = new TagMemo();
  const file = new SourceFile('t.sql', text);
  return {
    tags: parseTemplate(file, undefined, memo).renderTags(context, evaluated),
    whole: parseTemplate(file).render(context).text,
  };
}

describe('a template evaluated tag by tag is what it is as a whole', () => {
  it.each([
    '',
    'select 1',
    'select 1\n',
    'select 1\n\n',
    '{{ a }}',
    '{{ a }}\n',
    '\n{{ a }}\n\n',
    ' x {{- a -}} y ',
    'x\n {{- a }} {{ n -}}\n\n y\n',
    '{{ a -}}\n',
    '{{ a -}} \n\n',
    '{{ a -}}{{ n }} {{- f(a) }}',
    '{{ a -}} {{- n }}',
    'x {# c #} y {#- c -#} z',
    '{#- first -#}\nselect {{ a }}{# last #}\n',
    '{{ a -}} {# between #} {{- n }}',
    '{#--#} x {#-#} y',
    'x {#- {{ a }} -#} y {{ n }}',
    '{{ f("}") }} { {{ a }} } {',
    "{{ d['k'][0] }}{{ d.k[-1] }}{{ 'x' ~ n }}{{ missing }}{{ a | upper }}",
    'é {{ a }}   {{- n }}\u00a0{{- a }}',
    '{{ a }}{{ a }}{{ a }}',
  ])('%j', (text) => {
    const { tags, whole } = both(text);
    expect(tags).toBe(whole);
  });

  it.each(['{% set x = 1 %}{{ x }}', 'a\r\n{{ a }}', '{{ a }', '{{ {"a": {}}}}'])(
    'unless it is another: %j',
    (text) => {
      const memo = new TagMemo();
      try {
        expect(
          parseTemplate(new SourceFile('t.sql', text), undefined, memo).renderTags(context, evaluated),
        ).toBeUndefined();
      } catch (error) {
        expect((error as Error).name).toContain('TemplateError');
      }
    },
  );

  it('the same tag is one object in all templates of a memo', () => {
    const memo = new TagMemo();
    const seen = new Set<object>();
    for (const text of ['{{ a }} {{ n }}', '{{ n }}{{ a }}'])
      parseTemplate(new SourceFile('t.sql', text), undefined, memo).renderTags(context, (tag) => {
        seen.add(tag);
        return '';
      });
    expect(seen.size).toBe(2);
  });
});
