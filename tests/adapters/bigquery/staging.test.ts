/** Sources that are files: external tables, made on the stand-in and read there. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { quern } from '../../e2e/cli.js';
import { writeProject } from '../../e2e/project.js';

const folder = mkdtempSync(join(tmpdir(), 'quern-external-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function project(name: string, target: Readonly<Record<string, unknown>>, location: string): string {
  const dir = join(folder, name);
  writeProject(dir, {
    'profiles.yml': JSON.stringify({
      shop: { target: 'dev', outputs: { dev: { type: 'bigquery', project: 'acme', dataset: 'shop', ...target } } },
    }),
    'models/_s.yml': `sources:
  - name: lake
    dataset: bronze
    config: {external_location: '${location}', partitions: {day: DATE}, read_options: {delim: ';'}}
    tables:
      - name: orders
        columns: [{name: id, data_type: INT64}, {name: code, data_type: STRING}]
`,
    'models/m.sql': "{{ config(materialized='table') }} select id, code, day from {{ source('lake', 'orders') }}",
  });
  return dir;
}

describe('source stage on BigQuery', () => {
  it('makes external tables with declared columns and partitions', () => {
    const dir = project('local', { method: 'emulated', emulator: 'wh.duckdb' }, 'lake/{name}/*.csv');
    for (const [path, text] of Object.entries({
      'day=2026-01-01/a.csv': 'id;code\n1;007\n',
      'day=2026-01-02/a.csv': 'id;code\n2;008\n',
    })) {
      mkdirSync(dirname(join(dir, 'lake/orders', path)), { recursive: true });
      writeFileSync(join(dir, 'lake/orders', path), text);
    }
    const staged = quern(dir, ['source', 'stage']);
    expect(staged.code, staged.output).toBe(0);
    const built = quern(dir, ['run']);
    expect(built.code, built.output).toBe(0);
    const { stdout } = quern(dir, [
      'show',
      '-q',
      '--inline',
      "select * from {{ ref('m') }} order by id",
      '--output',
      'json',
    ]);
    expect(JSON.parse(stdout).show).toEqual([
      { id: 1, code: '007', day: '2026-01-01' },
      { id: 2, code: '008', day: '2026-01-02' },
    ]);
  });

  it('refuses files that BigQuery cannot reach', () => {
    const target = { method: 'oauth-secrets', token: 'none', api_endpoint: 'https://bigquery.invalid' };
    const { code, output } = quern(project('far', target, 'lake/{name}/*.csv'), ['source', 'stage', '--dry-run']);
    expect(code).toBe(1);
    expect(output).toContain('error[STG004]');
  });
});
