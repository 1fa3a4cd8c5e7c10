/**
 * Semantic models, metrics and saved queries as dbt's manifest has them: by its names of keys and in its order, since tools of the semantic layer
 * read them so, and nothing else looks into them.
 */
import type { JsonObject } from '../base/json.js';

export const AGGREGATIONS = [
  'sum',
  'min',
  'max',
  'count_distinct',
  'sum_boolean',
  'average',
  'percentile',
  'median',
  'count',
] as const;
export const ENTITY_TYPES = ['foreign', 'natural', 'primary', 'unique'] as const;
export const DIMENSION_TYPES = ['categorical', 'time'] as const;
export const METRIC_TYPES = ['simple', 'ratio', 'cumulative', 'derived', 'conversion'] as const;
export const PERIOD_AGGREGATIONS = ['first', 'last', 'average'] as const;
export const CALCULATIONS = ['conversions', 'conversion_rate'] as const;
export const EXPORT_TYPES = ['table', 'view'] as const;
/** From fine to coarse. */
export const GRANULARITIES = [
  'nanosecond',
  'microsecond',
  'millisecond',
  'second',
  'minute',
  'hour',
  'day',
  'week',
  'month',
  'quarter',
  'year',
] as const;

export type Aggregation = (typeof AGGREGATIONS)[number];
export type Granularity = (typeof GRANULARITIES)[number];
export type MetricType = (typeof METRIC_TYPES)[number];

export interface ElementConfig {
  readonly meta: JsonObject;
}

export interface WhereFilters {
  readonly where_filters: readonly { readonly where_sql_template: string }[];
}

export interface Entity {
  readonly name: string;
  readonly type: (typeof ENTITY_TYPES)[number];
  readonly description: string | null;
  readonly label: string | null;
  readonly role: string | null;
  readonly expr: string | null;
  readonly config: ElementConfig;
}

export interface ValidityParams {
  readonly is_start: boolean;
  readonly is_end: boolean;
}

export interface Dimension {
  readonly name: string;
  readonly type: (typeof DIMENSION_TYPES)[number];
  readonly description: string | null;
  readonly label: string | null;
  readonly is_partition: boolean;
  readonly type_params: {
    readonly time_granularity: Granularity;
    readonly validity_params: ValidityParams | null;
  } | null;
  readonly expr: string | null;
  readonly metadata: null;
  readonly config: ElementConfig;
}

export interface AggregationParams {
  readonly percentile: number | null;
  readonly use_discrete_percentile: boolean;
  readonly use_approximate_percentile: boolean;
}

export interface NonAdditiveDimension {
  readonly name: string;
  readonly window_choice: Aggregation;
  readonly window_groupings: readonly string[];
}

export interface Measure {
  readonly name: string;
  readonly agg: Aggregation;
  readonly description: string | null;
  readonly label: string | null;
  readonly create_metric: boolean;
  readonly expr: string | null;
  readonly agg_params: AggregationParams | null;
  readonly non_additive_dimension: NonAdditiveDimension | null;
  readonly agg_time_dimension: string | null;
  readonly config: ElementConfig;
}

export interface NodeRelation {
  readonly alias: string;
  readonly schema_name: string;
  readonly database: string | null;
  readonly relation_name: string | null;
}

export interface TimeWindow {
  readonly count: number;
  readonly granularity: string;
}

export interface InputMeasure {
  readonly name: string;
  readonly filter: WhereFilters | null;
  readonly alias: string | null;
  readonly join_to_timespine: boolean;
  readonly fill_nulls_with: number | null;
}

export interface InputMetric {
  readonly name: string;
  readonly filter: WhereFilters | null;
  readonly alias: string | null;
  readonly offset_window: TimeWindow | null;
  readonly offset_to_grain: string | null;
}

export interface ConversionParams {
  readonly entity: string;
  readonly base_measure: InputMeasure | null;
  readonly conversion_measure: InputMeasure | null;
  readonly base_metric: InputMetric | null;
  readonly conversion_metric: InputMetric | null;
  readonly calculation: (typeof CALCULATIONS)[number];
  readonly window: TimeWindow | null;
  readonly constant_properties:
    | readonly { readonly base_property: string; readonly conversion_property: string }[]
    | null;
}

export interface CumulativeParams {
  readonly window: TimeWindow | null;
  readonly grain_to_date: string | null;
  readonly period_agg: (typeof PERIOD_AGGREGATIONS)[number];
  readonly metric: InputMetric | null;
}

export interface MetricAggregation {
  readonly semantic_model: string;
  readonly agg: Aggregation;
  readonly agg_params: AggregationParams;
  readonly agg_time_dimension: string | null;
  readonly non_additive_dimension: NonAdditiveDimension | null;
}

export interface MetricParams {
  readonly measure: InputMeasure | null;
  /** Of the metric and of those that it is made of; known when metrics are linked. */
  readonly input_measures: readonly InputMeasure[];
  readonly numerator: InputMetric | null;
  readonly denominator: InputMetric | null;
  readonly expr: string | null;
  readonly window: TimeWindow | null;
  readonly grain_to_date: string | null;
  readonly metrics: readonly InputMetric[];
  readonly conversion_type_params: ConversionParams | null;
  readonly cumulative_type_params: CumulativeParams | null;
  readonly metric_aggregation_params: MetricAggregation | null;
  readonly fill_nulls_with: number | null;
  readonly join_to_timespine: boolean;
  readonly is_private: boolean | null;
}

/** What is a semantic model's own in its dict. */
export interface SemanticModelBody {
  readonly name: string;
  readonly model: string;
  readonly node_relation: NodeRelation | null;
  readonly description: string | null;
  readonly label: string | null;
  readonly defaults: { readonly agg_time_dimension: string | null } | null;
  readonly entities: readonly Entity[];
  readonly measures: readonly Measure[];
  readonly dimensions: readonly Dimension[];
  readonly primary_entity: string | null;
  readonly config: JsonObject;
}

export interface MetricBody {
  readonly name: string;
  readonly description: string;
  readonly label: string;
  readonly type: MetricType;
  readonly type_params: MetricParams;
  readonly filter: WhereFilters | null;
  readonly time_granularity: string | null;
  readonly config: JsonObject;
}

export interface QueryParams {
  readonly metrics: readonly string[];
  readonly group_by: readonly string[];
  readonly where: WhereFilters | null;
  readonly order_by: readonly string[];
  readonly limit: number | null;
}

export interface Export {
  readonly name: string;
  readonly config: {
    readonly export_as: (typeof EXPORT_TYPES)[number];
    readonly schema_name: string | null;
    readonly alias: string | null;
    readonly database: string | null;
  };
  readonly unrendered_config: JsonObject;
}

export interface SavedQueryBody {
  readonly name: string;
  readonly query_params: QueryParams;
  readonly exports: readonly Export[];
  readonly description: string | null;
  readonly label: string | null;
  readonly tags: readonly string[];
}
