import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../compiler/base/source.js';
import { type FindPrinting, macroOf, parseTemplate, scanBlocks } from '../../../compiler/jinja/index.js';

const find: FindPrinting = ({ name, dispatched, namespace }) => {
  if (dispatched)
    return name === 'inner' && namespace !== 'other' ? { parameters: ['x', 'y'], printed: new Set(['x']) } : undefined;
  if (name === 'inner' || name === 'pkg.inner') return { parameters: ['x', 'y'], printed: new Set(['x']) };
  return undefined;
};

function printed(body: string, parameters = 'p, q=1'): string[] {
  const [block] = scanBlocks(new SourceFile('m.sql', `{% macro m(${parameters}) %}${body}{% endmacro %}`));
  return [...macroOf(block!).printed(find)].sort();
}

describe('parameters that are only printed', () => {
  it.each([
    ['select {{ p }} from {{ q }}', 'pq'],
    ['{{ p if a else q }}', 'pq'],
    ['{{ p if q else 1 }}', 'p'],
    ['{% if q %}{{ p }}{% endif %}', 'p'],
    ['{% for i in q %}{{ p }}{% endfor %}', 'p'],
    ['{% for p in q %}{{ p }}{% endfor %}', ''],
    ['{% set p = 1 %}{{ p }}{{ q }}', 'q'],
    ['{{ p | upper }}{{ q }}', 'q'],
    ["{{ p ~ 'x' }}{{ q }}", 'q'],
    ['{{ p.name }}{{ q }}', 'q'],
    ['{{ p[0] }}{{ q == 1 }}', ''],
    ['{% set x %}{{ p }}{% endset %}{{ x | length }}{{ q }}', 'q'],
    ['{% filter upper %}{{ p }}{% endfilter %}{{ q }}', 'q'],
    ['{% call inner() %}{{ p }}{% endcall %}{{ q }}', 'q'],
    ['{% autoescape true %}{{ p }}{% endautoescape %}{{ q }}', 'q'],
    ['{% for i in [1] recursive %}{{ p }}{% endfor %}{{ q }}', 'q'],
    ['{{ inner(p, q) }}', 'p'],
    ['{{ pkg.inner(y=p, x=q) }}', 'q'],
    ['{{ inner(p | upper, 1) }}{{ q }}', 'q'],
    ['{{ inner(1, 2, p) }}{{ q }}', 'q'],
    ['{{ inner(*p) }}{{ inner(**q) }}', ''],
    ['{{ inner(p) | length }}{{ q }}', 'q'],
    ['{{ unknown(p) }}{{ q }}', 'q'],
    ["{{ adapter.dispatch('inner')(p, q) }}", 'p'],
    ["{{ adapter.dispatch('inner', macro_namespace='dbt')(p) }}", 'pq'],
    ["{{ adapter.dispatch('inner', 'other')(p) }}{{ q }}", 'q'],
    ['{{ adapter.dispatch(p)(q) }}', ''],
    ['{{ return(p) }}{% do return(inner(q)) %}', 'pq'],
    ['{% set inner = q %}{{ inner(p) }}', ''],
  ])('%s', (body, expected) => {
    expect(printed(body).join('')).toBe(expected);
  });

  it('a default that reads another parameter reads it', () => {
    expect(printed('{{ p }}{{ q }}', 'p, q=p')).toEqual(['q']);
  });

  it.each([
    ['{{ inner(**k) }}', ['x']],
    ["{{ inner(**k) }}{{ config(severity='warn') }}", ['x']],
    ['{{ inner(**k) }}{{ inner(**k) }}', undefined],
    ['{{ inner(**k) }}{{ k }}', undefined],
    ['{{ inner(1, **k) }}', undefined],
    ['{{ unknown(**k) }}', undefined],
    ['{% if true %}{{ inner(**k) }}{% endif %}', undefined],
    ['nothing', undefined],
  ])('of a template %s', (text, expected) => {
    const keys = parseTemplate(new SourceFile('t.sql', text)).printedKeys('k', find);
    expect(keys && [...keys]).toEqual(expected);
  });
});
