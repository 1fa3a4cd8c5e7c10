import { described, labelled } from './definitions.js';
import {
  choice,
  flag,
  integer,
  list,
  name,
  number,
  object,
  ref,
  type SchemaNode,
  scalar,
  text,
  texts,
} from './nodes.js';

const AGGREGATIONS = ['sum', 'min', 'max', 'count_distinct', 'sum_boolean', 'average', 'percentile', 'median', 'count'];
const GRANULARITIES = [
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
];

const common = { ...described, label: text('How it is shown') };
const elementConfig = object('Configs', { meta: labelled.meta });
const filter = texts("SQL conditions: {{ Dimension('order__size') }} = 'big'");
const granularity = choice(GRANULARITIES, 'Its granularity');
const window = text('A number and a granularity: 7 days');

const entity = {
  ...common,
  type: choice(['primary', 'unique', 'foreign', 'natural'], 'What kind of key it is'),
  config: elementConfig,
};
const dimension = {
  ...common,
  type: choice(['categorical', 'time'], 'What kind of values it has'),
  is_partition: flag('Whether the table is partitioned by it'),
  config: elementConfig,
};
const expr = scalar('SQL of its values, if they are not the column of its name');

/** The keys of an input that may be written as its name alone. */
function input(what: string, properties: Readonly<Record<string, SchemaNode>>): SchemaNode {
  return {
    ...object(what, { name: name('Its name'), filter, alias: text('What it is called here'), ...properties }),
    kind: 'textOrMapping',
  };
}

const metric = {
  ...common,
  type: choice(['simple', 'ratio', 'cumulative', 'derived', 'conversion'], 'How it is calculated'),
  filter,
  time_granularity: text('The granularity that it is shown with'),
  config: ref('metricConfig'),
};

const conversion = {
  entity: text('What base and conversion events have in common'),
  calculation: choice(['conversion_rate', 'conversions'], 'What is answered'),
  window,
  constant_properties: list(
    object('Properties that both events have', {
      base_property: text('Of the base'),
      conversion_property: text('Of the conversion'),
    }),
    'Properties that have to be equal',
  ),
};
const cumulative = {
  window,
  grain_to_date: text('The granularity at whose beginning it starts anew: month'),
  period_agg: choice(['first', 'last', 'average'], 'How it is aggregated to a coarser granularity'),
};

/** The parameters of a metric that is written without `type_params`. */
const ownParams = {
  hidden: flag('Whether it is only there for other metrics'),
  agg: choice(AGGREGATIONS, 'How a simple metric aggregates'),
  percentile: number('0.95 is the 95th percentile'),
  percentile_type: choice(['discrete', 'continuous'], 'How a percentile is calculated'),
  join_to_timespine: flag('Whether there is a row for each time'),
  fill_nulls_with: integer('What stands where there is no value'),
  expr: scalar('SQL of its values, or of input metrics'),
  non_additive_dimension: object('A time that it cannot be added up over', {
    name: name('The time dimension'),
    window_agg: choice(['min', 'max'], 'Which of its values counts'),
    group_by: texts('Entities to group by'),
  }),
  agg_time_dimension: text('The time dimension that it is aggregated by'),
  ...cumulative,
  input_metric: ref('inputMetric', 'What a cumulative metric adds up'),
  numerator: ref('inputMetric', 'What is divided'),
  denominator: ref('inputMetric', 'By what'),
  input_metrics: list(ref('inputMetric'), 'What a derived metric is made of'),
  ...conversion,
  base_metric: ref('inputMetric', 'What may be converted'),
  conversion_metric: ref('inputMetric', 'What was converted'),
};

const typeParams = {
  measure: ref('inputMeasure', 'What a simple or cumulative metric aggregates'),
  numerator: ref('inputMetric', 'What is divided'),
  denominator: ref('inputMetric', 'By what'),
  expr: scalar('SQL of input metrics'),
  window,
  grain_to_date: cumulative.grain_to_date,
  metrics: list(ref('inputMetric'), 'What a derived metric is made of'),
  conversion_type_params: object('Of a conversion metric', {
    ...conversion,
    base_measure: ref('inputMeasure', 'What may be converted'),
    conversion_measure: ref('inputMeasure', 'What was converted'),
  }),
  cumulative_type_params: object('Of a cumulative metric', cumulative),
};

const validity = object('Whether it begins or ends the time for which a row holds', {
  is_start: flag('It begins it'),
  is_end: flag('It ends it'),
});

const semanticModel = {
  ...common,
  model: text('The model: a ref()'),
  config: ref('semanticModelConfig'),
  defaults: object('What holds for its measures', { agg_time_dimension: text('The time dimension to aggregate by') }),
  primary_entity: text('The primary entity, if it has no column'),
  entities: list(ref('entity'), 'Keys that it is joined by'),
  dimensions: list(ref('dimension'), 'What measures are grouped and filtered by'),
  measures: list(ref('measure'), 'What metrics aggregate'),
};

