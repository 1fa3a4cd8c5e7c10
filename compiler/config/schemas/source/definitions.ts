import { CONFIG_KEYS } from '../config-keys.js';
import {
  any,
  choice,
  flag,
  integer,
  list,
  mapping,
  name,
  object,
  open,
  ref,
  type SchemaNode,
  scalar,
  text,
  texts,
} from './nodes.js';

/** A `config:` mapping with the keys of a kind of resource. */
function config(kind: keyof typeof CONFIG_KEYS, what: string): SchemaNode {
  const properties: Record<string, SchemaNode> = {};
  for (const [key, type] of Object.entries(CONFIG_KEYS[kind])) properties[key] = { kind: type };
  return { ...object(`Configs of ${what}`, properties), config: kind };
}

const constraint = {
  type: choice(['not_null', 'unique', 'primary_key', 'foreign_key', 'check', 'custom'], 'What must hold'),
  name: text('Name of the constraint in the database'),
  expression: text('SQL of a check, or what follows the keyword'),
  to: text('The relation that a foreign key refers to'),
  to_columns: texts('Its columns'),
  warn_unenforced: flag('Warn if the database does not enforce it (default: true)'),
  warn_unsupported: flag('Warn if the database does not know it (default: true)'),
};

const described = {
  name: name('Name'),
  description: text('What it is, in Markdown; `{{ doc("…") }}` puts a docs block in'),
};
const tested = {
  data_tests: list(ref('dataTest'), 'Data tests'),
  tests: list(ref('dataTest'), 'The older name of data_tests'),
};
const labelled = { meta: mapping('Data of your own'), tags: texts('Tags'), docs: ref('docs') };

const column = {
  ...described,
  ...tested,
  meta: labelled.meta,
  tags: labelled.tags,
  data_type: text('Type in the database'),
  constraints: list(ref('constraint'), 'Constraints'),
  quote: flag('Quote the name'),
  config: ref('columnConfig'),
  granularity: text('Granularity of a time column'),
  dimension: ref('columnDimension', 'The dimension that it is in the semantic model'),
  entity: ref('columnEntity', 'The entity that it is in the semantic model'),
  policy_tags: any('Policy tags'),
  column_mask: any('Column mask'),
  classifiers: any('Classifiers'),
  databricks_tags: any('Tags of the platform'),
};

const freshness = {
  warn_after: ref('freshnessRule', 'When to warn'),
  error_after: ref('freshnessRule', 'When to fail'),
  filter: text('SQL condition on the rows to look at'),
  loaded_at_field: text('Column with the time of loading'),
  loaded_at_query: text('Query that answers the time of loading'),
};

const unitRows = {
  rows: { kind: 'any', description: 'Rows: mappings, or CSV or SQL as text' } as SchemaNode,
  format: choice(['dict', 'csv', 'sql'], 'Form of the rows'),
  fixture: text('File with the rows'),
};

/** What several kinds of resource share. */
export const sharedDefinitions: Readonly<Record<string, SchemaNode>> = {
  docs: object('How documentation shows it', { show: flag('Show it'), node_color: text('Colour of its node') }),
  owner: open('Who answers for it', { name: text('Name'), email: texts('Email address') }),
  constraint: object('A constraint of a column', constraint, ['type']),
  modelConstraint: object('A constraint of a model', { ...constraint, columns: texts('Its columns') }, ['type']),
  column: object('A column', column, ['name']),
  versionColumn: object('A column of a version, or which of the model it has', {
    ...column,
    include: texts("Columns of the model that the version has: a list, or '*'"),
    exclude: texts('Columns of the model that the version lacks'),
  }),
  dataTest: {
    kind: 'textOrMapping',
    description: 'A test by name, or {name: {arguments: …, config: …}}',
    open: true,
    values: {
      kind: 'any',
      open: true,
      properties: { config: ref('dataTestConfig'), arguments: mapping('Arguments of the test') },
    },
    properties: {
      name: text('Name of this test'),
      test_name: text('Which test'),
      description: text('Description'),
      config: ref('dataTestConfig'),
      arguments: mapping('Arguments of the test'),
      tags: texts('Tags'),
    },
  },
  freshnessRule: object('An age', {
    count: integer('How many'),
    period: choice(['minute', 'hour', 'day'], 'Of what'),
  }),
  freshness: object('How old the newest row may be', freshness),
  quoting: object('Which parts of names are quoted', {
    database: flag('Database'),
    project: flag('The same as database'),
    dataset: flag('The same as schema'),
    schema: flag('Schema'),
    identifier: flag('Table'),
    snowflake_ignore_case: flag('Compare names without case'),
  }),
  modelConfig: config('models', 'a model'),
  seedConfig: config('seeds', 'a seed'),
  snapshotConfig: config('snapshots', 'a snapshot'),
  analysisConfig: config('analyses', 'an analysis'),
  sourceConfig: config('sources', 'a source or its tables'),
  dataTestConfig: config('data_tests', 'a data test'),
  unitTestConfig: config('unit_tests', 'a unit test'),
  exposureConfig: config('exposures', 'an exposure'),
  metricConfig: config('metrics', 'a metric'),
  savedQueryConfig: config('saved-queries', 'a saved query'),
  semanticModelConfig: config('semantic-models', 'a semantic model'),
  functionConfig: config('functions', 'a function'),
  groupConfig: config('groups', 'a group'),
  macroConfig: config('macros', 'a macro'),
  columnConfig: config('columns', 'a column'),
};

export {
  any,
  choice,
  described,
  flag,
  integer,
  labelled,
  list,
  mapping,
  name,
  object,
  open,
  ref,
  scalar,
  tested,
  text,
  texts,
  unitRows,
};
