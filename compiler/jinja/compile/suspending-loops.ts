import type * as n from '../parser/nodes.js';
import { LoopValue } from '../runtime/loop.js';
import { LoopCallable } from '../runtime/loop-callable.js';
import { Scope } from '../runtime/render.js';
import type { Suspendable } from '../values/callable.js';
import { truthy } from '../values/core.js';
import { iterate } from '../values/sequences.js';
import type { Value } from '../values/types.js';
import { assigner } from './assign.js';
import { frameEntry } from './frames.js';
import { loopParts } from './loops.js';
import { write } from './output.js';
import { Ending } from './statements.js';
import { type ExecuteSuspending, part, suspendingBody } from './suspending.js';

type RunLoopSuspending = (
  s: Scope,
  items: Value,
  recursion: LoopCallable | undefined,
  depth: number,
) => Suspendable<void>;

export function suspendingFor(node: n.For): ExecuteSuspending {
  const items = part(node.arr);
  const run = suspendingLoop(node);
  return function* (s) {
    const found = items.plain ? items.plain(s) : yield* items.waits(s);
    s.at = node.arr;
    if (node.recursive) {
      const never = () => {
        throw new Error('A loop that may suspend was called without suspending');
      };
      write(s, node, yield* new LoopCallable(s, node.unit!.size, never, run).recurseSuspending(found, 0));
    } else yield* run(s, found, undefined, 0);
    return Ending.normal;
  };
}

/** The items that pass the condition. Its calls may suspend, so all are tested before the loop begins. */
function testedFirst(node: n.For): ((s: Scope, items: Iterable<Value>) => Suspendable<Value[]>) | undefined {
  if (!node.test) return undefined;
  const test = part(node.test);
  const enter = frameEntry(node.testFrame);
  const { assign } = assigner(node.name);
  const { size } = node.testUnit!;
  return function* (s, items) {
    const inner = new Scope(size, s, s.render, s.context, s.file, s.lenient);
    enter?.(inner);
    const passed: Value[] = [];
    for (const item of items) {
      s.render.spend(1);
      assign(inner, item);
      if (truthy(test.plain ? test.plain(inner) : yield* test.waits(inner))) passed.push(item);
    }
    return passed;
  };
}

function suspendingLoop(node: n.For): RunLoopSuspending {
  const { assign, enter, enterElse, loopSlot, cost } = loopParts(node);
  const body = suspendingBody(node.body);
  const otherwise = node.else_.length > 0 ? suspendingBody(node.else_) : undefined;
  const tested = testedFirst(node);
  return function* (s, value, recursion, depth) {
    let untouched = true;
    const source = iterate(value);
    const items = tested ? yield* tested(s, source) : source;
    const loop = new LoopValue(tested ? (items as Value[]) : value, items, recursion, depth, s.lenient);
    if (loopSlot >= 0) s.vars[loopSlot] = loop;
    while (loop.advance()) {
      s.render.spend(cost);
      assign(s, loop.current);
      enter?.(s);
      const ending = yield* body(s);
      if (ending === Ending.normal) untouched = false;
      if (ending === Ending.break) break;
    }
    if (untouched && otherwise) {
      enterElse?.(s);
      yield* otherwise(s);
    }
  };
}
