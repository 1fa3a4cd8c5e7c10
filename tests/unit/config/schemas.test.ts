import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DiagnosticList } from '../../../compiler/base/diagnostics.js';
import { SourceFile } from '../../../compiler/base/source.js';
import { parseYaml } from '../../../compiler/base/yaml/index.js';
import { checkConfigKeys } from '../../../compiler/config/keys/check-keys.js';
import { fitsSchema } from '../../../compiler/config/schemas/fits.js';
import { type SchemaKind, validate } from '../../../compiler/config/schemas/validate.js';
import { project, properties } from '../../../compiler/config/schemas/validators.generated.js';
import { isRecord } from '../../../compiler/parse/config/merge.js';

const root = join(import.meta.dirname, '../../..');

function check(kind: SchemaKind, text: string): string[] {
  const list = new DiagnosticList();
  const document = parseYaml(new SourceFile('x.yml', text), list);
  const fine = validate(kind, document, list);
  expect(fine).toBe(!list.hasErrors);
  return list.all.map(({ code, span, hint }) => {
    const { line, column } = span!.file.locate(span!.start);
    return `${code} ${line}:${column} ${text.slice(span!.start, span!.end).split('\n')[0]}${hint ? ` | ${hint}` : ''}`;
  });
}

const GOOD = `version: 2
models:
  - name: a
    description: "{{ doc('a') }}"
    docs: {show: "{{ true }}", node_color: red}
    config:
      materialized: incremental
      unique_key: [a, b]
      tags: x
      meta: {anything: {goes: 1}}
      +enabled: "{{ target.name == 'dev' }}"
      post-hook: [{sql: x, transaction: true}]
      contract: {enforced: true}
      cluster_by: [a]
    constraints: [{type: primary_key, columns: [id]}]
    latest_version: 2
    versions:
      - {v: 1, defined_in: a_v1, columns: [{include: all, exclude: [b]}]}
      - v: 2.0
    columns:
      - name: id
        data_type: int
        constraints: [{type: not_null}]
        meta: {a: 1}
        data_tests:
          - unique
          - not_null: {config: {severity: warn, where: "x > 1"}}
          - accepted_values: {name: n, arguments: {values: [1]}}
          - dbt_utils.thing: {anything: 1}
          - {name: m, test_name: not_null}
          - not_null:
sources:
  - name: s
    schema: "{{ var('s') }}"
    freshness: {warn_after: {count: 1, period: day}, error_after:}
    tables: [{name: t, identifier: T, columns: [{name: x}], loaded_at_field: at, config: {freshness: null, loaded_at_query: q}}]
unit_tests:
  - {name: u, model: a, given: [{input: ref('x'), rows: [{a: 1}]}], expect: {format: csv, rows: "a\\n1"}, overrides: {vars: {a: 1}}}
exposures: [{name: e, type: dashboard, owner: {name: me, team: x}, depends_on: [ref('a')]}]
groups: [{name: g, owner: {email: a@b.c}}]
macros: [{name: m, arguments: [{name: x, type: string}]}]
snapshots: [{name: sn, relation: ref('a'), config: {strategy: check, check_cols: all, unique_key: id}}]
anchors: {x: 1}
`;

describe('validate', () => {
  it('is silent about what dbt takes', () => {
    expect(check('properties', GOOD)).toEqual([]);
    expect(check('properties', '')).toEqual([]);
  });

  it.each([
    ['properties', 'modles: []\n', ["YML021 1:1 modles | Did you mean 'models'?"]],
    [
      'properties',
      'models:\n  - name: a\n    descripton: x\n',
      ["YML020 3:5 descripton | Did you mean 'description'?"],
    ],
    [
      'properties',
      'models:\n  - nam: a\n',
      ["YML020 2:5 nam | Did you mean 'name'?", "YML023 2:5 nam: a | Add 'name: …'"],
    ],
    ['properties', 'models:\n  - name: 5\n', ['YML022 2:11 5']],
    ['properties', 'models: {name: a}\n', ["YML022 1:9 {name: a} | The items of a list begin with '- '"]],
    ['properties', 'models: [a]\n', ['YML022 1:10 a']],
    ['properties', 'models: [{name: a, columns: x}]\n', ["YML022 1:29 x | The items of a list begin with '- '"]],
    ['properties', 'models: [{name: a, columns: [{name: b, data_tests: [5]}]}]\n', ['YML022 1:53 5']],
    [
      'properties',
      'models: [{name: a, config: {materialised: x, enabled: maybe, tags: 5}}]\n',
      [
        "CFG003 1:29 materialised | Did you mean 'materialized'?",
        'CFG004 1:55 maybe | Write true or false, without quotes',
        "CFG004 1:68 5 | Write '5' in quotes, or a list",
      ],
    ],
    [
      'properties',
      'models: [{name: a, data_tests: [{not_null: {config: {severty: warn}}}]}]\n',
      ["CFG003 1:54 severty | Did you mean 'severity'?"],
    ],
    [
      'properties',
      'models: [{name: a, config: {own_key: 1}}]\n',
      ["CFG003 1:29 own_key | Keys of your own belong under 'meta'"],
    ],
    [
      'properties',
      'exposures: [{name: e, type: dashbord, owner: {}}]\n',
      ["YML022 1:29 dashbord | Did you mean 'dashboard'?"],
    ],
    [
      'properties',
      'exposures: [{name: e}]\n',
      ["YML023 1:13 {name: e} | Add 'owner: …'", "YML023 1:13 {name: e} | Add 'type: …'"],
    ],
    ['properties', 'x\n', ['YML022 1:1 x']],
    ['profiles', 'p: {target: [x], outputs: {a: 1}}\n', ['YML022 1:13 [x]', 'YML022 1:31 1']],
    ['packages', 'packages: [{pakage: a/b}]\n', ["YML020 1:13 pakage | Did you mean 'package'?"]],
    ['selectors', 'selectors: [{name: a}]\n', ["YML023 1:13 {name: a} | Add 'definition: …'"]],
    ['vars', 'vars: [1]\nx: 1\n', ['YML022 1:7 [1]', 'YML021 2:1 x']],
  ] as [SchemaKind, string, string[]][])('%s %j', (kind, text, expected) => {
    expect(check(kind, text)).toEqual(expected);
  });
});

