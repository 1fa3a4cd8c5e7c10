import type * as n from '../parser/nodes.js';

/** Names that statements set anywhere; `loop` is none of them unless it is set like another. */
export function storedNames(body: readonly n.Statement[], into = new Set<string>()): Set<string> {
  for (const node of body) {
    switch (node.kind) {
      case 'set':
        addTargets(node.target, into);
        break;
      case 'setblock':
        addTargets(node.target, into);
        storedNames(node.body, into);
        break;
      case 'for':
        addTargets(node.name, into);
        storedNames(node.body, into);
        storedNames(node.else_, into);
        break;
      case 'if':
        for (const branch of node.branches) storedNames(branch.body, into);
        storedNames(node.else_, into);
        break;
      case 'with':
        for (const target of node.targets) addTargets(target, into);
        storedNames(node.body, into);
        break;
      case 'filterblock':
      case 'scope':
        storedNames(node.body, into);
        break;
      case 'macro':
        if (node.name !== null) into.add(node.name);
        break;
    }
  }
  return into;
}

function addTargets(target: n.Expression, into: Set<string>): void {
  if (target.kind === 'name') into.add(target.value);
  else if (target.kind === 'tuple') for (const child of target.children) addTargets(child, into);
}
