import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quern } from './cli.js';
import { writeProject } from './project.js';

/** Files that are hard to guess the types of; expected.json is what dbt-core 1.12 with dbt-duckdb makes of them, and which it cannot load. */
const FIXTURE = join(import.meta.dirname, '../fixtures/nasty-seeds');

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-seeds-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function tables(path: string): Promise<Record<string, unknown>> {
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const query = async (sql: string) => (await (await connection.run(sql)).getRows()) as (string | null)[][];
  const out: Record<string, unknown> = {};
  await connection.run("SET TimeZone = 'UTC'");
  for (const [name] of await query('select table_name from duckdb_tables() order by 1')) {
    const columns = (await query(`describe "${name}"`)).map((row) => [row[0]!, row[1]!]);
    const texts = columns.map(([column]) => `cast("${column}" as varchar)`).join(', ');
    out[name!] = { columns, rows: await query(`select ${texts} from "${name}"`) };
  }
  connection.closeSync();
  instance.closeSync();
  return out;
}

describe('seeds', () => {
  it('have the columns, types and rows that dbt gives them', async () => {
    cpSync(FIXTURE, dir, { recursive: true });
    const expected = JSON.parse(readFileSync(join(FIXTURE, 'expected.json'), 'utf8'));
    const { output } = quern(dir, ['seed'], { DBT_PROFILES_DIR: '.' });
    const failed = [...output.matchAll(/ERROR loading seed file main\.(\w+)/g)].map((match) => match[1]);
    expect(failed.sort()).toEqual(expected.failed);
    expect(await tables(join(dir, 'sd.duckdb'))).toEqual(expected.tables);
  });

  it('may have numbers that need eight bytes', async () => {
    writeProject(dir, { 'seeds/s.csv': 'a,b\n2147483647,2147483648\n' });
    expect(quern(dir, ['seed']).code).toBe(0);
    expect(await tables(join(dir, 'shop.duckdb'))).toEqual({
      s: {
        columns: [
          ['a', 'INTEGER'],
          ['b', 'BIGINT'],
        ],
        rows: [['2147483647', '2147483648']],
      },
    });
  });

  it('are counted once they are loaded', async () => {
    writeProject(dir, { 'seeds/s.csv': 'id\n1\n2\n' });
    expect(quern(dir, ['seed']).code).toBe(0);
    // A macro of the project that leaves a row of its own in the new table.
    writeProject(dir, {
      'seeds/s.csv': 'id\n1\n2\n3\n',
      'macros/own.sql': `{% macro reset_csv_table(model, full_refresh, old_relation, agate_table) %}
  {% do run_query('create or replace table ' ~ this ~ ' as select 9 as id') %}{{ return('') }}
{% endmacro %}`,
    });
    const { code, output } = quern(dir, ['seed']);
    expect(code).toBe(1);
    expect(output).toContain('4 rows have arrived in "shop"."main"."s", but the file has 3');
    expect(await tables(join(dir, 'shop.duckdb'))).toMatchObject({ s: { rows: [['1'], ['2']] } });
  });
});