describe('checkConfigKeys', () => {
  const file = new SourceFile('m.sql', 'x');
  const spanOf = () => ({ file, start: 0, end: 1 });
  it('tells unknown keys and other types apart', () => {
    const problems = checkConfigKeys(
      'model',
      { materialized: 'table', tags: 5, enabled: 'maybe', materialised: 'x', meta: { a: 1 } },
      spanOf,
    );
    expect(problems.map((p) => [p.code, p.severity, p.message])).toEqual([
      ['CFG004', 'error', "The config 'tags' must be text or a list of texts"],
      ['CFG004', 'error', "The config 'enabled' must be true or false"],
      ['CFG003', 'warning', "'materialised' is not a known config"],
    ]);
    expect(checkConfigKeys('test', { severity: 'ERROR', fail_calc: 'max(x)' }, spanOf)).toEqual([]);
    expect(checkConfigKeys('seed', { quote_columns: 'x' }, spanOf)).toHaveLength(1);
  });
});

describe('schemas/', () => {
  it('and the validators are up to date', () => {
    const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/build-schemas.mjs'), '--check'], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('are JSON schemas that take what quern takes', () => {
    for (const name of readdirSync(join(root, 'schemas'))) {
      const schema = JSON.parse(readFileSync(join(root, 'schemas', name), 'utf8'));
      const accepts = new Ajv({ strict: false }).compile(schema);
      if (name === 'properties.json') {
        const { value } = parseYaml(new SourceFile('x.yml', GOOD.replace('+enabled', 'enabled').replace('2.0', '"2"')));
        expect(accepts(value), JSON.stringify(accepts.errors)).toBe(true);
        expect(accepts({ modles: [] })).toBe(false);
        expect(accepts({ models: [{ name: 'a', config: { enabled: 5 } }] })).toBe(false);
      }
    }
  });
});

describe('the check without places', () => {
  const validators: Readonly<Record<string, (value: unknown) => boolean>> = { properties, project };

  /** The document with something else at one of its places. */
  function changed(value: unknown, place: { left: number }, other: unknown): unknown {
    if (place.left-- === 0) return other;
    if (Array.isArray(value)) return value.map((item) => changed(item, place, other));
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, changed(item, place, other)]));
  }

  it.each([
    ['properties', GOOD],
    [
      'project',
      "name: x\nversion: '1'\nmodels: {+enabled: true}\nflags: {a: 1}\nvars: {a: 1}\ntargets: {dev: {type: t}}\n",
    ],
  ])('finds fault where the validator of %s does', (kind, text) => {
    const { value } = parseYaml(new SourceFile('x.yml', text));
    const other = fc.oneof(
      fc.constantFrom<unknown>(null, true, 1, 1.5, 'x', '{{ x }}', [], {}, ['x'], [1], [null], [{}], { name: 'x' }),
      fc.dictionary(
        fc.constantFrom('name', 'config', 'columns', 'unknown', 'tests', 'docs'),
        fc.jsonValue({ maxDepth: 2 }),
      ),
    );
    const seen = { true: 0, false: 0 };
    fc.assert(
      fc.property(fc.nat(400), other, (place, replacement) => {
        const document = changed(value, { left: place }, replacement);
        const expected = validators[kind]!(document);
        expect(fitsSchema(kind, document)).toBe(expected);
        seen[`${expected}`]++;
      }),
      { numRuns: 3000 },
    );
    expect(seen.true).toBeGreaterThan(100);
    expect(seen.false).toBeGreaterThan(100);
  });
});
