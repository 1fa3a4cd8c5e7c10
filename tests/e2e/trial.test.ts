import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { QuernEvent } from '../../compiler/base/events.js';
import { openProject } from '../../compiler/project.js';
import { NodeReads } from '../../compiler/render/node-reads.js';
import { Trial } from '../../compiler/render/trial.js';
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

async function compiled() {
  const told: string[] = [];
  const events = (event: QuernEvent): void => {
    if (event.type === 'log' || event.type === 'print') told.push(`${event.nodeId}: ${event.message}`);
    if (event.type === 'diagnostic') told.push(event.diagnostic.message);
  };
  const project = await openProject(
    {
      command: 'compile',
      cwd: dir,
      env: { DBT_PROFILES_DIR: dir },
      options: { projectDir: dir, partialParse: false },
      invocationId: '00000000-0000-0000-0000-000000000000',
      startedAt: new Date(),
    },
    { events },
  );
  // Parsing has told of its own.
  told.length = 0;
  const selection = { select: [], exclude: [], resourceTypes: [], excludeResourceTypes: [] };
  try {
    const report = await project.compile({
      ...selection,
      indirectSelection: 'eager',
      threads: 1,
      fullRefresh: false,
      failFast: false,
      storeFailures: false,
      empty: false,
    });
    const results = report.results.map(({ node, status, message, compiled }) => ({
      id: node.uniqueId,
      status,
      message,
      sql: compiled?.sql,
      ctes: compiled?.extraCtes,
    }));
    return { results: results.sort((a, b) => (a.id < b.id ? -1 : 1)), told: told.sort() };
  } finally {
    await project.close();
  }
}

it('a trial and an evaluation for real give the same SQL, the same errors, and every effect once', async () => {
  const trials = vi.spyOn(Trial.prototype, 'run');
  const tried = await compiled();
  const finished = trials.mock.results.filter(({ value }) => value !== undefined).length;
  vi.restoreAllMocks();
  vi.spyOn(Trial.prototype, 'run').mockReturnValue(undefined);
  vi.spyOn(NodeReads.prototype, 'holdsFor').mockReturnValue(undefined);
  const real = await compiled();
  expect(tried).toEqual(real);
  // base (for itself and for what reads it), quiet, and the tests but for `logged`.
  expect(finished).toBe(12);
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
