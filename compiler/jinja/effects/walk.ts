import type { SourceFile } from '../../base/source.js';
import { dottedName, staticCall } from '../facts.js';
import { filterNames } from '../filters/index.js';
import { eachChild } from '../parser/children.js';
import type * as n from '../parser/nodes.js';
import { testNames } from '../predicates/index.js';
import { GLOBALS } from '../runtime/globals.js';
import type { Tag } from '../tags.js';
import { truthy } from '../values/core.js';
import { isMethodName } from '../values/method-tables.js';
import type { Value } from '../values/types.js';
import type { CallOutcome, Effect, EffectOracle } from './api.js';
import { type Folding, fold } from './fold.js';
import { Soundness } from './soundness.js';
import { usesUnknownNames } from './unknown-names.js';

/** Makes plain data of its arguments. */
const CONSTRUCTORS: ReadonlySet<string> = new Set(['range', 'dict', 'namespace']);

/**
 * Goes through statements in the order of evaluation and collects their effects. Every method answers false where the effects
 * cannot be told; then nothing of what was collected counts.
 */
export class EffectWalk<E extends Effect> {
  readonly effects: E[] = [];
  /** What the macro answers, if that is always the same. */
  answer: Value | undefined;
  /** A `return` that is always reached was seen: what follows is not evaluated. */
  private ended = false;
  /** A `return`, `break` or `continue` was seen that need not be reached: what follows need not be evaluated. */
  private mayEnd = false;
  private readonly outcomes = new Map<n.Call, CallOutcome<E> | null>();
  /** Loops around what is looked at. */
  private loops = 0;
  private readonly folding: Folding;
  /** Only of a template: see `sound`. */
  private readonly soundness: Soundness | undefined;

  constructor(
    private readonly file: SourceFile,
    private readonly oracle: EffectOracle<E>,
    private readonly locals: ReadonlySet<string>,
    private readonly inMacro: boolean,
    body: readonly n.Statement[],
  ) {
    if (!inMacro) {
      const call = (node: n.Call) => this.outcome(node);
      this.soundness = new Soundness(file, body, oracle, (name) => this.isLocal(name), call);
    }
    this.folding = {
      constant: (path) => (this.isLocal(path) ? undefined : oracle.constant(path)),
      call: (node) => this.outcome(node)?.value,
    };
  }

  statements(body: readonly n.Statement[]): boolean {
    for (const [at, node] of body.entries()) {
      if (this.ended) return !usesUnknownNames(body.slice(at));
      const known = this.mayEnd ? this.unsure('maybe', () => this.statement(node)) : this.statement(node);
      if (!known) return false;
    }
    return true;
  }

  /** Defaults of parameters, which are evaluated where there is no argument. */
  defaults(expressions: readonly n.Expression[]): boolean {
    return expressions.every((expression) => this.unsure('maybe', () => this.expression(expression)));
  }

  private statement(node: n.Statement): boolean {
    switch (node.kind) {
      case 'output':
        return node.tag && !this.inMacro ? this.tag(node, node.tag) : this.output(node);
      case 'do':
        return this.top(node.expr);
      case 'set':
        return this.sound(node.value);
      case 'setblock':
        return this.statements(node.body) && (!node.filter || this.blockFilter(node.filter));
      case 'filterblock':
        return this.statements(node.body) && this.blockFilter(node.filter);
      case 'with':
        return node.values.every((value) => this.sound(value)) && this.statements(node.body);
      case 'scope':
        return this.statements(node.body);
      case 'if':
        return this.branches(node.branches, node.else_);
      case 'for':
        return this.loop(node);
      case 'loopcontrol':
        this.mayEnd = true;
        return true;
      default:
        return false;
    }
  }

  private output(node: n.Output): boolean {
    return node.children.every((child) => child.kind === 'data' || this.top(child));
  }

