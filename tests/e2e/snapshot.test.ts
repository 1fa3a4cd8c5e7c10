import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

it('snapshot keeps the versions of rows, with a strategy of the project', () => {
  writeProject(dir, {
    'seeds/prices.csv': 'id,price\n1,10\n2,20\n',
    'snapshots/history.sql':
      "{% snapshot history %}{{ config(unique_key='id', strategy='mine', check_cols=['price']) }}select * from {{ ref('prices') }}{% endsnapshot %}",
    'macros/mine.sql':
      '{% macro snapshot_mine_strategy(node, old, new, config, exists) %}{{ return(snapshot_check_strategy(node, old, new, config, exists)) }}{% endmacro %}',
  });
  expect(quern(dir, ['build']).code).toBe(0);
  writeFileSync(join(dir, 'seeds/prices.csv'), 'id,price\n1,10\n2,25\n');
  expect(quern(dir, ['seed']).code).toBe(0);
  expect(quern(dir, ['snapshot']).output).toContain('OK snapshotted main.history');
  const query = "select id, price, dbt_valid_to is null as current from {{ ref('history') }} order by 1, 2";
  const { stdout } = quern(dir, ['show', '--inline', query, '--output', 'json']);
  expect(JSON.parse(stdout.slice(stdout.indexOf('{'))).show).toEqual([
    { id: 1, price: 10, current: true },
    { id: 2, price: 20, current: false },
    { id: 2, price: 25, current: true },
  ]);
});
