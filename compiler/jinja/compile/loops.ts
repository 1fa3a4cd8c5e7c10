import type * as n from '../parser/nodes.js';
import { LoopValue } from '../runtime/loop.js';
import { LoopCallable } from '../runtime/loop-callable.js';
import { Scope } from '../runtime/render.js';
import { truthy } from '../values/core.js';
import { iterate, PyRange } from '../values/sequences.js';
import type { Value } from '../values/types.js';
import { assigner } from './assign.js';
import { compileExpression } from './expressions.js';
import { frameEntry } from './frames.js';
import { write } from './output.js';
import { compileBody, Ending, type Execute } from './statements.js';

/** What both evaluators need of a loop. */
export interface LoopParts {
  readonly assign: (s: Scope, value: Value) => void;
  readonly enter: ((s: Scope) => void) | undefined;
  readonly enterElse: ((s: Scope) => void) | undefined;
  readonly loopSlot: number;
  /** Steps that one iteration costs. */
  readonly cost: number;
}

export function loopParts(node: n.For): LoopParts {
  return {
    assign: assigner(node.name).assign,
    enter: frameEntry(node.frame),
    enterElse: frameEntry(node.elseFrame),
    loopSlot: node.loopVariable?.slot ?? -1,
    cost: 2 + 3 * weight(node.body),
  };
}

/** About how many things a body does, without those of inner loops, which count for themselves. */
function weight(body: readonly n.Statement[]): number {
  let total = 0;
  for (const statement of body) {
    total++;
    if (statement.kind === 'output') total += statement.children.length - 1;
    else if (statement.kind === 'if')
      total += Math.max(...statement.branches.map((branch) => weight(branch.body)), weight(statement.else_));
    else if ('body' in statement && statement.kind !== 'for' && statement.kind !== 'macro')
      total += weight(statement.body as n.Statement[]);
  }
  return total;
}

/** The items that pass the loop's condition, which is a function with variables of its own. */
function tested(node: n.For): ((s: Scope, items: Iterable<Value>) => Iterable<Value>) | undefined {
  if (!node.test) return undefined;
  const test = compileExpression(node.test);
  const enter = frameEntry(node.testFrame);
  const { assign } = assigner(node.name);
  const { size } = node.testUnit!;
  return function* (s, items) {
    const inner = new Scope(size, s, s.render, s.context, s.file, s.lenient);
    enter?.(inner);
    for (const item of items) {
      s.render.spend(1);
      assign(inner, item);
      if (truthy(test(inner))) yield item;
    }
  };
}

export function compileFor(node: n.For): Execute {
  const items = compileExpression(node.arr);
  const run = compileLoop(node);
  if (!node.recursive) {
    return (s) => {
      const found = items(s);
      s.at = node.arr;
      run(s, found, undefined, 0);
      return Ending.normal;
    };
  }
  return (s) => {
    const callable = new LoopCallable(s, node.unit!.size, run);
    const found = items(s);
    s.at = node.arr;
    write(s, node, callable.recurse(found, 0));
    return Ending.normal;
  };
}

export type RunLoop = (s: Scope, items: Value, recursion: LoopCallable | undefined, depth: number) => void;

function compileLoop(node: n.For): RunLoop {
  const { assign, enter, enterElse, loopSlot, cost } = loopParts(node);
  const body = compileBody(node.body);
  const otherwise = node.else_.length > 0 ? compileBody(node.else_) : undefined;
  const filtered = tested(node);
  const single = node.name.kind === 'name' ? node.name.variable!.slot : -1;
  return (s, value, recursion, depth) => {
    let untouched = true;
    const once = (item: Value): boolean => {
      s.render.spend(cost);
      if (single >= 0) s.vars[single] = item;
      else assign(s, item);
      enter?.(s);
      const ending = body(s);
      if (ending === Ending.normal) untouched = false;
      return ending !== Ending.break;
    };
    const source = iterate(value);
    const items = filtered ? filtered(s, source) : source;
    if (loopSlot >= 0) {
      const loop = new LoopValue(filtered ? undefined : value, items, recursion, depth, s.lenient);
      s.vars[loopSlot] = loop;
      while (loop.advance() && once(loop.current));
    } else if (Array.isArray(items)) {
      // By index: the list may grow meanwhile.
      for (let i = 0; i < items.length; i++) if (!once(items[i]!)) break;
    } else if (value instanceof PyRange && !filtered) {
      for (let i = 0; i < value.length(); i++) if (!once(value.at(i))) break;
    } else {
      for (const item of items) if (!once(item)) break;
    }
    // As Jinja has it: a loop whose every iteration ended by break or continue has not run.
    if (untouched && otherwise) {
      enterElse?.(s);
      otherwise(s);
    }
  };
}
