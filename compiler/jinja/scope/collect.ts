/** Finds the names of a frame: Jinja's FrameSymbolVisitor. */
import { eachChild } from '../parser/children.js';
import type * as n from '../parser/nodes.js';
import type { Symbols } from './symbols.js';

/** Names that a statement reads or stores in the frame it stands in. */
export function collect(node: n.Statement, symbols: Symbols): void {
  switch (node.kind) {
    case 'output':
      for (const child of node.children) if (child.kind !== 'data') collectExpression(child, symbols);
      return;
    case 'set':
      collectExpression(node.value, symbols);
      collectExpression(node.target, symbols);
      return;
    case 'setblock':
      collectExpression(node.target, symbols);
      return;
    case 'if':
      collectIf(node, symbols);
      return;
    case 'for':
      collectExpression(node.arr, symbols);
      return;
    case 'macro':
      if (node.name !== null) symbols.store(node.name);
      return;
    case 'callblock':
      collectExpression(node.call, symbols);
      return;
    case 'filterblock':
      collectExpression(node.filter, symbols);
      return;
    case 'with':
      for (const value of node.values) collectExpression(value, symbols);
      return;
    case 'do':
      collectExpression(node.expr, symbols);
      return;
    case 'loading':
      for (const name of node.names) symbols.store(name.value);
      return;
    default:
      return;
  }
}

/** The same for several. */
export function collectAll(body: readonly n.Statement[], symbols: Symbols): void {
  for (const statement of body) collect(statement, symbols);
}

/** As Jinja sees it: the body, all `elif` together (each an `if` of its own), and the `else`. */
function collectIf(node: n.If, symbols: Symbols): void {
  const [first, ...rest] = node.branches;
  collectExpression(first!.cond, symbols);
  const body = symbols.copy();
  for (const statement of first!.body) collect(statement, body);
  const elifs = symbols.copy();
  for (const branch of rest) {
    collectExpression(branch.cond, elifs);
    const inner = elifs.copy();
    for (const statement of branch.body) collect(statement, inner);
    elifs.branchUpdate([inner, elifs.copy(), elifs.copy()]);
  }
  const otherwise = symbols.copy();
  for (const statement of node.else_) collect(statement, otherwise);
  symbols.branchUpdate([body, elifs, otherwise]);
}

export function collectExpression(node: n.Expression | n.Slice, symbols: Symbols, parameters = false): void {
  if (node.kind === 'name') {
    if (parameters || node.context === 'param') symbols.declareParameter(node.value);
    else if (node.context === 'store') symbols.store(node.value);
    else symbols.load(node.value);
  } else if (node.kind === 'nsref') symbols.load(node.target.value);
  else eachChild(node, (child) => collectExpression(child, symbols, parameters));
}
