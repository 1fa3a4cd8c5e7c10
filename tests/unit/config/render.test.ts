import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DiagnosticList } from '../../../compiler/base/diagnostics.js';
import { Float } from '../../../compiler/base/scalars.js';
import { SourceFile } from '../../../compiler/base/source.js';
import { parseYaml } from '../../../compiler/base/yaml/index.js';
import { renderYamlValue, YamlContext } from '../../../compiler/config/index.js';

/** Texts with the values that dbt's renderer answers. */
const FACTS = JSON.parse(readFileSync(join(import.meta.dirname, 'native-facts.json'), 'utf8')) as [string, unknown][];

const vars: Readonly<Record<string, unknown>> = { v: { a: [1, '2', null] }, s: 'text', i: 7, t: true, f: 1.5, n: null };
const context = new YamlContext({
  invocation: { command: 'parse', cwd: '/', env: {}, options: {}, invocationId: 'id', startedAt: new Date(0) },
  env: { A: 'x', N: '5', B: 'true' },
  secrets: false,
  lookupVar: (name) => (Object.hasOwn(vars, name) ? { value: vars[name] } : undefined),
  varNames: () => Object.keys(vars),
  target: () => ({ name: 'dev', type: 'duckdb', threads: 4, schema: 'main', o: { a: [1, 2] } }),
});

function render(text: string) {
  const document = parseYaml(new SourceFile('x.yml', text));
  const list = new DiagnosticList();
  const value = renderYamlValue(document.value, context, (path) => document.spanOf(path), list);
  return {
    value,
    problems: list.all.map((d) => `${d.code} ${text.slice(d.span!.start, d.span!.end)}`),
    hints: list.all.map((d) => d.hint),
  };
}

const single = (template: string) => {
  const list = new DiagnosticList();
  const file = new SourceFile('x.yml', template);
  const value = renderYamlValue(template, context, () => ({ file, start: 0, end: template.length }), list);
  return list.hasErrors ? { $error: true } : JSON.parse(JSON.stringify(value));
};

describe('renderYamlValue', () => {
  it.each(FACTS)('%j is what dbt makes of it', (template, expected) => {
    expect(single(template)).toEqual(expected);
  });

  // Of a constant dbt makes text; here it keeps its type as every other expression does.
  it.each([
    ['{{ 1 + 1 }}', 2],
    ['{{ true }}', true],
    ['{{ none }}', null],
    ["{{ [1, 'a'] }}", [1, 'a']],
    ["{{ {'a': 1} }}", { a: 1 }],
  ])('%j keeps its type', (template, expected) => {
    expect(single(template)).toEqual(expected);
  });

  it('walks through everything but keys, and changes nothing', () => {
    const text = 'a: ["{{ 1 }}", {"{{ k }}": "{{ 2.0 }}"}]\nd: 2024-01-31\nt: 2024-01-31 10:00:00\nf: 1.0\n';
    const { value, problems } = render(text);
    expect(problems).toEqual([]);
    expect(value).toEqual({
      a: [1, { '{{ k }}': new Float(2) }],
      d: '2024-01-31',
      t: '2024-01-31T10:00:00',
      f: new Float(1),
    });
  });

  it('points into the template', () => {
    expect(render('a:\n  - b: "x {{ env_var(\'NOT_SET\') }}"\n').problems).toEqual(["ENV001 env_var('NOT_SET')"]);
    expect(render("a: '{{ var(''it'') }}'\n").problems).toEqual(["VAR001 '{{ var(''it'') }}'"]);
    expect(render('a: "{{ tagret }}"\n')).toMatchObject({
      problems: ['CFG002 tagret'],
      hints: ["Did you mean 'target'?"],
    });
    expect(render('a: "{{ var(\'i2\') }}"\nb: "{{ 1 / 0 }}"\n').problems).toHaveLength(2);
  });

  it('can leave texts alone', () => {
    const shouldRender = (path: readonly (string | number)[]) => path[0] !== 'description';
    const list = new DiagnosticList();
    const value = { description: '{{ x }}', n: '{{ 1 + 1 }}' };
    const file = new SourceFile('x.yml', '');
    expect(renderYamlValue(value, context, () => ({ file, start: 0, end: 0 }), list, { shouldRender })).toEqual({
      description: '{{ x }}',
      n: 2,
    });
    expect(list.all).toEqual([]);
  });
});
