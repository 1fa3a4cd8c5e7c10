import type * as n from '../parser/nodes.js';
import type { CallOutcome, Effect, MacroSoundness } from './api.js';
import { Certainty, isShortList } from './certainty.js';
import { storedNames } from './locals.js';

/** Loops inside each other that are certain to end soon. */
const MAX_LOOPS = 2;

/** Under which condition a macro can't fail; undefined: it has to be tried, call by call. */
export function soundnessOf(
  macro: n.Macro,
  outcome: (call: n.Call) => CallOutcome<Effect> | undefined,
): MacroSoundness | undefined {
  const walk = new Walk(macro, outcome);
  const sound =
    macro.signature.defaults.every((value) => walk.certain.cannotFail(value)) && walk.statements(macro.body);
  if (!sound) return undefined;
  const lists = macro.signature.args.flatMap(({ value: name }, index) =>
    walk.lists.has(name) ? [{ index, name }] : [],
  );
  return { lists, loops: walk.loops };
}

class Walk {
  readonly certain: Certainty;
  /** Parameters that have to be lists. */
  readonly lists = new Set<string>();
  /** The most loops inside each other. */
  loops = 0;
  private depth = 0;
  private readonly parameters: ReadonlySet<string>;

  constructor(
    macro: n.Macro,
    private readonly outcome: (call: n.Call) => CallOutcome<Effect> | undefined,
  ) {
    const stored = storedNames(macro.body);
    this.parameters = new Set(macro.signature.args.map((arg) => arg.value).filter((name) => !stored.has(name)));
    this.certain = new Certainty(
      outcome,
      (node) => this.isList(node),
      (inside) => this.enter(inside),
    );
  }

  statements(body: readonly n.Statement[]): boolean {
    return body.every((node) => this.statement(node));
  }

  private statement(node: n.Statement): boolean {
    switch (node.kind) {
      case 'output':
        return node.children.every((child) => child.kind === 'data' || this.top(child));
      case 'do':
        return this.top(node.expr);
      case 'set':
        return node.target.kind === 'name' && this.certain.cannotFail(node.value);
      case 'setblock':
        return node.target.kind === 'name' && !node.filter && this.statements(node.body);
      case 'if':
        return (
          node.branches.every(({ cond, body }) => this.certain.cannotFail(cond) && this.statements(body)) &&
          this.statements(node.else_)
        );
      case 'for':
        return this.loop(node);
      case 'loopcontrol':
        return true;
      default:
        return false;
    }
  }

  private top(node: n.Expression): boolean {
    const returns = node.kind === 'call' && this.outcome(node)?.ends === true;
    return returns ? this.certain.argumentsCannotFail(node.args) : this.certain.cannotFail(node);
  }

  private loop({ name, arr, test, recursive, body, else_ }: n.For): boolean {
    if (name.kind !== 'name' || test || recursive) return false;
    if (!this.isList(arr) || !this.certain.cannotFail(arr) || !this.enter(1)) return false;
    this.depth++;
    const sound = this.statements(body);
    this.depth--;
    return sound && this.statements(else_);
  }

  /** Notes that there are so many more loops here. */
  private enter(more: number): boolean {
    this.loops = Math.max(this.loops, this.depth + more);
    return this.loops <= MAX_LOOPS;
  }

  private isList(node: n.Expression): boolean {
    if (node.kind !== 'name' || !this.parameters.has(node.value)) return isShortList(node);
    this.lists.add(node.value);
    return true;
  }
}
