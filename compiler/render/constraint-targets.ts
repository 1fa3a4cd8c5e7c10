import { SourceFile } from '../base/source.js';
import { evaluateExpression } from '../jinja/index.js';
import { textOf } from '../jinja/values/index.js';
import type { CompilableNode, Constraint } from '../manifest/types.js';
import { constraintRef, runtimeSource } from './members/references.js';
import type { RunScope } from './run-scope.js';

const CALL = /^\s*(ref|source)\s*\(/;

/** A model whose foreign keys name tables in place of `ref('…')`, as the statements that build it need them. */
export function withConstraintTargets<N extends CompilableNode>(node: N, scope: RunScope): N {
  if (node.resourceType !== 'model') return node;
  const columns = Object.entries(node.columns);
  if (!hasTarget(node.constraints) && !columns.some(([, column]) => hasTarget(column.constraints))) return node;
  const resolve = resolver(scope);
  return {
    ...node,
    constraints: node.constraints.map(resolve),
    columns: Object.fromEntries(
      columns.map(([name, column]) => [name, { ...column, constraints: column.constraints.map(resolve) }]),
    ),
  };
}

function hasTarget(constraints: readonly Constraint[]): boolean {
  return constraints.some(({ to }) => to !== null && CALL.test(to));
}

function resolver(scope: RunScope): (constraint: Constraint) => Constraint {
  const whole = { ...scope, limitParents: false };
  const names = new Map([
    ['ref', constraintRef(whole)],
    ['source', runtimeSource(whole)],
  ]);
  const context = { lookup: (name: string) => names.get(name) };
  return (constraint) => {
    if (constraint.to === null || !CALL.test(constraint.to)) return constraint;
    return { ...constraint, to: textOf(evaluateExpression(new SourceFile('constraint', constraint.to), context)) };
  };
}
