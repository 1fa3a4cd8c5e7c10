import type * as n from '../parser/nodes.js';
import { MacroValue } from '../runtime/macro.js';
import type { Scope } from '../runtime/render.js';
import { getAttribute } from '../values/attributes.js';
import { asCallable } from '../values/callable.js';
import { methodsOf } from '../values/method-tables.js';
import type { CallArguments, Value } from '../values/types.js';
import { argumentParts } from './arguments.js';
import { compileExpression, type Evaluate, evaluateAll } from './expressions.js';
import { chargeMethod } from './strict.js';

/** Calls without suspending. */
export function invoke(s: Scope, callee: Value, args: CallArguments): Value {
  return callee instanceof MacroValue ? callee.invoke(s, args) : asCallable(callee).call(args);
}

export function compileArguments(args: n.Arguments): (s: Scope) => CallArguments {
  const { parts, build } = argumentParts(args);
  const evaluators = parts.map(compileExpression);
  return (s) => build(s, evaluateAll(evaluators, s));
}

export function compileCall(node: n.Call): Evaluate {
  const args = compileArguments(node.args);
  const callee = node.name;
  if (callee.kind === 'attribute') {
    const target = compileExpression(callee.target);
    const name = callee.val;
    return (s) => {
      const object = target(s);
      const method = methodsOf(object)?.get(name);
      if (method) {
        const given = args(s);
        s.at = node;
        chargeMethod(s, object, name, given);
        return method(object, given);
      }
      s.at = callee;
      const found = getAttribute(object, name, s.lenient);
      const given = args(s);
      s.at = node;
      return invoke(s, found, given);
    };
  }
  const evaluate = compileExpression(callee);
  return (s) => {
    const found = evaluate(s);
    const given = args(s);
    s.at = node;
    return invoke(s, found, given);
  };
}
