import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { quern } from './cli.js';
import { writeProject } from './project.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-explain-'));
  writeProject(dir, {
    'models/a.sql': 'select {{ one() }} as id',
    'models/b.sql': "{{ config(materialized='view') }} select * from {{ ref('a') }}",
    'models/c.sql': 'select 1 as id',
    'macros/one.sql': '{% macro one() %}{{ digit() }}{% endmacro %}{% macro digit() %}1{% endmacro %}',
  });
  run('parse', '--target-path', 'state');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function run(...args: string[]): string {
  const answer = quern(dir, args);
  expect(answer.code, answer.output).toBe(0);
  return answer.stdout;
}

it('says what has changed, and what that touches', () => {
  writeFileSync(
    join(dir, 'macros/one.sql'),
    '{% macro one() %}{{ digit() }}{% endmacro %}{% macro digit() %}2{% endmacro %}',
  );
  writeFileSync(join(dir, 'models/b.sql'), "{{ config(materialized='table') }} select * from {{ ref('a') }}");
  const told = ['ls', '--select', 'state:modified+', '--state', 'state', '--explain'];
  const expected = `shop.a
  state:modified+: macros: macro shop.digit changed (used by shop.one)
shop.b
  state:modified+: body: the SQL changed (+1 −1 lines); configs: config materialized: view → table
`;
  expect(run(...told)).toBe(expected);
  // Out of the cache, too.
  expect(run(...told)).toBe(expected);
  expect(run('ls', '--select', 'a+', '--explain', '--output', 'json', '--output-keys', 'name')).toBe(
    '{"name":"a","explain":["a+: it matches"]}\n{"name":"b","explain":["a+: downstream of a"]}\n',
  );
});
