import type { ObjectKind, SchemaObject } from '../../engine/catalog.js';
import { physicalSql } from '../../engine/resolve.js';
import { run, type StatementContext } from '../context.js';
import { type ShowRow, trueFalse, yesNo } from './rows.js';

/** SHOW of one kind of object: which there are, and their columns. */
export interface ObjectShow {
  readonly kinds: readonly ObjectKind[];
  readonly columns: readonly string[];
  /** Whether rows are to be counted. */
  readonly counts?: boolean;
}

export const TERSE_COLUMNS = ['created_on', 'name', 'kind', 'database_name', 'schema_name'];
const PLACE = ['created_on', 'name', 'database_name', 'schema_name'];
const NAMED = [...PLACE, 'owner', 'comment', 'owner_role_type'];

export const objectShows: Readonly<Record<string, ObjectShow>> = {
  OBJECTS: {
    kinds: ['TABLE', 'VIEW', 'MATERIALIZED VIEW', 'DYNAMIC TABLE', 'EXTERNAL TABLE'],
    columns: [
      ...PLACE,
      'kind',
      'comment',
      'cluster_by',
      'rows',
      'bytes',
      'owner',
      'retention_time',
      'owner_role_type',
      'budget',
      'is_hybrid',
      'is_dynamic',
      'is_iceberg',
    ],
    counts: true,
  },
  TABLES: {
    kinds: ['TABLE', 'DYNAMIC TABLE'],
    columns: [
      ...PLACE,
      'kind',
      'comment',
      'cluster_by',
      'rows',
      'bytes',
      'owner',
      'retention_time',
      'automatic_clustering',
      'change_tracking',
      'is_external',
      'enable_schema_evolution',
      'owner_role_type',
      'is_event',
      'budget',
      'is_hybrid',
      'is_iceberg',
      'is_dynamic',
      'is_immutable',
    ],
    counts: true,
  },
  VIEWS: {
    kinds: ['VIEW', 'MATERIALIZED VIEW'],
    columns: [
      'created_on',
      'name',
      'reserved',
      'database_name',
      'schema_name',
      'owner',
      'comment',
      'text',
      'is_secure',
      'is_materialized',
      'owner_role_type',
      'change_tracking',
    ],
  },
  'MATERIALIZED VIEWS': {
    kinds: ['MATERIALIZED VIEW'],
    columns: [
      'created_on',
      'name',
      'reserved',
      'database_name',
      'schema_name',
      'cluster_by',
      'rows',
      'bytes',
      'refreshed_on',
      'owner',
      'invalid',
      'invalid_reason',
      'behind_by',
      'comment',
      'text',
      'is_secure',
      'automatic_clustering',
      'owner_role_type',
    ],
    counts: true,
  },
  'DYNAMIC TABLES': {
    kinds: ['DYNAMIC TABLE'],
    columns: [
      ...PLACE,
      'cluster_by',
      'rows',
      'bytes',
      'owner',
      'target_lag',
      'refresh_mode',
      'refresh_mode_reason',
      'warehouse',
      'comment',
      'text',
      'automatic_clustering',
      'scheduling_state',
      'last_suspended_on',
      'is_clone',
      'is_replica',
      'is_iceberg',
      'data_timestamp',
      'owner_role_type',
    ],
    counts: true,
  },
  SEQUENCES: {
    kinds: ['SEQUENCE'],
    columns: [
      'name',
      'database_name',
      'schema_name',
      'next_value',
      'interval',
      'created_on',
      'owner',
      'comment',
      'owner_role_type',
      'ordered',
    ],
  },
  STAGES: {
    kinds: ['STAGE'],
    columns: [
      ...PLACE,
      'url',
      'has_credentials',
      'has_encryption_key',
      'owner',
      'comment',
      'region',
      'type',
      'cloud',
      'owner_role_type',
    ],
  },
  'FILE FORMATS': {
    kinds: ['FILE FORMAT'],
    columns: [...PLACE, 'type', 'owner', 'comment', 'format_options', 'owner_role_type'],
  },
  TAGS: { kinds: ['TAG'], columns: NAMED },
  TASKS: {
    kinds: ['TASK'],
    columns: [...PLACE, 'owner', 'comment', 'warehouse', 'schedule', 'state', 'definition', 'owner_role_type'],
  },
  STREAMS: { kinds: ['STREAM'], columns: NAMED },
  'EXTERNAL TABLES': { kinds: ['EXTERNAL TABLE'], columns: NAMED },
};

