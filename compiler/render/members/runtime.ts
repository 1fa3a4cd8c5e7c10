import { QuernError } from '../../base/diagnostics.js';
import { SourceFile } from '../../base/source.js';
import { parseTemplate } from '../../jinja/index.js';
import {
  bindArguments,
  callValue,
  generatorFunction,
  type HostObject,
  hostFunction,
  PyDict,
  textOf,
  toValue,
  type Value,
} from '../../jinja/values/index.js';
import type { CompilableNode } from '../../manifest/types.js';
import { createAdapterValue, createApiValue } from '../adapter/index.js';
import { raisedByTemplate } from '../errors.js';
import type { RunScope } from '../run-scope.js';
import type { MemberTable } from '../scope.js';
import { baseMembers } from './base.js';
import { RuntimeConfigValue } from './config.js';
import { exceptionsValue } from './exceptions.js';
import { runtimeMetric } from './metric.js';
import { submitPythonJob } from './python.js';
import { runtimeFunction, runtimeRef, runtimeSource } from './references.js';
import { loadResult, storeRawResult, storeResult } from './results.js';
import { validationValue } from './validation.js';

/** Members that a project may replace by macros of its own and still reach as `builtins.*`. */
const replaceable: MemberTable<RunScope> = {
  ref: (scope) => runtimeRef(scope, () => createAdapterValue(adapterOptions(scope))),
  source: (scope) => runtimeSource(scope),
  metric: (scope) => runtimeMetric(scope),
  function: (scope) => runtimeFunction(scope),
  config: (scope) => new RuntimeConfigValue(scope.label, scope.node.config, scope.reads),
};

function hooks(node: CompilableNode, key: 'pre-hook' | 'post-hook'): Value {
  if (node.resourceType === 'test') return [];
  return toValue(node.config[key] ?? []);
}

function adapterOptions(scope: RunScope): Parameters<typeof createAdapterValue>[0] {
  return {
    adapter: scope.services.adapter,
    quoting: scope.services.quoting,
    execute: true,
    config: scope.services.config,
    ...(scope.session ? { session: scope.session } : {}),
    ...(scope.closing ? { closing: scope.closing } : {}),
    // Most templates never ask for it.
    get cache() {
      return scope.cache;
    },
    listed: scope.listed,
    dispatch: (name, namespace) => scope.context().macros.dispatch(name, namespace),
    callMacro: (name) => scope.context().lookup(name) ?? null,
    print: (message) =>
      scope.services.events({ type: 'print', message, ...(scope.nodeId ? { nodeId: scope.nodeId } : {}) }),
    ...(scope.nodeId ? { nodeId: scope.nodeId } : {}),
  };
}

/** The names that a project may replace, as they are without that; `own` are those that this phase has of its own. */
export function builtinsOf(own: MemberTable<RunScope>): (scope: RunScope) => Value {
  return (scope) => {
    const out = new PyDict();
    for (const [name, member] of Object.entries({ ...baseMembers, ...replaceable, ...own }))
      out.set(name, member(scope));
    return out;
  };
}

/** Names of the compile and run phases. */
export const runtimeMembers: MemberTable<RunScope> = {
  ...baseMembers,
  ...replaceable,
  builtins: builtinsOf({}),
  execute: () => true,
  exceptions: (scope) => exceptionsValue(scope),
  adapter: (scope) => createAdapterValue(adapterOptions(scope)),
  api: (scope) => createApiValue(scope.services.adapter, scope.services.quoting),
  column: (scope) =>
    (createApiValue(scope.services.adapter, scope.services.quoting) as HostObject).getAttribute('Column') ?? null,
  validation: () => validationValue(),
  database: (scope) => scope.node.database,
  schema: (scope) => scope.node.schema,
  this: (scope) => (scope.node.resourceType === 'operation' ? null : scope.relations.ofNode(scope.node)),
  model: (scope) => toValue(scope.nodeDict()),
  graph: (scope) => scope.graph(),
  selected_resources: (scope) => toValue(scope.selected),
  load_result: (scope) => loadResult(scope.results),
  store_result: (scope) => storeResult(scope.results),
  store_raw_result: (scope) => storeRawResult(scope.results),
  load_agate_table: (scope) => hostFunction('load_agate_table', () => scope.loadSeed()),
  write: (scope) =>
    hostFunction('write', (args) => {
      scope.write?.(textOf(bindArguments('write', args, ['payload']).payload));
      return '';
    }),
  render: (scope) =>
    generatorFunction('render', function* (args) {
      const text = textOf(bindArguments('render', args, ['string']).string);
      const template = parseTemplate(new SourceFile(`<render in ${scope.label}>`, text));
      const output = (yield template.renderAsync(scope.context())) as { text: string };
      return output.text;
    }),
  try_or_compiler_error: () =>
    generatorFunction('try_or_compiler_error', function* (args) {
      const [message, func, ...rest] = args.positional;
      try {
        return yield* callValue(func ?? null, { positional: rest, named: args.named });
      } catch {
        throw new QuernError(raisedByTemplate({ message: textOf(message ?? '') }));
      }
    }),
  submit_python_job: (scope) => submitPythonJob(scope),
  pre_hooks: (scope) => hooks(scope.node, 'pre-hook'),
  post_hooks: (scope) => hooks(scope.node, 'post-hook'),
  sql: (scope) => scope.compiledSql?.() ?? null,
  compiled_code: (scope) => scope.compiledSql?.() ?? null,
  sql_now: () => '',
  defer_relation: (scope) => {
    const other = scope.counterpartOf?.(scope.node.uniqueId);
    return other ? scope.relations.ofDeferred(scope.node, other) : null;
  },
};
