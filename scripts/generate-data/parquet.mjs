/** Writes rows as Parquet through an in-memory DuckDB. One thread and stable names: the same rows give the same bytes. */
import { mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { DuckDBDataChunk, DuckDBInstance, VARCHAR } from '@duckdb/node-api';
import { formatDate, formatTimestamp } from './time.mjs';

const CHUNK_ROWS = 2048;

const formatters = { DATE: formatDate, TIMESTAMP: formatTimestamp };

export async function openWriter() {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();

  /** @param {{ name: string, columns: Record<string, string> }} table */
  async function write(table, rows, path) {
    const columns = Object.entries(table.columns);
    // Everything goes in as text and is cast by the COPY: no value class per cell.
    await connection.run(
      `create or replace temp table staged (${columns.map(([name]) => `${name} varchar`).join(', ')})`,
    );
    const appender = await connection.createAppender('staged');
    for (let offset = 0; offset < rows.length; offset += CHUNK_ROWS) {
      const slice = rows.slice(offset, offset + CHUNK_ROWS);
      const chunk = DuckDBDataChunk.create(
        columns.map(() => VARCHAR),
        slice.length,
      );
      chunk.setColumns(
        columns.map(([name, type]) => {
          const format = formatters[type] ?? String;
          return slice.map((row) => (row[name] === null || row[name] === undefined ? null : format(row[name])));
        }),
      );
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
    mkdirSync(dirname(path), { recursive: true });
    const casts = columns.map(([name, type]) => `${name}::${type} as ${name}`).join(', ');
    // A reader never sees half a file.
    const partial = `${path}.partial`;
    await connection.run(
      `copy (select ${casts} from staged) to '${partial.replaceAll("'", "''")}' (format parquet, compression zstd)`,
    );
    renameSync(partial, path);
  }

  return {
    write,
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