export function showRow(object: SchemaObject, rows: number | undefined, terse: boolean): ShowRow {
  const properties = object.properties ?? {};
  const isDynamic = object.kind === 'DYNAMIC TABLE';
  const isMaterialized = object.kind === 'MATERIALIZED VIEW';
  const isTable = object.kind === 'TABLE' || isDynamic;
  return {
    created_on: object.created,
    name: object.name,
    database_name: object.database,
    schema_name: object.schema,
    kind: kindOf(object, terse),
    comment: object.comment,
    cluster_by: object.clusterBy === undefined ? '' : `LINEAR(${object.clusterBy})`,
    rows: isTable || isMaterialized ? rows : null,
    bytes: isTable || isMaterialized ? (rows ?? 0) * 8 : null,
    owner: object.owner,
    retention_time: isTable ? (object.retentionDays ?? 1) : null,
    automatic_clustering: object.clusterBy === undefined ? 'OFF' : 'ON',
    change_tracking: object.changeTracking ? 'ON' : 'OFF',
    is_external: 'N',
    enable_schema_evolution: 'N',
    owner_role_type: 'ROLE',
    is_event: 'N',
    budget: null,
    is_hybrid: 'N',
    is_iceberg: properties.ICEBERG ?? 'N',
    is_dynamic: yesNo(isDynamic),
    is_immutable: 'N',
    reserved: '',
    text: object.text,
    is_secure: trueFalse(object.secure),
    is_materialized: trueFalse(isMaterialized),
    refreshed_on: object.created,
    invalid: 'false',
    invalid_reason: null,
    behind_by: '0s',
    target_lag: properties.TARGET_LAG,
    refresh_mode:
      properties.REFRESH_MODE === undefined || properties.REFRESH_MODE === 'AUTO'
        ? 'INCREMENTAL'
        : properties.REFRESH_MODE,
    refresh_mode_reason: null,
    warehouse: properties.WAREHOUSE,
    scheduling_state: properties.SCHEDULING_STATE ?? 'ACTIVE',
    is_clone: 'false',
    is_replica: 'false',
    data_timestamp: object.created,
    next_value: Number(properties.START ?? 1),
    interval: Number(properties.INCREMENT ?? 1),
    ordered: 'N',
    url: properties.URL ?? '',
    has_credentials: 'N',
    has_encryption_key: 'N',
    type: properties.TYPE ?? (properties.URL ? 'EXTERNAL' : 'INTERNAL'),
    schedule: properties.SCHEDULE,
    state: properties.STATE ?? 'suspended',
    definition: object.query,
    format_options: JSON.stringify(properties),
  };
}

function kindOf(object: SchemaObject, terse: boolean): string {
  if (object.kind === 'DYNAMIC TABLE') return terse ? 'DYNAMIC_TABLE' : 'TABLE';
  if (object.kind === 'MATERIALIZED VIEW') return 'MATERIALIZED_VIEW';
  if (object.kind !== 'TABLE') return object.kind;
  return object.temporary ? 'TEMPORARY' : object.transient ? 'TRANSIENT' : 'TABLE';
}

/** How many rows each of the relations has. */
export async function countRows(context: StatementContext, objects: readonly SchemaObject[]): Promise<number[]> {
  const tables = objects.filter((o) => /TABLE|MATERIALIZED/.test(o.kind));
  if (tables.length === 0) return [];
  const counts = tables.map((table, i) => `SELECT ${i} AS i, count(*) AS n FROM ${physicalSql(table)}`);
  const { rows } = await run(context, counts.join(' UNION ALL '));
  const byTable = new Map(rows.map(([i, n]) => [tables[Number(i)]!, Number(n)]));
  return objects.map((object) => byTable.get(object) ?? 0);
}
