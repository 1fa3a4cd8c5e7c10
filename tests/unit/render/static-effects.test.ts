import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SourceFile } from '../../../compiler/base/source.js';
import {
  parseTemplate,
  type StaticArgument,
  TagMemo,
  type Template,
  TemplateError,
} from '../../../compiler/jinja/index.js';
import type { Captures } from '../../../compiler/render/captures.js';
import { evaluateCaptures, type ParseNode, staticEffectsOf } from '../../../compiler/render/parse-context.js';
import type { RenderServices } from '../../../compiler/render/services.js';
import { capturesOf, type StaticEffects } from '../../../compiler/render/static-effects.js';
import { PROJECTS, parseFolder } from '../parse/parse-folder.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');

function nodeOf(packageName: string, name = 'm'): ParseNode {
  const path = `models/${name}.sql`;
  return {
    uniqueId: `model.${packageName}.${name}`,
    name,
    resourceType: 'model',
    packageName,
    path,
    originalFilePath: path,
    fqn: [packageName, name],
    database: 'db',
    schema: 'main',
    alias: name,
  };
}

/** Captures without places, which evaluation does not know. */
function plain({ refs, sources, metrics, functions, config, macros }: Captures): unknown {
  return {
    refs: refs.map(({ name, package: inPackage, version }) => [name, inPackage, version]),
    sources: sources.map(({ source, table }) => [source, table]),
    metrics,
    functions,
    config,
    macros,
  };
}

const memo = new TagMemo();
const oracles = new Map<RenderServices, StaticEffects>();

/** What is read off a template: of one that is read tag by tag, the same as of one that is parsed as a whole. */
function readOff(services: RenderServices, packageName: string, file: SourceFile, tags?: TagMemo): unknown {
  let oracle = oracles.get(services);
  if (!oracle) oracles.set(services, (oracle = staticEffectsOf(services, packageName)));
  try {
    const template = parseTemplate(file, undefined, tags);
    const { calls, simple } = template.facts();
    const argument = (a: StaticArgument) => [a.span, a.value, a.source()];
    return {
      effects: template.effects(oracle),
      calls: calls.map(({ name, span, positional, named }) => [
        name,
        span,
        positional.map(argument),
        [...named].map(([key, a]) => [key, argument(a)]),
      ]),
      simple,
    };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { kind: error.kind, message: error.message, span: error.span };
  }
}

function sameByTags(services: RenderServices, packageName: string, file: SourceFile): void {
  expect(readOff(services, packageName, file, memo)).toEqual(readOff(services, packageName, file));
}

/** Compares what is told with what evaluation notes. False: nothing is told. */
function agrees(services: RenderServices, template: Template, packageName: string): boolean {
  const told = template.effects(staticEffectsOf(services, packageName));
  if (!told) return false;
  const noted = evaluateCaptures(services, template, nodeOf(packageName));
  const captures = capturesOf(told);
  expect(plain(captures), template.file.text).toEqual(plain(noted));
  // Vars may be told of that a condition hides.
  expect(captures.vars).toEqual(expect.arrayContaining([...noted.vars]));
  return true;
}

describe('what templates of projects refer to', () => {
  const projects: [string, string, Record<string, string>][] = [
    ...['inheritance', 'more', 'texts', 'values', 'variants'].map((name): [string, string, Record<string, string>] => [
      name,
      join(PROJECTS, name),
      { PARSE_TEST: 'from env' },
    ]),
    ['shop', join(ROOT, 'tests/fixtures/shop'), { DBT_PROFILES_DIR: join(ROOT, 'tests/fixtures/shop/profiles') }],
    ['the warehouse', ROOT, { DBT_PROFILES_DIR: ROOT }],
  ];
  it.each(projects)('is told of as evaluation notes it: %s', async (_name, folder, env) => {
    const { services, result, manifest } = await parseFolder(folder, {}, env);
    let told = 0;
    let all = 0;
    for (const [id, template] of result.templates) {
      const node = manifest.nodes.get(id);
      if (!node || ('testMetadata' in node && node.testMetadata)) continue;
      all++;
      sameByTags(services, node.packageName, template.file);
      if (agrees(services, template, node.packageName)) told++;
    }
    expect(all).toBeGreaterThan(0);
    expect(told / all).toBeGreaterThanOrEqual(0.5);
  });
});

