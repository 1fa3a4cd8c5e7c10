import { groupBy } from '../base/group.js';
import { fromValue } from '../jinja/values/index.js';
import type { CompilableNode, SourceNode } from '../manifest/types.js';
import type { TableValue } from '../render/values/table.js';

/** A row of what get_catalog answers: one column of one relation. */
type Row = Readonly<Record<string, unknown>>;

interface Column {
  readonly type: string;
  readonly index: number;
  readonly name: string;
  readonly comment: string | null;
}

interface Statistic {
  readonly id: string;
  readonly label: string;
  readonly value: unknown;
  readonly include: boolean;
  readonly description: string;
}

/** What the catalog tells of a relation (catalog v1). */
export interface CatalogTable {
  readonly metadata: {
    readonly type: string;
    readonly schema: string;
    readonly name: string;
    readonly database: string | null;
    readonly comment: string | null;
    readonly owner: string | null;
  };
  readonly columns: Readonly<Record<string, Column>>;
  readonly stats: Readonly<Record<string, Statistic>>;
  readonly unique_id: string;
}

export interface Catalog {
  readonly nodes: Readonly<Record<string, CatalogTable>>;
  readonly sources: Readonly<Record<string, CatalogTable>>;
}

/** Tells which relations of the answers are which resources; relations that are none are left out. */
export function catalogOf(
  answers: readonly TableValue[],
  nodes: Iterable<CompilableNode>,
  sources: Iterable<SourceNode>,
): Catalog {
  const relations = groupBy(answers.flatMap(rowsOf), (row) =>
    keyOf(row.table_database, row.table_schema, row.table_name),
  );
  const out = { nodes: {} as Record<string, CatalogTable>, sources: {} as Record<string, CatalogTable> };
  const add = (into: Record<string, CatalogTable>, uniqueId: string, key: string): void => {
    const rows = relations.get(key);
    if (rows) into[uniqueId] = tableOf(rows, uniqueId);
  };
  for (const node of nodes) add(out.nodes, node.uniqueId, keyOf(node.database, node.schema, node.alias));
  for (const source of sources)
    add(out.sources, source.uniqueId, keyOf(source.database, source.schema, source.identifier));
  return out;
}

function rowsOf(answer: TableValue): Row[] {
  const names = answer.columnNames.map((name) => name.toLowerCase());
  return answer.data.map((row) => Object.fromEntries(row.map((value, i) => [names[i], fromValue(value)])));
}

/** Databases differ in how they spell what was not quoted. */
function keyOf(database: unknown, schema: unknown, name: unknown): string {
  return [database ?? '', schema, name].map((part) => String(part).toLowerCase()).join('\0');
}

function tableOf(rows: readonly Row[], uniqueId: string): CatalogTable {
  const first = rows[0]!;
  const columns = rows.map(
    (row): Column => ({
      type: String(row.column_type),
      index: Number(row.column_index),
      name: String(row.column_name),
      comment: textOrNull(row.column_comment),
    }),
  );
  columns.sort((a, b) => a.index - b.index);
  return {
    metadata: {
      type: String(first.table_type),
      schema: String(first.table_schema),
      name: String(first.table_name),
      database: textOrNull(first.table_database),
      comment: textOrNull(first.table_comment),
      owner: textOrNull(first.table_owner),
    },
    columns: Object.fromEntries(columns.map((column) => [column.name, column])),
    stats: statisticsOf(first),
    unique_id: uniqueId,
  };
}

/** `stats:<id>:label`, `…:value`, `…:description`, `…:include` (or with `__` for `:`); one more says whether there are any. */
function statisticsOf(row: Row): Record<string, Statistic> {
  const out: Record<string, Statistic> = {};
  for (const key of Object.keys(row)) {
    const [, separator, id] = /^stats(:|__)(.+)\1label$/.exec(key) ?? [];
    if (id === undefined) continue;
    const part = (name: string): unknown => row[['stats', id, name].join(separator)];
    if (!part('include')) continue;
    out[id] = {
      id,
      label: String(row[key]),
      value: part('value') ?? null,
      include: true,
      description: String(part('description') ?? ''),
    };
  }
  const some = Object.keys(out).length > 0;
  out.has_stats = {
    id: 'has_stats',
    label: 'Has Stats?',
    value: some,
    include: false,
    description: 'Indicates whether there are statistics for this table',
  };
  return out;
}

function textOrNull(value: unknown): string | null {
  return value === undefined || value === null ? null : String(value);
}
