import { notFound } from '../engine/api-error.js';
import type { Catalog, Field, Table } from '../engine/catalog.js';
import { quote, textOf } from '../engine/engine.js';

type Row = Readonly<Record<string, string | number | boolean | null | { readonly sql: string }>>;

const TYPES = {
  TABLE: 'BASE TABLE',
  VIEW: 'VIEW',
  MATERIALIZED_VIEW: 'MATERIALIZED VIEW',
  EXTERNAL: 'EXTERNAL',
} as const;

/** A view of INFORMATION_SCHEMA, or `__TABLES__`, as DuckDB's query of its rows. */
export function informationSchema(catalog: Catalog, scope: readonly string[], view: string, project: string): string {
  const datasetName = scope.length > 0 && !scope.at(-1)!.startsWith('region-') ? scope.at(-1)! : undefined;
  const owner = scope.length > 1 ? scope.slice(0, -1).join('.') : project;
  if (view.toUpperCase() === 'SCHEMATA') {
    const own = [...catalog.datasets.values()].filter(
      (d) => d.project === (datasetName ?? owner) || d.project === owner,
    );
    return rowsSql(
      own.map((d) => ({ catalog_name: d.project, schema_name: d.name, location: d.location })),
      ['catalog_name', 'schema_name', 'location'],
    );
  }
  const datasets = datasetName === undefined ? [...catalog.datasets.values()] : [catalog.dataset(owner, datasetName)];
  const tables = datasets.flatMap((dataset) => [...dataset.tables.values()]);
  if (view.toUpperCase() === 'PARTITIONS') return partitions(tables);
  const make = VIEWS[view.toUpperCase()];
  if (!make) throw notFound(`Table ${view} was not found`);
  return rowsSql(
    tables.flatMap((table) => make.rows(table, catalog)),
    make.columns,
  );
}

interface View {
  readonly columns: readonly string[];
  rows(table: Table, catalog: Catalog): Row[];
}

const base = (t: Table): Row => ({ table_catalog: t.project, table_schema: t.dataset, table_name: t.name });
const BASE = ['table_catalog', 'table_schema', 'table_name'];

const OPTION_TYPES: Readonly<Record<string, string>> = {
  partition_expiration_days: 'FLOAT64',
  require_partition_filter: 'BOOL',
};
const option = (t: Table, name: string, type: string, value: string): Row => ({
  ...base(t),
  option_name: name,
  option_type: type,
  option_value: value,
});

const VIEWS: Readonly<Record<string, View>> = {
  TABLES: {
    columns: [...BASE, 'table_type', 'creation_time'],
    rows: (t) => [{ ...base(t), table_type: TYPES[t.type], creation_time: new Date(t.created).toISOString() }],
  },
  COLUMNS: {
    columns: [
      ...BASE,
      'column_name',
      'ordinal_position',
      'is_nullable',
      'data_type',
      'is_partitioning_column',
      'clustering_ordinal_position',
    ],
    rows: (t) =>
      t.fields.map((f, i) => ({
        ...base(t),
        column_name: f.name,
        ordinal_position: i + 1,
        is_nullable: f.mode === 'REQUIRED' ? 'NO' : 'YES',
        data_type: sqlType(f),
        is_partitioning_column: (t.timePartitioning?.field ?? t.rangePartitioning?.field) === f.name ? 'YES' : 'NO',
        clustering_ordinal_position: t.clustering ? t.clustering.fields.indexOf(f.name) + 1 || null : null,
      })),
  },
  COLUMN_FIELD_PATHS: {
    columns: [...BASE, 'column_name', 'field_path', 'data_type', 'description'],
    rows: (t) =>
      t.fields.flatMap((f) =>
        paths(f, f.name).map(([path, field]) => ({
          ...base(t),
          column_name: f.name,
          field_path: path,
          data_type: sqlType(field),
          description: field.description ?? null,
        })),
      ),
  },
  TABLE_OPTIONS: {
    columns: [...BASE, 'option_name', 'option_type', 'option_value'],
    rows: (t) => [
      ...(t.description === undefined ? [] : [option(t, 'description', 'STRING', JSON.stringify(t.description))]),
      ...Object.entries(t.options)
        .filter(([name, value]) => name in OPTION_TYPES && value !== null)
        .map(([name, value]) => option(t, name, OPTION_TYPES[name]!, String(value))),
    ],
  },
  OBJECT_PRIVILEGES: {
    columns: ['object_catalog', 'object_schema', 'object_name', 'object_type', 'privilege_type', 'grantee'],
    rows: (t, catalog) =>
      [...(catalog.grants.get(`${t.project}.${t.dataset}.${t.name}`) ?? [])].flatMap(([role, members]) =>
        [...members].map((grantee) => ({
          object_catalog: t.project,
          object_schema: t.dataset,
          object_name: t.name,
          object_type: t.type,
          privilege_type: role,
          grantee,
        })),
      ),
  },
  TABLE_STORAGE: {
    columns: ['project_id', ...BASE, 'total_rows', 'total_logical_bytes', 'storage_last_modified_time'],
    rows: (t) => [
      {
        project_id: t.project,
        ...base(t),
        total_rows: rowCount(t),
        total_logical_bytes: 0,
        storage_last_modified_time: new Date(t.modified).toISOString(),
      },
    ],
  },
  __TABLES__: {
    columns: [
      'project_id',
      'dataset_id',
      'table_id',
      'creation_time',
      'last_modified_time',
      'row_count',
      'size_bytes',
      'type',
    ],
    rows: (t) => [
      {
        project_id: t.project,
        dataset_id: t.dataset,
        table_id: t.name,
        creation_time: t.created,
        last_modified_time: t.modified,
        row_count: rowCount(t),
        size_bytes: 0,
        type: t.type === 'VIEW' ? 2 : t.type === 'TABLE' ? 1 : 3,
      },
    ],
  },
};

