import type { SourceFile } from '../../base/source.js';
import type * as n from '../parser/nodes.js';
import type { MacroCode } from '../runtime/macro.js';
import { compileExpression } from './expressions.js';
import { frameEntry } from './frames.js';
import { compileBody } from './statements.js';
import { suspendingBody, suspends } from './suspending.js';

/** A macro's code, compiled at the first use. */
export function macroCode(node: n.Macro): (file: SourceFile) => MacroCode {
  let made: MacroCode | undefined;
  return (file) => (made ??= compileMacro(node, file));
}

function compileMacro(node: n.Macro, file: SourceFile): MacroCode {
  const { args, defaults } = node.signature;
  const without = args.length - defaults.length;
  const { special } = node;
  const declared = new Set(args.map((arg) => arg.value));
  let run: MacroCode['run'] | undefined;
  let suspend: MacroCode['suspend'] | undefined;
  return {
    file,
    name: node.name,
    size: node.unit!.size,
    parameters: args.map((arg, i) => ({
      name: arg.value,
      slot: arg.variable!.slot,
      default: i < without ? undefined : compileExpression(defaults[i - without]!),
    })),
    special: node.specialSlots,
    takesCaller: special.has('caller') && !declared.has('caller'),
    takesKwargs: special.has('kwargs') && !declared.has('kwargs'),
    takesVarargs: special.has('varargs') && !declared.has('varargs'),
    enter: frameEntry(node.frame),
    run: (s) => {
      run ??= compileBody(node.body);
      run(s);
    },
    suspend: (s) => {
      suspend ??= node.body.some(suspends) ? suspendingBody(node.body) : plainBody(node);
      return suspend(s);
    },
  };
}

/** A body without calls, in the shape of one that may suspend. */
function plainBody(node: n.Macro): MacroCode['suspend'] {
  const run = compileBody(node.body);
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  return function* (s) {
    run(s);
  };
}