const measure = {
  ...common,
  agg: choice(AGGREGATIONS, 'How it aggregates'),
  expr,
  agg_params: object('Of a percentile', {
    percentile: number('0.95 is the 95th'),
    use_discrete_percentile: flag('A value that is there'),
    use_approximate_percentile: flag('An approximation'),
  }),
  non_additive_dimension: object('A time that it cannot be added up over', {
    name: name('The time dimension'),
    window_choice: choice(['min', 'max'], 'Which of its values counts'),
    window_groupings: texts('Entities to group by'),
  }),
  agg_time_dimension: text('The time dimension that it is aggregated by'),
  create_metric: flag('Make a metric of it'),
  config: elementConfig,
};

const savedQuery = {
  ...common,
  tags: labelled.tags,
  config: ref('savedQueryConfig'),
  query_params: object('What it asks', {
    metrics: texts('Metrics'),
    group_by: texts("TimeDimension('metric_time', 'day'), Dimension('order__size'), Entity('customer')"),
    where: filter,
    order_by: texts("Metric('orders').descending(True), Dimension('order__size')"),
    limit: integer('How many rows'),
  }),
  exports: list(
    object('A table or view that its result is written to', {
      name: name('Name'),
      config: object('Where it is written', {
        export_as: choice(['table', 'view'], 'What it is'),
        schema: text('Schema'),
        schema_name: text('Schema'),
        alias: text('Name in the database'),
        database: text('Database'),
      }),
    }),
    'Where its result is written',
  ),
};

/** Of these only the published schema says all; `semantic/` checks them, which loads no project that has none. */
function elsewhere(definitions: Readonly<Record<string, SchemaNode>>): Record<string, SchemaNode> {
  return Object.fromEntries(Object.entries(definitions).map(([key, node]) => [key, { ...node, elsewhere: true }]));
}

const older = {
  meta: labelled.meta,
  tags: labelled.tags,
  type_params: object('Parameters of its type, in the older way', typeParams),
};

export const semanticDefinitions = elsewhere({
  metric: object('A metric', { ...metric, ...ownParams, ...older }, ['name']),
  olderMetric: object('A metric with type_params', { ...metric, ...older }, ['name', 'type_params']),
  modelMetric: object('A metric of the model', { ...metric, ...ownParams }, ['name']),
  inputMetric: input('A metric', { offset_window: window, offset_to_grain: cumulative.grain_to_date }),
  inputMeasure: input('A measure', {
    join_to_timespine: ownParams.join_to_timespine,
    fill_nulls_with: ownParams.fill_nulls_with,
  }),
  semanticModel: object('A semantic model', semanticModel, ['name', 'model']),
  entity: object('An entity', { ...entity, role: text('Its role'), expr }, ['name', 'type']),
  dimension: object(
    'A dimension',
    {
      ...dimension,
      expr,
      type_params: object('Of a time dimension', { time_granularity: granularity, validity_params: validity }),
    },
    ['name', 'type'],
  ),
  measure: object('A measure', measure, ['name', 'agg']),
  savedQuery: object('A saved query', savedQuery, ['name', 'query_params']),
  modelSemantics: {
    ...object('Whether the model is a semantic model, and as which', {
      name: text('Its name, if it is not the name of the model'),
      enabled: flag('Whether it counts'),
      group: text('The group it belongs to'),
      config: elementConfig,
    }),
    kind: 'booleanOrMapping',
  },
  columnDimension: {
    ...object('A dimension of the column', { ...dimension, validity_params: validity }, ['type']),
    kind: 'textOrMapping',
  },
  columnEntity: { ...object('An entity of the column', entity, ['type']), kind: 'textOrMapping' },
  derivedSemantics: object('What is no column', {
    dimensions: list(
      object('A dimension', { ...dimension, expr, granularity, validity_params: validity }, ['name', 'type', 'expr']),
    ),
    entities: list(object('An entity', { ...entity, expr }, ['name', 'type', 'expr'])),
  }),
  timeSpine: object(
    'That the model has all times',
    {
      standard_granularity_column: text('The column of times, which has a granularity'),
      custom_granularities: list(
        object(
          'A granularity of your own',
          { name: name('Its name'), column_name: text('Its column, if it has another name') },
          ['name'],
        ),
        'Granularities of your own',
      ),
    },
    ['standard_granularity_column'],
  ),
});

/** What models and columns have of the semantic layer. */
export const modelSemantics = {
  time_spine: ref('timeSpine', 'Times to join metrics to'),
  semantic_model: ref('modelSemantics', 'Whether it is a semantic model'),
  primary_entity: text('The primary entity of the semantic model, if it has no column'),
  agg_time_dimension: text('The time dimension that metrics are aggregated by'),
  metrics: list(ref('modelMetric'), 'Metrics of the semantic model'),
  derived_semantics: ref('derivedSemantics', 'Dimensions and entities that are no columns'),
};
