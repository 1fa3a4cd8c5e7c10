import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { quern } from './cli.js';
import { writeProject } from './project.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-e2e-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Compiled texts by file name; `dbt compile` (1.12) gives the same ones. */
function compiled(): Record<string, string> {
  const root = join(dir, 'target/compiled/shop/models');
  const files = readdirSync(root, { recursive: true }).map(String);
  return Object.fromEntries(
    files
      .filter((file) => file.endsWith('.sql') && !file.endsWith('.yml'))
      .map((file) => [file.replace(/^.*\//, ''), readFileSync(join(root, file), 'utf8').trim()]),
  );
}

it('values of YAML print as in Python, the first time and out of the cache', () => {
  writeProject(dir, {
    'models/a.sql':
      "{{ config(w=2.0) }} select 1.5 as id -- {{ config.get('w') }} {{ config.get('meta') }} {{ model.config.z }}",
    'models/a.yml': `models:
  - name: a
    config: {z: 3.0, meta: {m: 1.0, n: [4.0, 5], when: 2024-01-31}}
    columns:
      - name: id
        data_tests:
          - between: {name: between, arguments: {lo: 0.0, hi: 100, list: [1.0, 2, 1.50], e: 1e5, day: 2024-01-31, deep: {x: 1.0}}}
          - expr: {name: zero, arguments: {e: "id > 0", least: 0}}
          - expr: {name: float, arguments: {e: "id > 0", least: 0.0}}
          - expr:
              name: lines
              arguments:
                least: 1
                e: |
                  id = 1
                  or id > 1
`,
    'macros/t.sql': `{% test between(model, column_name, lo, hi, list, e, day, deep) %}select * from {{ model }} -- {{ lo }} {{ hi }} {{ list }} {{ e }} {{ day }} {{ deep }}{% endtest %}
{% test expr(model, column_name, e, least) %}select * from {{ model }} where not ({{ e }}) {{ 'and' if least else 'or' }} {{ least }}{% endtest %}`,
  });
  const expected = {
    'a.sql': "select 1.5 as id -- 2.0 {'m': 1.0, 'n': [4.0, 5], 'when': '2024-01-31'} 3.0",
    'between.sql': `select * from "shop"."main"."a" -- 0.0 100 [1.0, 2, 1.5] 1e5 2024-01-31 {'x': 1.0}`,
    'float.sql': 'select * from "shop"."main"."a" where not (id > 0) or 0.0',
    'lines.sql': 'select * from "shop"."main"."a" where not (id = 1\nor id > 1) and 1',
    'zero.sql': 'select * from "shop"."main"."a" where not (id > 0) or 0',
  };
  expect(quern(dir, ['compile', '-q']).code).toBe(0);
  expect(compiled()).toEqual(expected);
  rmSync(join(dir, 'target/compiled'), { recursive: true });
  expect(quern(dir, ['parse', '-q']).code).toBe(0);
  expect(quern(dir, ['compile', '-q']).code).toBe(0);
  expect(compiled()).toEqual(expected);
});
