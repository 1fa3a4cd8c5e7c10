import {
  any,
  choice,
  described,
  flag,
  labelled,
  list,
  mapping,
  object,
  open,
  ref,
  scalar,
  sharedDefinitions,
  tested,
  text,
  texts,
  unitRows,
} from './definitions.js';
import type { SchemaNode, SchemaSource } from './nodes.js';

const columns = list(ref('column'), 'Columns');
const model = {
  ...described,
  ...labelled,
  ...tested,
  columns,
  config: ref('modelConfig'),
  constraints: list(ref('modelConstraint'), 'Constraints'),
  access: choice(['private', 'protected', 'public'], 'Who may refer to it'),
  group: text('The group it belongs to'),
  latest_version: scalar('The version that a ref without version means'),
  versions: list(ref('version'), 'Its versions'),
  deprecation_date: scalar('From when on it should not be used'),
  time_spine: mapping('Semantic layer: time spine'),
  semantic_model: any('Semantic layer: semantic model'),
  primary_entity: text('Semantic layer: primary entity'),
  agg_time_dimension: text('Semantic layer: default time dimension'),
  metrics: list(any(), 'Semantic layer: metrics'),
  derived_semantics: mapping('Semantic layer: derived dimensions and entities'),
  identifier: text('Name in the database'),
  static_analysis_off_reason: any(),
};

const version = {
  v: scalar('The version'),
  defined_in: text('Its file, without extension'),
  description: described.description,
  access: model.access,
  docs: labelled.docs,
  config: ref('modelConfig'),
  constraints: model.constraints,
  columns: list(ref('versionColumn'), 'Columns, where they differ from the model'),
  deprecation_date: model.deprecation_date,
  ...tested,
};

const table = {
  ...described,
  ...labelled,
  ...tested,
  identifier: text('Name in the database, if it differs'),
  columns,
  config: ref('sourceConfig'),
  external: mapping('How the platform reads it from files'),
  freshness: ref('freshness'),
  loaded_at_field: text('Column with the time of loading'),
  loaded_at_query: text('Query that answers the time of loading'),
  loader: text('What loads it'),
  quoting: ref('quoting'),
};

const source = {
  ...described,
  meta: labelled.meta,
  tags: labelled.tags,
  database: text('Database'),
  schema: text("Schema (default: the source's name)"),
  project: text('The database, as some warehouses name it'),
  dataset: text('The schema, as some warehouses name it'),
  loader: table.loader,
  config: ref('sourceConfig'),
  freshness: ref('freshness'),
  loaded_at_field: table.loaded_at_field,
  loaded_at_query: table.loaded_at_query,
  quoting: ref('quoting'),
  overrides: text('The package whose source this one replaces'),
  tables: list(ref('table'), 'Its tables'),
  ...tested,
};

const metric = `agg agg_time_dimension base_metric calculation constant_properties conversion_metric denominator entity expr fill_nulls_with filter
  grain_to_date group hidden input_metric input_metrics join_to_timespine numerator non_additive_dimension percentile percentile_type period_agg
  time_granularity type type_params window`;

const loose = (names: string): Record<string, SchemaNode> =>
  Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((key) => [key, any()]),
  );

const argument = {
  name: text('Name'),
  type: scalar('Type'),
  data_type: text('Type in the database'),
  description: text('What it is for'),
  default_value: any('Default'),
};

