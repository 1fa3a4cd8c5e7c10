import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextOf, evaluateExpression, parseTemplate, type Segment } from '../../../compiler/jinja/index.js';
import { fromValue, hostFunction, reprOf, toValue } from '../../../compiler/jinja/values/index.js';
import { fileWith, macrosOf } from './support.js';

const parse = (text: string) => parseTemplate(fileWith('models/m.sql', text));
const empty = contextOf({});

describe('native rendering', () => {
  it.each([
    ['{{ 1 + 1 }}', '2'],
    ["{{ ['a', 1.0] }}", "['a', 1.0]"],
    ['{{ none }}', 'None'],
    ["{{ 'True' | as_bool }}", 'True'],
    ["{{ '12' | as_number }}", '12'],
    ['{{ \'[1, {"a": None}]\' | as_native }}', "[1, {'a': None}]"],
    ["{{ '12' | as_text }}", "'12'"],
    ['a{{ 1 }}', "'a1'"],
    ['plain', "'plain'"],
    ['', "''"],
  ])('%s', (text, repr) => {
    const { value } = parse(text).render(empty, { native: true });
    expect(reprOf(value!)).toBe(repr);
  });

  it('refuses what is not of the type', () => {
    expect(() => parse("{{ 'x' | as_bool }}").render(empty, { native: true })).toThrow(
      "Could not convert value 'x' into type 'bool'",
    );
  });
});

describe('powers of floats', () => {
  // Python's answers. V8's own operator has another last digit for the first.
  it.each([
    ['25.25 ** (1 / 3)', '2.9337321542213073'],
    ['2.718281828459045 ** -1.7', '0.18268352405273466'],
    ['27.0 ** (1 / 3)', '3.0'],
    ['10 ** -3', '0.001'],
    ['1.1 ** 20', '6.727499949325611'],
    ['7.0 ** 300', '3.38385702007491e+253'],
    ['1e-200 ** 1.5', '1e-300'],
    ['0.5 ** 1074', '5e-324'],
    ['1.0000001 ** 1000000000', '2.6881038582144647e+43'],
    ['(-2.0) ** 3', '-8.0'],
  ])('%s', (expression, text) => {
    expect(parse(`{{ ${expression} }}`).render(empty).text).toBe(text);
  });
});

describe('lenient undefined values', () => {
  it('may be used as dbt does while parsing', () => {
    const render = (text: string) => parse(text).render(empty, { undefined: 'lenient' }).text;
    expect(render("[{{ a.b.c }}{{ a['b'] }}{{ a() }}{{ a.b(1).c() }}{% for x in a.b %}{% endfor %}]")).toBe('[]');
    expect(
      render("[{{ 'text'.nothing() }}{{ {'a': 1}['b'].c }}{% for x in 'text'.nothing().more %}{% endfor %}]"),
    ).toBe('[]');
    expect(() => render('{{ a + 1 }}')).toThrow("'a' is undefined");
  });
});

describe('facts', () => {
  it('tell calls with literal arguments', () => {
    const { calls, simple } = parse(
      "{{ config(materialized='table', tags=['a']) }}select * from {{ ref('x') }} join {{ source('s', 't') }} where {{ var('v', 1) }}",
    ).facts();
    expect(simple).toBe(true);
    expect(
      calls.map((c) => [c.name, c.positional.map((a) => a.value), [...c.named].map(([k, a]) => [k, a.value])]),
    ).toEqual([
      [
        'config',
        [],
        [
          ['materialized', 'table'],
          ['tags', ['a']],
        ],
      ],
      ['ref', ['x'], []],
      ['source', ['s', 't'], []],
      ['var', ['v', 1], []],
    ]);
  });

  it('tell calls anywhere, in order', () => {
    const { calls, simple } = parse(
      "{% if is_incremental() %}{{ dbt_utils.star(ref(name), x=f(1)) }}{% endif %}{% set a = b.c.d('e')[g()] %}",
    ).facts();
    expect(simple).toBe(false);
    expect(calls.map((c) => c.name)).toEqual(['is_incremental', 'dbt_utils.star', 'ref', 'f', 'b.c.d', 'g']);
    expect(calls[2]!.positional[0]!.value).toBeUndefined();
  });

  it.each(['{{ ref(x) }}', '{% set a = 1 %}', '{{ f() }}', '{{ x }}', "{{ ref(*['a']) }}"])(
    '%s is not simple',
    (text) => {
      expect(parse(text).facts().simple).toBe(false);
    },
  );
});

