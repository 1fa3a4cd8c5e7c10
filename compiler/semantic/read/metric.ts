import type { YamlPath } from '../../base/yaml/index.js';
import type { JsonObject, NodeConfig } from '../../manifest/types.js';
import type { ParseEnvironment } from '../../parse/environment.js';
import type { PropertyEntry } from '../../parse/properties/entries.js';
import { isMetricFilter, laterOfNode } from '../../parse/properties/later.js';
import { METRIC_TYPES, type Measure, type MetricBody } from '../shapes.js';
import { type Drafts, draftHead, type MetricDraft, ownerOf } from './draft.js';
import { Fields } from './fields.js';
import { checkKeys } from './keys.js';
import { type Attachment, measureParams, ownParams, typeParams } from './metric-params.js';

/** An entry of `metrics:`; with `type_params` it is written in the older way. */
export function readMetric(env: ParseEnvironment, entry: PropertyEntry, into: Drafts): void {
  const value = env.yaml.render(entry, entry.value, [], (path) => isMetricFilter(path) || laterOfNode(path));
  const fields = fieldsOf(env, entry, value, entry.name, []);
  checkKeys(fields.owner, fields.has('type_params') ? 'olderMetric' : 'modelMetric', value, []);
  const params = fields.child('type_params');
  const type = fields.choice('type', METRIC_TYPES, 'simple');
  const head = draftHead(env, entry, 'metric', entry.name, fields.record('config'));
  const written = params !== undefined;
  // The older way has tags and data of its own.
  const label = fields.text('label') ?? entry.name;
  const configured = head.config.meta;
  const meta = !written ? {} : Object.keys(configured).length > 0 ? configured : fields.record('meta');
  const tags = written ? fields.texts('tags') : [];
  const body: MetricBody = {
    ...commonBody(fields, entry.name, label, head.config),
    type,
    type_params: params ? typeParams(params, type) : ownParams(fields, type, undefined),
  };
  if (fields.owner.failed) env.failed.add(entry.name);
  else into.metrics.push({ ...head, refs: [], meta, tags, body });
}

/** A metric in the entry of a model. */
export function metricOfModel(
  env: ParseEnvironment,
  entry: PropertyEntry,
  value: Readonly<Record<string, unknown>>,
  path: YamlPath,
  attached: Attachment,
  into: Drafts,
): void {
  const name = String(value.name ?? '');
  const fields = fieldsOf(env, entry, value, name, path);
  checkKeys(fields.owner, 'modelMetric', value, path);
  const type = fields.choice('type', METRIC_TYPES, 'simple');
  const head = draftHead(env, entry, 'metric', name, fields.record('config'), path);
  const body: MetricBody = {
    ...commonBody(fields, name, fields.text('label') ?? name, head.config),
    type,
    type_params: ownParams(fields, type, type === 'simple' ? attached : undefined),
  };
  if (fields.owner.failed) env.failed.add(name);
  else into.metrics.push({ ...head, refs: [], meta: {}, tags: [], body });
}

/** The metric that `create_metric: true` makes of a measure. */
export function metricOfMeasure(
  env: ParseEnvironment,
  entry: PropertyEntry,
  measure: Measure,
  config: NodeConfig,
  at: YamlPath,
): MetricDraft {
  const { name } = measure;
  const head = draftHead(env, entry, 'metric', name, { enabled: config.enabled, meta: config.meta }, at);
  const body: MetricBody = {
    name,
    description: measure.description || `Metric created from measure ${name}`,
    label: measure.label || name,
    type: 'simple',
    type_params: measureParams(name, measure.expr || name),
    filter: null,
    time_granularity: null,
    config: head.config as JsonObject,
  };
  return { ...head, refs: [], meta: head.config.meta, tags: [], body };
}

function fieldsOf(
  env: ParseEnvironment,
  entry: PropertyEntry,
  value: Readonly<Record<string, unknown>>,
  name: string,
  path: YamlPath,
): Fields {
  const fields = new Fields(ownerOf(env, entry, 'metric', name), value, path);
  if (fields.required('name') === '') return fields;
  const wrong = [
    ...(name.includes(' ') ? ['cannot contain spaces'] : []),
    ...(name.length > 250 ? ['cannot contain more than 250 characters'] : []),
    ...(/^[A-Za-z]/.test(name) ? [] : ['must begin with a letter']),
    ...(/^[\p{L}\p{N}_ ]+$/u.test(name) ? [] : ['must contain only letters, numbers and underscores']),
  ];
  if (wrong.length > 0) fields.complain('name', `the metric name '${name}' is invalid: it ${wrong.join(', ')}`);
  return fields;
}

function commonBody(
  fields: Fields,
  name: string,
  label: string,
  config: NodeConfig,
): Omit<MetricBody, 'type' | 'type_params'> {
  return {
    name,
    description: fields.description() ?? '',
    label,
    filter: fields.filters('filter'),
    time_granularity: fields.text('time_granularity'),
    config: config as JsonObject,
  };
}
