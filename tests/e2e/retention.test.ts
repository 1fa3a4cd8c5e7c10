import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { quern } from './cli.js';
import { writeProject } from './project.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-retention-'));
  writeProject(dir, {
    'dbt_project.yml': 'name: shop\nprofile: shop\n',
    'profiles.yml': "shop: {target: dev, outputs: {dev: {type: duckdb, path: 'shop.duckdb'}}}\n",
    'models/sources.yml': `sources:
  - name: raw
    config: { external_location: 'lake/{name}/*.csv', retention_days: 7 }
    tables:
      - name: orders
      - name: visits
        config: { external_location: 'lake/visits/*/*.csv', retention_column: day, retention_days: 3 }
      - name: prices
        config: { external_location: 's3://elsewhere/*.csv', enabled: "{{ var('elsewhere', false) }}" }
`,
    'models/bronze.sql': `{{ config(materialized='incremental', retention_days=14, retention_column='day') }}
select id, cast(day as date) as day from {{ source('raw', 'orders') }}
{% if is_incremental() %}where cast(day as date) > {{ high_water_mark('day', 0) }}{% endif %}`,
    'models/long.sql': `{{ config(materialized='incremental') }}
select * from {{ source('raw', 'orders') }} {% if is_incremental() %}where 1 = 0{% endif %}`,
  });
  for (let day = 1; day <= 20; day++) {
    const date = `2026-01-${String(day).padStart(2, '0')}`;
    lake(`orders/orders_${date.replaceAll('-', '')}.csv`, `id,day\n${day},${date}\n`);
    lake(`visits/day=${date}/part.csv`, `id\n${day}\n`);
  }
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function lake(path: string, text: string): void {
  mkdirSync(dirname(join(dir, 'lake', path)), { recursive: true });
  writeFileSync(join(dir, 'lake', path), text);
}

const AS_OF = ['--as-of', '2026-01-20'];
const files = (folder: string): string[] => readdirSync(join(dir, 'lake', folder)).sort();

it('files grow old by the days in their names and folders; nothing goes before it is asked for', () => {
  expect(quern(dir, ['run']).code).toBe(0);
  const told = quern(dir, ['retention', ...AS_OF]);
  expect(told.code, told.output).toBe(0);
  expect(told.output).toMatch(/raw\.orders\s*\|\s*7 \| 2026-01-13 \| expired\s*\|\s*\|\s*12 \| 20 \| 2026-01-01/);
  expect(told.output).toMatch(/raw\.visits\s*\|\s*3 \| 2026-01-17 \| expired\s*\|\s*\|\s*16 \| 20 \| 2026-01-01/);
  expect(told.output).toMatch(/bronze\s*\|\s*14 \| 2026-01-06 \| expired\s*\|\s*5 \|\s*\| 20 \| 2026-01-01/);
  expect(told.output).toContain('Nothing was changed: --apply purges');
  expect(files('orders')).toHaveLength(20);

  expect(quern(dir, ['retention', '--apply', '--select', 'source:raw', ...AS_OF]).code).toBe(0);
  expect(files('orders')[0]).toBe('orders_20260113.csv');
  expect(files('orders')).toHaveLength(8);
  expect(files('visits').filter((day) => existsSync(join(dir, 'lake/visits', day, 'part.csv')))).toHaveLength(4);

  const [bronze] = JSON.parse(
    quern(dir, ['retention', '--apply', '-s', 'bronze', '--output', 'json', ...AS_OF]).stdout,
  );
  expect(bronze).toMatchObject({
    unique_id: 'model.shop.bronze',
    status: 'purged',
    rows: 5,
    cutoff: '2026-01-06',
    error: null,
  });
  expect(quern(dir, ['run']).code).toBe(0);
  const shown = quern(dir, [
    'show',
    '--inline',
    "select min(id) as a, count(*) as n from {{ ref('bronze') }}",
    '--output',
    'json',
  ]);
  expect(JSON.parse(shown.stdout).show).toEqual([{ a: 6, n: 15 }]);
});

it('a full refresh from files that are gone is refused, until they are back', () => {
  quern(dir, ['run']);
  quern(dir, ['retention', '--apply', ...AS_OF]);
  const refused = quern(dir, ['run', '--full-refresh', '-s', 'long']);
  expect(refused.code).toBe(1);
  expect(refused.output).toContain(
    "A full refresh of 'long' would lose rows: what 'raw.orders' had from before 2026-01-13 was purged",
  );
  expect(refused.output).toContain('quern retention forget');
  expect(quern(dir, ['retention', 'forget', 'raw.order']).output).toContain("Did you mean 'raw.orders'?");
  expect(quern(dir, ['retention', 'forget', 'raw.orders']).code).toBe(0);
  expect(quern(dir, ['run', '--full-refresh', '-s', 'long']).code).toBe(0);
});

it('the newest files stay, whatever their age; without a day in its name a file is as old as its last change', () => {
  const last = quern(dir, ['retention', '--apply', '-s', 'source:raw', '--as-of', '2030-01-01']);
  expect(last.code, last.output).toBe(0);
  expect(files('orders')).toEqual(['orders_20260120.csv']);
  rmSync(join(dir, 'lake/orders'), { recursive: true });
  lake('orders/old.csv', 'id,day\n1,2026-01-01\n');
  lake('orders/new.csv', 'id,day\n2,2026-01-02\n');
  utimesSync(join(dir, 'lake/orders/old.csv'), new Date('2026-01-01'), new Date('2026-01-01'));
  quern(dir, ['retention', '--apply', '-s', 'source:raw.orders']);
  expect(files('orders')).toEqual(['new.csv']);
});

it('files that are not here are refused; a project without rules is told so', () => {
  const away = quern(dir, ['retention', '-s', 'source:raw.prices', '--vars', '{elsewhere: true}']);
  expect([away.code, away.output]).toEqual([
    1,
    expect.stringContaining("are not quern's to remove: 's3://elsewhere/*.csv'"),
  ]);
  writeProject(dir, {
    'models/more.yml': 'sources: [{name: shop, tables: [{name: t, config: {retention_days: 3}}]}]\n',
  });
  const table = quern(dir, ['retention', '-s', 'source:shop']);
  expect([table.code, table.output]).toEqual([
    0,
    expect.stringContaining("'shop.t' has retention_days, but is no files"),
  ]);
  const none = quern(dir, ['retention', '-s', 'long']);
  expect([none.code, none.output]).toEqual([0, expect.stringContaining('Nothing that is selected has retention_days')]);
});