const MACROS = `
{% macro plain(x, n=2) %}cast({{ x }} as decimal({{ n }})){% endmacro %}
{% macro listed(items) %}{% for i in items %}'{{ i }}'{{ ', ' if not loop.last }}{% endfor %}{% endmacro %}
{% macro nested(x) %}{{ plain(x) }} {{ listed([1, 2]) }}{% endmacro %}
{% macro referring() %}{{ ref('from_macro') }}{% endmacro %}
{% macro maybe_referring(x) %}{% if x %}{{ ref('from_macro') }}{% endif %}{% endmacro %}
{% macro at_run_time() %}{% if execute %}{{ ref('never') }}{{ log('x') }}{% endif %}1{% endmacro %}
{% macro early() %}{% if not execute %}{{ return('x') }}{% endif %}{{ ref('never') }}{% endmacro %}
{% macro late(x) %}{% if x %}{{ return('x') }}{% endif %}{{ ref('perhaps') }}{% endmacro %}
{% macro dispatched(x) %}{{ return(adapter.dispatch('dispatched', 'effects')(x)) }}{% endmacro %}
{% macro default__dispatched(x) %}{{ x }}{{ var('known') }}{% endmacro %}
{% macro looping(x) %}{% for i in x %}{{ source('raw', 'looped') }}{% endfor %}{% endmacro %}
{% macro itself(x) %}{% if x %}{{ itself(false) }}{% endif %}{% endmacro %}
{% macro takes_rest() %}{{ varargs }}{{ kwargs }}{% endmacro %}
{% macro calls_back() %}{{ caller() }}{% endmacro %}
{% macro calls_argument(f) %}{{ f('by_argument') }}{% endmacro %}
{% macro configures() %}{{ config(tags=['by_macro']) }}{% endmacro %}
{% macro raises(x) %}{% if x %}{{ exceptions.raise_compiler_error('no') }}{% endif %}{% endmacro %}
{% macro indexed(items) %}{{ items[0] }}{{ listed(items) }}{% endmacro %}
{% macro thrice(xs) %}{% for x in xs %}{% for y in [x] %}{{ listed([y]) }}{% endfor %}{% endfor %}{% endmacro %}
{% macro overwrites(xs) %}{% set xs = 1 %}{% for x in xs %}{{ x }}{% endfor %}{% endmacro %}
{% macro defaulting(x, xs=1 + 1) %}{{ x }}{{ xs }}{% endmacro %}
{% macro dispatched_list(xs) %}{{ return(adapter.dispatch('dispatched_list', 'effects')(xs)) }}{% endmacro %}
{% macro default__dispatched_list(xs) %}{{ xs[1] }}{% endmacro %}
{% macro fails(x) %}{{ x + 1 }}{% endmacro %}
{% macro defaults(x=ref('by_default')) %}{{ x }}{% endmacro %}
`;

let folder = '';
let services: RenderServices;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quern-effects-'));
  cpSync(join(PROJECTS, 'inheritance', 'profiles.yml'), join(folder, 'profiles.yml'));
  const profile = /^(\w+):/m.exec(
    await import('node:fs').then((fs) => fs.readFileSync(join(folder, 'profiles.yml'), 'utf8')),
  )?.[1];
  const vars = 'vars: {known: a, empty: \'\', template: "{{ 1 }}", items: [1, 2]}';
  writeFileSync(join(folder, 'dbt_project.yml'), `name: effects\nversion: '1'\nprofile: ${profile}\n${vars}\n`);
  mkdirSync(join(folder, 'macros'));
  writeFileSync(join(folder, 'macros', 'all.sql'), MACROS);
  services = (await parseFolder(folder, {}, { PARSE_TEST: 'x' })).services;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const templateOf = (text: string): Template => parseTemplate(new SourceFile('m.sql', text));
const effectsOf = (text: string): readonly unknown[] | undefined =>
  templateOf(text).effects(staticEffectsOf(services, 'effects'));

