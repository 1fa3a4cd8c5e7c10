import { PyDict, type Suspendable, toValue, type Value } from '../../jinja/values/index.js';
import type { TemplateMethod } from '../template-methods.js';
import { literal } from './dialect.js';
import { bound, perform, setting, tablePath, text } from './method-arguments.js';
import type { TableResource } from './operations.js';
import { parsePartitionBy } from './partition-config.js';
import { isSameInterval } from './staleness.js';
import { clusterFields, labelsOf, materializedViewOptions, refreshOptions } from './table-options.js';

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

/** Options that differ. Only how long data may be stale is said in more than one spelling. */
function changedOptions(old: Described, wanted: Described): Record<string, string> {
  const changed: Record<string, string> = {};
  for (const [key, value] of Object.entries(wanted.options)) {
    if (key === 'allow_non_incremental_definition') continue;
    const before = old.options[key];
    if (before === undefined || !(key === 'max_staleness' ? isSameInterval(before, value) : before === value))
      changed[key] = value;
  }
  return changed;
}

/** Description, labels and key that the configuration says and the view lacks; what it doesn't say is left alone. */
function changedMetadata(found: TableResource, config: Value, node: Value): Record<string, string> {
  const { description, labels } = materializedViewOptions(config, node);
  const changed: Record<string, string> = {};
  if (description !== undefined && description !== literal(found.description ?? '')) changed.description = description;
  const wanted = labelsOf(config);
  const isSame = (entries: readonly (readonly [string, string])[], other: Readonly<Record<string, string>>): boolean =>
    entries.length === Object.keys(other).length && entries.every(([key, value]) => other[key] === value);
  if (labels !== undefined && !isSame(wanted, found.labels ?? {})) changed.labels = labels;
  const key = text(setting(config, 'kms_key_name'));
  if (key !== null && key !== found.encryptionConfiguration?.kmsKeyName) changed.kms_key_name = `'${key}'`;
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
      const { relation, config, node } = bound('materialized_view_changes', args, ['relation', 'config', 'node'], {
        node: null,
      });
      const found: TableResource | null = yield* perform(host, 'getTable', tablePath(relation));
      if (!found) return null;
      const [old, wanted] = [ofTable(found), ofConfig(config)];
      const requiresFullRefresh = old.partition !== wanted.partition || old.cluster !== wanted.cluster;
      const options = { ...changedOptions(old, wanted), ...changedMetadata(found, config, node) };
      if (!requiresFullRefresh && Object.keys(options).length === 0) return null;
      return PyDict.from({ requires_full_refresh: requiresFullRefresh, options: PyDict.from(options) });
    },
  },
};
