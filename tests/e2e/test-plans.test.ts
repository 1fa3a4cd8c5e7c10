import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TestPlans } from '../../compiler/render/test-plans.js';
import { compiledIn } from './compiled.js';
import { writeProject } from './project.js';

const TESTS = {
  printed:
    "(model, column_name, by=1) %}select {{ column_name }} / {{ by }} from {{ model }} where {{ '*' if should_store_failures() else column_name }} is null",
  handed: "(model, column_name) %}{{ return(adapter.dispatch('handed_on', 'shop')(model, column_name)) }}",
  looped:
    '(model, column_name, values) %}select {{ column_name }} from {{ model }} where {% for v in values %}{{ v }},{% endfor %} true',
  measured: '(model, column_name) %}select {{ column_name | length }} as {{ column_name }} from {{ model }}',
  named: '(model, column_name) %}select {{ column_name }} from {{ model.identifier }}',
  owner: '(model, column_name) %}select {{ column_name }} from {{ model }} -- {{ this }}',
  beside: '(model, column_name) %}select {{ column_name }} from {{ model }} -- {{ sneak() }}',
  contextual:
    "(model, column_name) %}select {{ column_name }} from {{ model }} -- {{ context['_dbt_generic_test_kwargs']['column_name'] }}",
  severe: "(model, column_name) %}select {{ column_name }} from {{ model }} -- {{ config.get('severity') }}",
  captured: '(model, column_name) %}{% set c %}{{ column_name }}{% endset %}select {{ c | upper }} from {{ model }}',
  logged: "(model, column_name) %}{% do log('seen') %}select {{ column_name }} from {{ model }}",
  failing: '(model, column_name) %}select {{ column_name }} from {{ model }} {{ nothing.here if execute }}',
};

const each = (column: string) =>
  Object.keys(TESTS)
    .map(
      (name) =>
        `          - ${name}${name === 'looped' ? `: {arguments: {values: [1, ${column === 'a' ? 2 : 3}]}}` : ''}`,
    )
    .join('\n');
const model = (name: string) => `
  - name: ${name}
    columns:
      - name: a
        data_tests:
${each('a')}
          - printed: {name: ${name}_warned, arguments: {by: "{{ 1 + 1 }}"}, config: {severity: warn, store_failures: true}}
      - name: b
        data_tests:
${each('b')}
          - severe: {name: ${name}_severe, config: {severity: warn}}`;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-plans-'));
  writeProject(dir, {
    'macros/all.sql': `
{% macro sneak() %}{{ _dbt_generic_test_kwargs['column_name'] }}{% endmacro %}
{% macro default__handed_on(relation, name) %}select {{ name }} from {{ relation }}{% endmacro %}
${Object.entries(TESTS)
  .map(([name, text]) => `{% test ${name}${text}{% endtest %}`)
  .join('\n')}`,
    'models/x.sql': "{{ config(materialized='ephemeral') }} select 1 as a, 2 as b",
    'models/y.sql': "select * from {{ ref('x') }}",
    'models/z.sql': 'select 1 as a, 2 as b',
    'models/schema.yml': `models:${['x', 'y', 'z'].map(model).join('')}`,
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(dir, { recursive: true, force: true });
});

it('tests by plan and tests that are evaluated have the same SQL, the same errors, and the same CTEs', async () => {
  const plans = vi.spyOn(TestPlans.prototype, 'textOf');
  const planned = await compiledIn(dir);
  const kinds = new Map<string, number>();
  plans.mock.calls.forEach(([{ node }], i) => {
    const kind = node.resourceType === 'test' ? (node.testMetadata?.name ?? '') : '';
    if (plans.mock.results[i]!.value !== undefined) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  });
  vi.restoreAllMocks();
  vi.spyOn(TestPlans.prototype, 'textOf').mockReturnValue(undefined);
  const evaluated = await compiledIn(dir);
  expect(planned).toEqual(evaluated);
  expect(Object.fromEntries(kinds)).toEqual({ printed: 9, handed: 6, looped: 6, measured: 6, severe: 9, captured: 6 });
});