const TOLD = [
  '{% for x in [1, 2] %}{{ plain(x) }}{{ listed([x]) }}{{ indexed((x, 1)) }}{{ nested(x) }}{% endfor %}',
  "{% set xs = ['a'] %}{% for x in [1] %}{{ indexed(xs) }}{{ dispatched_list([x]) }}{{ dispatched(x) }}{% endfor %}",
  "{% set r = ref('a') %}{{ r.include(database=false) }} {{ r }}",
  "{% set rs = [ref('a'), source('s', 't')] %}{{ listed(rs) }}{% for r in rs %}{{ r }}{% endfor %}",
  "{% set xs = var('items') %}{{ listed(xs) }}{{ xs | join }}{% for x in xs %}{{ x }}{% endfor %}",
  "{{ listed([ref('a')]) }}{{ listed([ref('b')]) }}",
  "select * from {{ ref('a') }} join {{ ref('p', 'b', v=2) }} on {{ source('s', 't') }}",
  "{{ config(tags=['x'], meta={'a': 1}) }}{{ config(tags='y') }}",
  "{% set xs = ['a', 'b'] %}{% for x in xs %}{{ x | upper }}{{ ',' if not loop.last }}{% endfor %}",
  "{{ plain('x') }}{{ nested(1) }}{{ plain(plain('y'), n=3) }}{{ effects.plain('z') }}",
  '{{ referring() }}{{ dispatched(1) }}{{ at_run_time() }}{{ early() }}',
  "{% if execute %}{{ ref('x') }}{{ log('x') }}{% else %}{{ ref('y') }}{% endif %}",
  "{% if is_incremental() %}{{ ref('x') }}{% else %}where {{ this }}{% endif %}",
  "{% if target.name == 'no such target' %}{{ ref('x') }}{% endif %}",
  "{% if var('empty') %}{{ ref('x') }}{% endif %}{{ var('none', 'd') }}",
  "{% set r = ref('a') %}{{ r }} {{ r.identifier }}",
  "{% set xs = ['a', 'b'] %}{{ listed(xs) }}{{ xs[0] }}{{ xs | join(', ') }}{% for x in xs %}{{ loop.index }}{% endfor %}",
  "{% for i in range(3) %}{{ i }}{% endfor %}{{ 1 + 2 }}{{ fails(1) }}{% for k, v in {'a': 1}.items() %}{{ k }}{% endfor %}",
  '{{ configures() }}{{ takes_rest(1, a=2) }}{{ itself | default(1) if false else 2 }}',
  "{{ adapter.dispatch('dispatched', 'effects')(3) }}{{ adapter.quote('x') }}",
  "{% set found = adapter.get_relation('a', 'b', 'c') %}{{ config.get('x', 'y') }}",
];

const NOT_TOLD = [
  '{% for x in [1] %}{{ listed(x) }}{% endfor %}',
  '{% for x in [1] %}{{ fails(x) }}{% endfor %}',
  '{% for x in [1] %}{{ listed() }}{{ indexed(x) }}{% endfor %}',
  '{% for x in [1] %}{{ thrice([x]) }}{% endfor %}',
  '{% for x in [1] %}{{ overwrites([x]) }}{% endfor %}',
  '{% for x in [1] %}{{ defaulting(x) }}{% endfor %}',
  '{% for x in [1] %}{{ dispatched_list(x) }}{% endfor %}',
  "{% set r = ref(var('known')) %}{{ r.include(database=false) }} {{ r }}",
  "{% set this = 1 %}{% set r = ref('a') %}{{ r.include(database=false) }}",
  "{% set r = ref('a') %}{{ r.include(nothing=false) }}",
  "{% set xs = [config(tags='a')] %}{{ listed(xs) }}",
  "{{ ref(var('known')) }}",
  "{% for x in ['a'] %}{{ ref(x) }}{% endfor %}",
  "{% for x in ['a', 'b'] %}{{ ref('a') }}{% endfor %}",
  "{% if var('items') | length > 1 %}{{ ref('a') }}{% endif %}",
  '{{ maybe_referring(true) }}',
  '{{ late(false) }}',
  '{{ looping([]) }}',
  '{{ itself(true) }}',
  '{{ raises(false) }}',
  '{{ defaults() }}',
  '{{ calls_argument(ref) }}',
  "{{ calls_argument('x') }}",
  '{% call calls_back() %}{{ ref("x") }}{% endcall %}',
  '{{ no_such_macro() }}',
  '{{ no_such_name }}',
  '{{ plain() | no_such_filter }}',
  "{{ var('missing') }}",
  "{{ var('template') }}",
  "{{ env_var('PARSE_TEST') }}",
  "{{ log('x') }}",
  "{{ print('x') }}",
  "{{ exceptions.warn('x') }}",
  '{{ plain(1, 2, 3) }}',
  '{{ plain(x=1, y=2) }}',
  '{{ plain(1, x=2) }}',
  '{{ plain(*[1]) }}',
  "{{ builtins.ref('x') }}",
  "{% set r = ref %}{{ r('x') }}",
  "{% set b = builtins %}{{ b['ref']('x') }}",
  "{{ {'f': ref}['f']('x') }}",
  "{% macro ref(x) %}{% endmacro %}{{ ref('x') }}",
  "{% set config = {} %}{{ config.get('x') }}",
  "{{ return('x') }}",
  '{{ ref() }}',
  "{{ ref('a', 'b', 'c') }}",
  "{{ ref('a', unknown=1) }}",
  '{{ ref(1) }}',
  "{{ source('a') }}",
  "{{ config({'a': 1}, b=2) }}",
  "{{ run_query('select 1') }}",
  "{{ adapter.dispatch('nowhere')() }}",
  "{{ adapter.dispatch(var('known'))() }}",
  "{{ context['ref']('x') }}",
  "{% set ns = namespace(get=ref) %}{{ ns.get('x') }}",
  // What fails has to be told while parsing, and by its place.
  '{{ 1 / 0 }}',
  "{{ 'a' + 1 }}",
  "{{ plain('a' * 2 + 1) }}",
  '{{ listed(5) }}',
  '{% for x in 5 %}{% endfor %}',
  '{% for i in range(100000000) %}{% endfor %}',
  '{% for i in range(9000) %}{{ plain(1) }}{% endfor %}',
  '{% for i in [1] %}{% for i in [1] %}{% for i in [1] %}{% endfor %}{% endfor %}{% endfor %}',
  "{{ 'x' | replace('a') }}",
  "{{ [1, 'a'] | sort }}",
  "{% set n = 'a' %}{{ n + 1 }}",
  "{% for x in ['a'] %}{{ x + 1 }}{% endfor %}",
  "{{ fails('x') }}",
  "{% if 'a' > 1 %}{% endif %}",
  "{% filter replace('a') %}a{% endfilter %}",
];

