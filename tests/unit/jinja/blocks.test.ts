import { describe, expect, it } from 'vitest';
import { type Block, macroOf, scanBlocks } from '../../../compiler/jinja/index.js';
import { fileWith } from './support.js';

const scan = (text: string): Block[] => scanBlocks(fileWith('macros/m.sql', text));

describe('blocks', () => {
  it('are found by kind, with dbt names', () => {
    const blocks = scan(`
      {% macro m(a) %}1{% endmacro %}
      {%- test not_null(model, column_name) -%}2{%- endtest -%}
      {% data_test positive(model) %}3{% enddata_test %}
      {% materialization table, adapter='duckdb', supported_languages=['sql', 'python'] %}4{% endmaterialization %}
      {% materialization mine, default %}5{% endmaterialization %}
      {% snapshot orders_snapshot %}6{% endsnapshot %}
      {% docs orders %}7{% enddocs %}`);
    expect(blocks.map((b) => [b.kind, b.name, b.macroName, b.body])).toEqual([
      ['macro', 'm', 'm', '1'],
      ['test', 'not_null', 'test_not_null', '2'],
      ['test', 'positive', 'test_positive', '3'],
      ['materialization', 'table', 'materialization_table_duckdb', '4'],
      ['materialization', 'mine', 'materialization_mine_default', '5'],
      ['snapshot', 'orders_snapshot', 'orders_snapshot', '6'],
      ['docs', 'orders', 'orders', '7'],
    ]);
    expect(blocks[3]!.supportedLanguages).toEqual(['sql', 'python']);
    expect(blocks[4]!.supportedLanguages).toEqual(['sql']);
  });

  it('have exact spans', () => {
    const text = 'x {%- macro  name_of(a) -%} body {%- endmacro -%} y';
    const [block] = scan(text);
    const slice = (span: { start: number; end: number }) => text.slice(span.start, span.end);
    expect(slice(block!.span)).toBe('{%- macro  name_of(a) -%} body {%- endmacro -%}');
    expect(block!.text).toBe(' {%- macro  name_of(a) -%} body {%- endmacro -%} ');
    expect(slice(block!.nameSpan)).toBe('name_of');
    expect(slice(block!.bodySpan)).toBe(' body ');
  });

  it.each([
    ['a raw part', '{% macro m() %}{% raw %}{% endmacro %}{% endraw %}{% endmacro %}'],
    ['a comment', '{% macro m() %}{# {% endmacro %} #}{% endmacro %}'],
    ['a string in an expression', "{% macro m() %}{{ '{% endmacro %}' }}{% endmacro %}"],
    ['a string in a tag', "{% macro m() %}{% set x = '%} {% endmacro %}' %}{% endmacro %}"],
    ['a string with a quote', "{% macro m() %}{{ 'it\\'s {% endmacro %}' }}{% endmacro %}"],
  ])('end tags in %s do not end them', (_, text) => {
    expect(scan(text).map((b) => b.text)).toEqual([text]);
  });

  it('are not looked for in comments and raw parts', () => {
    expect(scan('{# {% macro a() %}{% endmacro %} #}{% raw %}{% macro b() %}{% endraw %}')).toEqual([]);
  });

  it.each([
    ['{% macro m() %}', /Reached end of file without finding a close tag for macro/],
    ['{% macro a() %}{% macro b() %}{% endmacro %}{% endmacro %}', /nested block/],
    ['{% if x %}{% macro a() %}{% endmacro %}{% endif %}', /control flow/],
    ['{# never closed', /Missing end of comment/],
    ['{% macro %}{% endmacro %}', /needs a name/],
  ])('%s is an error with its place', (text, message) => {
    expect(() => scan(text)).toThrow(message);
    try {
      scan(text);
    } catch (error) {
      expect(error).toMatchObject({ kind: 'TemplateSyntaxError', line: 1 });
    }
  });

  it('tell parameters without parsing the body', () => {
    const [block] = scan(
      '{% macro m(a, b={"x": (1, 2)}, c: dict[str, int] = none, d=f(e=1)) %}{{ broken {% endmacro %}',
    );
    expect(macroOf(block!).parameters).toEqual([
      { name: 'a', hasDefault: false },
      { name: 'b', hasDefault: true },
      { name: 'c', hasDefault: true },
      { name: 'd', hasDefault: true },
    ]);
  });

  it('can be looked for by kind', () => {
    const file = fileWith('docs.md', 'A `{% macro` in text. {% docs a %}about {% macro x() %}{% enddocs %}');
    expect(scanBlocks(file, ['docs']).map((b) => b.body)).toEqual(['about {% macro x() %}']);
  });
});
