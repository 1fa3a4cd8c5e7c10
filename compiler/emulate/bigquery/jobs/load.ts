import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiError } from '../engine/api-error.js';
import { type Catalog, type Field, newTable, type Path } from '../engine/catalog.js';
import { type EngineConnection, quote } from '../engine/engine.js';
import type { Json } from '../engine/json.js';
import { duckdbType, parseType } from '../engine/types.js';
import { applyPartition } from '../statements/options.js';
import type { Outcome } from '../statements/script.js';

/** A load job whose rows were uploaded, as CSV or newline-delimited JSON. */
export async function loadTable(
  load: Json,
  content: string,
  catalog: Catalog,
  connection: EngineConnection,
): Promise<Outcome> {
  const { projectId, datasetId, tableId } = load.destinationTable;
  const path: Path = [projectId, datasetId, tableId];
  catalog.dataset(projectId, datasetId);
  const folder = mkdtempSync(join(tmpdir(), 'quern-load-'));
  try {
    const file = join(folder, 'rows');
    writeFileSync(file, content);
    const existing = catalog.find(path);
    const given: Field[] | undefined = load.schema?.fields?.map((f: Field) => ({
      ...f,
      type: parseType(f.name, f.type).type,
    }));
    const isCsv = (load.sourceFormat ?? 'CSV') === 'CSV';
    const fields = given ?? existing?.fields;
    const reader = isCsv ? csv(file, load, fields, /^[^\n]*\r\n/.test(content) ? '\\r\\n' : '\\n') : json(file, fields);
    const wanted = fields ?? (await connection.fields(`SELECT * FROM ${reader}`));
    if (existing?.type === 'VIEW') throw new ApiError(400, 'invalid', `${projectId}:${datasetId}.${tableId} is a view`);
    const truncate = load.writeDisposition === 'WRITE_TRUNCATE';
    if (!existing || truncate) {
      await connection.run(
        `CREATE OR REPLACE TABLE ${quote(...path)} (${wanted.map((f) => `${quote(f.name)} ${duckdbType(f)}`).join(', ')})`,
      );
      const table = newTable(
        path,
        'TABLE',
        wanted.map((f) => ({ mode: 'NULLABLE', ...f })),
      );
      if (load.timePartitioning?.field) applyPartition(table, load.timePartitioning.field);
      catalog.put(table);
    }
    await connection.run(`INSERT INTO ${quote(...path)} SELECT * FROM ${reader}`);
    return { statementType: 'LOAD', destination: path, dmlRows: await connection.count(path) };
  } catch (error) {
    if (error instanceof ApiError) throw error;
    const line = /Line: (\d+)/.exec((error as Error).message)?.[1];
    const at = line === undefined ? '' : `; line_number: ${line}`;
    throw new ApiError(
      400,
      'invalid',
      `Error while reading data, error message: CSV table encountered too many errors, giving up.${at} ${(error as Error).message.split('\n')[0]}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function csv(file: string, load: Json, fields: readonly Field[] | undefined, lineEnd: string): string {
  const columns = fields
    ? `, columns={${fields.map((f) => `'${f.name.replaceAll("'", "''")}': '${duckdbType(f)}'`).join(', ')}}`
    : '';
  const delimiter = (load.fieldDelimiter ?? ',').replace('\\t', '\t').replaceAll("'", "''");
  const nullText = load.nullMarker ?? '';
  return `read_csv('${file}', header=${Number(load.skipLeadingRows ?? 0) > 0}, delim='${delimiter}', quote='"', escape='"', nullstr='${nullText}', auto_detect=${fields ? 'false' : 'true'}, new_line='${lineEnd}'${columns})`;
}

function json(file: string, fields: readonly Field[] | undefined): string {
  const columns = fields ? `, columns={${fields.map((f) => `'${f.name}': '${duckdbType(f)}'`).join(', ')}}` : '';
  return `read_json('${file}', format='newline_delimited'${columns})`;
}
