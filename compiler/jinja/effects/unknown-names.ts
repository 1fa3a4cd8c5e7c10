import { eachExpression } from '../facts.js';
import { filterNames } from '../filters/index.js';
import { eachChild } from '../parser/children.js';
import type * as n from '../parser/nodes.js';
import { testNames } from '../predicates/index.js';

/** Whether something that is not evaluated uses a filter or test that does not exist: that can be an error all the same. */
export function usesUnknownNames(skipped: readonly n.Statement[] | n.Expression): boolean {
  let found = false;
  const visit = (node: n.Expression | n.Slice): void => {
    if (node.kind === 'filter' && !filterNames.has(node.name)) found = true;
    else if (node.kind === 'test' && !testNames.has(node.name)) found = true;
    else if (!found) eachChild(node, visit);
  };
  if ('kind' in skipped) visit(skipped);
  else eachExpression(skipped, visit);
  return found;
}
