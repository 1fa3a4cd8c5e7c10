import { PyDict, textOf, truthy, type Value } from '../../jinja/values/index.js';
import { literal } from './dialect.js';
import { entries, list, member, says, setting, text } from './method-arguments.js';

/** Options by name, each value as SQL. */
type Options = Record<string, string>;

function hoursFromNow(hours: string): string {
  return `TIMESTAMP_ADD(CURRENT_TIMESTAMP(), INTERVAL ${hours} hour)`;
}

function pairs(items: readonly (readonly [string, string])[]): string {
  return `[${items.map(([key, value]) => `(${literal(key)}, ${literal(value)})`).join(', ')}]`;
}

export function labelsOf(config: Value): readonly (readonly [key: string, value: string])[] {
  return entries(setting(config, 'labels')).map(([key, value]) => [key, textOf(value)] as const);
}

/** What tables and views have in common: expiry, description, labels, tags. */
export function commonOptions(config: Value, node: Value, temporary: boolean): Options {
  const options: Options = {};
  const hours = setting(config, 'hours_to_expiration');
  if (hours !== null && !temporary) options.expiration_timestamp = hoursFromNow(textOf(hours));
  const description = text(member(node, 'description'));
  if (!temporary && says(config, 'persist_relation_docs') && description !== null)
    options.description = literal(description);
  const labels = labelsOf(config);
  if (labels.length > 0) options.labels = pairs(labels);
  const tags = entries(setting(config, 'resource_tags')).map(([key, value]) => [key, textOf(value)] as const);
  if (tags.length > 0) options.tags = pairs(tags);
  return options;
}

/** A temporary table is gone after twelve hours, whatever happens to the run. */
export function tableOptions(config: Value, node: Value, temporary: boolean): Options {
  const options = commonOptions(config, node, temporary);
  const key = text(setting(config, 'kms_key_name'));
  if (key !== null) options.kms_key_name = `'${key}'`;
  if (temporary) {
    options.expiration_timestamp = hoursFromNow('12');
    return options;
  }
  // Only partitions can be required and expire.
  if (setting(config, 'partition_by') !== null) {
    if (truthy(setting(config, 'require_partition_filter') ?? false)) options.require_partition_filter = 'true';
    const days = setting(config, 'partition_expiration_days');
    if (days !== null) options.partition_expiration_days = textOf(days);
  }
  if (truthy(setting(config, 'enable_change_history') ?? false)) options.enable_change_history = 'true';
  return options;
}

export function viewOptions(config: Value, node: Value): Options {
  return commonOptions(config, node, false);
}

/** How a materialized view is kept fresh; what is not said is BigQuery's default. */
export function refreshOptions(config: Value): Options {
  const options: Options = {};
  const enable = setting(config, 'enable_refresh');
  const isEnabled = enable === null || truthy(enable);
  options.enable_refresh = isEnabled ? 'true' : 'false';
  if (isEnabled) options.refresh_interval_minutes = text(setting(config, 'refresh_interval_minutes')) ?? '30';
  const staleness = text(setting(config, 'max_staleness'));
  if (staleness !== null) options.max_staleness = staleness;
  if (setting(config, 'allow_non_incremental_definition') !== null)
    options.allow_non_incremental_definition = truthy(setting(config, 'allow_non_incremental_definition'))
      ? 'true'
      : 'false';
  return options;
}

export function materializedViewOptions(config: Value, node: Value): Options {
  const key = text(setting(config, 'kms_key_name'));
  return {
    ...refreshOptions(config),
    ...commonOptions(config, node, false),
    ...(key === null ? {} : { kms_key_name: `'${key}'` }),
  };
}

export function optionsValue(options: Options): Value {
  return PyDict.from(options);
}

/** Names of `cluster_by`: one, or a list. */
export function clusterFields(raw: Value): string[] {
  return list(raw).map(textOf);
}
