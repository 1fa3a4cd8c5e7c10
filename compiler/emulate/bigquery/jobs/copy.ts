import { duplicate, invalidQuery } from '../engine/api-error.js';
import { type Catalog, newTable, type Path, type Table } from '../engine/catalog.js';
import { type EngineConnection, quote } from '../engine/engine.js';
import type { Json } from '../engine/json.js';
import { specOf } from '../statements/ddl.js';
import type { Outcome } from '../statements/script.js';

interface Reference {
  readonly projectId: string;
  readonly datasetId: string;
  readonly tableId: string;
}

/** A copy job. `table$20240131` is one partition of a table. */
export async function copyTables(copy: Json, catalog: Catalog, connection: EngineConnection): Promise<Outcome> {
  const sources: Reference[] = copy.sourceTables ?? [copy.sourceTable];
  const target: Reference = copy.destinationTable;
  const mode: string = copy.writeDisposition ?? 'WRITE_EMPTY';
  const [name, partition] = target.tableId.split('$');
  const path: Path = [target.projectId, target.datasetId, name!];
  const first = catalog.table(pathOf(sources[0]!));
  const existing = catalog.find(path);
  if (!existing) {
    const types = await connection.run(
      `CREATE TABLE ${quote(...path)} AS SELECT * FROM ${quote(...pathOf(sources[0]!))} LIMIT 0`,
    );
    void types;
    catalog.put({ ...newTable(path, 'TABLE', structuredClone(first.fields)), ...specOf(first) });
  } else if (mode === 'WRITE_EMPTY' && (await connection.count(path)) > 0)
    throw duplicate(`Table ${path[0]}:${path[1]}.${path[2]}`);
  const table = catalog.table(path);
  if (mode === 'WRITE_TRUNCATE') {
    const where = partition === undefined ? '' : ` WHERE ${inPartition(table, partition)}`;
    await connection.run(`DELETE FROM ${quote(...path)}${where}`);
  }
  for (const source of sources) {
    const from = catalog.table(pathOf(source));
    const part = source.tableId.split('$')[1];
    const where = part === undefined ? '' : ` WHERE ${inPartition(from, part)}`;
    await connection.run(`INSERT INTO ${quote(...path)} BY NAME SELECT * FROM ${quote(...pathOf(source))}${where}`);
  }
  table.modified = Math.max(Date.now(), table.modified + 1);
  return { statementType: 'COPY', destination: path };
}

function pathOf({ projectId, datasetId, tableId }: Reference): Path {
  return [projectId, datasetId, tableId.split('$')[0]!];
}

const FORMATS: Readonly<Record<string, string>> = { HOUR: '%Y%m%d%H', DAY: '%Y%m%d', MONTH: '%Y%m', YEAR: '%Y' };

function inPartition(table: Table, id: string): string {
  if (table.timePartitioning) {
    const { field = '_PARTITIONTIME', type } = table.timePartitioning;
    if (id === '__NULL__') return `${quote(field)} IS NULL`;
    return `strftime(${quote(field)}, '${FORMATS[type]}') = '${id}'`;
  }
  if (table.rangePartitioning) {
    const { field, range } = table.rangePartitioning;
    return `${quote(field)} >= ${Number(id)} AND ${quote(field)} < ${Number(id) + Number(range.interval)}`;
  }
  throw invalidQuery(`Table ${table.name} is not partitioned`);
}
