/**
 * Expressions as dbt notes what `config()` was given before it is evaluated: written anew from the syntax tree, in Python's literals and
 * without parentheses; kinds that dbt has no text for as Jinja's nodes show themselves.
 */
import { reprOf } from '../values/core.js';
import type * as n from './nodes.js';

export function unparsed(node: n.Expression | n.Slice): string {
  switch (node.kind) {
    case 'literal':
      return reprOf(node.value);
    case 'name':
      return node.value;
    case 'attribute':
      return `${unparsed(node.target)}.${node.val}`;
    case 'item':
      return `${unparsed(node.target)}[${unparsed(node.val)}]`;
    case 'list':
      return `[${node.children.map(unparsed).join(', ')}]`;
    case 'tuple':
      return `(${node.children.map(unparsed).join(', ')}${node.children.length === 1 ? ',' : ''})`;
    case 'dict':
      return `{${node.children.map(([key, value]) => `${unparsed(key)}: ${unparsed(value)}`).join(', ')}}`;
    case 'call':
      return `${unparsed(node.name)}(${argumentTexts(node.args).join(', ')})`;
    case 'logic':
      return `${unparsed(node.left)} ${node.operator} ${unparsed(node.right)}`;
    case 'unary':
      return `${node.operator === 'not' ? 'not ' : node.operator}${unparsed(node.target)}`;
    case 'concat':
      return node.children.map(unparsed).join(' ~ ');
    case 'compare':
      return [unparsed(node.expr), ...node.ops.map((op) => `${op.operator} ${unparsed(op.expr)}`)].join(' ');
    default:
      return shown(node);
  }
}

function argumentTexts(args: n.Arguments): string[] {
  return [
    ...args.positional.map(unparsed),
    ...args.named.map(({ name, value }) => `${name}=${unparsed(value)}`),
    ...(args.rest ? [`*${unparsed(args.rest)}`] : []),
    ...(args.namedRest ? [`**${unparsed(args.namedRest)}`] : []),
  ];
}

const BINARY: Readonly<Record<n.BinaryKind, string>> = {
  '+': 'Add',
  '-': 'Sub',
  '*': 'Mul',
  '/': 'Div',
  '//': 'FloorDiv',
  '%': 'Mod',
  '**': 'Pow',
};
const COMPARISON: Readonly<Record<n.ComparisonKind, string>> = {
  '==': 'eq',
  '!=': 'ne',
  '<': 'lt',
  '<=': 'lteq',
  '>': 'gt',
  '>=': 'gteq',
  in: 'in',
  'not in': 'notin',
};
const UNARY = { not: 'Not', '-': 'Neg', '+': 'Pos' } as const;

/** A node as Jinja's own is shown. */
function shown(node: n.Expression | n.Slice | null): string {
  if (node === null) return 'None';
  switch (node.kind) {
    case 'literal':
      return `Const(value=${reprOf(node.value)})`;
    case 'name':
      return `Name(name='${node.value}', ctx='load')`;
    case 'nsref':
      return `NSRef(name='${node.target.value}', attr='${node.val}')`;
    case 'attribute':
      return `Getattr(node=${shown(node.target)}, attr='${node.val}', ctx='load')`;
    case 'item':
      return `Getitem(node=${shown(node.target)}, arg=${shown(node.val)}, ctx='load')`;
    case 'slice':
      return `Slice(start=${shown(node.from)}, stop=${shown(node.to)}, step=${shown(node.step)})`;
    case 'list':
      return `List(items=${list(node.children)})`;
    case 'tuple':
      return `Tuple(items=${list(node.children)}, ctx='load')`;
    case 'dict':
      return `Dict(items=[${node.children.map(([key, value]) => `Pair(key=${shown(key)}, value=${shown(value)})`).join(', ')}])`;
    case 'call':
      return `Call(node=${shown(node.name)}, ${shownArguments(node.args)})`;
    case 'filter':
      return `Filter(node=${shown(node.target)}, name='${node.name}', ${shownArguments(node.args)})`;
    case 'test':
      return `Test(node=${shown(node.target)}, name='${node.name}', ${shownArguments(node.args)})`;
    case 'binary':
      return `${BINARY[node.operator]}(left=${shown(node.left)}, right=${shown(node.right)})`;
    case 'logic':
      return `${node.operator === 'and' ? 'And' : 'Or'}(left=${shown(node.left)}, right=${shown(node.right)})`;
    case 'unary':
      return `${UNARY[node.operator]}(node=${shown(node.target)})`;
    case 'concat':
      return `Concat(nodes=${list(node.children)})`;
    case 'compare': {
      const operands = node.ops.map((op) => `Operand(op='${COMPARISON[op.operator]}', expr=${shown(op.expr)})`);
      return `Compare(expr=${shown(node.expr)}, ops=[${operands.join(', ')}])`;
    }
    case 'inlineif':
      return `CondExpr(test=${shown(node.cond)}, expr1=${shown(node.body)}, expr2=${shown(node.else_)})`;
  }
}

function list(nodes: readonly n.Expression[]): string {
  return `[${nodes.map(shown).join(', ')}]`;
}

function shownArguments({ positional, named, rest, namedRest }: n.Arguments): string {
  const keywords = named.map(({ name, value }) => `Keyword(key='${name}', value=${shown(value)})`);
  return `args=${list(positional)}, kwargs=[${keywords.join(', ')}], dyn_args=${shown(rest)}, dyn_kwargs=${shown(namedRest)}`;
}
