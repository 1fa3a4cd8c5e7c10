import {
  HostObject,
  hostFunction,
  PyDict,
  reprOf,
  TemplateError,
  textOf,
  truthy,
  type Value,
} from '../../jinja/values/index.js';
import { bound, list, member, text } from './method-arguments.js';

/** The config `partition_by`. */
export interface PartitionConfig {
  readonly field: string;
  readonly dataType: string;
  readonly granularity: string;
  readonly range: Value;
  readonly timeIngestion: boolean;
  readonly copyPartitions: boolean;
}

const KEYS = ['field', 'data_type', 'granularity', 'range', 'time_ingestion_partitioning', 'copy_partitions'];

/** Reads the config; null where there is none. */
export function parsePartitionBy(raw: Value): PartitionConfig | null {
  if (raw === null) return null;
  if (raw instanceof HostObject) return fromValue(raw);
  const wrong = (problem: string): TemplateError =>
    new TemplateError('ValidationError', `Could not parse partition config: ${problem}`);
  if (!(raw instanceof PyDict)) throw wrong(`it is a mapping with 'field', not ${reprOf(raw)}`);
  const unknown = [...raw.keys()].map(textOf).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) throw wrong(`'${unknown}' is unknown; known are ${KEYS.join(', ')}`);
  const field = raw.get('field');
  if (typeof field !== 'string') throw wrong("'field' is required");
  const range = raw.get('range') ?? null;
  const dataType = text(raw.get('data_type')) ?? 'date';
  if (dataType.toLowerCase() === 'int64' && !(range instanceof PyDict))
    throw wrong("'data_type: int64' needs a 'range' with start, end and interval");
  const granularity = raw.get('granularity') ?? 'day';
  if (typeof granularity !== 'string') throw wrong("'granularity' is hour, day, month or year");
  return {
    field,
    dataType,
    granularity,
    range,
    timeIngestion: truthy(raw.get('time_ingestion_partitioning') ?? false),
    copyPartitions: truthy(raw.get('copy_partitions') ?? false),
  };
}

function fromValue(value: HostObject): PartitionConfig {
  return {
    field: textOf(member(value, 'field')),
    dataType: textOf(member(value, 'data_type')),
    granularity: textOf(member(value, 'granularity')),
    range: member(value, 'range'),
    timeIngestion: truthy(member(value, 'time_ingestion_partitioning')),
    copyPartitions: truthy(member(value, 'copy_partitions')),
  };
}

/** The hidden column of a table that is partitioned by loading time. */
export function partitioningField(config: PartitionConfig): string {
  return config.dataType.toLowerCase() === 'date' ? '_PARTITIONDATE' : '_PARTITIONTIME';
}

function isTruncated({ dataType, granularity }: PartitionConfig): boolean {
  const type = dataType.toLowerCase();
  return !(type === 'int64' || (type === 'date' && granularity.toLowerCase() === 'day'));
}

/** The partition that a row is in. */
export function renderPartition(config: PartitionConfig, alias: string | null): string {
  const column = config.timeIngestion ? partitioningField(config) : config.field;
  const name = alias === null ? column : `${alias}.${column}`;
  return isTruncated(config) ? `${config.dataType}_trunc(${name}, ${config.granularity})` : name;
}

/** The same as a value that can be compared: a date of a date column that may hold a time, the start of a range. */
function renderWrapped(config: PartitionConfig, alias: string | null): string {
  const plain = renderPartition(config, alias);
  const type = config.dataType.toLowerCase();
  if (type === 'int64') {
    const [start, interval] = ['start', 'interval'].map((key) => text(member(config.range, key)));
    return `(${plain} - MOD(${plain} - ${start}, ${interval}))`;
  }
  return isTruncated(config) || config.timeIngestion ? plain : `${type}(${plain})`;
}

/** The object that `adapter.parse_partition_by` answers. */
export function partitionValue(config: PartitionConfig | null): Value {
  if (config === null) return null;
  const { field, dataType, granularity, range, timeIngestion, copyPartitions } = config;
  const rendering = (name: string, render: (c: PartitionConfig, alias: string | null) => string): Value =>
    hostFunction(name, (args) => render(config, text(bound(name, args, ['alias'], { alias: null }).alias)));
  return new HostObject('PartitionConfig', {
    field,
    data_type: dataType,
    granularity,
    range,
    time_ingestion_partitioning: timeIngestion,
    copy_partitions: copyPartitions,
    render: rendering('render', renderPartition),
    render_wrapped: rendering('render_wrapped', renderWrapped),
    data_type_for_partition: hostFunction('data_type_for_partition', () => dataType),
    data_type_should_be_truncated: hostFunction('data_type_should_be_truncated', () => isTruncated(config)),
    time_partitioning_field: hostFunction('time_partitioning_field', () => partitioningField(config)),
    insertable_time_partitioning_field: hostFunction('insertable_time_partitioning_field', () => '_PARTITIONTIME'),
    reject_partition_field_column: hostFunction('reject_partition_field_column', (args) => {
      const { columns } = bound('reject_partition_field_column', args, ['columns']);
      return list(columns).filter(
        (column) => (text(member(column, 'name')) ?? '').toLowerCase() !== field.toLowerCase(),
      );
    }),
  });
}
