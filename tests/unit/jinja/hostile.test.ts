import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../compiler/base/source.js';
import { modulesValue, parseTemplate, TemplateError } from '../../../compiler/jinja/index.js';
import { HostObject, hostFunction, toValue, type Value } from '../../../compiler/jinja/values/index.js';

const values: Readonly<Record<string, Value>> = {
  s: 'text',
  n: 7,
  l: toValue([1, 2, 3]),
  d: toValue({ a: 1 }),
  f: hostFunction('f', () => 'called'),
  o: new HostObject('Relation', { name: 'orders', lazy: () => 'made' }),
  modules: modulesValue(),
};

function run(template: string): { text: string } | { error: TemplateError } {
  const file = new SourceFile('hostile.sql', template);
  try {
    return {
      text: parseTemplate(file).render({ lookup: (name) => (Object.hasOwn(values, name) ? values[name] : undefined) })
        .text,
    };
  } catch (error) {
    // Anything but a TemplateError is a hole, or a bug.
    expect(error).toBeInstanceOf(TemplateError);
    expect((error as TemplateError).cause).toBeUndefined();
    return { error: error as TemplateError };
  }
}

// Names through which JavaScript's or Python's insides are reached.
const NAMES = [
  'constructor',
  '__proto__',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
  '__lookupGetter__',
  'isPrototypeOf',
  'call',
  'apply',
  'bind',
  'caller',
  'callee',
  '__class__',
  '__globals__',
  '__builtins__',
  '__mro__',
  '__subclasses__',
  '__init__',
  '__dict__',
  '__code__',
  '__closure__',
  '__self__',
  '__func__',
  'mro',
  'func_globals',
  'gi_frame',
  'gi_code',
  'cr_frame',
  'f_globals',
  '_func',
  '_environment',
];
const OBJECTS = [
  's',
  'n',
  'l',
  'd',
  'f',
  'o',
  'range',
  'modules',
  'modules.re',
  'none',
  'true',
  '1.0',
  '(1,)',
  'dict',
  'cycler',
  'namespace(a=1)',
  'l.append',
  "''.join",
  'self',
  "''|e",
  'range(3)',
  'd.items()',
  "l|map('string')",
  'zz',
];
// What an answer of JavaScript's insides would show.
const LEAK = /native code|\[object|function |=>|class |Object|prototype|Function|<type|subclass|environment object/i;

describe('attributes lead nowhere', () => {
  it.each(NAMES)('%s of everything', (name) => {
    for (const object of OBJECTS) {
      for (const template of [
        `{{ (${object}).${name} }}`,
        `{{ (${object})['${name}'] }}`,
        `{{ (${object})|attr('${name}') }}`,
        `{{ [${object}]|map(attribute='${name}')|list }}`,
        `{{ [${object}]|map('attr', '${name}')|list }}`,
        `{{ '{0.${name}}'.format(${object}) }}`,
        `{{ '{x[${name}]}'.format(x=${object}) }}`,
        `{{ '{x.${name}}'.format_map({'x': ${object}}) }}`,
        `{{ '%s'|format((${object})['${name}']) }}`,
        `{{ [${object}]|groupby('${name}')|list if false }}`,
        `{{ [${object}]|selectattr('${name}')|list|length }}`,
      ]) {
        const result = run(template);
        if ('text' in result) {
          expect(result.text, template).not.toMatch(LEAK);
          // Undefined, a length, or what was put in.
          expect(result.text.length, template).toBeLessThan(120);
        }
      }
    }
  });

  it.each(NAMES.filter((name) => name.startsWith('_')))('%s cannot be called or used', (name) => {
    for (const object of OBJECTS) {
      const result = run(`{{ (${object}).${name}() }}{{ (${object}).${name}.x }}`);
      expect(result, `${object}.${name}`).toHaveProperty('error');
      expect((result as { error: TemplateError }).error.kind).toMatch(/SecurityError|UndefinedError/);
    }
  });
});

describe('escapes', () => {
  it.each([
    "{{ range.constructor('return process')() }}",
    "{{ ''.constructor.constructor('return process')() }}",
    "{{ [].constructor.constructor('return this')() }}",
    "{{ {}.__proto__.polluted }}{% set x = {} %}{% do x.update({'__proto__': {'polluted': 1}}) %}{{ {}.polluted.x }}",
    "{% set x = {'constructor': 1}.constructor %}{{ x() }}",
    '{{ l.map(l.push) }}',
    "{{ l['map'](f) }}",
    "{{ s.replace.constructor('alert(1)')() }}",
    '{{ f.call(none) }}',
    '{{ f.bind(none)() }}',
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''.__class__.__base__.__subclasses__() }}",
    "{{ ()|attr('__class__')|attr('__base__') }}{{ (()|attr('__class__')).x }}",
    "{{ self.__init__.__globals__.os.popen('id').read() }}",
    '{{ cycler.__init__.__globals__.os }}',
    "{{ lipsum.__globals__['os'].popen('id') }}",
    '{{ joiner.__init__.__globals__.os }}',
    '{{ namespace.__init__.__globals__.os }}',
    '{{ dict.mro()[1].__subclasses__() }}',
    '{{ f.__code__.co_consts.x }}',
    '{% macro m() %}{% endmacro %}{{ dbt_macro__m._func.__globals__ }}',
    '{% macro m() %}{% endmacro %}{{ dbt_macro__m.__init__.__globals__.x }}',
    '{% for x in l %}{{ loop.__init__.__globals__.x }}{% endfor %}',
    "{{ (l|map('string')).gi_frame.f_globals }}",
    "{{ '{0.__class__.__init__.__globals__}'.format(s) }}{{ ('{0.__class__}'|attr('format'))(s).x.y }}",
    "{{ ''|attr(['__cl','ass__']|join)|attr('mro') }}{{ (''|attr('__class__')).mro() }}",
    '{{ process.env }}',
    '{{ globalThis.process }}',
    "{{ require('fs') }}",
    '{{ this.constructor }}',
    "{{ eval('1') }}",
    "{{ import('fs') }}",
    "{{ __import__('os') }}",
    "{{ open('/etc/passwd').read() }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% extends '/etc/passwd' %}",
    "{% from 'os' import system %}",
    '{{ o.attributes.x }}',
    "{{ o.getAttribute('name') }}",
    "{{ modules.os.system('id') }}",
    '{{ modules.re.sys.x }}',
    '{{ modules.datetime.sys.modules }}',
    "{{ modules.re.compile('x').constructor('y')() }}",
    "{{ modules.re.match('(x)', 'x').group.constructor('y')() }}",
    "{% set ns = namespace() %}{% set ns.__proto__ = {'a': 1} %}{{ ns.a.x }}",
    '{% set ns = namespace() %}{% set ns.constructor = f %}{{ {}.constructor() }}',
    "{{ {}['constructor']['constructor']('return 1')() }}",
    "{{ 1 .constructor('x') }}",
    "{{ true.constructor.constructor('x')() }}",
    "{{ none.constructor('x') }}",
    '{{ l.__proto__.push(1) }}',
    '{{ caller.caller() }}',
    '{{ varargs.callee() }}',
    "{{ 'a'.at(0) }}",
    "{{ 'a'.codePointAt(0) }}",
    '{{ l.forEach(f) }}',
    "{{ d.hasOwnProperty('a') }}",
    '{{ d.toString() }}',
    "{{ 'abc'.matchAll('b') }}",
  ])('%s', (template) => {
    expect(run(template)).toHaveProperty('error');
  });

  it('keys of dicts are data, whatever their name', () => {
    expect(
      run(
        "{% set x = {'__proto__': 1, 'constructor': 2} %}{{ x['__proto__'] }}{{ x.constructor }}{{ x }}{{ {}.constructor is defined }}",
      ),
    ).toEqual({
      text: "12{'__proto__': 1, 'constructor': 2}False",
    });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("the host's data is never changed", () => {
    const data = { list: [1], dict: { a: 1 } };
    const value = toValue(data);
    parseTemplate(new SourceFile('t', '{% do x.list.append(2) %}{% do x.dict.update(b=2) %}{{ x }}')).render({
      lookup: () => value,
    });
    expect(data).toEqual({ list: [1], dict: { a: 1 } });
  });
});

describe('bombs are answered in less than a second', () => {
  const doubling = (start: string, step: string, times = 40) =>
    `{% set ns = namespace(x=${start}) %}{% for i in range(${times}) %}{% set ns.x = ${step} %}{% endfor %}`;
  it.each(
    [
      "{{ 'a' * 10**9 }}",
      "{{ 'a' * 10**30 }}",
      '{{ [0] * 10**9 }}',
      '{{ (0,) * 10**9 }}',
      '{{ range(10**10) }}',
      '{{ range(10**10)|list }}',
      '{{ 10 ** (10 ** 10) }}',
      '{{ 2 ** 100000000 }}',
      '{% set ns = namespace(x=3) %}{% for i in range(100) %}{% set ns.x = ns.x * ns.x %}{% endfor %}{{ ns.x }}',
      `${doubling("'ab'", 'ns.x ~ ns.x')}{{ ns.x }}`,
      `${doubling("'ab'", 'ns.x + ns.x')}{{ ns.x }}`,
      `${doubling('[1]', 'ns.x + ns.x')}{{ ns.x|length }}`,
      `${doubling('[1]', '[ns.x, ns.x]')}{{ ns.x }}`,
      `${doubling('[1]', '[ns.x, ns.x]')}{{ ns.x|string|length }}`,
      `${doubling('[1]', '[ns.x, ns.x]')}{{ ns.x|tojson }}`,
      `${doubling('[1]', '[ns.x, ns.x]')}{{ ns.x|pprint }}`,
      `${doubling('(1,)', '(ns.x, ns.x)')}{{ {ns.x: 1} }}`,
      `${doubling('[1]', '[ns.x, ns.x]')}{% set a = ns.x %}${doubling('[1]', '[ns.x, ns.x]')}{{ a == ns.x }}`,
      `${doubling('[1]', '[ns.x, ns.x]')}{% set a = ns.x %}${doubling('[1]', '[ns.x, ns.x]')}{{ a < ns.x }}`,
      `${doubling("'ab'", "ns.x.replace('a', ns.x)")}{{ ns.x }}`,
      `${doubling("'ab'", "ns.x|replace('b', ns.x)")}{{ ns.x }}`,
      `${doubling("'ab'", 'ns.x.join(ns.x)')}{{ ns.x }}`,
      `${doubling("'ab'", "'%s%s' % (ns.x, ns.x)")}{{ ns.x }}`,
      `${doubling("'ab'", "'{0}{0}'.format(ns.x)")}{{ ns.x }}`,
      `${doubling("'ab'", '[ns.x, ns.x]|join')}{{ ns.x }}`,
      `${doubling('{}', "{'a': ns.x, 'b': ns.x}")}{{ ns.x }}`,
      "{{ 'a'.center(10**10) }}",
      "{{ 'a'|center(10**10) }}",
      "{{ 'a'.ljust(10**10) }}",
      "{{ 'a'.zfill(10**10) }}",
      "{{ 'a\\tb'.expandtabs(10**10) }}",
      "{{ '{:>10000000000}'.format('a') }}",
      "{{ '{:.10000000000f}'.format(1.5) }}",
      "{{ '{:{w}}'.format('a', w=10**10) }}",
      "{{ '%10000000000d' % 1 }}",
      "{{ '%.10000000000f' % 1 }}",
      "{{ '%*d' % (10**10, 1) }}",
      "{{ 'a'|indent(10**10) }}",
      "{{ 'a'|indent(10**10, true) }}",
      '{{ [1]|batch(10**9, 0)|list|string|length }}',
      '{{ lipsum(n=10**9) }}',
      '{{ lipsum(n=1, max=10**10, min=10**9) }}',
      '{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}',
      '{% for i in range(100000) %}{% for j in range(100000) %}{{ j }}{% set x = i %}{% endfor %}{% endfor %}',
      '{% for i in range(100000) %}{{ range(100000)|list|length }}{% endfor %}',
      '{% for i in range(100000) %}{{ range(100000)|sum }}{% endfor %}',
      "{% for i in range(100000) %}{% set x = range(100000)|map('string')|join %}{% endfor %}",
      "{% set x = 'a' * 60000000 %}{% for i in range(100000) %}{% if x.upper() == 'b' %}{% endif %}{% endfor %}",
      "{% set x = 'a' * 60000000 %}{% for i in range(100000) %}{% if 'b' in x %}{% endif %}{% endfor %}",
      "{% set x = 'a' * 60000000 %}{% for i in range(100000) %}{{ x.count('b') }}{% endfor %}",
      '{% set x = [1] %}{% for i in x %}{% do x.append(i) %}{% endfor %}',
      '{% set x = [1] %}{% for i in x %}{% do x.extend(x) %}{% endfor %}',
      '{% macro m() %}{{ dbt_macro__m() }}{% endmacro %}{{ dbt_macro__m() }}',
      '{% macro m(n) %}{% if n %}{{ dbt_macro__m(n - 1) }}{{ dbt_macro__m(n - 1) }}{% endif %}{% endmacro %}{{ dbt_macro__m(100) }}',
      '{% macro m() %}{{ caller() }}{% endmacro %}{% macro r() %}{% call dbt_macro__m() %}{{ dbt_macro__r() }}{% endcall %}{% endmacro %}{{ dbt_macro__r() }}',
      '{% set x = [] %}{% do x.append(x) %}{% for i in x recursive %}{{ loop(i) }}{% endfor %}',
      '{{ modules.itertools.count()|list }}',
      "{{ modules.itertools.repeat('')|join }}",
      '{{ modules.itertools.cycle([1])|sum }}',
      '{% for x in modules.itertools.count() %}{% endfor %}',
      '{{ 0.5 in modules.itertools.count() }}',
      '{{ modules.itertools.product(range(1000), repeat=1000)|list|length }}',
      `{{ ${'('.repeat(5000)}1${')'.repeat(5000)} }}`,
      `{{ ${'['.repeat(5000)}${']'.repeat(5000)} }}`,
      `{{ ${'not '.repeat(50000)}1 }}`,
      `{{ ${'-'.repeat(50000)}1 }}`,
      `{{ 1${' + 1'.repeat(100000)} }}`,
      `{% ${'if 1 %}{% '.repeat(20000)}endif %}`,
      `{{ 1${'0'.repeat(5000)} }}`,
      "{% set x = 'a,' * 20000000 %}{{ x.split(',')|length }}",
    ].map((template) => [template.slice(0, 120), template] as const),
  )('%s', (_, template) => {
    // CPU time, as other tests run meanwhile.
    const start = process.cpuUsage();
    const result = run(template);
    const { user, system } = process.cpuUsage(start);
    const time = (user + system) / 1000;
    if ('text' in result) expect(result.text.length).toBeLessThan(1_000_000);
    expect(time, template.slice(0, 100)).toBeLessThan(3000);
    expect(result, template.slice(0, 100)).toHaveProperty('error');
  });

  it('lets a list grow by many short ones, as rows of a seed are bound', () => {
    const grow =
      '{% set x = [] %}{% for i in range(8000) %}{% do x.extend([i, i, i, i, i]) %}{% endfor %}{{ x|length }}';
    expect(run(grow)).toEqual({ text: '40000' });
  });

  it('shows containers that hold themselves', () => {
    expect(run('{% set x = [] %}{% do x.append(x) %}{{ x }}{% set d2 = {} %}{% do d2.update(a=d2) %}{{ d2 }}')).toEqual(
      { text: "[[...]]{'a': {...}}" },
    );
  });
});
