import { type HostObject, hostFunction, PyDict, toValue, type Value } from '../../jinja/values/index.js';
import { createAdapterValue, createApiValue } from '../adapter/index.js';
import type { CaptureCollector } from '../captures.js';
import type { ParseNode } from '../parse-context.js';
import type { MemberTable, Scope } from '../scope.js';
import { RelationValue } from '../values/relation.js';
import { relationTraits } from '../values/relation-state.js';
import { TableValue } from '../values/table.js';
import { baseMembers } from './base.js';
import { nameCall, refCall, sourceCall } from './calls.js';
import { ParseConfigValue } from './config.js';
import { exceptionsValue } from './exceptions.js';
import { withProjectConfig } from './project-config.js';
import { validationValue } from './validation.js';

/** What the names of the parse phase need. */
export interface ParseScope extends Scope {
  readonly node: ParseNode;
  readonly collector: CaptureCollector;
}

/** ref() and the like: note the call, answer the node's own relation, since nothing is linked yet. */
function noting(name: string, scope: ParseScope, note: (args: Parameters<typeof refCall>[0]) => void): Value {
  const call = hostFunction(name, (args) => {
    note(args);
    return thisRelation(scope);
  });
  return withProjectConfig(call, scope);
}

function thisRelation(scope: ParseScope): Value {
  const { database, schema, alias } = scope.node;
  return RelationValue.create(relationTraits(scope.services.adapter, scope.services.quoting), {
    database,
    schema,
    identifier: alias,
  });
}

/** Captured only while parsing: `ref`, `source`, `metric`, `function`, `config`. Also reachable as `builtins.*`. */
const captured: MemberTable<ParseScope> = {
  ref: (scope) => noting('ref', scope, (args) => void scope.collector.refs.push(refCall(args))),
  source: (scope) => noting('source', scope, (args) => void scope.collector.sources.push(sourceCall(args))),
  metric: (scope) => noting('metric', scope, (args) => void scope.collector.metrics.push(nameCall('metric', args))),
  function: (scope) =>
    noting('function', scope, (args) => void scope.collector.functions.push(nameCall('function', args))),
  config: (scope) => new ParseConfigValue((values) => scope.collector.addConfig(values)),
};

function noResult(name: string, answer: Value = ''): (scope: ParseScope) => Value {
  return () => hostFunction(name, () => answer);
}

const NO_GRAPH = [
  'nodes',
  'sources',
  'exposures',
  'metrics',
  'groups',
  'semantic_models',
  'saved_queries',
  'unit_tests',
  'functions',
];

export const parseMembers: MemberTable<ParseScope> = {
  ...baseMembers,
  ...captured,
  builtins: (scope) => {
    const out = new PyDict();
    for (const [name, member] of Object.entries({ ...baseMembers, ...captured }))
      if (name !== 'builtins') out.set(name, member(scope));
    return out;
  },
  execute: () => false,
  exceptions: (scope) => exceptionsValue(scope),
  adapter: (scope) =>
    createAdapterValue({
      adapter: scope.services.adapter,
      quoting: scope.services.quoting,
      execute: false,
      config: scope.services.config,
      dispatch: (name, namespace) => scope.context().macros.dispatch(name, namespace),
      callMacro: (name) => scope.context().lookup(name) ?? null,
    }),
  api: (scope) => createApiValue(scope.services.adapter, scope.services.quoting),
  column: (scope) =>
    (createApiValue(scope.services.adapter, scope.services.quoting) as HostObject).getAttribute('Column') ?? null,
  validation: () => validationValue(),
  database: (scope) => scope.node.database,
  schema: (scope) => scope.node.schema,
  this: (scope) => thisRelation(scope),
  model: (scope) => toValue(scope.node.dict?.() ?? nodeAsDict(scope.node)),
  graph: () => PyDict.from(Object.fromEntries(NO_GRAPH.map((name) => [name, new PyDict()]))),
  selected_resources: () => [],
  load_result: noResult('load_result', null),
  store_result: noResult('store_result'),
  store_raw_result: noResult('store_raw_result'),
  load_agate_table: () => hostFunction('load_agate_table', () => TableValue.empty()),
  write: noResult('write'),
  render: noResult('render'),
  try_or_compiler_error: noResult('try_or_compiler_error', null),
  submit_python_job: noResult('submit_python_job', null),
  pre_hooks: () => [],
  post_hooks: () => [],
  sql: () => null,
  compiled_code: () => null,
  sql_now: () => '',
  defer_relation: () => null,
};

function nodeAsDict(node: ParseNode): Record<string, unknown> {
  return {
    unique_id: node.uniqueId,
    name: node.name,
    resource_type: node.resourceType,
    package_name: node.packageName,
    path: node.path,
    original_file_path: node.originalFilePath,
    fqn: node.fqn,
    database: node.database,
    schema: node.schema,
    alias: node.alias,
    config: {},
  };
}
