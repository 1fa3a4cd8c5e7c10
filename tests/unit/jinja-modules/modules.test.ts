import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../compiler/base/source.js';
import { evaluateExpression, parseTemplate } from '../../../compiler/jinja/index.js';
import { modulesValue } from '../../../compiler/jinja/modules/index.js';
import {
  asyncFunction,
  getAttribute,
  reprOf,
  TemplateError,
  type Value,
} from '../../../compiler/jinja/values/index.js';

interface Answer {
  readonly expression: string;
  readonly repr?: string;
  readonly error?: string;
  readonly message?: string;
}

// What Python answers; generate/answers.py writes it from expressions.txt.
const answers: Answer[] = JSON.parse(readFileSync(new URL('./answers.json', import.meta.url), 'utf8'));

const modules = modulesValue();
const names = new Map<string, Value>([
  ['modules', modules],
  ['re', getAttribute(modules, 're')],
  ['dt', getAttribute(modules, 'datetime')],
  ['pytz', getAttribute(modules, 'pytz')],
  ['it', getAttribute(modules, 'itertools')],
  ['wait', asyncFunction('wait', async ({ positional }) => positional[0]!)],
]);
const context = { lookup: (name: string) => names.get(name) };

const evaluate = (expression: string) => evaluateExpression(new SourceFile('expression', expression), context);

function errorOf(run: () => unknown): TemplateError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(TemplateError);
    return error as TemplateError;
  }
  throw new Error('No error was thrown');
}

const errorFrom = (expression: string) => errorOf(() => evaluate(expression));

/** Without what differs from run to run. */
const shown = (text: string) => text.replace(/ at 0x[0-9a-f]+/, '');

describe('modules as Python has them', () => {
  it.each(answers.map((answer) => [answer.expression, answer] as const))('%s', (expression, answer) => {
    if (answer.error === undefined) {
      expect(shown(reprOf(evaluate(expression)))).toBe(shown(answer.repr!));
      return;
    }
    const { kind, message } = errorFrom(expression);
    expect({ kind, message }).toEqual({ kind: answer.error, message: answer.message });
  });
});

describe('budgets', () => {
  it.each([
    ['exponential backtracking', "re.match('(a+)+$', 'a' * 40 ~ 'b')"],
    ['nested alternatives', "re.search('(a|aa)+$', 'a' * 60 ~ 'b')"],
    ['quadratic searching', "re.findall(' +$', ' ' * 100000 ~ 'x')"],
    ['a list of an endless iterator', 'it.count() | list'],
    ['a list of a cycle', 'it.cycle([1]) | list'],
    ['a slice of an endless iterator', 'it.islice(it.repeat(1), 10 ** 9) | list'],
    ['too many permutations', 'it.permutations("abcdefghijklmnop") | list'],
    ['a large product', 'it.product("abcdefghij", repeat=12) | list'],
  ])('stops %s', (_, expression) => {
    const started = performance.now();
    const error = errorFrom(expression);
    expect(error.kind).toBe('BudgetError');
    expect(error.hint).toBeDefined();
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('matches long texts, whatever the number of repetitions', () => {
    expect(evaluate("re.match('(?:ab|c)*', 'ab' * 200000).end()")).toBe(400_000);
    expect(evaluate("re.sub('[a-z]+', 'x', 'word ' * 100000) | length")).toBe(200_000);
    expect(evaluate("re.search('(a|b)*c', 'ab' * 50000 ~ 'c').lastindex")).toBe(1);
  });
});

describe('functions of templates', () => {
  const render = (text: string) => parseTemplate(new SourceFile('template', text)).render(context).text;

  it('calls a macro for every match', () => {
    const text = `{% macro upper(m) %}<{{ m.group(1) | upper }}>{% endmacro %}{{ modules.re.sub('-(\\\\w)', dbt_macro__upper, 'a-b-c') }}`;
    expect(render(text)).toBe('a<B><C>');
  });

  it('calls a macro that waits', async () => {
    const text = `{% macro twice(m) %}{{ wait(m.group()) * 2 }}{% endmacro %}{{ modules.re.subn('b', dbt_macro__twice, 'abcb')[0] }}`;
    const output = await parseTemplate(new SourceFile('template', text)).renderAsync(context);
    expect(output.text).toBe('abbcbb');
  });

  it('calls a macro to accumulate', () => {
    const text = `{% macro join(a, b) %}{{ a }}+{{ b }}{% endmacro %}{{ modules.itertools.accumulate([1, 2, 3], dbt_macro__join) | list }}`;
    expect(render(text)).toBe("[1, '1+2', '1+2+3']");
  });

  it('names an undefined variable', () => {
    for (const call of [
      "re.match('a', nothing)",
      're.sub("a", nothing, "a")',
      'dt.date(2024, nothing, 1)',
      'pytz.timezone(nothing)',
    ]) {
      const { kind, message } = errorFrom(call);
      expect({ kind, message }).toEqual({ kind: 'UndefinedError', message: "'nothing' is undefined" });
    }
  });

  it('suggests a time zone', () => {
    expect(errorFrom("pytz.timezone('Europe/Berlim')").hint).toContain('Europe/Berlin');
  });
});
