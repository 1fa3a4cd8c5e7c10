import { dottedName } from '../facts.js';
import { constantOf } from '../parser/literal.js';
import type * as n from '../parser/nodes.js';
import { equals, truthy } from '../values/core.js';
import type { Value } from '../values/types.js';

export interface Folding {
  constant(path: string): Value | undefined;
  call(node: n.Call): Value | undefined;
}

/** The value that an expression has in every evaluation; undefined if that is not known. */
export function fold(node: n.Expression, known: Folding): Value | undefined {
  switch (node.kind) {
    case 'name':
    case 'attribute': {
      const path = dottedName(node);
      return path === undefined ? undefined : known.constant(path);
    }
    case 'call':
      return known.call(node);
    case 'unary': {
      if (node.operator !== 'not') return constantOf(node);
      const value = fold(node.target, known);
      return value === undefined ? undefined : !truthy(value);
    }
    case 'logic': {
      const left = fold(node.left, known);
      // One side is enough where it decides: the other is looked through for effects by others.
      if (left !== undefined) return truthy(left) === (node.operator === 'or') ? left : fold(node.right, known);
      const right = fold(node.right, known);
      return right !== undefined && truthy(right) === (node.operator === 'or') ? right : undefined;
    }
    case 'compare': {
      const [op, ...rest] = node.ops;
      if (!op || rest.length > 0 || (op.operator !== '==' && op.operator !== '!=')) return undefined;
      const left = fold(node.expr, known);
      const right = fold(op.expr, known);
      if (left === undefined || right === undefined) return undefined;
      return equals(left, right) === (op.operator === '==');
    }
    default:
      return constantOf(node);
  }
}
