import { describe, expect, it } from 'vitest';
import { parseTemplate, returnFunction, TemplateError } from '../../../compiler/jinja/index.js';
import {
  asyncFunction,
  callValue,
  generatorFunction,
  hostFunction,
  positionalArguments,
  textOf,
  toValue,
} from '../../../compiler/jinja/values/index.js';
import { DatabaseProblem, fileWith, macrosOf } from './support.js';

const MACROS = `
{% macro outer(x) %}
  {{ inner(x) }}
{% endmacro %}

{%- macro inner(x) -%}
  {{ x + 1 }}
{%- endmacro %}

{% macro native() %}{{ return([1, 2]) }}never seen{% endmacro %}
{% macro text() %}select {{ native() | length }}{% endmacro %}
{% macro passes_on() %}{{ return(text()) }}{% endmacro %}
{% macro rows(sql) %}{% set r = run_query(sql) %}{{ return(r) }}{% endmacro %}
{% macro wrapped() %}<{{ caller() }}>{% endmacro %}
{% macro counts() %}{% for i in range(3) %}{{ run_query('q' ~ i)[0] }},{% endfor %}{% endmacro %}
`;

const log: string[] = [];
const hosts = {
  return: returnFunction,
  run_query: asyncFunction('run_query', async (args) => {
    log.push(textOf(args.positional[0]!));
    await new Promise((resolve) => setImmediate(resolve));
    if (args.positional[0] === 'bad') throw new DatabaseProblem('no such table');
    return toValue([log.length]);
  }),
  twice: generatorFunction('twice', function* (args) {
    const first = yield* callValue(args.positional[0]!, positionalArguments('a'));
    const second = yield* callValue(args.positional[0]!, positionalArguments('b'));
    return `${textOf(first)}${textOf(second)}`;
  }),
  fails: hostFunction('fails', () => {
    throw new TemplateError('CompilationError', 'not like this');
  }),
};

const context = macrosOf(fileWith('macros/all.sql', MACROS), hosts);
const render = (text: string) => parseTemplate(fileWith('models/m.sql', text)).render(context).text;
const renderAsync = async (text: string) =>
  (await parseTemplate(fileWith('models/m.sql', text)).renderAsync(context)).text;

describe('macros', () => {
  it('are called by plain name through the context', () => {
    expect(render('{{ outer(1) }}').trim()).toBe('2');
  });

  it('give native values by return, through other macros too', () => {
    expect(render('{{ native()[1] }} {{ native() }} {{ text() }} {{ passes_on() }}')).toBe(
      '2 [1, 2] select 2 select 2',
    );
  });

  it('take call blocks', () => {
    expect(render('{% call wrapped() %}{{ 1 + 1 }}{% endcall %}')).toBe('<2>');
  });

  it('do not define names for the template that they are not of', () => {
    expect(render('{{ dbt_macro__outer is defined }}')).toBe('False');
  });
});

describe('errors', () => {
  function failure(text: string): TemplateError {
    try {
      render(text);
    } catch (error) {
      return error as TemplateError;
    }
    throw new Error('nothing was thrown');
  }

  it('carry their place and the chain of calls', () => {
    const error = failure("line one\n  {{ outer('a') }}");
    expect(error).toMatchObject({ kind: 'TypeError', message: 'can only concatenate str (not "int") to str' });
    expect([error.span?.file.path, error.line, error.column]).toEqual(['macros/all.sql', 7, 6]);
    const places = error.trace.map((step) => [
      step.name,
      step.span?.file.path,
      step.span?.file.locate(step.span.start),
    ]);
    expect(places).toEqual([
      ['inner', 'macros/all.sql', { line: 3, column: 6 }],
      ['outer', 'models/m.sql', { line: 2, column: 6 }],
    ]);
  });

  it('of hosts get the place of the call', () => {
    const error = failure('a\n{% if fails(1) %}{% endif %}');
    expect([error.kind, error.message, error.line, error.column]).toEqual(['CompilationError', 'not like this', 2, 7]);
  });

  it('of queries keep what was thrown', async () => {
    const error = await renderAsync("{% set x = rows('bad') %}").catch((e: unknown) => e as TemplateError);
    const failed = error as TemplateError;
    expect(failed.cause).toBeInstanceOf(DatabaseProblem);
    expect(failed.trace.map((step) => step.name)).toEqual(['rows']);
    expect(failed.span?.file.path).toBe('macros/all.sql');
  });

  it('of syntax in a macro point into its file', () => {
    const broken = macrosOf(fileWith('macros/broken.sql', 'text\n{% macro m() %}\n{{ 1 + }}\n{% endmacro %}'), {});
    let error: unknown;
    try {
      parseTemplate(fileWith('models/m.sql', '{{ m() }}')).render(broken);
    } catch (e) {
      error = e;
    }
    expect(error).toMatchObject({ kind: 'TemplateSyntaxError', line: 3, column: 8 });
    expect((error as TemplateError).span?.file.path).toBe('macros/broken.sql');
  });
});

describe('suspension', () => {
  it('waits in macros, loops and host functions, and runs everything once', async () => {
    log.length = 0;
    expect(await renderAsync("{{ rows('x')[0] }};{{ counts() }};{{ twice(rows) }}")).toBe('1;2,3,4,;[5][6]');
    expect(log).toEqual(['x', 'q0', 'q1', 'q2', 'a', 'b']);
  });

  it('keeps renders apart that wait at the same time', async () => {
    log.length = 0;
    const texts = await Promise.all([
      renderAsync('{{ counts() }}'),
      renderAsync('{% for i in [7, 8] %}{{ i }}{{ rows(i) }}{% endfor %}'),
    ]);
    expect(texts[0]!.split(',')).toHaveLength(4);
    expect(texts[1]).toMatch(/^7\[\d\]8\[\d\]$/);
    expect(log).toHaveLength(5);
  });

  it('is refused where nothing may wait', () => {
    expect(() => render("{{ rows('x') }}")).toThrow(/has to wait for the database/);
  });
});