describe('what a template refers to', () => {
  it.each(TOLD)('is told by its syntax tree: %s', (text) => {
    expect(agrees(services, templateOf(text), 'effects')).toBe(true);
  });

  it.each(NOT_TOLD)('is told by its evaluation only: %s', (text) => {
    expect(effectsOf(text)).toBeUndefined();
  });

  it('is the same tag by tag', () => {
    const pieces = [
      ...TOLD.filter((text) => !text.includes('{%')),
      ...NOT_TOLD.filter((text) => !text.includes('{%')),
      ...["{{ ref('a') }}", "{{- config(tags=['x'], materialized='view') -}}", '{{ this }}', "{{ var('known') }}"],
      ...[
        '{# c #}',
        '{#- }} -#}',
        '{#}',
        '{{ "}}" }}',
        "{{ {'a': {'b': 1}} }}",
        "{{ {'a': {}}}}",
        '{{ x }}}',
        '{{{ x }}',
      ],
      ...[
        '{',
        '}}',
        '{{ }}',
        '{{ (1 }}',
        "{{ 'a }}",
        '{{',
        '{#',
        '{{ 1 | nothing }}',
        '{{ 1 +',
        '\r\n',
        'select 1',
        ' -}}',
      ],
      ...[
        '{% if x %}',
        '{% raw %}{{ {% endraw %}',
        "{{ ref('a')\n }}",
        '{{ 1 if }}',
        '#}',
        "{{ ref('a', v=2) }}{{ plain(1) }}",
      ],
    ];
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (whole) => sameByTags(services, 'effects', new SourceFile('m.sql', whole))),
      { numRuns: 5000, seed: 3 },
    );
  });

  it('agrees for whatever is put together', () => {
    const pieces = [...TOLD, ...TOLD, ...TOLD, ...NOT_TOLD];
    let told = 0;
    const block = fc.letrec<{ text: string }>((tie) => ({
      text: fc.oneof(
        { depthSize: 'small' },
        { arbitrary: fc.constantFrom(...pieces, 'select 1', '{% break %}', '{% continue %}'), weight: 4 },
        {
          arbitrary: fc.array(tie('text'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('\n')),
          weight: 2,
        },
        {
          arbitrary: fc
            .tuple(
              fc.constantFrom(
                'execute',
                'not execute',
                "var('empty')",
                "var('known') == 'a'",
                'xs',
                'is_incremental()',
                "var('items') | length > 1",
              ),
              tie('text'),
              tie('text'),
            )
            .map(([cond, a, b]) => `{% if ${cond} %}${a}{% else %}${b}{% endif %}`),
          weight: 2,
        },
        {
          arbitrary: fc
            .tuple(
              fc.constantFrom("['a', 'b']", '[]', 'xs', "var('items')", 'range(2)', '[1] if execute else [1, 2]'),
              tie('text'),
            )
            .map(([items, body]) => `{% for x in ${items} %}${body}{% endfor %}`),
          weight: 1,
        },
        { arbitrary: tie('text').map((body) => `{% set captured %}${body}{% endset %}{{ captured }}`), weight: 1 },
        {
          arbitrary: fc
            .tuple(
              fc.constantFrom('execute', 'not execute', "var('known')"),
              fc.constantFrom("ref('a')", 'plain(1)', "'x'"),
              fc.constantFrom("ref('b')", 'nested(2)', 'none'),
            )
            .map(([cond, a, b]) => `{{ ${a} if ${cond} else ${b} }}{{ ${cond} and ${a} }}{{ ${cond} or ${b} }}`),
          weight: 1,
        },
      ),
    })).text;
    fc.assert(
      fc.property(block, (text) => {
        let template: Template;
        try {
          template = templateOf(text);
        } catch {
          return;
        }
        if (agrees(services, template, 'effects')) told++;
      }),
      { numRuns: 5000, seed: 7 },
    );
    expect(told).toBeGreaterThan(1000);
  });
});
