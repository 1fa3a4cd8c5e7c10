/** The same closures for bodies in which a call may have to wait: generators, where something inside may suspend. */

import { eachChild } from '../parser/children.js';
import type * as n from '../parser/nodes.js';
import { MacroValue } from '../runtime/macro.js';
import type { Scope } from '../runtime/render.js';
import { getAttribute } from '../values/attributes.js';
import { asCallable, type Suspendable } from '../values/callable.js';
import { textOf, truthy } from '../values/core.js';
import { methodsOf } from '../values/method-tables.js';
import type { CallArguments, Value } from '../values/types.js';
import { argumentParts } from './arguments.js';
import { assigner } from './assign.js';
import { comparison, compileExpression, withoutElse } from './expressions.js';
import { frameEntry } from './frames.js';
import { begin, end, write, writeData } from './output.js';
import {
  callerOf,
  compileBody,
  compileOutputExpression,
  Ending,
  filterBlockEnd,
  outputText,
  setBlockEnd,
} from './statements.js';
import { chargeMethod, describe } from './strict.js';
import { suspendingFor } from './suspending-loops.js';

export type EvaluateSuspending = (s: Scope) => Suspendable;
export type ExecuteSuspending = (s: Scope) => Suspendable<Ending>;

/** Either kind; `plain` where nothing inside may suspend. */
export type Part =
  | { readonly plain: (s: Scope) => Value; readonly waits?: undefined }
  | { readonly waits: EvaluateSuspending; readonly plain?: undefined };
type Step =
  | { readonly plain: (s: Scope) => Ending; readonly waits?: undefined }
  | { readonly waits: ExecuteSuspending; readonly plain?: undefined };

/** Something inside is called, which may be something that waits. Bodies of macros count where they are called. */
export function suspends(node: n.Statement | n.Expression | n.Slice | n.TemplateData): boolean {
  switch (node.kind) {
    case 'data':
    case 'macro':
    case 'loopcontrol':
    case 'loading':
    case 'literal':
    case 'name':
      return false;
    case 'call':
    case 'callblock':
      return true;
    case 'output':
      return node.children.some(suspends);
    case 'set':
      return suspends(node.value);
    case 'do':
      return suspends(node.expr);
    case 'if':
      return (
        node.branches.some((branch) => suspends(branch.cond) || branch.body.some(suspends)) || node.else_.some(suspends)
      );
    case 'for':
      return (
        suspends(node.arr) ||
        (node.test !== null && suspends(node.test)) ||
        node.body.some(suspends) ||
        node.else_.some(suspends)
      );
    case 'with':
      return node.values.some(suspends) || node.body.some(suspends);
    case 'setblock':
    case 'filterblock':
    case 'scope':
    case 'block':
      return node.body.some(suspends);
    default: {
      let found = false;
      eachChild(node, (child) => {
        found ||= suspends(child);
      });
      return found;
    }
  }
}

export function part(node: n.Expression): Part {
  return suspends(node) ? { waits: suspendingExpression(node) } : { plain: compileExpression(node) };
}

function suspendingExpression(node: n.Expression): EvaluateSuspending {
  switch (node.kind) {
    case 'call':
      return suspendingCall(node);
    case 'logic': {
      const left = part(node.left);
      const right = part(node.right);
      const isAnd = node.operator === 'and';
      return function* (s) {
        const value = left.plain ? left.plain(s) : yield* left.waits(s);
        if (truthy(value) !== isAnd) return value;
        return right.plain ? right.plain(s) : yield* right.waits(s);
      };
    }
    case 'inlineif': {
      const cond = part(node.cond);
      const body = part(node.body);
      const otherwise: Part = node.else_ ? part(node.else_) : { plain: (s) => withoutElse(s, node) };
      return function* (s) {
        const chosen = truthy(cond.plain ? cond.plain(s) : yield* cond.waits(s)) ? body : otherwise;
        return chosen.plain ? chosen.plain(s) : yield* chosen.waits(s);
      };
    }
    case 'compare': {
      const first = part(node.expr);
      const steps = node.ops.map((op) => ({ test: comparison(node, op.operator), right: part(op.expr) }));
      return function* (s) {
        let left = first.plain ? first.plain(s) : yield* first.waits(s);
        for (const { test, right } of steps) {
          const value = right.plain ? right.plain(s) : yield* right.waits(s);
          if (!test(s, left, value)) return false;
          left = value;
        }
        return true;
      };
    }
    default:
      return suspendingStrict(node);
  }
}

function suspendingStrict(node: n.Expression): EvaluateSuspending {
  const strict = describe(node)!;
  const parts = strict.parts.map(part);
  return function* (s) {
    const values: Value[] = [];
    for (const p of parts) values.push(p.plain ? p.plain(s) : yield* p.waits(s));
    if ('one' in strict) return strict.one(s, values[0]!);
    return 'two' in strict ? strict.two(s, values[0]!, values[1]!) : strict.many(s, values);
  };
}

function suspendingArguments(args: n.Arguments): (s: Scope) => Suspendable<CallArguments> {
  const { parts, build } = argumentParts(args);
  const evaluators = parts.map(part);
  return function* (s) {
    const values: Value[] = [];
    for (const p of evaluators) values.push(p.plain ? p.plain(s) : yield* p.waits(s));
    return build(s, values);
  };
}

function* invokeSuspending(s: Scope, callee: Value, args: CallArguments): Suspendable {
  if (callee instanceof MacroValue) return yield* callee.invokeSuspending(s, args);
  const callable = asCallable(callee);
  return callable.suspend ? yield* callable.suspend(args) : callable.call(args);
}

