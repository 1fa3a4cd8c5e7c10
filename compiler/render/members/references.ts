import { QuernError } from '../../base/diagnostics.js';
import { closest } from '../../base/suggest.js';
import { hostFunction, type Value } from '../../jinja/values/index.js';
import type { RefCall } from '../../manifest/types.js';
import { ephemeralInOperation, raisedByTemplate, refNotDeclared } from '../errors.js';
import type { RunScope } from '../run-scope.js';
import { refCall, refText, sourceCall } from './calls.js';
import { withProjectConfig } from './project-config.js';

function isFreeStanding(scope: RunScope): boolean {
  const type = scope.node.resourceType;
  return type === 'operation' || type === 'sql_operation';
}

function missing(message: string, near: string | undefined): QuernError {
  return new QuernError(raisedByTemplate({ message }, undefined, near ? { hint: `Did you mean '${near}'?` } : {}));
}

function resolveRef(scope: RunScope, call: RefCall): Value {
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
  if (target.resourceType === 'model' && target.config.materialized === 'ephemeral') {
    if (isFreeStanding(scope) && !scope.inline) throw new QuernError(ephemeralInOperation({ name: target.name }));
    scope.onEphemeral(target);
    scope.reads.more();
    return scope.relations.ofEphemeral(target, scope.limitParents);
  }
  if (scope.eventTime) scope.reads.more();
  else scope.reads.ref(target.uniqueId);
  return scope.relations.ofNode(target, scope.limitParents, scope.eventTime);
}

/** `ref()` once everything is linked: the relation of the node that is meant. */
export function runtimeRef(scope: RunScope): Value {
  return withProjectConfig(
    hostFunction('ref', (args) => resolveRef(scope, refCall(args))),
    scope,
  );
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

/** A name that dbt has and quern has no use of yet: using it says so. */
export function unsupportedCall(name: string): Value {
  return hostFunction(name, () => {
    throw new QuernError(raisedByTemplate({ message: `${name}() is not supported yet` }));
  });
}