  /** Nothing in it is the template's own, or it is nothing else: then its effects are the same wherever it stands. */
  private tag(node: n.Output, tag: Tag): boolean {
    for (const name of tag.names) if (this.isLocal(name)) return tag.isName || this.output(node);
    // What a reference answers is tried as `this`.
    if (this.ended || this.locals.has('this')) return this.output(node);
    const told = tag.effects(this.oracle);
    if (!told) return false;
    const span = { file: this.file, start: node.start, end: node.end };
    for (const effect of told) this.effects.push(this.oracle.moved(effect, tag.span, span));
    return true;
  }

  /** An expression that stands alone, where `return(…)` ends the macro. */
  private top(node: n.Expression): boolean {
    if (this.ended) return !usesUnknownNames(node);
    const outcome = node.kind === 'call' ? this.outcome(node) : undefined;
    if (node.kind !== 'call' || !outcome?.ends) return this.sound(node);
    if (!this.inMacro || !this.arguments(node.args)) return false;
    if (!this.mayEnd) {
      const [value] = node.args.positional;
      this.answer = value ? fold(value, this.folding) : undefined;
    }
    this.ended = true;
    return true;
  }

  private branches(branches: n.If['branches'], otherwise: readonly n.Statement[]): boolean {
    const [branch, ...rest] = branches;
    if (!branch) return this.statements(otherwise);
    if (!this.sound(branch.cond)) return false;
    const value = fold(branch.cond, this.folding);
    if (value !== undefined) {
      const skipped = truthy(value) ? [...rest.flatMap((r) => r.body), ...otherwise] : branch.body;
      if (usesUnknownNames(skipped) || (truthy(value) && rest.some((r) => usesUnknownNames(r.cond)))) return false;
      return truthy(value) ? this.statements(branch.body) : this.branches(rest, otherwise);
    }
    return (
      this.unsure('maybe', () => this.statements(branch.body)) &&
      this.unsure('maybe', () => this.branches(rest, otherwise))
    );
  }

  private loop(node: n.For): boolean {
    const { arr, test, body, else_ } = node;
    if (node.recursive || !this.expression(arr) || !this.canLoop(node)) return false;
    const items = fold(arr, this.folding);
    const sure = Array.isArray(items) && items.length > 0 && !test;
    this.loops++;
    const told =
      (!test || this.unsure('maybe', () => this.sound(test))) &&
      this.unsure(sure ? 'once' : 'maybe', () => this.statements(body));
    this.loops--;
    return told && this.unsure('maybe', () => this.statements(else_));
  }

  /** What need not be evaluated, or more than once: only effects to which that makes no difference can be told. */
  private unsure(least: 'once' | 'maybe', walk: () => boolean): boolean {
    const mark = this.effects.length;
    if (!walk()) return false;
    if (this.ended || this.mayEnd) {
      // In a loop, what stands before a `break` is not sure either to be evaluated again: as little as is told of a loop.
      this.ended = false;
      this.mayEnd = true;
      this.answer = undefined;
    }
    for (let i = mark; i < this.effects.length; i++) {
      const { needs } = this.effects[i]!;
      if (needs !== 'maybe' && !(least === 'once' && needs === 'once')) return false;
    }
    return true;
  }

  /** An expression whose effects are told and that can be evaluated. What a macro does is tried where it is called. */
  private sound(node: n.Expression): boolean {
    return this.expression(node) && (this.soundness?.canEvaluate(node) ?? true);
  }

  private canLoop(node: n.For): boolean {
    // The more loops are inside each other, the less is known of how long they take together.
    return !this.soundness || (this.loops < 2 && this.soundness.canLoop(node.arr));
  }

  private blockFilter(node: n.Filter): boolean {
    if (this.soundness && !this.soundness.canFilter(node)) return false;
    if (!filterNames.has(node.name) || !this.arguments(node.args)) return false;
    return !node.target || (node.target.kind === 'filter' && this.blockFilter(node.target));
  }

