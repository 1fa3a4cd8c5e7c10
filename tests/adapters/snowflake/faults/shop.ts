import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Credentials } from '../../../../compiler/adapters/types.js';

const SEEDS = 4;
const TABLES = 60;
const VIEWS = 60;
const STRATEGIES = ['append', 'merge', 'delete+insert', 'insert_overwrite'];
const INCREMENTALS = 44;
const SNAPSHOTS = 4;
const TESTED = 14;

const from = (i: number): string => `{{ ref('s${i % SEEDS}') }}`;

/** A project of 200 nodes: seeds, tables, views, incremental models of every strategy, snapshots and tests. */
export function writeShop(output: Credentials): string {
  const dir = mkdtempSync(join(tmpdir(), 'quern-faults-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  };
  write('dbt_project.yml', "name: shop\nversion: '1.0'\nprofile: shop\n");
  write('profiles.yml', JSON.stringify({ shop: { target: 'dev', outputs: { dev: output } } }));
  for (let i = 0; i < SEEDS; i++) write(`seeds/s${i}.csv`, `id,name\n1,one ${i}\n2,two ${i}\n`);
  for (let i = 0; i < TABLES; i++)
    write(`models/t${i}.sql`, `{{ config(materialized='table') }} select id, name, ${i} as n from ${from(i)}`);
  for (let i = 0; i < VIEWS; i++) write(`models/v${i}.sql`, `select id, name from {{ ref('t${i % TABLES}') }}`);
  for (let i = 0; i < INCREMENTALS; i++)
    write(
      `models/i${i}.sql`,
      `{{ config(materialized='incremental', incremental_strategy='${STRATEGIES[i % STRATEGIES.length]}', unique_key='id') }}
select {% if is_incremental() %}id + 1{% else %}id{% endif %} as id, name from ${from(i)}`,
    );
  for (let i = 0; i < SNAPSHOTS; i++)
    write(
      `snapshots/h${i}.sql`,
      `{% snapshot h${i} %}{{ config(unique_key='id', strategy='check', check_cols='all') }} select * from ${from(i)}{% endsnapshot %}`,
    );
  // One model reads a result that comes in chunks.
  write(
    'models/t0.sql',
    `{{ config(materialized='table') }}
{% set rows = run_query('select seq4() as n from table(generator(rowcount => 5000))').rows | length if execute %}
select id, name, {{ rows or 0 }} as n from ${from(0)}`,
  );
  const tested = Array.from(
    { length: TESTED },
    (_, i) => `  - name: t${i}\n    columns: [{name: id, data_tests: [unique, not_null]}]\n`,
  );
  write('models/_m.yml', `models:\n${tested.join('')}`);
  return dir;
}

/** Rows of the incremental models after a first build and one more: their strategies done once each. */
export const INCREMENTAL_ROWS: Readonly<Record<string, number>> = {
  append: 4,
  merge: 3,
  'delete+insert': 3,
  insert_overwrite: 2,
};
export const incrementals = Array.from({ length: INCREMENTALS }, (_, i) => ({
  name: `i${i}`,
  rows: INCREMENTAL_ROWS[STRATEGIES[i % STRATEGIES.length]!]!,
}));
export const NODES = SEEDS + TABLES + VIEWS + INCREMENTALS + SNAPSHOTS + 2 * TESTED;
