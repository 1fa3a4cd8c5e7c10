/** Statements as closures that never suspend. */
import { TemplateError } from '../errors.js';
import type * as n from '../parser/nodes.js';
import { MacroValue } from '../runtime/macro.js';
import type { Scope } from '../runtime/render.js';
import type { Tag } from '../tags.js';
import { textOf, truthy } from '../values/core.js';
import { escapeHtml, Markup } from '../values/markup.js';
import type { Value } from '../values/types.js';
import { assigner } from './assign.js';
import { compileArguments, invoke } from './calls.js';
import { compileExpression, type Evaluate } from './expressions.js';
import { frameEntry } from './frames.js';
import { compileFor } from './loops.js';
import { macroCode } from './macros.js';
import { captured, write, writeData } from './output.js';
import { filterApplication } from './strict.js';

/** How a statement ended: normally, or by a loop control that the loop around it has to see. */
export const Ending = { normal: 0, break: 1, continue: 2 } as const;
export type Ending = (typeof Ending)[keyof typeof Ending];

export type Execute = (s: Scope) => Ending;

export function compileBody(body: readonly n.Statement[]): Execute {
  const steps = body.map(compileStatement);
  if (steps.length === 0) return () => Ending.normal;
  if (steps.length === 1) return steps[0]!;
  return (s) => {
    for (let i = 0; i < steps.length; i++) {
      const ending = steps[i]!(s);
      if (ending !== Ending.normal) return ending;
    }
    return Ending.normal;
  };
}

/** A statement that always ends normally. */
const always =
  (run: (s: Scope) => void): Execute =>
  (s) => {
    run(s);
    return Ending.normal;
  };

function compileStatement(node: n.Statement): Execute {
  switch (node.kind) {
    case 'output':
      return node.isShared ? compileTag(node.tag!) : compileOutput(node);
    case 'set':
      return compileSet(node);
    case 'do': {
      const run = compileExpression(node.expr);
      return always(run);
    }
    case 'if':
      return compileIf(node);
    case 'for':
      return compileFor(node);
    case 'macro':
      return always(macroDefinition(node));
    case 'setblock': {
      const body = compileBody(node.body);
      const enter = frameEntry(node.frame);
      const finish = setBlockEnd(node);
      return always((s) => {
        enter?.(s);
        finish(
          s,
          captured(s, () => body(s)),
        );
      });
    }
    case 'filterblock': {
      const body = compileBody(node.body);
      const enter = frameEntry(node.frame);
      const finish = filterBlockEnd(node);
      return always((s) => {
        enter?.(s);
        finish(
          s,
          captured(s, () => body(s)),
        );
      });
    }
    case 'callblock':
      return compileCallBlock(node);
    case 'with':
      return compileWith(node);
    case 'scope': {
      const body = compileBody(node.body);
      const enter = frameEntry(node.frame);
      return (s) => {
        enter?.(s);
        return body(s);
      };
    }
    case 'loopcontrol': {
      const ending = node.word === 'break' ? Ending.break : Ending.continue;
      return () => ending;
    }
    case 'block':
      return compileBlock(node);
    case 'loading':
      return (s) => {
        s.at = node;
        throw new TemplateError('TypeError', 'no loader for this environment specified');
      };
  }
}

/** What an output's child writes. */
export function outputText(node: n.Output, value: Value): string {
  if (typeof value === 'string') return node.escape ? escapeHtml(value) : value;
  const text = textOf(value);
  return node.escape && !(value instanceof Markup) ? escapeHtml(text) : text;
}

/**
 * The value of `{{ … }}`. A constant expression is tried as Jinja evaluates it while compiling, where slices of what has
 * none are undefined; if that fails it is evaluated like others.
 */
export function compileOutputExpression(node: n.Output, child: n.Expression): Evaluate {
  const slices = node.constants?.get(child);
  const plain = compileExpression(child);
  if (!slices) return plain;
  for (const slice of slices) slice.constant = true;
  const folded = compileExpression(child);
  for (const slice of slices) slice.constant = false;
  return (s) => {
    try {
      return folded(s);
    } catch {
      return plain(s);
    }
  };
}

