import { PyDict, type Suspendable, toValue, type Value } from '../../jinja/values/index.js';
import type { TemplateMethod } from '../template-methods.js';
import { bound, perform, setting, tablePath } from './method-arguments.js';
import type { TableResource } from './operations.js';
import { parsePartitionBy } from './partition-config.js';
import { clusterFields, refreshOptions } from './table-options.js';

interface Described {
  readonly partition: string;
  readonly cluster: string;
  readonly options: Readonly<Record<string, string>>;
}

function ofTable({
  materializedView: view,
  maxStaleness,
  timePartitioning: time,
  rangePartitioning: range,
  clustering,
}: TableResource): Described {
  const isEnabled = view?.enableRefresh !== false;
  return {
    partition: time
      ? `${time.field ?? ''} ${time.type}`.toLowerCase()
      : range
        ? `${range.field} range`.toLowerCase()
        : '',
    cluster: [...(clustering?.fields ?? [])]
      .map((name) => name.toLowerCase())
      .sort()
      .join(),
    options: {
      enable_refresh: String(isEnabled),
      ...(isEnabled ? { refresh_interval_minutes: String(Number(view?.refreshIntervalMs ?? 1_800_000) / 60_000) } : {}),
      ...(maxStaleness === undefined ? {} : { max_staleness: String(maxStaleness) }),
    },
  };
}

function ofConfig(config: Value): Described {
  const partition = parsePartitionBy(setting(config, 'partition_by'));
  return {
    partition: partition
      ? `${partition.field} ${partition.range === null ? partition.granularity : 'range'}`.toLowerCase()
      : '',
    cluster: clusterFields(setting(config, 'cluster_by'))
      .map((name) => name.toLowerCase())
      .sort()
      .join(),
    options: refreshOptions(config),
  };
}

/** Options that differ. How long data may be stale is said in two spellings, so it is compared by whether it is said at all. */
function changedOptions(old: Described, wanted: Described): Record<string, string> {
  const changed: Record<string, string> = {};
  for (const [key, value] of Object.entries(wanted.options)) {
    if (key === 'allow_non_incremental_definition') continue;
    const before = old.options[key];
    if (key === 'max_staleness' ? before === undefined : before !== value) changed[key] = value;
  }
  return changed;
}

export const materializedViewMethods: Readonly<Record<string, TemplateMethod>> = {
  describe_relation: {
    atParse: () => null,
    *suspend(host, args): Suspendable {
      const { relation } = bound('describe_relation', args, ['relation']);
      const found: TableResource | null = yield* perform(host, 'getTable', tablePath(relation));
      if (found?.type !== 'MATERIALIZED_VIEW') return null;
      const { options } = ofTable(found);
      const path = tablePath(relation);
      return PyDict.from({
        project_id: path.project,
        dataset_id: path.dataset,
        table_id: path.table,
        options: PyDict.from(options),
        partition: toValue((found.timePartitioning ?? found.rangePartitioning ?? null) as never),
        cluster: toValue((found.clustering?.fields ?? null) as never),
      });
    },
  },
  /** None where nothing changed; what can't be altered asks for a new view. */
  materialized_view_changes: {
    atParse: () => null,
    *suspend(host, args): Suspendable {
      const { relation, config } = bound('materialized_view_changes', args, ['relation', 'config', 'node'], {
        node: null,
      });
      const found: TableResource | null = yield* perform(host, 'getTable', tablePath(relation));
      if (!found) return null;
      const [old, wanted] = [ofTable(found), ofConfig(config)];
      const requiresFullRefresh = old.partition !== wanted.partition || old.cluster !== wanted.cluster;
      const options = changedOptions(old, wanted);
      if (!requiresFullRefresh && Object.keys(options).length === 0) return null;
      return PyDict.from({ requires_full_refresh: requiresFullRefresh, options: PyDict.from(options) });
    },
  },
};
