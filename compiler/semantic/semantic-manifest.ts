import { semanticManifest } from '../artifacts/semantic-manifest.js';
import type { Manifest, ModelNode } from '../manifest/types.js';
import type {
  ConversionParams,
  CumulativeParams,
  Dimension,
  Entity,
  InputMetric,
  Measure,
  MetricBody,
  MetricParams,
  NodeRelation,
  SavedQueryBody,
  SemanticModelBody,
} from './shapes.js';

type Dict = Record<string, unknown>;

/** The model that is the time spine by its name, if it has no `time_spine`. */
export const LEGACY_TIME_SPINE = 'metricflow_time_spine';

/** What semantic_manifest.json holds of a linked project. */
export function semanticManifestOf(manifest: Manifest): Dict {
  const models = [...manifest.nodes.values()].filter((node): node is ModelNode => node.resourceType === 'model');
  const legacy =
    manifest.semanticModels.size > 0 ? models.find((model) => model.name === LEGACY_TIME_SPINE) : undefined;
  return semanticManifest({
    semanticModels: dicts<SemanticModelBody>(manifest.semanticModels).map(semanticModel),
    metrics: dicts<MetricBody>(manifest.metrics).map(metric),
    savedQueries: dicts<SavedQueryBody>(manifest.savedQueries).map(savedQuery),
    timeSpines: models.filter((model) => model.timeSpine !== null).map(timeSpine),
    legacyTimeSpines:
      legacy && legacy.timeSpine === null
        ? [{ location: legacy.relationName, column_name: 'date_day', grain: 'day' }]
        : [],
  });
}

function dicts<T>(nodes: ReadonlyMap<string, { readonly dict: unknown }>): T[] {
  return [...nodes.values()].map((node) => node.dict as T);
}

function semanticModel(model: SemanticModelBody): Dict {
  return {
    name: model.name,
    defaults: model.defaults,
    description: model.description,
    node_relation: relation(model.node_relation),
    primary_entity: model.primary_entity,
    entities: model.entities.map(entity),
    measures: model.measures.map(measure),
    dimensions: model.dimensions.map(dimension),
    label: model.label,
    metadata: null,
    config: { meta: model.config.meta },
  };
}

function relation(of: NodeRelation | null): Dict | null {
  return of && { ...of };
}

function entity({ name, description, type, role, expr, label, config }: Entity): Dict {
  return { name, description, type, role, expr, metadata: null, label, config };
}

function measure(of: Measure): Dict {
  return {
    name: of.name,
    agg: of.agg,
    description: of.description,
    create_metric: of.create_metric,
    expr: of.expr,
    agg_params: of.agg_params,
    metadata: null,
    non_additive_dimension: of.non_additive_dimension,
    agg_time_dimension: of.agg_time_dimension,
    label: of.label,
    config: of.config,
  };
}

function dimension(of: Dimension): Dict {
  return {
    name: of.name,
    description: of.description,
    type: of.type,
    datatype: null,
    is_partition: of.is_partition,
    type_params: of.type_params,
    expr: of.expr,
    metadata: null,
    label: of.label,
    config: of.config,
  };
}

function metric(of: MetricBody): Dict {
  return {
    name: of.name,
    description: of.description,
    type: of.type,
    datatype: null,
    type_params: metricParams(of.type_params),
    filter: of.filter,
    metadata: null,
    label: of.label,
    config: { meta: of.config.meta },
    time_granularity: of.time_granularity,
  };
}

function metricParams(of: MetricParams): Dict {
  return {
    measure: of.measure,
    numerator: of.numerator,
    denominator: of.denominator,
    expr: of.expr,
    window: of.window,
    grain_to_date: of.grain_to_date,
    metrics: of.metrics.map(inputMetric),
    conversion_type_params: of.conversion_type_params && conversion(of.conversion_type_params),
    cumulative_type_params: of.cumulative_type_params && cumulative(of.cumulative_type_params),
    input_measures: of.input_measures,
    metric_aggregation_params: of.metric_aggregation_params,
    join_to_timespine: of.join_to_timespine,
    fill_nulls_with: of.fill_nulls_with,
    is_private: of.is_private,
  };
}

function inputMetric(of: InputMetric): Dict {
  return { ...of, offset_to_grain: of.offset_to_grain?.toLowerCase() ?? null };
}

function conversion(of: ConversionParams): Dict {
  return {
    base_measure: of.base_measure,
    base_metric: of.base_metric,
    conversion_measure: of.conversion_measure,
    conversion_metric: of.conversion_metric,
    entity: of.entity,
    calculation: of.calculation,
    window: of.window,
    constant_properties: of.constant_properties,
  };
}

function cumulative(of: CumulativeParams): Dict {
  return { ...of, grain_to_date: of.grain_to_date?.toLowerCase() ?? null };
}

function savedQuery(of: SavedQueryBody): Dict {
  const { metrics, group_by, order_by, limit, where } = of.query_params;
  return {
    name: of.name,
    query_params: { metrics, group_by, order_by, limit, where },
    description: of.description,
    metadata: null,
    label: of.label,
    exports: of.exports.map(({ name, config: { export_as, schema_name, alias } }) => ({
      name,
      config: { export_as, schema_name, alias },
    })),
    tags: of.tags,
  };
}

function timeSpine(model: ModelNode): Dict {
  const spine = model.timeSpine as unknown as TimeSpine;
  const { alias, schema, database, relationName, columns } = model;
  const column = spine.standard_granularity_column;
  return {
    node_relation: relation({ alias, schema_name: schema, database, relation_name: relationName }),
    primary_column: { name: column, time_granularity: columns[column]?.granularity ?? null },
    custom_granularities: spine.custom_granularities.map(({ name, column_name }) => ({ name, column_name })),
  };
}

/** A model's `time_spine`, as read. */
export interface TimeSpine {
  readonly standard_granularity_column: string;
  readonly custom_granularities: readonly { readonly name: string; readonly column_name: string | null }[];
}
