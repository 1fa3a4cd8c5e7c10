import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import { quern } from './cli.js';

/**
 * Ten snapshots of a seed that changes for seven days: rows come, change, go and come back, a column comes, one goes. expected.json is what
 * dbt-core 1.12 with dbt-duckdb leaves of it, instants of the runs in their order and hashes left out.
 */
const FIXTURE = join(import.meta.dirname, '../fixtures/snapshot-days');
const EXPECTED = JSON.parse(readFileSync(join(FIXTURE, 'expected.json'), 'utf8'));
const dir = mkdtempSync(join(tmpdir(), 'quern-snapshots-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const PROFILES = { DBT_PROFILES_DIR: '.' };
const TABLES = Object.keys(EXPECTED);

async function query(sql: string): Promise<(string | null)[][]> {
  const instance = await DuckDBInstance.create(join(dir, 'sn.duckdb'), { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    return (await (await connection.run(sql)).getRows()) as (string | null)[][];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function tableOf(name: string): Promise<{ columns: unknown[]; rows: unknown[] }> {
  const described = await query(`describe ${name}`);
  const columns = described.map((row) => [row[0]!, row[1]!] as const);
  const rows = await query(
    `select ${columns.map(([column]) => `cast("${column}" as varchar)`).join(', ')} from ${name}`,
  );
  const isTime = (at: number) => columns[at]![1].startsWith('TIMESTAMP');
  const ofRuns = (value: string) => value.slice(0, 4) >= '2025' && value.slice(0, 4) < '2900';
  const instants = new Set(
    rows.flatMap((row) => row.filter((value, at) => value !== null && isTime(at) && ofRuns(value))),
  );
  const runs = new Map([...instants].sort().map((instant, at) => [instant, `run ${at + 1}`]));
  const shown = rows.map((row) =>
    row.map((value, at) =>
      /scd/.test(columns[at]![0]) ? value && 'hash' : isTime(at) ? (runs.get(value) ?? value) : value,
    ),
  );
  return { columns, rows: shown.map((row) => JSON.stringify(row)).sort() };
}

/** By table: how many versions there are, and how many of them are over. */
async function versions(): Promise<Map<string, { all: number; over: number }>> {
  const out = new Map<string, { all: number; over: number }>();
  const existing = new Set(
    (await query('select schema_name, table_name from duckdb_tables()')).map((row) => row.join('.')),
  );
  for (const name of TABLES) {
    if (!existing.has(name)) continue;
    const validTo = name === 'main.s_cols' ? 'valid_to' : 'dbt_valid_to';
    const [row] = await query(
      `select count(*)::varchar, count(*) filter (${validTo} < '2900-01-01')::varchar from ${name}`,
    );
    out.set(name, { all: Number(row![0]), over: Number(row![1]) });
  }
  return out;
}

const DRY = /OK snapshotted (\S+) \.+ \[DRY RUN (create, )?insert (\d+)(?:, close (\d+))?(?: \((\d+) deleted\))?/g;

describe('snapshots day by day', () => {
  it('are what dbt makes of them, and what a dry run says', { timeout: 240_000 }, async () => {
    cpSync(FIXTURE, dir, { recursive: true });
    for (let day = 1; day <= 7; day++) {
      cpSync(join(FIXTURE, `days/${day}.csv`), join(dir, 'seeds/src.csv'));
      const built = quern(dir, ['build', '--full-refresh', '--exclude-resource-type', 'snapshot'], PROFILES);
      expect(built.code, built.output).toBe(0);
      const before = await versions();
      const dry = quern(dir, ['snapshot', '--dry-run'], PROFILES);
      expect(await versions(), 'nothing has changed').toEqual(before);
      const made = quern(dir, ['snapshot'], PROFILES);
      // On the sixth day a column that is compared is gone.
      expect([dry.code, made.code], dry.output + made.output).toEqual(day === 6 ? [1, 1] : [0, 0]);
      const after = await versions();
      const told = [...dry.output.matchAll(DRY)];
      expect(told).toHaveLength(day === 6 ? 9 : 10);
      for (const [, name, , inserted, closed = '0'] of told) {
        const [was, is] = [before.get(name!) ?? { all: 0, over: 0 }, after.get(name!)!];
        expect({ inserted: Number(inserted), closed: Number(closed) }, `${name}, day ${day}`).toEqual({
          inserted: is.all - was.all,
          closed: is.over - was.over,
        });
      }
    }
    for (const name of TABLES) {
      const { columns, rows } = EXPECTED[name];
      const expected = { columns, rows: rows.map((row: unknown) => JSON.stringify(row)).sort() };
      expect(await tableOf(name), name).toEqual(expected);
    }
  });
});
