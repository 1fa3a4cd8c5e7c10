import type { AdapterResponse, Cell, ExecuteOptions, QueryResult } from '../types.js';
import { columnRef, keepRaw, reader } from './cells.js';
import type { SdkStatement } from './driver.js';

/** What a finished statement answers. Its rows are read only where they are wanted, and no more than the limit. */
export async function resultOf(statement: SdkStatement, options: ExecuteOptions): Promise<QueryResult> {
  const columns = statement.getColumns() ?? [];
  for (const column of columns) keepRaw(column);
  const counts = await countsOf(statement);
  const response = responseOf(statement, counts);
  if (!options.fetch) return { columns: columns.map(columnRef), rows: [], response };
  const readers = columns.map(reader);
  const raw = options.limit === 0 ? [] : await rowsOf(statement, options.limit);
  const rows = raw.map((row) => row.map((value, at): Cell => readers[at]!(value)));
  return { columns: columns.map(columnRef), rows, response };
}

async function rowsOf(statement: SdkStatement, limit: number | undefined): Promise<unknown[][]> {
  const rows: unknown[][] = [];
  const end = limit === undefined ? {} : { start: 0, end: limit - 1 };
  for await (const row of statement.streamRows(end) as AsyncIterable<unknown[]>) rows.push(row);
  return rows;
}

const COUNTS = /^number of (?:multi-joined )?rows (inserted|updated|deleted)/i;

/** Rows that a statement inserted, updated, deleted or loaded: it answers them as one row of counts. */
async function countsOf(statement: SdkStatement): Promise<ReadonlyMap<string, number> | undefined> {
  const columns = statement.getColumns() ?? [];
  const names = columns.map((column) => COUNTS.exec(column.getName())?.[1]?.toLowerCase());
  const loaded = columns.findIndex((column) => column.getName().toLowerCase() === 'rows_loaded');
  if (loaded < 0 && !names.some((name) => name !== undefined)) return undefined;
  const counts = new Map<string, number>();
  const add = (name: string, value: unknown): void =>
    void counts.set(name, (counts.get(name) ?? 0) + Number(value ?? 0));
  for (const row of await rowsOf(statement, undefined)) {
    if (loaded >= 0) add('inserted', row[loaded]);
    else for (const [at, name] of names.entries()) if (name !== undefined) add(name, row[at]);
  }
  return counts;
}

/** As dbt shows it: `SUCCESS 5`; statements other than queries and changes of rows answer one row that says so. */
function responseOf(statement: SdkStatement, counts: ReadonlyMap<string, number> | undefined): AdapterResponse {
  const affected = counts ? [...counts.values()].reduce((sum, n) => sum + n, 0) : statement.getNumRows();
  const each = counts ? Object.fromEntries([...counts].map(([name, n]) => [`rows_${name}`, n])) : {};
  return {
    _message: `SUCCESS ${affected}`,
    code: 'SUCCESS',
    rows_affected: affected,
    query_id: statement.getQueryId(),
    ...each,
  };
}
