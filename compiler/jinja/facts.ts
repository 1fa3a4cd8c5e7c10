/** What can be known of a template without evaluating it. */
import type { SourceFile } from '../base/source.js';
import type { StaticCall, StaticFacts } from './api.js';
import { eachChild } from './parser/children.js';
import { constantOf } from './parser/literal.js';
import type * as n from './parser/nodes.js';
import { unparsed } from './parser/unparse.js';

export function factsOf(file: SourceFile, body: readonly n.Statement[]): StaticFacts {
  const calls: StaticCall[] = [];
  const visit = (node: n.Expression | n.Slice): void => {
    if (node.kind === 'call') {
      const name = dottedName(node.name);
      if (name !== undefined) calls.push(staticCall(file, name, node));
    }
    eachChild(node, visit);
  };
  eachExpression(body, visit);
  calls.sort((a, b) => a.span.start - b.span.start);
  return { calls, simple: body.every(isSimple) };
}

/** Expressions of statements, in the order of the text, those of inner macros included. */
export function eachExpression(body: readonly n.Statement[], visit: (node: n.Expression) => void): void {
  for (const node of body) {
    switch (node.kind) {
      case 'output':
        for (const child of node.children) if (child.kind !== 'data') visit(child);
        break;
      case 'if':
        for (const branch of node.branches) {
          visit(branch.cond);
          eachExpression(branch.body, visit);
        }
        eachExpression(node.else_, visit);
        break;
      case 'for':
        visit(node.arr);
        if (node.test) visit(node.test);
        eachExpression(node.body, visit);
        eachExpression(node.else_, visit);
        break;
      case 'set':
        visit(node.value);
        break;
      case 'do':
        visit(node.expr);
        break;
      case 'macro':
        node.signature.defaults.forEach(visit);
        eachExpression(node.body, visit);
        break;
      case 'callblock':
        visit(node.call);
        node.caller.signature.defaults.forEach(visit);
        eachExpression(node.caller.body, visit);
        break;
      case 'setblock':
      case 'filterblock':
        if (node.filter) visit(node.filter);
        eachExpression(node.body, visit);
        break;
      case 'with':
        node.values.forEach(visit);
        eachExpression(node.body, visit);
        break;
      case 'scope':
      case 'block':
        eachExpression(node.body, visit);
        break;
    }
  }
}

/** `adapter.dispatch`; undefined for what is no chain of attributes of a name. */
export function dottedName(node: n.Expression): string | undefined {
  if (node.kind === 'name') return node.value;
  if (node.kind !== 'attribute') return undefined;
  const target = dottedName(node.target);
  return target === undefined ? undefined : `${target}.${node.val}`;
}

/** A call with its literal arguments. */
export function staticCall(file: SourceFile, name: string, node: n.Call): StaticCall {
  const argument = (value: n.Expression) => ({
    span: { file, start: value.start, end: value.end },
    value: constantOf(value),
    source: () => unparsed(value),
  });
  return {
    name,
    span: { file, start: node.start, end: node.end },
    positional: node.args.positional.map(argument),
    named: new Map(node.args.named.map(({ name: key, value }) => [key, argument(value)])),
  };
}

const CAPTURED: ReadonlySet<string> = new Set(['ref', 'source', 'var', 'config']);

function isSimple(node: n.Statement): boolean {
  return node.kind === 'output' && node.children.every((child) => child.kind === 'data' || isSimpleExpression(child));
}

function isSimpleExpression(node: n.Expression): boolean {
  if (node.kind === 'name') return node.value === 'this';
  if (node.kind !== 'call') return constantOf(node) !== undefined;
  if (node.name.kind !== 'name' || !CAPTURED.has(node.name.value)) return false;
  const { positional, named, rest, namedRest } = node.args;
  return (
    !rest &&
    !namedRest &&
    positional.every((a) => constantOf(a) !== undefined) &&
    named.every((a) => constantOf(a.value) !== undefined)
  );
}