describe('the source map', () => {
  const shown = (text: string, segments: readonly Segment[], offset = 0): unknown[] =>
    segments.map((s) => [
      text.slice(offset + s.start, offset + s.end),
      s.literal ? '=' : s.span.file.text.slice(s.span.start, s.span.end),
      ...(s.inner ? [shown(text, s.inner, offset + s.start)] : []),
    ]);

  it('leads through macros, set blocks and returned texts', () => {
    const context = macrosOf(
      fileWith(
        'macros/m.sql',
        '{% macro m(x) %}cast({{ x }} as int){% endmacro %}{% macro r(x) %}{{ return(m(x)) }}{% endmacro %}',
      ),
      {
        ...{ return: hostFunction('return', () => null) },
      },
    );
    const { text, segments } = parse(
      'select {{ m(1) }}{% set s %}a long text {{ 2 }} in a block{% endset %}, {{ s }}',
    ).render(context, { sourceMap: true });
    expect(text).toBe('select cast(1 as int), a long text 2 in a block');
    expect(shown(text, segments)).toEqual([
      ['select ', '='],
      [
        'cast(1 as int)',
        'm(1)',
        [
          ['cast(', '='],
          ['1', 'x'],
          [' as int)', '='],
        ],
      ],
      [', ', '='],
      [
        'a long text 2 in a block',
        's',
        [
          ['a long text ', '='],
          ['2', '2'],
          [' in a block', '='],
        ],
      ],
    ]);
  });
});

describe('text without tags', () => {
  it('is rendered as it is, without its last line break', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !/\{[{%#]/.test(text)),
        (text) => {
          const normal = text.replace(/\r\n?/g, '\n');
          expect(parse(text).render(empty).text).toBe(normal.endsWith('\n') ? normal.slice(0, -1) : normal);
        },
      ),
    );
  });
});

describe('any text', () => {
  const piece = fc.constantFrom(
    '{{',
    '}}',
    '{%',
    '%}',
    '{#',
    '#}',
    '-',
    ' ',
    '\n',
    'if',
    'endif',
    'x',
    '1',
    '"',
    "'",
    '(',
    ')',
    '[',
    '.',
    '|',
    'é',
    '😀',
    '\\',
    '=',
    'raw',
    'endraw',
    'for x in [1] ',
  );

  it('is rendered or refused with a place inside it', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const text = pieces.join('');
        try {
          parse(text).render(empty, { sourceMap: true });
        } catch (error) {
          expect(error).toMatchObject({ name: 'TemplateError' });
          const { span } = error as { span: { start: number; end: number } };
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(text.length);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('literal segments map one to one', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            'a',
            ' ',
            '\n',
            '{{ 1 }}',
            '{{- 2 -}}',
            '{# c #}',
            '{#- c -#}',
            '{% if 1 -%}',
            '{% endif %}',
            'é',
          ),
          { maxLength: 20 },
        ),
        (pieces) => {
          const source = pieces.join('');
          try {
            const { text, segments } = parse(source).render(empty, { sourceMap: true });
            for (const s of segments)
              if (s.literal)
                expect(text.slice(s.start, s.end)).toBe(source.slice(s.span.start, s.span.start + s.end - s.start));
          } catch (error) {
            expect(error).toMatchObject({ kind: 'TemplateSyntaxError' });
          }
        },
      ),
    );
  });
});

describe('values', () => {
  it('survive the way in and out', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        expect(JSON.parse(JSON.stringify(fromValue(toValue(data))))).toEqual(JSON.parse(JSON.stringify(data)));
      }),
    );
  });

  it('expressions stand alone', () => {
    expect(evaluateExpression(fileWith('e', "x.y[0] ~ '!'"), contextOf({ x: { y: [1] } }))).toBe('1!');
    expect(() => evaluateExpression(fileWith('e', '1 +'), empty)).toThrow(/unexpected/);
  });
});
