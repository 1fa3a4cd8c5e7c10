import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { NodeReads } from '../../compiler/render/node-reads.js';
import { Trial } from '../../compiler/render/trial.js';
import { compiledIn } from './compiled.js';
import { writeProject } from './project.js';

const FILES = {
  'macros/all.sql': `
{% macro told(x) %}{% do log('told ' ~ x) %}{{ x }}{% endmacro %}
{% macro asks() %}{% do log('before') %}{% set t = run_query('select 41 + 1') %}{% do log('after') %}{% if execute %}{{ t.columns[0][0] }}{% endif %}{% endmacro %}
{% macro counts() %}{% do graph.setdefault('seen', []).append(model.name) %}{{ graph['seen'] | length }}{% endmacro %}
{% macro swallows() %}{{ try_or_compiler_error('caught', told, 7) }}{% endmacro %}
{% test logged(model, column_name) %}{% do log('test of ' ~ column_name) %}select * from {{ model }} where {{ column_name }} = 0{% endtest %}
{% test plain(model, column_name, factor) %}select {{ column_name }} * {{ factor }} from {{ model }} where false{% endtest %}`,
  'models/base.sql': "{{ config(materialized='ephemeral') }} select 1 as id",
  'models/quiet.sql': "select * from {{ ref('base') }} {% for i in range(3) %}, {{ i }}{% endfor %}",
  'models/logs.sql': 'select {{ told(1) }} as id',
  'models/asks.sql': 'select {{ asks() }} as id',
  'models/counts.sql': 'select {{ counts() }} as id',
  'models/swallows.sql': 'select {{ swallows() }} as id',
  'models/exists.sql':
    "select {{ adapter.get_relation(database=this.database, schema=this.schema, identifier='x') is none }} as id",
  'models/warns.sql': "{% do exceptions.warn('be warned') %}select 1 as id",
  'models/prints.sql': "{% do print('printed') %}select 1 as id",
  'models/fails.sql': 'select {{ told(2) }} {% if execute %}{{ nothing.here }}{% endif %}',
  'models/raises.sql': "select 1{% if execute %}{{ exceptions.raise_compiler_error('raised') }}{% endif %}",
  'models/schema.yml': `
models:
  - name: quiet
    columns:
      - name: id
        data_tests:
          - unique
          - not_null: {config: {where: id > 0}}
          - accepted_values: {arguments: {values: [1, 2]}}
          - relationships: {arguments: {to: ref('logs'), field: id}}
          - logged
          - plain: {arguments: {factor: 2}}
      - name: other
        data_tests:
          - unique
          - not_null: {config: {where: other > 0}}
          - plain: {arguments: {factor: '{{ this.identifier }}'}}
  - name: logs
    data_tests:
      - plain: {arguments: {factor: '{{ this.identifier }}'}, column_name: id}`,
};

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-trial-'));
  writeProject(dir, FILES);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(dir, { recursive: true, force: true });
});

it('a trial and an evaluation for real give the same SQL, the same errors, and every effect once', async () => {
  const trials = vi.spyOn(Trial.prototype, 'run');
  const tried = await compiledIn(dir);
  const finished = trials.mock.results.filter(({ value }) => value !== undefined).length;
  vi.restoreAllMocks();
  vi.spyOn(Trial.prototype, 'run').mockReturnValue(undefined);
  vi.spyOn(NodeReads.prototype, 'holdsFor').mockReturnValue(undefined);
  const real = await compiledIn(dir);
  expect(tried).toEqual(real);
  // base (for itself and for what reads it), quiet, and the tests but for `logged`; plans of five tests.
  expect(finished).toBe(17);
  const sqlOf = (name: string): string => tried.results.find(({ id }) => id.startsWith(`test.shop.${name}`))?.sql ?? '';
  expect(sqlOf('not_null_quiet_id')).toContain('where id > 0');
  expect(sqlOf('not_null_quiet_other')).toContain('where other > 0');
  expect(sqlOf('unique_quiet_other')).not.toContain('where other > 0');
  expect(real.told.filter((line) => line.endsWith(': before'))).toHaveLength(1);
  expect(real.told.filter((line) => line.endsWith(': told 7'))).toHaveLength(1);
  expect(real.results.find(({ id }) => id === 'model.shop.counts')?.sql).toBe('select 1 as id');
  expect(real.results.filter(({ status }) => status === 'error').map(({ id }) => id)).toEqual([
    'model.shop.fails',
    'model.shop.raises',
  ]);
});
