import type { JsonObject } from '../../manifest/types.js';
import {
  AGGREGATIONS,
  type AggregationParams,
  DIMENSION_TYPES,
  type Dimension,
  ENTITY_TYPES,
  type Entity,
  GRANULARITIES,
  type Measure,
  type NonAdditiveDimension,
  type ValidityParams,
} from '../shapes.js';
import type { Fields } from './fields.js';

/** An entity of a semantic model; `meta` is what the semantic model says for all that it consists of. */
export function entityOf(fields: Fields, meta: JsonObject): Entity {
  return {
    name: fields.required('name'),
    type: fields.choice('type', ENTITY_TYPES),
    description: fields.description(),
    label: fields.text('label'),
    role: fields.text('role'),
    expr: fields.text('expr'),
    config: { meta: { ...meta, ...fields.meta } },
  };
}

export function dimensionOf(fields: Fields, meta: JsonObject): Dimension {
  const params = fields.child('type_params');
  return {
    name: fields.required('name'),
    type: fields.choice('type', DIMENSION_TYPES),
    description: fields.description(),
    label: fields.text('label'),
    is_partition: fields.flag('is_partition', false),
    type_params: params
      ? {
          time_granularity: params.choice('time_granularity', GRANULARITIES),
          validity_params: validityOf(params.child('validity_params')),
        }
      : null,
    expr: fields.text('expr'),
    metadata: null,
    config: { meta: { ...meta, ...fields.meta } },
  };
}

export function validityOf(fields: Fields | undefined): ValidityParams | null {
  if (!fields) return null;
  return { is_start: fields.flag('is_start', false), is_end: fields.flag('is_end', false) };
}

export function measureOf(fields: Fields, meta: JsonObject): Measure {
  const params = fields.child('agg_params');
  const additive = fields.child('non_additive_dimension');
  return {
    name: fields.required('name'),
    agg: fields.choice('agg', AGGREGATIONS),
    description: fields.description(),
    label: fields.text('label'),
    // dbt makes the metric and keeps nothing of having been asked for it.
    create_metric: false,
    expr: fields.expression('expr'),
    agg_params: params ? aggregationParams(params) : null,
    non_additive_dimension: additive ? nonAdditive(additive, 'window_choice', 'window_groupings') : null,
    agg_time_dimension: fields.text('agg_time_dimension'),
    config: { meta: { ...meta, ...fields.meta } },
  };
}

function aggregationParams(fields: Fields): AggregationParams {
  return {
    percentile: fields.number('percentile'),
    use_discrete_percentile: fields.flag('use_discrete_percentile', false),
    use_approximate_percentile: fields.flag('use_approximate_percentile', false),
  };
}

export function nonAdditive(fields: Fields, choice: string, groupings: string): NonAdditiveDimension {
  return {
    name: fields.required('name'),
    window_choice: fields.choice(choice, AGGREGATIONS),
    window_groupings: fields.texts(groupings),
  };
}
