import { eachExpression } from './facts.js';
import { eachChild } from './parser/children.js';
import type * as n from './parser/nodes.js';

/**
 * Whether a macro does nothing with an attribute of a parameter but print it: its answer for another value of it then differs in
 * the printed text alone. False as well where the parameter itself is handed on.
 */
export function onlyPrints(macro: n.Macro, parameter: string, attribute: string): boolean {
  let uses = 0;
  let known = true;
  const count = (node: n.Expression | n.Slice): void => {
    if (node.kind === 'attribute' && node.target.kind === 'name' && node.target.value === parameter) {
      if (node.val === attribute) uses++;
    } else if (node.kind === 'name' && node.value === parameter) known = false;
    else eachChild(node, count);
  };
  eachExpression(macro.body, count);
  for (const value of macro.signature.defaults) count(value);
  if (!known) return false;
  let printed = 0;
  const print = (node: n.Expression): void => {
    if (node.kind === 'attribute' && node.val === attribute && node.target.kind === 'name') {
      if (node.target.value === parameter) printed++;
    } else if (node.kind === 'concat') node.children.forEach(print);
  };
  // What other blocks print may be text that something is done with.
  const inStatements = (body: readonly n.Statement[]): boolean =>
    body.every((node) => {
      if (node.kind === 'output') {
        for (const child of node.children) if (child.kind !== 'data') print(child);
        return true;
      }
      if (node.kind !== 'if')
        return node.kind === 'set' && node.target.kind === 'name' && node.target.value !== parameter;
      return node.branches.every((branch) => inStatements(branch.body)) && inStatements(node.else_);
    });
  return inStatements(macro.body) && printed === uses;
}