const rowCount = (t: Table): Row[string] =>
  t.type === 'TABLE' ? { sql: `(SELECT count(*) FROM ${quote(t.project, t.dataset, t.name)})` } : 0;

const ID_FORMATS: Readonly<Record<string, string>> = { HOUR: '%Y%m%d%H', DAY: '%Y%m%d', MONTH: '%Y%m', YEAR: '%Y' };

/** Partitions as they are: only the rows tell. */
function partitions(tables: readonly Table[]): string {
  const none = `SELECT '' AS table_catalog, '' AS table_schema, '' AS table_name, '' AS partition_id, 0 AS total_rows, 0 AS total_logical_bytes, now() AS last_modified_time WHERE false`;
  const of = (t: Table): string => {
    const { type, field = '_PARTITIONTIME' } = t.timePartitioning ?? {};
    const range = t.rangePartitioning;
    const id = type
      ? `strftime(CAST(${quote(field)} AS TIMESTAMP), '${ID_FORMATS[type]}')`
      : range
        ? `CAST(${range.range.start} + (${quote(range.field)} - ${range.range.start}) // ${range.range.interval} * ${range.range.interval} AS VARCHAR)`
        : 'NULL';
    const column = type ? quote(field) : range ? quote(range.field) : 'NULL';
    const whole =
      type || range ? `CASE WHEN ${column} IS NULL THEN '__NULL__' ELSE ${id} END` : 'CAST(NULL AS VARCHAR)';
    const names = [t.project, t.dataset, t.name].map(textOf).join(', ');
    return `SELECT ${names}, ${whole} AS partition_id, count(*), count(*) * ${8 * t.fields.length}, CAST('${new Date(t.modified).toISOString()}' AS TIMESTAMPTZ) FROM ${quote(t.project, t.dataset, t.name)} GROUP BY partition_id`;
  };
  return [none, ...tables.filter((t) => t.type === 'TABLE').map(of)].join(' UNION ALL ');
}

function paths(field: Field, path: string): [string, Field][] {
  return [[path, field], ...(field.fields ?? []).flatMap((f) => paths(f, `${path}.${f.name}`))];
}

const NAMES: Readonly<Record<string, string>> = { INTEGER: 'INT64', FLOAT: 'FLOAT64', BOOLEAN: 'BOOL' };

export function sqlType(field: Field): string {
  const one =
    field.type === 'RECORD'
      ? `STRUCT<${(field.fields ?? []).map((f) => `${f.name} ${sqlType(f)}`).join(', ')}>`
      : (NAMES[field.type] ?? field.type);
  return field.mode === 'REPEATED' ? `ARRAY<${one}>` : one;
}

function rowsSql(rows: readonly Row[], columns: readonly string[]): string {
  const cell = (value: Row[string], column: string): string => {
    const time = /_time$/.test(column) && typeof value === 'string';
    const text =
      value === null || value === undefined
        ? 'CAST(NULL AS VARCHAR)'
        : typeof value === 'string'
          ? `'${value.replaceAll("'", "''")}'`
          : typeof value === 'object'
            ? value.sql
            : String(value);
    return `${time ? `CAST(${text} AS TIMESTAMPTZ)` : text} AS "${column}"`;
  };
  const select = (row: Row): string => `SELECT ${columns.map((c) => cell(row[c]!, c)).join(', ')}`;
  if (rows.length > 0) return rows.map(select).join(' UNION ALL ');
  return `SELECT * FROM (${select(Object.fromEntries(columns.map((c) => [c, null])))}) WHERE false`;
}
