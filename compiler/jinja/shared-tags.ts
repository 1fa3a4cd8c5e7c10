import { storedNames } from './effects/locals.js';
import type * as n from './parser/nodes.js';

/** Leaves to themselves all tags that read no variable of the template around them; false if there are none. The tree is then for one evaluation. */
export function shareTags(body: readonly n.Statement[]): boolean {
  const stored = storedNames(body);
  let shared = false;
  const share = (node: n.Output): void => {
    const { tag } = node;
    if (!tag || node.escape || tag.isSpecial || tag.names.some((name) => stored.has(name))) return;
    node.share();
    shared = true;
  };
  // Macros and call blocks have parameters, too.
  const inStatements = (statements: readonly n.Statement[]): void => {
    for (const node of statements) {
      if (node.kind === 'output') share(node);
      else if (node.kind === 'if') {
        for (const branch of node.branches) inStatements(branch.body);
        inStatements(node.else_);
      } else if (node.kind === 'for') {
        inStatements(node.body);
        inStatements(node.else_);
      } else if (node.kind === 'setblock' || node.kind === 'filterblock' || node.kind === 'with')
        inStatements(node.body);
    }
  };
  inStatements(body);
  return shared;
}