  private expression(node: n.Expression | n.Slice): boolean {
    switch (node.kind) {
      case 'literal':
        return true;
      case 'name':
        return this.isLocal(node.value) || this.oracle.isData(node.value);
      case 'call':
        return this.call(node);
      case 'filter':
        if (!filterNames.has(node.name)) return false;
        break;
      case 'test':
        if (!testNames.has(node.name)) return false;
        break;
      case 'logic': {
        if (!this.expression(node.left)) return false;
        const left = fold(node.left, this.folding);
        if (left === undefined) return this.unsure('maybe', () => this.expression(node.right));
        return truthy(left) === (node.operator === 'or') ? !usesUnknownNames(node.right) : this.expression(node.right);
      }
      case 'inlineif': {
        if (!this.expression(node.cond)) return false;
        const cond = fold(node.cond, this.folding);
        const { body, else_ } = node;
        if (cond === undefined)
          return (
            this.unsure('maybe', () => this.expression(body)) &&
            (!else_ || this.unsure('maybe', () => this.expression(else_)))
          );
        const [taken, skipped] = truthy(cond) ? [body, else_] : [else_, body];
        return !(skipped && usesUnknownNames(skipped)) && (!taken || this.expression(taken));
      }
      case 'compare':
        return (
          this.expression(node.expr) &&
          node.ops.every((op, i) =>
            i === 0 ? this.expression(op.expr) : this.unsure('maybe', () => this.expression(op.expr)),
          )
        );
    }
    let known = true;
    eachChild(node, (child) => {
      known = known && this.expression(child);
    });
    return known;
  }

  private call(node: n.Call): boolean {
    const { name: callee, args } = node;
    if (callee.kind === 'attribute') {
      const root = rootName(callee.target);
      if (root === undefined || this.isLocal(root) || this.oracle.isData(root)) {
        const harmless = isMethodName(callee.val) || this.oracle.isMethod(callee.val);
        return harmless && this.expression(callee.target) && this.arguments(args);
      }
    }
    if (
      callee.kind === 'name' &&
      !this.isLocal(callee.value) &&
      !this.oracle.has(callee.value) &&
      CONSTRUCTORS.has(callee.value) &&
      GLOBALS.has(callee.value)
    )
      return this.arguments(args);
    if (!this.arguments(args)) return false;
    const outcome = this.outcome(node);
    if (!outcome) return false;
    if (outcome.ends) {
      if (!this.inMacro) return false;
      this.mayEnd = true;
    }
    this.effects.push(...outcome.effects);
    return true;
  }

  /** What a call of something that the context has does, its arguments apart. */
  outcome(node: n.Call): CallOutcome<E> | undefined {
    let known = this.outcomes.get(node);
    if (known === undefined) {
      known = this.askOutcome(node) ?? null;
      this.outcomes.set(node, known);
    }
    return known ?? undefined;
  }

  private askOutcome(node: n.Call): CallOutcome<E> | undefined {
    const { name: callee, args } = node;
    if (args.rest || args.namedRest) return undefined;
    if (callee.kind === 'call') {
      if (dottedName(callee.name) !== 'adapter.dispatch' || this.isLocal('adapter')) return undefined;
      if (callee.args.rest || callee.args.namedRest) return undefined;
      return this.oracle.dispatch(
        staticCall(this.file, 'adapter.dispatch', callee),
        staticCall(this.file, '', node),
        this.inMacro,
      );
    }
    const root = rootName(callee);
    const name = dottedName(callee);
    if (root === undefined || name === undefined || this.isLocal(root)) return undefined;
    return this.oracle.call(staticCall(this.file, name, node), this.inMacro);
  }

  private arguments(args: n.Arguments): boolean {
    return (
      args.positional.every((value) => this.expression(value)) &&
      args.named.every(({ value }) => this.expression(value)) &&
      (!args.rest || this.expression(args.rest)) &&
      (!args.namedRest || this.expression(args.namedRest))
    );
  }

  private isLocal(path: string): boolean {
    const dot = path.indexOf('.');
    const root = dot < 0 ? path : path.slice(0, dot);
    return this.locals.has(root) || (root === 'loop' && this.loops > 0);
  }
}

/** The name that a chain of attributes begins with. */
function rootName(node: n.Expression): string | undefined {
  if (node.kind === 'name') return node.value;
  return node.kind === 'attribute' ? rootName(node.target) : undefined;
}
