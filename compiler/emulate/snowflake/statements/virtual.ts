/** Relations that are made from the catalog or from earlier results: INFORMATION_SCHEMA and RESULT_SCAN. */
import type { Catalog, SchemaObject } from '../engine/catalog.js';
import { SnowflakeError } from '../engine/errors.js';
import type { HistoryEntry } from '../engine/history.js';
import { physicalName, quoteIdentifier, sqlString } from '../engine/names.js';
import type { EmulatedSession } from '../engine/session.js';
import { duckType } from '../engine/types.js';
import type { StatementResult, WireCell } from '../results/result.js';

/** A query over the rows of an earlier result. */
export function resultQuery({ columns, rows }: StatementResult): string {
  const names = columns.map(({ name }) => quoteIdentifier(physicalName(name)));
  const select = columns.map(({ type }, i) => `${fromWire(`c${i}`, type.name, duckType(type))} AS ${names[i]}`);
  const raw = columns.map((_, i) => `c${i}`).join(', ');
  return `(SELECT ${select.join(', ')} FROM ${valuesOf(rows, columns.length)} AS r(${raw}))`;
}

function valuesOf(rows: readonly (readonly WireCell[])[], width: number): string {
  const tuple = (row: readonly WireCell[]): string =>
    `(${row.map((cell) => (cell === null ? 'NULL' : sqlString(cell))).join(', ')})`;
  if (rows.length > 0) return `(VALUES ${rows.map(tuple).join(', ')})`;
  return `(SELECT ${Array.from({ length: width }, () => 'CAST(NULL AS VARCHAR)').join(', ')} WHERE false)`;
}

function fromWire(column: string, type: string, duck: string): string {
  const text = `CAST(${column} AS VARCHAR)`;
  if (type === 'DATE') return `DATE '1970-01-01' + CAST(${text} AS INTEGER)`;
  if (type === 'BOOLEAN') return `${text} = '1'`;
  if (type === 'BINARY') return `unhex(${text})`;
  if (type === 'TIME') return `CAST(make_timestamp(CAST(CAST(${text} AS DECIMAL(38,9)) * 1000000 AS BIGINT)) AS TIME)`;
  if (type.startsWith('TIMESTAMP'))
    return `CAST(make_timestamp(CAST(CAST(split_part(${text}, ' ', 1) AS DECIMAL(38,9)) * 1000000 AS BIGINT)) AS ${duck})`;
  return `CAST(${text} AS ${duck})`;
}

type Value = string | number | null | undefined;
type Rows = { readonly columns: readonly string[]; readonly rows: readonly (readonly Value[])[] };

/** What INFORMATION_SCHEMA.name of a database is; undefined for a view that the emulator does not have. */
export function informationSchema(
  catalog: Catalog,
  session: EmulatedSession,
  history: readonly HistoryEntry[],
  database: string,
  name: string,
): string | undefined {
  const made = VIEWS[name]?.(catalog, session, database, history);
  if (!made) return undefined;
  const { columns, rows } = made;
  const numbers = new Set(
    columns.filter((_, i) => rows.some((row) => typeof row[i] === 'number') || NUMBERS.has(columns[i]!)),
  );
  const select = columns.map((column) => {
    const type = INSTANTS.has(column) ? 'TIMESTAMPTZ' : numbers.has(column) ? 'DECIMAL(38,0)' : 'VARCHAR';
    const value = INSTANTS.has(column)
      ? `to_timestamp(CAST(${quoteIdentifier(column)} AS DOUBLE) / 1000)`
      : quoteIdentifier(column);
    return `CAST(${value} AS ${type}) AS ${quoteIdentifier(column)}`;
  });
  const cells = rows.map((row) => row.map((value) => (value === null || value === undefined ? null : String(value))));
  return `(SELECT ${select.join(', ')} FROM ${valuesOf(cells, columns.length)} AS r(${columns.map(quoteIdentifier).join(', ')}))`;
}

