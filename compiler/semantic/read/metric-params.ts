import {
  AGGREGATIONS,
  CALCULATIONS,
  type ConversionParams,
  GRANULARITIES,
  type InputMeasure,
  type InputMetric,
  type MetricParams,
  type MetricType,
  PERIOD_AGGREGATIONS,
  type TimeWindow,
} from '../shapes.js';
import { nonAdditive } from './elements.js';
import type { Fields } from './fields.js';

const NOTHING: MetricParams = {
  measure: null,
  input_measures: [],
  numerator: null,
  denominator: null,
  expr: null,
  window: null,
  grain_to_date: null,
  metrics: [],
  conversion_type_params: null,
  cumulative_type_params: null,
  metric_aggregation_params: null,
  fill_nulls_with: null,
  join_to_timespine: false,
  is_private: null,
};

/** The parameters of a metric as they stand under `type_params`. */
export function typeParams(fields: Fields, type: MetricType): MetricParams {
  const cumulative = fields.child('cumulative_type_params');
  const conversion = fields.child('conversion_type_params');
  const window = timeWindow(fields, 'window');
  const grain = fields.has('grain_to_date') ? fields.choice('grain_to_date', GRANULARITIES) : null;
  return {
    ...NOTHING,
    measure: inputMeasure(fields.named('measure')),
    numerator: inputMetric(fields.named('numerator')),
    denominator: inputMetric(fields.named('denominator')),
    expr: fields.expression('expr'),
    window,
    grain_to_date: grain,
    metrics: fields.children('metrics', true).map((f) => inputMetric(f)!),
    conversion_type_params: conversion ? conversionParams(conversion, 'measure') : null,
    cumulative_type_params:
      type === 'cumulative'
        ? {
            window: (cumulative && timeWindow(cumulative, 'window')) ?? window,
            grain_to_date: cumulative?.text('grain_to_date') ?? fields.text('grain_to_date'),
            period_agg: cumulative?.choice('period_agg', PERIOD_AGGREGATIONS, 'first') ?? 'first',
            metric: null,
          }
        : null,
  };
}

/** The semantic model that a simple metric belongs to. */
export interface Attachment {
  readonly name: string;
  readonly aggTimeDimension: string | null;
}

/** The parameters of a metric that has no `type_params`: they stand in the metric itself. */
export function ownParams(fields: Fields, type: MetricType, attached: Attachment | undefined): MetricParams {
  const percentileType = fields.text('percentile_type')?.toLowerCase();
  const additive = fields.child('non_additive_dimension');
  if (fields.has('agg') && !attached)
    fields.complain('agg', 'a simple metric stands under the model of its semantic model');
  if (type === 'simple' && !fields.has('agg')) fields.complain(undefined, "a simple metric needs an 'agg'");
  const window = timeWindow(fields, 'window');
  const input = type === 'cumulative' ? inputMetric(fields.named('input_metric')) : null;
  if (type === 'cumulative' && !input) fields.complain('input_metric', "'input_metric' is missing");
  return {
    ...NOTHING,
    numerator: inputMetric(fields.named('numerator')),
    denominator: inputMetric(fields.named('denominator')),
    expr: fields.expression('expr'),
    window,
    metrics: fields.children('input_metrics', true).map((f) => inputMetric(f)!),
    conversion_type_params: type === 'conversion' ? conversionParams(fields, 'metric') : null,
    cumulative_type_params:
      type === 'cumulative'
        ? {
            window,
            grain_to_date: fields.text('grain_to_date'),
            period_agg: fields.choice('period_agg', PERIOD_AGGREGATIONS, 'first'),
            metric: input,
          }
        : null,
    metric_aggregation_params:
      fields.has('agg') && attached
        ? {
            semantic_model: attached.name,
            agg: fields.choice('agg', AGGREGATIONS),
            agg_params: {
              percentile: fields.number('percentile'),
              use_discrete_percentile: percentileType === 'discrete',
              use_approximate_percentile: percentileType === 'continuous',
            },
            agg_time_dimension: fields.text('agg_time_dimension') ?? attached.aggTimeDimension,
            non_additive_dimension: additive ? nonAdditive(additive, 'window_agg', 'group_by') : null,
          }
        : null,
    join_to_timespine: fields.flag('join_to_timespine', false),
    is_private: fields.flag('hidden', false),
  };
}

export function measureParams(measure: string, expr: string): MetricParams {
  return { ...NOTHING, measure: plainMeasure(measure), expr };
}

function plainMeasure(name: string): InputMeasure {
  return { name, filter: null, alias: null, join_to_timespine: false, fill_nulls_with: null };
}

function inputMeasure(fields: Fields | undefined): InputMeasure | null {
  if (!fields) return null;
  return {
    name: fields.required('name'),
    filter: fields.filters('filter'),
    alias: fields.text('alias'),
    join_to_timespine: fields.flag('join_to_timespine', false),
    fill_nulls_with: fields.integer('fill_nulls_with'),
  };
}

function inputMetric(fields: Fields | undefined): InputMetric | null {
  if (!fields) return null;
  return {
    name: fields.required('name'),
    filter: fields.filters('filter'),
    alias: fields.text('alias'),
    offset_window: timeWindow(fields, 'offset_window'),
    offset_to_grain: fields.text('offset_to_grain'),
  };
}

function conversionParams(fields: Fields, of: 'measure' | 'metric'): ConversionParams {
  const [base, conversion] = [fields.named(`base_${of}`), fields.named(`conversion_${of}`)];
  if (!base) fields.complain(`base_${of}`, `'base_${of}' is missing`);
  if (!conversion) fields.complain(`conversion_${of}`, `'conversion_${of}' is missing`);
  const properties = fields.has('constant_properties') ? fields.children('constant_properties') : null;
  return {
    entity: fields.required('entity'),
    base_measure: of === 'measure' ? inputMeasure(base) : null,
    conversion_measure: of === 'measure' ? inputMeasure(conversion) : null,
    base_metric: of === 'metric' ? inputMetric(base) : null,
    conversion_metric: of === 'metric' ? inputMetric(conversion) : null,
    calculation: fields.choice('calculation', CALCULATIONS, 'conversion_rate'),
    window: timeWindow(fields, 'window'),
    constant_properties:
      properties?.map((f) => ({
        base_property: f.required('base_property'),
        conversion_property: f.required('conversion_property'),
      })) ?? null,
  };
}

/** `7 days` */
function timeWindow(fields: Fields, key: string): TimeWindow | null {
  const text = fields.text(key)?.toLowerCase();
  if (text === undefined) return null;
  const [count, granularity, more] = text.split(' ');
  if (granularity === undefined || more !== undefined || !/^\d+$/.test(count!)) {
    fields.complain(key, `'${text}' is no window: write a number and a granularity, such as 7 days`);
    return null;
  }
  const singular = granularity.replace(/s$/, '');
  const known = (GRANULARITIES as readonly string[]).includes(singular);
  return { count: Number(count), granularity: known ? singular : granularity };
}
