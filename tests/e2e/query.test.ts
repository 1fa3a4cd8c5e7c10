import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresServer } from '../adapters/postgres/server.js';
import { type Call, call } from '../warehouses/call.js';
import { openSite, type Site } from '../warehouses/site.js';
import type { Target } from '../warehouses/warehouse.js';

const root = join(import.meta.dirname, '..');

/** What MetricFlow 0.213 (dbt-metricflow 0.15, dbt-core 1.12, DuckDB 1.5) answers for the fixture: `mf query … --csv`. */
const answers = JSON.parse(readFileSync(join(root, 'golden/metrics/answers.json'), 'utf8')) as readonly {
  readonly metrics: readonly string[];
  readonly group_by: readonly string[];
  readonly where: string | null;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}[];

const postgres = await postgresServer();
const targets: readonly Target[] = ['duckdb', ...(postgres ? (['postgres'] as const) : []), 'snowflake', 'bigquery'];

describe.each(targets)('query on %s', (target) => {
  const folder = mkdtempSync(join(tmpdir(), 'quern-query-'));
  const dir = join(folder, 'metrics');
  let site: Site;
  const quern = (...args: readonly string[]): Promise<Call> => call(dir, [...args, '--target', target], site.env);
  const query = (...args: readonly string[]): Promise<Call> => quern('--quiet', 'query', ...args);

  beforeAll(async () => {
    cpSync(join(root, 'fixtures/metrics'), dir, { recursive: true });
    site = await openSite(target, folder, postgres);
    const built = await quern('build');
    expect(built.output).toMatch(/PASS=10 /);
  }, 300_000);
  afterAll(async () => {
    await site?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(
    answers
      .map((answer, at) => ({ ...answer, at }))
      // A fifth of the questions, with each kind of metric, says that the SQL is the warehouse's.
      .filter(({ at }) => target === 'duckdb' || at % 5 === 1 || at % 5 === 2),
  )('$metrics by $group_by where $where', async ({ metrics, group_by: groupBy, where, columns, rows }) => {
    const { stdout, output, code } = await query(
      ...['--metrics', metrics.join(',')],
      ...(groupBy.length > 0 ? ['--group-by', groupBy.join(',')] : []),
      ...(where === null ? [] : ['--where', where]),
      ...['--output', 'json'],
    );
    expect(code, output).toBe(0);
    const found = (JSON.parse(stdout) as { show: Record<string, unknown>[] }).show.map((row) =>
      Object.entries(row).map(([name, value]) => `${name.toLowerCase()}=${plain(value)}`),
    );
    const expected = rows.map((row) => row.map((value, at) => `${columns[at]!.toLowerCase()}=${plain(value)}`));
    expect(sorted(found)).toEqual(sorted(expected));
  });

  it('answers saved queries, with what is given on top', async () => {
    const { stdout, code } = await query(
      ...['--saved-query', 'monthly', '--order-by', 'metric_time desc,revenue', '--limit', '2', '--output', 'json'],
    );
    expect(code).toBe(0);
    const rows = (JSON.parse(stdout) as { show: Record<string, unknown>[] }).show;
    expect(rows.map((row) => String(Object.values(row)[0]).slice(0, 7))).toEqual(['2024-06', '2024-06']);
  });

  it('shows the SQL', async () => {
    const { stdout, code } = await query('--metrics', 'revenue', '--group-by', 'customer__region', '--explain');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^with orders_1 as \([\s\S]*left join \([\s\S]*group by 1\n\)/);
  });

  it.each([
    [['--metrics', 'revenu'], "There is no metric 'revenu'", "Did you mean 'revenue'?"],
    [['--saved-query', 'montly'], "There is no saved query 'montly'", "Did you mean 'monthly'?"],
    [['--metrics', 'revenue', '--group-by', 'region'], "'region' cannot be used", "Did you mean 'customer__region'?"],
    [['--metrics', 'revenue', '--group-by', 'metric_time__hour'], 'is known by day only', ''],
    [['--metrics', 'cum7', '--group-by', 'customer'], 'group it by metric_time', ''],
    [['--metrics', 'revenue', '--where', "{{ Dimensio('x') }}"], "'Dimensio' is none of", ''],
    [['--metrics', 'revenue', '--order-by', 'customer'], 'neither asked for nor grouped by', ''],
    [[], 'Nothing to query', ''],
  ])('explains what is wrong with %j', async (args, message, hint) => {
    const { output, code } = await query(...args);
    expect(code).toBe(2);
    expect(output).toContain(message);
    expect(output).toContain(hint);
    expect(output).not.toContain('crashed');
  });
});

/** The same for a number, a date and a truth value however a warehouse writes them. */
function plain(value: unknown): string | null {
  if (value === null) return null;
  const text = String(value);
  if (/^(true|false)$/i.test(text)) return text.toLowerCase();
  if (text !== '' && Number.isFinite(Number(text))) return Number(text).toFixed(4);
  return text.replace(/^(\d{4}-\d\d-\d\d)[T ].*$/, '$1');
}

function sorted(rows: readonly (readonly string[])[]): readonly string[] {
  return rows.map((row) => row.join(' ')).sort();
}
