/** Writes deliveries: JSON lines, CSV, and Parquet through an in-memory DuckDB. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { formatDate } from '../../../scripts/generate-data/time.mjs';

export async function openLanding(out) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run("set timezone = 'UTC'");

  /** A reader never sees half a file. */
  const whole = (path, write) => {
    mkdirSync(dirname(path), { recursive: true });
    write(`${path}.partial`);
    renameSync(`${path}.partial`, path);
  };
  const pathOf = (system, table, date, extension) =>
    join(out, system, table, `delivery_date=${formatDate(date)}`, `part-0.${extension}`);

  function json(system, table, date, rows) {
    const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    whole(pathOf(system, table, date, 'json'), (path) => writeFileSync(path, text));
  }

  function csv(system, table, date, rows) {
    if (rows.length === 0) return;
    const columns = Object.keys(rows[0]);
    const cell = (value) =>
      value === null || value === undefined
        ? ''
        : /[",\n]/.test(value)
          ? `"${String(value).replaceAll('"', '""')}"`
          : value;
    const lines = [columns, ...rows.map((row) => columns.map((name) => row[name]))].map((line) =>
      line.map(cell).join(','),
    );
    whole(pathOf(system, table, date, 'csv'), (path) => writeFileSync(path, `${lines.join('\n')}\n`));
  }

  /** What `select` makes of `rows`, which it sees as the table `given` with these columns. */
  async function parquet(system, table, date, columns, rows, select) {
    const path = pathOf(system, table, date, 'parquet');
    const staged = `${path}.rows`;
    mkdirSync(dirname(path), { recursive: true });
    whole(staged, (file) => writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join('')));
    const types = Object.entries(columns).map(([name, type]) => `${name}: '${type}'`);
    await connection.run(
      `create or replace temp table given as select * from read_json('${staged}', format='newline_delimited', maximum_object_size=67108864, columns={${types.join(', ')}})`,
    );
    await connection.run(`copy (${select}) to '${path}.partial' (format parquet, compression zstd)`);
    renameSync(`${path}.partial`, path);
    const { rmSync } = await import('node:fs');
    rmSync(staged);
  }

  function truth(name, rows) {
    whole(join(out, 'truth', `${name}.json`), (path) =>
      writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join('')),
    );
  }

  return {
    json,
    csv,
    parquet,
    truth,
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
