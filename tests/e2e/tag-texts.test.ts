import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TagTexts } from '../../compiler/render/tag-texts.js';
import { compiledIn } from './compiled.js';
import { writeProject } from './project.js';

const SHARED = [
  "{{ money('price') }}",
  "{{ var('v', 7) }}",
  "{{ ref('other') }}",
  '{{ target.name }}',
  '{{ setting() }}',
];
const OWN = [
  '{{ this }}',
  '{{ model.name }}',
  "{{ ref('cte') }}",
  '{{ owner() }}',
  "{{ config.get('alias') }}",
  '{{ exists() }}',
];
const BAD = { broken: '{{ missing_macro() }}', told: "{{ log('told') }}", undeclared: "{{ by_name('oth' ~ 'er') }}" };
const text = (more = '') => `select {{ lipsum(1) | length > 0 }} {{- '' }} ${[...SHARED, ...OWN].join(', ')} ${more}`;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-tags-'));
  writeProject(dir, {
    'macros/all.sql': `
{% macro money(c) %}round({{ c }}, 2){% endmacro %}
{% macro owner() %}{{ model.name }}{% endmacro %}
{% macro setting() %}{{ config.get('materialized') }}{% endmacro %}
{% macro by_name(n) %}{{ ref(n) if execute }}{% endmacro %}
{% macro exists() %}{{ load_relation(this) is none }}{% endmacro %}`,
    'models/cte.sql': "{{ config(materialized='ephemeral') }} select 1 as id",
    'models/other.sql': 'select 1 as id',
    'models/one.sql': `{{ config(alias='uno') }}${text()}`,
    'models/two.sql': `{{ config(materialized='table') }}${text()}\n`,
    'models/three.sql': text(),
    'models/loops.sql': `{% set own = 'x' %}${text('{{ own }}')}{% for i in [1, 2] %}, {{ i }} {{ money('price') }}{% if true %}{{ this }}{% endif %}{% endfor %}`,
    'models/sees.sql': `-- depends_on: {{ ref('other') }}\n${BAD.undeclared}`,
    ...Object.fromEntries(
      Object.entries(BAD).map(([name, tag]) => [`models/${name}.sql`, `select ${tag}, {{ money('x') }}`]),
    ),
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(dir, { recursive: true, force: true });
});

it('tags whose text is known from other models give the same SQL, errors and effects as tags that are evaluated', async () => {
  let asked = 0;
  let evaluations = 0;
  const original = TagTexts.prototype.of;
  vi.spyOn(TagTexts.prototype, 'of').mockImplementation(function (this: TagTexts, scope, context) {
    const textOf = original.call(this, scope, context);
    return (tag, evaluate) => {
      asked++;
      return textOf(tag, () => {
        evaluations++;
        return evaluate();
      });
    };
  });
  const known = await compiledIn(dir);
  vi.restoreAllMocks();
  vi.spyOn(TagTexts.prototype, 'of').mockImplementation(() => (_, evaluate) => evaluate());
  const evaluated = await compiledIn(dir);
  expect(known).toEqual(evaluated);
  expect(known.results.some(({ status }) => status === 'error')).toBe(true);
  // Of what one, two, three and loops share, each but the setting is evaluated once.
  expect(asked - evaluations).toBeGreaterThanOrEqual(3 * (SHARED.length - 1));
  const sqlOf = (name: string) => known.results.find(({ id }) => id === `model.shop.${name}`)?.sql;
  expect(sqlOf('one')).toContain('uno');
  expect(sqlOf('two')).toContain(', table,');
  expect(sqlOf('three')).toContain(', view,');
});
