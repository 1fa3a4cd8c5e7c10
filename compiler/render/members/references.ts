import { QuernError } from '../../base/diagnostics.js';
import { closest } from '../../base/suggest.js';
import {
  callValue,
  generatorFunction,
  hostFunction,
  type PyObject,
  type Suspendable,
  type Value,
} from '../../jinja/values/index.js';
import { functionIds } from '../../manifest/functions.js';
import type { CompilableNode, FunctionNode, RefCall } from '../../manifest/types.js';
import type { Deferral, DeferredRelation } from '../deferral.js';
import { ephemeralInOperation, raisedByTemplate, refNotDeclared } from '../errors.js';
import type { RunScope } from '../run-scope.js';
import { nameCall, refCall, refText, sourceCall } from './calls.js';
import { withProjectConfig } from './project-config.js';

function isFreeStanding(scope: RunScope): boolean {
  const type = scope.node.resourceType;
  return type === 'operation' || type === 'sql_operation';
}

export function missing(message: string, near: string | undefined): QuernError {
  return new QuernError(raisedByTemplate({ message }, undefined, near ? { hint: `Did you mean '${near}'?` } : {}));
}

function targetOf(scope: RunScope, call: RefCall): CompilableNode {
  const { linked } = scope;
  const target = linked.refs.find(call, scope.packageName);
  if (!target) {
    const near = closest(call.name, linked.refs.names());
    const problem = scope.inline
      ? `The query refers to '${call.name}', which does not exist`
      : `${scope.label} depends on a node named '${call.name}' which was not found`;
    throw missing(problem, near);
  }
  if (!isFreeStanding(scope) && !scope.node.dependsOn.nodes.includes(target.uniqueId)) {
    throw new QuernError(refNotDeclared({ node: scope.label, call: refText(call) }));
  }
  return target;
}

function resolveRef(scope: RunScope, target: CompilableNode, deferred?: DeferredRelation): Value {
  if (target.resourceType === 'model' && target.config.materialized === 'ephemeral') {
    if (isFreeStanding(scope) && !scope.inline) throw new QuernError(ephemeralInOperation({ name: target.name }));
    scope.onEphemeral(target);
    scope.reads.more();
    return scope.relations.ofEphemeral(target, scope.limitParents);
  }
  if (scope.eventTime || deferred) scope.reads.more();
  else scope.reads.ref(target.uniqueId);
  if (deferred) return scope.relations.ofDeferred(target, deferred, scope.limitParents, scope.eventTime);
  return scope.relations.ofNode(target, scope.limitParents, scope.eventTime);
}

/** `ref()` once everything is linked: the relation of the node that is meant. */
export function runtimeRef(scope: RunScope, adapter?: () => PyObject): Value {
  const { deferral } = scope;
  const call =
    deferral && adapter
      ? generatorFunction('ref', function* (args): Suspendable {
          const target = targetOf(scope, refCall(args));
          const other = deferral.relationOf(target.uniqueId);
          const isOther = other !== undefined && (yield* isDeferred(deferral, target, adapter()));
          return resolveRef(scope, target, isOther ? other : undefined);
        })
      : hostFunction('ref', (args) => resolveRef(scope, targetOf(scope, refCall(args))));
  return withProjectConfig(call, scope);
}

/** Whether a reference goes to another run's relation: because that is favoured, or because the target has none (yet). */
function* isDeferred(
  { favorsState, isSelected }: Deferral,
  target: CompilableNode,
  adapter: PyObject,
): Suspendable<boolean> {
  if (favorsState && !isSelected(target.uniqueId)) return true;
  const { database, schema, alias: identifier } = target;
  const named = new Map<string, Value>(Object.entries({ database, schema, identifier }));
  const found: Value = yield* callValue(adapter.getAttribute('get_relation')!, { positional: [], named });
  return found === null;
}

/** `ref()` in a constraint: what this run does not build is another run's. */
export function constraintRef(scope: RunScope): Value {
  const call = hostFunction('ref', (args) => {
    const target = targetOf(scope, refCall(args));
    const { deferral } = scope;
    const isOther = deferral !== undefined && !deferral.isSelected(target.uniqueId);
    return resolveRef(scope, target, isOther ? deferral.relationOf(target.uniqueId) : undefined);
  });
  return withProjectConfig(call, scope);
}

/** `source()` once everything is linked. */
export function runtimeSource(scope: RunScope): Value {
  const call = hostFunction('source', (args) => {
    const call = sourceCall(args);
    const found = scope.linked.sources.find(call.source, call.table, scope.packageName);
    if (!found) {
      const near = closest(
        call.table,
        scope.linked.sources
          .names()
          .filter(([s]) => s === call.source)
          .map(([, t]) => t),
      );
      throw missing(
        scope.inline
          ? `The query reads the source '${call.source}.${call.table}', which does not exist`
          : `${scope.label} depends on a source named '${call.source}.${call.table}' which was not found`,
        near,
      );
    }
    if (scope.eventTime) scope.reads.more();
    return scope.relations.ofSource(found, scope.limitParents, scope.eventTime);
  });
  return withProjectConfig(call, scope);
}

/** `function()` once everything is linked. */
export function runtimeFunction(scope: RunScope): Value {
  const { manifest } = scope.linked;
  const call = hostFunction('function', (args) => {
    const call = nameCall('function', args);
    const { root, packages } = scope.services.config;
    const nodePackageFirst =
      scope.services.config.flags.behavior.require_ref_searches_node_package_before_root === true;
    const from = { packageName: scope.packageName, rootPackage: root.name, nodePackageFirst };
    const names = [root, ...packages].map((p) => p.name);
    const found = functionIds(call, from, names).find((id) => manifest.nodes.has(id));
    const name = call.at(-1)!;
    if (found === undefined)
      throw missing(`${scope.label} depends on a function named '${name}' which was not found`, undefined);
    if (!isFreeStanding(scope) && !scope.node.dependsOn.nodes.includes(found))
      throw new QuernError(refNotDeclared({ node: scope.label, call: `function('${call.join("', '")}')` }));
    scope.reads.more();
    const target = manifest.nodes.get(found) as FunctionNode;
    const other = scope.deferral?.isSelected(found) === false ? scope.deferral.relationOf(found) : undefined;
    return other ? scope.relations.ofDeferred(target, other) : scope.relations.ofFunction(target);
  });
  return withProjectConfig(call, scope);
}