function suspendingCall(node: n.Call): EvaluateSuspending {
  const args = suspendingArguments(node.args);
  const callee = node.name;
  if (callee.kind !== 'attribute') {
    const found = part(callee);
    return function* (s) {
      const value = found.plain ? found.plain(s) : yield* found.waits(s);
      const given = yield* args(s);
      s.at = node;
      return yield* invokeSuspending(s, value, given);
    };
  }
  const target = part(callee.target);
  const name = callee.val;
  return function* (s) {
    const object = target.plain ? target.plain(s) : yield* target.waits(s);
    const method = methodsOf(object)?.get(name);
    if (method) {
      const given = yield* args(s);
      s.at = node;
      chargeMethod(s, object, name, given);
      return method(object, given);
    }
    s.at = callee;
    const found = getAttribute(object, name, s.lenient);
    const given = yield* args(s);
    s.at = node;
    return yield* invokeSuspending(s, found, given);
  };
}

export function suspendingBody(body: readonly n.Statement[]): ExecuteSuspending {
  const steps = body.map(
    (statement): Step =>
      suspends(statement) ? { waits: suspendingStatement(statement) } : { plain: compileBody([statement]) },
  );
  return function* (s) {
    for (const step of steps) {
      const ending = step.plain ? step.plain(s) : yield* step.waits(s);
      if (ending !== Ending.normal) return ending;
    }
    return Ending.normal;
  };
}

function suspendingStatement(node: n.Statement): ExecuteSuspending {
  switch (node.kind) {
    case 'output':
      return suspendingOutput(node);
    case 'set': {
      const value = part(node.value);
      const { check, assign } = assigner(node.target);
      return function* (s) {
        check?.(s);
        assign(s, value.plain ? value.plain(s) : yield* value.waits(s));
        return Ending.normal;
      };
    }
    case 'do': {
      const run = part(node.expr);
      return function* (s) {
        if (run.plain) run.plain(s);
        else yield* run.waits(s);
        return Ending.normal;
      };
    }
    case 'if': {
      const branches = node.branches.map((branch) => ({ cond: part(branch.cond), body: suspendingBody(branch.body) }));
      const otherwise = suspendingBody(node.else_);
      return function* (s) {
        for (const { cond, body } of branches) {
          if (truthy(cond.plain ? cond.plain(s) : yield* cond.waits(s))) return yield* body(s);
        }
        return yield* otherwise(s);
      };
    }
    case 'for':
      return suspendingFor(node);
    case 'setblock':
      return suspendingCapture(node, node.body, setBlockEnd(node));
    case 'filterblock':
      return suspendingCapture(node, node.body, filterBlockEnd(node));
    case 'callblock':
      return suspendingCallBlock(node);
    case 'with': {
      const enter = frameEntry(node.frame);
      const pairs = node.targets.map((target, i) => ({
        assign: assigner(target).assign,
        value: part(node.values[i]!),
      }));
      const body = suspendingBody(node.body);
      return function* (s) {
        enter?.(s);
        for (const { assign, value } of pairs) assign(s, value.plain ? value.plain(s) : yield* value.waits(s));
        return yield* body(s);
      };
    }
    case 'scope': {
      const enter = frameEntry(node.frame);
      const body = suspendingBody(node.body);
      return function* (s) {
        enter?.(s);
        return yield* body(s);
      };
    }
    case 'block': {
      const enter = frameEntry(node.frame);
      const body = suspendingBody(node.body);
      return function* (s) {
        const scope = s.inner(node.unit!.size);
        enter?.(scope);
        yield* body(scope);
        write(s, node, scope.out);
        return Ending.normal;
      };
    }
    default:
      throw new Error(`${node.kind} never suspends`);
  }
}

function outputPart(node: n.Output, child: n.Expression): Part {
  return node.constants?.has(child) ? { plain: compileOutputExpression(node, child) } : part(child);
}

function suspendingOutput(node: n.Output): ExecuteSuspending {
  const steps = node.children.map((child) =>
    child.kind === 'data' ? child : { node: child, part: outputPart(node, child) },
  );
  return function* (s) {
    for (const step of steps) {
      if (!('part' in step)) writeData(s, step);
      else {
        const value = step.part.plain ? step.part.plain(s) : yield* step.part.waits(s);
        if (typeof value !== 'string') s.at = step.node;
        write(s, step.node, outputText(node, value));
      }
    }
    return Ending.normal;
  };
}

function suspendingCapture(
  node: n.SetBlock | n.FilterBlock,
  statements: readonly n.Statement[],
  finish: (s: Scope, text: string) => void,
): ExecuteSuspending {
  const body = suspendingBody(statements);
  const enter = frameEntry(node.frame);
  return function* (s) {
    enter?.(s);
    const outer = begin(s);
    try {
      yield* body(s);
    } finally {
      outer.text = end(s, outer);
    }
    finish(s, outer.text);
    return Ending.normal;
  };
}

function suspendingCallBlock(node: n.CallBlock): ExecuteSuspending {
  const call = node.call as n.Call;
  const callee = part(call.name);
  const args = suspendingArguments(call.args);
  const caller = callerOf(node);
  return function* (s) {
    const found = callee.plain ? callee.plain(s) : yield* callee.waits(s);
    const given = yield* args(s);
    const named = new Map(given.named).set('caller', caller(s));
    s.at = call;
    write(s, call, textOf(yield* invokeSuspending(s, found, { positional: given.positional, named })));
    return Ending.normal;
  };
}