const INSTANTS = new Set(['CREATED', 'LAST_ALTERED', 'LAST_DDL', 'START_TIME', 'END_TIME']);
const NUMBERS = new Set([
  'CHARACTER_MAXIMUM_LENGTH',
  'NUMERIC_PRECISION',
  'NUMERIC_SCALE',
  'DATETIME_PRECISION',
  'ORDINAL_POSITION',
  'ROW_COUNT',
  'BYTES',
  'RETENTION_TIME',
]);

type View = (catalog: Catalog, session: EmulatedSession, database: string, history: readonly HistoryEntry[]) => Rows;

const yesNo = (value: boolean | undefined): string => (value ? 'YES' : 'NO');

function relations(catalog: Catalog, session: EmulatedSession, database: string): SchemaObject[] {
  return catalog
    .list(['TABLE', 'VIEW', 'DYNAMIC TABLE', 'MATERIALIZED VIEW', 'EXTERNAL TABLE'], session.id)
    .filter((o) => o.database === database);
}

function tableType(o: SchemaObject): string {
  if (o.kind === 'TABLE') return o.temporary ? 'LOCAL TEMPORARY' : 'BASE TABLE';
  return o.kind === 'DYNAMIC TABLE' ? 'BASE TABLE' : o.kind;
}

const VIEWS: Readonly<Record<string, View>> = {
  TABLES: (catalog, session, database) => ({
    columns: [
      'TABLE_CATALOG',
      'TABLE_SCHEMA',
      'TABLE_NAME',
      'TABLE_OWNER',
      'TABLE_TYPE',
      'IS_TRANSIENT',
      'CLUSTERING_KEY',
      'ROW_COUNT',
      'BYTES',
      'RETENTION_TIME',
      'CREATED',
      'LAST_ALTERED',
      'LAST_DDL',
      'AUTO_CLUSTERING_ON',
      'COMMENT',
      'IS_TEMPORARY',
      'IS_ICEBERG',
      'IS_DYNAMIC',
      'IS_HYBRID',
    ],
    rows: relations(catalog, session, database).map((o) => {
      const isTable = /TABLE/.test(o.kind);
      return [
        o.database,
        o.schema,
        o.name,
        o.owner,
        tableType(o),
        isTable ? yesNo(o.transient) : null,
        o.clusterBy === undefined ? null : `LINEAR(${o.clusterBy})`,
        null,
        null,
        isTable ? (o.retentionDays ?? 1) : null,
        o.created,
        o.created,
        o.created,
        yesNo(o.clusterBy !== undefined),
        o.comment || null,
        yesNo(o.temporary !== undefined),
        yesNo(o.properties?.ICEBERG === 'Y'),
        yesNo(o.kind === 'DYNAMIC TABLE'),
        'NO',
      ];
    }),
  }),
  VIEWS: (catalog, session, database) => ({
    columns: [
      'TABLE_CATALOG',
      'TABLE_SCHEMA',
      'TABLE_NAME',
      'TABLE_OWNER',
      'VIEW_DEFINITION',
      'CHECK_OPTION',
      'IS_UPDATABLE',
      'IS_SECURE',
      'CREATED',
      'LAST_ALTERED',
      'COMMENT',
    ],
    rows: relations(catalog, session, database)
      .filter((o) => /VIEW/.test(o.kind))
      .map((o) => [
        o.database,
        o.schema,
        o.name,
        o.owner,
        o.text,
        'NONE',
        'NO',
        yesNo(o.secure),
        o.created,
        o.created,
        o.comment || null,
      ]),
  }),
  COLUMNS: (catalog, session, database) => ({
    columns: [
      'TABLE_CATALOG',
      'TABLE_SCHEMA',
      'TABLE_NAME',
      'COLUMN_NAME',
      'ORDINAL_POSITION',
      'COLUMN_DEFAULT',
      'IS_NULLABLE',
      'DATA_TYPE',
      'CHARACTER_MAXIMUM_LENGTH',
      'NUMERIC_PRECISION',
      'NUMERIC_SCALE',
      'DATETIME_PRECISION',
      'IS_IDENTITY',
      'COMMENT',
    ],
    rows: relations(catalog, session, database).flatMap((o) =>
      o.columns.map((c, i): Value[] => [
        o.database,
        o.schema,
        o.name,
        c.name,
        i + 1,
        c.default,
        yesNo(c.nullable),
        c.type.name,
        c.type.name === 'TEXT' ? (c.type.length ?? 16_777_216) : null,
        c.type.precision ?? null,
        c.type.name === 'NUMBER' ? (c.type.scale ?? 0) : null,
        /TIME/.test(c.type.name) ? (c.type.scale ?? 9) : null,
        yesNo(c.autoincrement),
        c.comment || null,
      ]),
    ),
  }),
  SCHEMATA: (catalog, _, database) => ({
    columns: [
      'CATALOG_NAME',
      'SCHEMA_NAME',
      'SCHEMA_OWNER',
      'IS_TRANSIENT',
      'IS_MANAGED_ACCESS',
      'RETENTION_TIME',
      'CREATED',
      'LAST_ALTERED',
      'COMMENT',
    ],
    rows: [...catalog.schemas.values()]
      .filter((s) => s.database === database)
      .map((s) => [
        database,
        s.name,
        s.owner,
        yesNo(s.transient),
        'NO',
        s.retentionDays ?? 1,
        s.created,
        s.created,
        s.comment || null,
      ]),
  }),
  DATABASES: (catalog) => ({
    columns: [
      'DATABASE_NAME',
      'DATABASE_OWNER',
      'IS_TRANSIENT',
      'COMMENT',
      'CREATED',
      'LAST_ALTERED',
      'RETENTION_TIME',
    ],
    rows: [...catalog.databases.values()].map((d) => [
      d.name,
      d.owner,
      yesNo(d.transient),
      d.comment || null,
      d.created,
      d.created,
      d.retentionDays ?? 1,
    ]),
  }),
  SEQUENCES: (catalog, session, database) => ({
    columns: [
      'SEQUENCE_CATALOG',
      'SEQUENCE_SCHEMA',
      'SEQUENCE_NAME',
      'SEQUENCE_OWNER',
      'START_VALUE',
      'INCREMENT',
      'COMMENT',
    ],
    rows: catalog
      .list(['SEQUENCE'], session.id)
      .filter((o) => o.database === database)
      .map((o) => [
        o.database,
        o.schema,
        o.name,
        o.owner,
        o.properties?.START,
        o.properties?.INCREMENT,
        o.comment || null,
      ]),
  }),
  QUERY_HISTORY: (_c, _s, _d, history) => ({
    columns: [
      'QUERY_ID',
      'QUERY_TEXT',
      'DATABASE_NAME',
      'SCHEMA_NAME',
      'SESSION_ID',
      'USER_NAME',
      'ROLE_NAME',
      'WAREHOUSE_NAME',
      'QUERY_TAG',
      'EXECUTION_STATUS',
      'ERROR_CODE',
      'ERROR_MESSAGE',
      'START_TIME',
      'END_TIME',
      'ROWS_PRODUCED',
    ],
    rows: history.map((e) => [
      e.queryId,
      e.text,
      e.database,
      e.schema,
      e.sessionId,
      e.user,
      e.role,
      e.warehouse,
      e.tag,
      e.status,
      e.errorCode || null,
      e.errorMessage || null,
      e.start,
      e.end,
      e.rows,
    ]),
  }),
};

/** The result that RESULT_SCAN names. */
export function scanned(session: EmulatedSession, queryId: string): StatementResult {
  const result = session.results.get(queryId);
  if (!result) throw new SnowflakeError('000709', '02000', `Statement ${queryId} not found`);
  return result;
}
