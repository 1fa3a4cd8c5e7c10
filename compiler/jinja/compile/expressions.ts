/** Expressions as closures that never suspend. */
import type * as n from '../parser/nodes.js';
import type { Scope } from '../runtime/render.js';
import { UNRESOLVED } from '../runtime/render.js';
import { compare, contains } from '../values/comparisons.js';
import { equals, truthy } from '../values/core.js';
import type { Value } from '../values/types.js';
import { Undefined } from '../values/undefined.js';
import { compileCall } from './calls.js';
import { outward, settle } from './frames.js';
import { chargeContains, describe } from './strict.js';

export type Evaluate = (s: Scope) => Value;

export function compileExpression(node: n.Expression): Evaluate {
  switch (node.kind) {
    case 'literal': {
      const { value } = node;
      return () => value;
    }
    case 'name':
      return compileName(node);
    case 'call':
      return compileCall(node);
    case 'logic':
      return compileLogic(node);
    case 'inlineif':
      return compileInlineIf(node);
    case 'compare':
      return compileCompare(node);
    case 'nsref':
      throw new Error('A namespace attribute is no expression');
    default:
      return compileStrict(node);
  }
}

function compileStrict(node: n.Expression): Evaluate {
  const strict = describe(node)!;
  const parts = strict.parts.map(compileExpression);
  if ('one' in strict) {
    const { one } = strict;
    const a = parts[0]!;
    return (s) => one(s, a(s));
  }
  if ('two' in strict) {
    const { two } = strict;
    const [a, b] = parts as [Evaluate, Evaluate];
    return (s) => two(s, a(s), b(s));
  }
  const { many } = strict;
  return (s) => many(s, evaluateAll(parts, s));
}

export function evaluateAll(parts: readonly Evaluate[], s: Scope): Value[] {
  const values: Value[] = new Array(parts.length);
  for (let i = 0; i < parts.length; i++) values[i] = parts[i]!(s);
  return values;
}

function compileName(node: n.Name): Evaluate {
  const { value: name, hops } = node;
  const slot = node.variable!.slot;
  if (hops === 0) {
    return (s) => {
      const content = s.vars[slot];
      return content === undefined || content === UNRESOLVED ? missing(s, s, slot, name) : content;
    };
  }
  return (s) => {
    const owner = outward(s, hops);
    const content = owner.vars[slot];
    return content === undefined || content === UNRESOLVED ? missing(s, owner, slot, name) : content;
  };
}

function missing(s: Scope, owner: Scope, slot: number, name: string): Value {
  const value = settle(owner, slot, name);
  return value === undefined ? new Undefined({ name, lenient: s.lenient }) : value;
}

function compileLogic(node: n.Logic): Evaluate {
  const left = compileExpression(node.left);
  const right = compileExpression(node.right);
  if (node.operator === 'and') {
    return (s) => {
      const value = left(s);
      return truthy(value) ? right(s) : value;
    };
  }
  return (s) => {
    const value = left(s);
    return truthy(value) ? value : right(s);
  };
}

function compileInlineIf(node: n.InlineIf): Evaluate {
  const cond = compileExpression(node.cond);
  const body = compileExpression(node.body);
  const otherwise = node.else_ ? compileExpression(node.else_) : (s: Scope) => withoutElse(s, node);
  return (s) => (truthy(cond(s)) ? body(s) : otherwise(s));
}

/** The value of `x if false`. */
export function withoutElse(s: Scope, node: n.InlineIf): Value {
  const { line } = s.file.locate(node.start);
  const hint = `the inline if-expression on line ${line} evaluated to false and no else section was defined.`;
  return new Undefined({ hint, lenient: s.lenient });
}

/** One comparison. */
export function comparison(
  node: n.Compare,
  operator: n.ComparisonKind,
): (s: Scope, left: Value, right: Value) => boolean {
  switch (operator) {
    case '==':
      return (_, left, right) => (left === right ? !Number.isNaN(left) : equals(left, right));
    case '!=':
      return (_, left, right) => !equals(left, right);
    case 'in':
      return (s, left, right) => {
        s.at = node;
        chargeContains(s, right);
        return contains(right, left);
      };
    case 'not in':
      return (s, left, right) => {
        s.at = node;
        chargeContains(s, right);
        return !contains(right, left);
      };
    default:
      return (s, left, right) => {
        s.at = node;
        return compare(operator, left, right);
      };
  }
}

function compileCompare(node: n.Compare): Evaluate {
  const first = compileExpression(node.expr);
  const steps = node.ops.map((op) => ({ test: comparison(node, op.operator), right: compileExpression(op.expr) }));
  if (steps.length === 1) {
    const { test, right } = steps[0]!;
    return (s) => test(s, first(s), right(s));
  }
  return (s) => {
    let left = first(s);
    for (const step of steps) {
      const right = step.right(s);
      if (!step.test(s, left, right)) return false;
      left = right;
    }
    return true;
  };
}