const definitions: Record<string, SchemaNode> = {
  ...sharedDefinitions,
  model: object('A model', model, ['name']),
  version: object('A version of a model', version, ['v']),
  seed: object(
    'A seed',
    { ...described, ...labelled, ...tested, columns, config: ref('seedConfig'), static_analysis_off_reason: any() },
    ['name'],
  ),
  snapshot: object(
    'A snapshot',
    {
      ...described,
      ...labelled,
      ...tested,
      columns,
      config: ref('snapshotConfig'),
      relation: text('What is snapshotted: a ref() or source()'),
      static_analysis_off_reason: any(),
    },
    ['name'],
  ),
  analysis: object(
    'An analysis',
    { ...described, ...labelled, columns, config: ref('analysisConfig'), static_analysis_off_reason: any() },
    ['name'],
  ),
  source: object('A source', source, ['name']),
  table: object('A table of a source', table, ['name']),
  macro: object(
    'A macro',
    {
      ...described,
      meta: labelled.meta,
      docs: ref('docs'),
      arguments: list(ref('argument'), 'Its arguments'),
      config: ref('macroConfig'),
    },
    ['name'],
  ),
  argument: object('An argument', argument, ['name']),
  exposure: object(
    'A use of the data outside the project',
    {
      ...described,
      meta: labelled.meta,
      tags: labelled.tags,
      type: choice(['dashboard', 'notebook', 'analysis', 'ml', 'application'], 'What it is'),
      owner: ref('owner'),
      maturity: choice(['low', 'medium', 'high'], 'How far it is trusted'),
      url: text('Where it is'),
      label: text('How it is called'),
      depends_on: texts('What it uses: ref(), source() and metric() calls'),
      config: ref('exposureConfig'),
      enabled: flag('Whether it counts'),
    },
    ['name', 'owner', 'type'],
  ),
  group: object(
    'A group of resources with an owner',
    { ...described, owner: ref('owner'), config: ref('groupConfig') },
    ['name', 'owner'],
  ),
  metric: object(
    'A metric',
    {
      ...described,
      meta: labelled.meta,
      tags: labelled.tags,
      label: text('Label'),
      config: ref('metricConfig'),
      ...loose(metric),
    },
    ['name'],
  ),
  semanticModel: open('A semantic model', {
    ...described,
    model: text('The model: a ref()'),
    config: ref('semanticModelConfig'),
  }),
  savedQuery: object(
    'A saved query',
    {
      ...described,
      ...labelled,
      label: text('Label'),
      query_params: mapping('metrics, group_by, where, order_by, limit'),
      exports: list(mapping(), 'Where its result is written'),
      group: text('The group it belongs to'),
      config: ref('savedQueryConfig'),
    },
    ['name'],
  ),
  unitTest: object(
    'A unit test',
    {
      ...described,
      meta: labelled.meta,
      tags: labelled.tags,
      model: text('The model under test'),
      given: list(ref('given'), 'Its inputs'),
      expect: ref('expect'),
      overrides: object('What the test replaces', { macros: mapping(), vars: mapping(), env_vars: mapping() }),
      versions: mapping('Versions of the model to test: include, exclude'),
      config: ref('unitTestConfig'),
      static_analysis_off_reason: any(),
    },
    ['name', 'model', 'expect'],
  ),
  given: object('An input of a unit test', { input: text('ref(), source() or this'), ...unitRows }, ['input']),
  expect: object('Rows that the model must answer', unitRows),
  singularTest: object(
    'A singular data test',
    { ...described, ...labelled, config: ref('dataTestConfig'), static_analysis_off_reason: any() },
    ['name'],
  ),
  function: object(
    'A function',
    {
      ...described,
      ...labelled,
      ...tested,
      arguments: list(ref('argument'), 'Its arguments'),
      returns: mapping('What it answers: data_type, description'),
      overloads: list(mapping(), 'Further signatures: defined_in, arguments, returns'),
      language: text('Its language'),
      identifier: text('Name in the database'),
      type: text('scalar, aggregate or table'),
      config: ref('functionConfig'),
      static_analysis_off_reason: any(),
    },
    ['name'],
  ),
};

export const propertiesSchema: SchemaSource = {
  title: 'Properties of a project\u2019s resources',
  root: object('Resources and what is to be said of them', {
    version: scalar('2'),
    models: list(ref('model'), 'Models'),
    seeds: list(ref('seed'), 'Seeds'),
    snapshots: list(ref('snapshot'), 'Snapshots'),
    analyses: list(ref('analysis'), 'Analyses'),
    sources: list(ref('source'), 'Sources: tables that others load'),
    macros: list(ref('macro'), 'Macros'),
    exposures: list(ref('exposure'), 'Uses of the data outside the project'),
    groups: list(ref('group'), 'Groups'),
    metrics: list(ref('metric'), 'Metrics'),
    semantic_models: list(ref('semanticModel'), 'Semantic models'),
    saved_queries: list(ref('savedQuery'), 'Saved queries'),
    unit_tests: list(ref('unitTest'), 'Unit tests'),
    data_tests: list(ref('singularTest'), 'Singular data tests'),
    functions: list(ref('function'), 'Functions'),
    anchors: any('YAML anchors for use elsewhere in the file'),
  }),
  definitions,
};
