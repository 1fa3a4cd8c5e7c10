import { isObject } from '../../../sql/translate/ast.js';
import { type Json, loadPolyglot, type Polyglot } from '../../../sql/translate/polyglot.js';
import { invalidQuery } from '../engine/api-error.js';
import type { Catalog, Path, Table } from '../engine/catalog.js';
import { type EngineConnection, quote } from '../engine/engine.js';

/** A table that a statement reads, and the texts on the way to it: the statement's, and those of the views between. */
export interface Reading {
  readonly table: Table;
  readonly texts: readonly string[];
}

/** Tables that a statement reads, views looked through. `tablesOf` answers those of a query. */
export async function readings(
  sql: string,
  paths: readonly Path[],
  catalog: Catalog,
  tablesOf: (query: string) => Promise<readonly Path[]>,
): Promise<Reading[]> {
  const found: Reading[] = [];
  const visit = async (path: Path, texts: readonly string[]): Promise<void> => {
    const table = catalog.find(path);
    if (!table) return;
    found.push({ table, texts });
    if (table.query === undefined) return;
    for (const inner of await tablesOf(table.query)) await visit(inner, [...texts, table.query]);
  };
  for (const path of paths) await visit(path, [sql]);
  return found;
}

/** Refuses to read a table that requires a filter where no condition names the column that it is partitioned by. */
export async function checkPartitionFilter({ table, texts }: Reading): Promise<void> {
  if (!table.requirePartitionFilter) return;
  const names = columnsOfPartition(table);
  const polyglot = await loadPolyglot();
  if (texts.some((text) => hasCondition(polyglot, text, new Set(names.map((name) => name.toLowerCase()))))) return;
  const path = [table.project, table.dataset, table.name].join('.');
  throw invalidQuery(
    `Cannot query over table '${path}' without a filter over column(s) ${names.map((name) => `'${name}'`).join(', ')} that can be used for partition elimination`,
  );
}

function columnsOfPartition(table: Table): string[] {
  const field = table.timePartitioning?.field ?? table.rangePartitioning?.field;
  if (field !== undefined) return [field];
  if (table.external) return pathColumns(table);
  return ['_PARTITION_LOAD_TIME', '_PARTITIONDATE', '_PARTITIONTIME'];
}

/** `dt=2025-01-01` in the addresses of an external table's files; its columns stand last. */
function pathColumns(table: Table): string[] {
  const prefix = String(table.options.hive_partition_uri_prefix ?? '');
  const inPath = (table.external?.uris ?? []).flatMap((uri) =>
    [...uri.slice(prefix.length).matchAll(/([\w-]+)=/g)].map((match) => match[1]!),
  );
  return inPath.length > 0 ? [...new Set(inPath)] : [table.fields.at(-1)!.name];
}

const CONDITIONS = /^(where|where_clause|on|qualify|having)$/;

function hasCondition(polyglot: Polyglot, sql: string, names: ReadonlySet<string>): boolean {
  const visit = (value: Json, isCondition: boolean): boolean => {
    if (Array.isArray(value)) return (value as readonly Json[]).some((item) => visit(item, isCondition));
    if (!isObject(value)) return false;
    if (isCondition && typeof value.name === 'string' && names.has(value.name.toLowerCase().split('.').at(-1)!))
      return true;
    // `WHEN … AND condition` of a MERGE is one, too.
    const isWhen = 'matched' in value;
    return Object.entries(value).some(([key, item]) =>
      visit(item, isCondition || CONDITIONS.test(key) || (isWhen && key === 'condition')),
    );
  };
  return visit(polyglot.parse(sql, 'bigquery') as Json, false);
}

/** Deletes what is older than a table's partitions are kept. */
export async function expirePartitions(table: Table, now: number, connection: EngineConnection): Promise<void> {
  const { expirationMs, field = '_PARTITIONTIME', type } = table.timePartitioning ?? {};
  if (expirationMs === undefined || type === undefined || table.type !== 'TABLE') return;
  const at = quote(table.project, table.dataset, table.name);
  const last = new Date(now - Number(expirationMs)).toISOString();
  const expired = `date_trunc('${type.toLowerCase()}', ${quote(field)}) <= CAST('${last}' AS TIMESTAMPTZ)`;
  const { rows } = await connection.rows(`SELECT 1 FROM ${at} WHERE ${expired} LIMIT 1`);
  if (rows.length > 0) await connection.run(`DELETE FROM ${at} WHERE ${expired}`);
}
