import type * as n from './nodes.js';

/** Calls `visit` with each direct part of an expression, in the order of evaluation. */
export function eachChild(node: n.Expression | n.Slice, visit: (child: n.Expression | n.Slice) => void): void {
  switch (node.kind) {
    case 'literal':
    case 'name':
      return;
    case 'nsref':
    case 'attribute':
      visit(node.target);
      return;
    case 'item':
      visit(node.target);
      visit(node.val);
      return;
    case 'slice':
      if (node.from) visit(node.from);
      if (node.to) visit(node.to);
      if (node.step) visit(node.step);
      return;
    case 'tuple':
    case 'list':
    case 'concat':
      for (const child of node.children) visit(child);
      return;
    case 'dict':
      for (const [key, value] of node.children) {
        visit(key);
        visit(value);
      }
      return;
    case 'call':
      visit(node.name);
      eachArgument(node.args, visit);
      return;
    case 'filter':
    case 'test':
      if (node.target) visit(node.target);
      eachArgument(node.args, visit);
      return;
    case 'binary':
    case 'logic':
      visit(node.left);
      visit(node.right);
      return;
    case 'unary':
      visit(node.target);
      return;
    case 'compare':
      visit(node.expr);
      for (const op of node.ops) visit(op.expr);
      return;
    case 'inlineif':
      visit(node.cond);
      visit(node.body);
      if (node.else_) visit(node.else_);
  }
}

function eachArgument(args: n.Arguments, visit: (child: n.Expression) => void): void {
  for (const arg of args.positional) visit(arg);
  for (const arg of args.named) visit(arg.value);
  if (args.rest) visit(args.rest);
  if (args.namedRest) visit(args.namedRest);
}
