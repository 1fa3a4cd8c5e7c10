import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../compiler/base/source.js';
import { contextOf, parseTemplate, TagMemo } from '../../../compiler/jinja/index.js';

const context = contextOf({ a: 'A', n: 3, d: { k: [1, 2] }, f: (x: string) => `<${x}>` });
const evaluated = (_: object, evaluate: () => string): string => evaluate();

function attempt(render: () => string | undefined): string | undefined {
  try {
    return render();
  } catch (error) {
    return (error as Error).message;
  }
}

function both(text: string) {
  const memo = new TagMemo();
  const file = new SourceFile('t.sql', text);
  const template = parseTemplate(file, undefined, memo);
  return {
    tags: attempt(() => template.renderTags(context, evaluated)),
    again: attempt(() => template.render(context).text),
    whole: attempt(() => parseTemplate(file).render(context).text),
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
    '{% set x = 1 %}{{ x }}{{ a }}',
    '{{ a }}{% set a = 1 %}{{ a }} {{ n -}}\n\n{% if n %} {{- n }}{% else %}{{ a }}{% endif %}\n',
    '{% for i in range(n) %}{{ i }}{{ n }}{{ loop.index }}{{ f(a) }}{% endfor %}',
    '{% for a in range(n) %}{{ a }}{{ n }}{% else %}{{ n }}{% endfor %}{{ a }}',
    '{% set x %}{{ a }}{{ n }}{% endset %}{{ x | lower }}{{ x }}',
    '{% filter lower %}{{ a }}{% endfilter %}{% with n = 1 %}{{ n }}{{ a }}{% endwith %}',
    '{% macro m(n) %}{{ n }}{{ a }}{% endmacro %}{{ dbt_macro__m(5) }}{{ n }}',
    '{% macro c() %}{{ caller(1) }}{% endmacro %}{% call(n) dbt_macro__c() %}{{ n }}{{ a }}{% endcall %}{{ a }}',
    '{% autoescape true %}{{ f(a) }}{% endautoescape %}{{ f(a) }}',
    '{% set ns = namespace(k=1) %}{% set ns.k = 2 %}{{ ns.k }}{{ a }}',
  ])('%j', (text) => {
    const { tags, again, whole } = both(text);
    expect(tags).toBe(whole);
    expect(again).toBe(whole);
  });

  it.each(['{% set x = 1 %}{{ x }}', '{% set x = 1 %}', 'a\r\n{{ a }}', '{{ a }', '{{ {"a": {}}}}'])(
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
