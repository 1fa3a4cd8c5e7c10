import { PyDict, type Suspendable, toValue, type Value } from '../../jinja/values/index.js';
import type { TemplateHost, TemplateMethod } from '../template-methods.js';
import type { QueryResult, RelationType } from '../types.js';
import { bound, list, member, perform, tablePath, text } from './method-arguments.js';
import type { TableResource } from './operations.js';
import { parsePartitionBy, partitioningField } from './partition-config.js';
import { typeOf } from './schema.js';
import { clusterFields } from './table-options.js';

const TYPES: Readonly<Record<string, RelationType>> = {
  TABLE: 'table',
  SNAPSHOT: 'table',
  CLONE: 'table',
  VIEW: 'view',
  MATERIALIZED_VIEW: 'materialized_view',
  EXTERNAL: 'external',
};

function* table(host: TemplateHost, relation: Value): Suspendable<TableResource | null> {
  return yield* perform(host, 'getTable', tablePath(relation));
}

function* queryColumns(host: TemplateHost, sql: string): Suspendable {
  // No rows are wanted, so that this is planned, not run.
  const work = host.session().then((session) => session.execute(sql, { fetch: true, limit: 0 }));
  const { columns } = (yield work) as QueryResult;
  return columns.map((column) => host.newColumn(column.name, column.dataType));
}

/** Whether `create or replace` can put a table with this partitioning and clustering in the place of the one that is there. */
function isReplaceable(found: TableResource | null, rawPartition: Value, rawCluster: Value): boolean {
  if (!found) return true;
  const config = parsePartitionBy(rawPartition);
  const { timePartitioning: time, rangePartitioning: range, clustering } = found;
  const clusters = clusterFields(rawCluster).map((name) => name.toLowerCase());
  if (clusters.join() !== (clustering?.fields ?? []).map((name) => name.toLowerCase()).join()) return false;
  if (!config) return !time && !range;
  if (time) {
    const field = config.timeIngestion ? undefined : config.field.toLowerCase();
    return time.field?.toLowerCase() === field && time.type.toLowerCase() === config.granularity.toLowerCase();
  }
  if (!range || config.field.toLowerCase() !== range.field.toLowerCase()) return false;
  return (['start', 'end', 'interval'] as const).every(
    (key) => text(member(config.range, key)) === String(range.range[key]),
  );
}

/** What is there. All of it comes from the API's free calls. */
export const metadataMethods: Readonly<Record<string, TemplateMethod>> = {
  list_schemas: {
    atParse: () => [],
    *suspend(host, args): Suspendable {
      const project = text(bound('list_schemas', args, ['database']).database)!;
      return [...(yield* perform(host, 'listDatasets', { project }))];
    },
  },
  check_schema_exists: {
    atParse: () => false,
    *suspend(host, args): Suspendable {
      const { database, schema } = bound('check_schema_exists', args, ['database', 'schema']);
      return (yield* perform(host, 'getDataset', { project: text(database)!, dataset: text(schema)! })) !== null;
    },
  },
  get_dataset_location: {
    atParse: () => null,
    *suspend(host, args): Suspendable {
      const { project, dataset } = tablePath(bound('get_dataset_location', args, ['relation']).relation);
      return (yield* perform(host, 'getDataset', { project, dataset }))?.location ?? null;
    },
  },
  list_relations_without_caching: {
    atParse: () => [],
    *suspend(host, args): Suspendable {
      const { project, dataset } = tablePath(
        bound('list_relations_without_caching', args, ['schema_relation']).schema_relation,
      );
      const items = yield* perform(host, 'listTables', { project, dataset });
      return items.map(({ tableReference, type }) =>
        host.newRelation({
          database: project,
          schema: dataset,
          identifier: tableReference.tableId,
          type: TYPES[type] ?? 'external',
        }),
      );
    },
  },
  get_columns_in_relation: {
    atParse: () => [],
    *suspend(host, args): Suspendable {
      const found = yield* table(host, bound('get_columns_in_relation', args, ['relation']).relation);
      return (found?.schema?.fields ?? []).map((field) => host.newColumn(field.name, typeOf(field)));
    },
  },
  get_bq_table: {
    atParse: () => true,
    *suspend(host, args): Suspendable {
      const found = yield* table(host, bound('get_bq_table', args, ['relation']).relation);
      return found && tableValue(found);
    },
  },
  get_columns_in_select_sql: {
    atParse: () => [],
    *suspend(host, args): Suspendable {
      return yield* queryColumns(host, text(bound('get_columns_in_select_sql', args, ['select_sql']).select_sql)!);
    },
  },
  is_replaceable: {
    atParse: () => true,
    *suspend(host, args): Suspendable {
      const { relation, conf_partition, conf_cluster } = bound('is_replaceable', args, [
        'relation',
        'conf_partition',
        'conf_cluster',
      ]);
      if (relation === null) return true;
      return isReplaceable(yield* table(host, relation), conf_partition, conf_cluster);
    },
  },
  add_time_ingestion_partition_column: {
    atParse: () => [],
    call: (host, args) => {
      const { partition_by, columns } = bound('add_time_ingestion_partition_column', args, ['partition_by', 'columns']);
      const config = parsePartitionBy(partition_by);
      const isThere = list(columns).some(
        (column) => config && text(member(column, 'name'))?.toUpperCase() === partitioningField(config),
      );
      return isThere || !config
        ? [...list(columns)]
        : [...list(columns), host.newColumn('_PARTITIONTIME', 'TIMESTAMP')];
    },
  },
};

/** A table as templates see it: what the API says of it, and dbt's shorter names of the most wanted. */
function tableValue(found: TableResource): Value {
  const value = toValue(found as never);
  if (!(value instanceof PyDict)) return value;
  const names: Readonly<Record<string, string>> = {
    table_type: 'type',
    num_rows: 'numRows',
    num_bytes: 'numBytes',
    time_partitioning: 'timePartitioning',
    range_partitioning: 'rangePartitioning',
    require_partition_filter: 'requirePartitionFilter',
  };
  for (const [short, long] of Object.entries(names)) value.set(short, value.get(long) ?? null);
  value.set('clustering_fields', toValue((found.clustering?.fields ?? null) as never));
  return value;
}
