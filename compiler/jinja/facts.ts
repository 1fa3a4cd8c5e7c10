/** What can be known of a template without evaluating it. */
import type { SourceFile } from '../base/source.js';
import type { StaticArgument, StaticCall, StaticFacts } from './api.js';
import { eachChild } from './parser/children.js';
import { constantOf } from './parser/literal.js';
import type * as n from './parser/nodes.js';
import { unparsed } from './parser/unparse.js';
import type { Tag } from './tags.js';

export function factsOf(file: SourceFile, body: readonly n.Statement[]): StaticFacts {
  return {
    calls: callsIn(body).map(({ name, node, by }) => staticCall(file, name, node, by)),
    simple: body.every(isSimple),
  };
}

export interface CallPlace {
  readonly name: string;
  readonly node: n.Call;
  /** How much further on it stands than its node says. */
  readonly by: number;
}

/** Calls by dotted name, in the order of the text. */
export function callsIn(body: readonly n.Statement[]): CallPlace[] {
  const calls: CallPlace[] = [];
  const visit = (node: n.Expression | n.Slice): void => {
    if (node.kind === 'call') {
      const name = dottedName(node.name);
      if (name !== undefined) calls.push({ name, node, by: 0 });
    }
    eachChild(node, visit);
  };
  eachExpression(body, visit, (tag, output) => {
    const by = output.start - tag.span.start;
    for (const { name, node } of tag.facts().calls) calls.push({ name, node, by });
  });
  return calls.sort((a, b) => a.node.start + a.by - b.node.start - b.by);
}

/** Expressions of statements, in the order of the text, those of inner macros included. */
export function eachExpression(
  body: readonly n.Statement[],
  visit: (node: n.Expression) => void,
  /** Called for a known tag instead of `visit`. */
  ofTag?: (tag: Tag, output: n.Output) => void,
): void {
  for (const node of body) {
    switch (node.kind) {
      case 'output':
        if (ofTag && node.tag) ofTag(node.tag, node);
        else for (const child of node.children) if (child.kind !== 'data') visit(child);
        break;
      case 'if':
        for (const branch of node.branches) {
          visit(branch.cond);
          eachExpression(branch.body, visit, ofTag);
        }
        eachExpression(node.else_, visit, ofTag);
        break;
      case 'for':
        visit(node.arr);
        if (node.test) visit(node.test);
        eachExpression(node.body, visit, ofTag);
        eachExpression(node.else_, visit, ofTag);
        break;
      case 'set':
        visit(node.value);
        break;
      case 'do':
        visit(node.expr);
        break;
      case 'macro':
        node.signature.defaults.forEach(visit);
        eachExpression(node.body, visit, ofTag);
        break;
      case 'callblock':
        visit(node.call);
        node.caller.signature.defaults.forEach(visit);
        eachExpression(node.caller.body, visit, ofTag);
        break;
      case 'setblock':
      case 'filterblock':
        if (node.filter) visit(node.filter);
        eachExpression(node.body, visit, ofTag);
        break;
      case 'with':
        node.values.forEach(visit);
        eachExpression(node.body, visit, ofTag);
        break;
      case 'scope':
      case 'block':
        eachExpression(node.body, visit, ofTag);
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

/** A call with its literal arguments; `by`: how much further on it stands than where it was parsed. */
export function staticCall(file: SourceFile, name: string, node: n.Call, by = 0): StaticCall {
  return new CallFact(name, file, node, by);
}

/** Most calls are asked for little: what is not, is not made. */
class CallFact implements StaticCall {
  private inOrder: readonly StaticArgument[] | undefined;
  private byName: ReadonlyMap<string, StaticArgument> | undefined;

  constructor(
    readonly name: string,
    private readonly file: SourceFile,
    private readonly node: n.Call,
    private readonly by: number,
  ) {}

  get span() {
    const { file, node, by } = this;
    return { file, start: node.start + by, end: node.end + by };
  }

  get positional(): readonly StaticArgument[] {
    this.inOrder ??= this.node.args.positional.map((value) => new ArgumentFact(this.file, value, this.by));
    return this.inOrder;
  }

  get named(): ReadonlyMap<string, StaticArgument> {
    const { named } = this.node.args;
    this.byName ??= new Map(named.map(({ name, value }) => [name, new ArgumentFact(this.file, value, this.by)]));
    return this.byName;
  }
}

class ArgumentFact implements StaticArgument {
  constructor(
    private readonly file: SourceFile,
    private readonly node: n.Expression,
    private readonly by: number,
  ) {}

  get span() {
    const { file, node, by } = this;
    return { file, start: node.start + by, end: node.end + by };
  }

  get value() {
    return constantOf(this.node);
  }

  source(): string {
    return unparsed(this.node);
  }
}

const CAPTURED: ReadonlySet<string> = new Set(['ref', 'source', 'var', 'config']);

export function isSimple(node: n.Statement): boolean {
  if (node.kind !== 'output') return false;
  return node.tag?.facts().simple ?? node.children.every((child) => child.kind === 'data' || isSimpleExpression(child));
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
