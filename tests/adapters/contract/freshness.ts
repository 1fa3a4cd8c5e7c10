import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { ContractProject } from './project.js';
import { runOptions } from './project.js';
import type { Topic } from './topic.js';

const LOADS = `{{ config(materialized='table') }}
select 1 as id, cast('2020-01-01 10:00:00' as {{ dbt.type_timestamp() }}) as loaded_at
union all select 2 as id, cast('2021-02-03 04:05:06' as {{ dbt.type_timestamp() }}) as loaded_at`;

type Checked = Readonly<Record<string, { readonly status: string; readonly max_loaded_at: string }>>;

/** Builds `loads` and checks sources that read it, each with configuration of its own. */
async function check(project: ContractProject, tables: Readonly<Record<string, object>>): Promise<Checked> {
  project.write({ 'models/loads.sql': LOADS });
  await project.ok('run');
  const limit = { count: 1, period: 'day' };
  const source = {
    name: 'raw',
    schema: '{{ target.schema }}',
    config: { freshness: { error_after: limit } },
    tables: Object.entries(tables).map(([name, config]) => ({ name, identifier: 'loads', config })),
  };
  project.write({ 'models/sources.yml': JSON.stringify({ sources: [source] }) });
  await project.open('source freshness', {}, (p) => p.freshness(runOptions()));
  const path = join(project.dir, 'target/sources.json');
  expect(existsSync(path)).toBe(true);
  const { results } = JSON.parse(readFileSync(path, 'utf8'));
  return Object.fromEntries(
    results.map((result: { unique_id: string }) => [result.unique_id.split('.').pop(), result]),
  );
}

export const freshness: Topic = {
  title: 'freshness',
  cases: {
    'a column, a filter and a query say when a source was loaded': async (project) => {
      const checked = await check(project, {
        by_field: { loaded_at_field: 'loaded_at' },
        filtered: { loaded_at_field: 'loaded_at', freshness: { filter: 'id = 1' } },
        by_query: { loaded_at_query: 'select max(loaded_at) from {{ this }} where id = 1' },
        empty: { loaded_at_field: 'loaded_at', freshness: { filter: 'id = 3' } },
      });
      expect(Object.fromEntries(Object.entries(checked).map(([name, { max_loaded_at: at }]) => [name, at]))).toEqual({
        by_field: '2021-02-03T04:05:06+00:00',
        filtered: '2020-01-01T10:00:00+00:00',
        by_query: '2020-01-01T10:00:00+00:00',
        empty: '0001-01-01T00:00:00+00:00',
      });
      for (const { status } of Object.values(checked)) expect(status).toBe('error');
    },
    'without a column the database tells when a table was changed': async (project) => {
      const checked = await check(project, { first: {}, second: {} });
      expect(Object.entries(checked).map(([name, { status }]) => [name, status])).toEqual([
        ['first', 'pass'],
        ['second', 'pass'],
      ]);
    },
  },
};
