import { described, labelled } from './definitions.js';
import { choice, list, number, object, ref, type SchemaNode, text } from './nodes.js';

const suite = {
  ...described,
  model: text('What it is about: a name, ref() or source()'),
  severity: choice(['warn', 'error'], 'Of expectations that have none of their own; with min_pass_rate: of the suite'),
  min_pass_rate: number('Share of its expectations that must pass, 0 to 1; a single one only warns then'),
  where: text('Only rows for which this is true are looked at'),
  tags: labelled.tags,
  meta: labelled.meta,
  config: ref('dataTestConfig'),
  expectations: list(ref('expectation'), 'Generic tests: a name, {name: {…}}, or {expectation: name, …}'),
};

export const suiteDefinitions: Readonly<Record<string, SchemaNode>> = {
  suite: object('A validation suite', suite, ['name', 'model', 'expectations']),
  expectation: {
    kind: 'textOrMapping',
    description: 'A generic test with its arguments: {expect_column_values_to_not_be_null: {column: id}}',
    open: true,
  },
};
