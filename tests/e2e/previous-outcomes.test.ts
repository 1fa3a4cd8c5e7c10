import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { quern } from './cli.js';
import { writeProject } from './project.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-outcomes-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function run(code: number, ...args: string[]): string {
  const answer = quern(dir, args);
  expect(answer.code, answer.output).toBe(code);
  return answer.stdout;
}

/** The names that a selection has, out of the artifacts in `state`. */
const selected = (...select: string[]) =>
  run(0, 'ls', '--quiet', '--output', 'name', '--state', 'state', '--select', ...select)
    .split('\n')
    .filter(Boolean)
    .sort();

it('result: selects by how the earlier run ended', () => {
  writeProject(dir, {
    'models/good.sql': 'select 1 as id union all select 1',
    'models/bad.sql': "select nowhere from {{ ref('good') }}",
    'models/below.sql': "select * from {{ ref('bad') }}",
    'models/models.yml': `models:
  - name: good
    columns: [{name: id, data_tests: [{unique: {config: {severity: warn}}}, not_null]}]
`,
  });
  run(1, 'build');
  cpSync(join(dir, 'target'), join(dir, 'state'), { recursive: true });
  expect(selected('result:error')).toEqual(['bad']);
  expect(selected('result:skipped')).toEqual(['below']);
  expect(selected('result:error+')).toEqual(['bad', 'below']);
  expect(selected('result:warn')).toEqual(['unique_good_id']);
  expect(selected('result:pass')).toEqual(['not_null_good_id']);
  expect(selected('1+result:warn', 'result:error,state:old')).toEqual([
    'bad',
    'good',
    'not_null_good_id',
    'unique_good_id',
  ]);
  expect(selected('result:fail')).toEqual([]);
});

it('source_status:fresher selects by two freshness checks', () => {
  const source = (table: string, more = '') => `      - {name: ${table}, loaded_at_field: loaded${more}}\n`;
  writeProject(dir, {
    'models/sources.yml': `sources:
  - name: raw
    schema: main
    freshness: {warn_after: {count: 1000000, period: day}}
    tables:
${source('still')}${source('newer')}${source('gone')}${source('late')}`,
    'models/a.sql': "select * from {{ source('raw', 'still') }}",
    'models/b.sql': "select * from {{ source('raw', 'newer') }}",
    'macros/fill.sql': `{% macro fill(table, at) %}
{% do run_query("create or replace table " ~ table ~ " as select timestamp '" ~ at ~ "' as loaded") %}
{% endmacro %}`,
  });
  const fill = (table: string, at: string) =>
    run(0, 'run-operation', 'fill', '--args', `{table: ${table}, at: '${at}'}`);
  for (const table of ['still', 'newer', 'gone']) fill(table, '2024-01-01 00:00:00.000001');
  run(1, 'source', 'freshness');
  cpSync(join(dir, 'target'), join(dir, 'state'), { recursive: true });
  // A microsecond.
  fill('newer', '2024-01-01 00:00:00.000002');
  fill('late', '2024-01-01');
  fill('gone', '2023-01-01');
  run(0, 'source', 'freshness');
  expect(selected('source_status:fresher')).toEqual(['raw.late', 'raw.newer']);
  expect(selected('source_status:fresher+')).toEqual(['b', 'raw.late', 'raw.newer']);
  rmSync(join(dir, 'target/sources.json'));
  expect(quern(dir, ['ls', '--state', 'state', '--select', 'source_status:fresher']).output).toContain('SEL010');
});