function compileOutput(node: n.Output): Execute {
  const steps = node.children.map((child): ((s: Scope) => void) => {
    if (child.kind === 'data') return (s) => writeData(s, child);
    const evaluate = compileOutputExpression(node, child);
    return (s) => {
      const value = evaluate(s);
      if (typeof value !== 'string') s.at = child;
      write(s, child, outputText(node, value));
    };
  });
  if (steps.length === 1) return always(steps[0]!);
  return (s) => {
    for (let i = 0; i < steps.length; i++) steps[i]!(s);
    return Ending.normal;
  };
}

/** A tag that is evaluated by itself, or whose text is known. */
function compileTag(tag: Tag): Execute {
  return always((s) => {
    const evaluate = (): string => tag.evaluate(s.context, s.render);
    s.out += s.render.textOfTag?.(tag, evaluate) ?? evaluate();
    s.render.checkOutput(s.out.length);
  });
}

function compileSet(node: n.SetStatement): Execute {
  const value = compileExpression(node.value);
  const { check, assign } = assigner(node.target);
  if (node.target.kind === 'name') {
    const slot = node.target.variable!.slot;
    return (s) => {
      s.vars[slot] = value(s);
      return Ending.normal;
    };
  }
  return always((s) => {
    check?.(s);
    assign(s, value(s));
  });
}

function compileIf(node: n.If): Execute {
  const branches = node.branches.map((branch) => ({
    cond: compileExpression(branch.cond),
    body: compileBody(branch.body),
  }));
  const otherwise = compileBody(node.else_);
  if (branches.length === 1) {
    const { cond, body } = branches[0]!;
    return (s) => (truthy(cond(s)) ? body(s) : otherwise(s));
  }
  return (s) => {
    for (const { cond, body } of branches) if (truthy(cond(s))) return body(s);
    return otherwise(s);
  };
}

/** Makes the macro's value and stores it. */
export function macroDefinition(node: n.Macro): (s: Scope) => void {
  const code = macroCode(node);
  const slot = node.variable!.slot;
  return (s) => {
    s.vars[slot] = new MacroValue(() => code(s.file), s);
  };
}

/** What is done with the text of a set block. */
export function setBlockEnd(node: n.SetBlock): (s: Scope, text: string) => void {
  const { check, assign } = assigner(node.target);
  const filter = node.filter && blockFilter(node.filter);
  return (s, text) => {
    check?.(s);
    assign(s, filter ? filter(s, text) : text);
  };
}

export function filterBlockEnd(node: n.FilterBlock): (s: Scope, text: string) => void {
  const filter = blockFilter(node.filter);
  return (s, text) => write(s, node.filter, textOf(filter(s, text)));
}

/** A chain of filters whose innermost input is the block's text. Their arguments are evaluated without suspending. */
function blockFilter(node: n.Filter): (s: Scope, text: string) => Value {
  const { parts, apply } = filterApplication(node);
  const args = parts.map(compileExpression);
  const inner = node.target?.kind === 'filter' ? blockFilter(node.target) : undefined;
  return (s, text) => {
    const input = inner ? inner(s, text) : text;
    return apply(
      s,
      input,
      args.map((arg) => arg(s)),
    );
  };
}

/** The call of a call block: callee and arguments, with the caller added. */
export function callerOf(node: n.CallBlock): (s: Scope) => MacroValue {
  const code = macroCode(node.caller);
  return (s) => new MacroValue(() => code(s.file), s);
}

function compileCallBlock(node: n.CallBlock): Execute {
  const call = node.call as n.Call;
  const callee = compileExpression(call.name);
  const args = compileArguments(call.args);
  const caller = callerOf(node);
  return always((s) => {
    const found = callee(s);
    const given = args(s);
    const named = new Map(given.named).set('caller', caller(s));
    s.at = call;
    write(s, call, textOf(invoke(s, found, { positional: given.positional, named })));
  });
}

function compileWith(node: n.With): Execute {
  const enter = frameEntry(node.frame);
  const pairs = node.targets.map((target, i): [(s: Scope, value: Value) => void, Evaluate] => [
    assigner(target).assign,
    compileExpression(node.values[i]!),
  ]);
  const body = compileBody(node.body);
  return (s) => {
    enter?.(s);
    for (const [assign, value] of pairs) assign(s, value(s));
    return body(s);
  };
}

function compileBlock(node: n.Block): Execute {
  const enter = frameEntry(node.frame);
  const body = compileBody(node.body);
  return always((s) => {
    const scope = s.inner(node.unit!.size);
    enter?.(scope);
    body(scope);
    write(s, node, scope.out);
  });
}
