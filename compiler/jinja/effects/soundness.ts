import type { SourceFile } from '../../base/source.js';
import { eachChild } from '../parser/children.js';
import { constantOf } from '../parser/literal.js';
import type * as n from '../parser/nodes.js';
import type { CallOutcome, Effect } from './api.js';
import { Certainty, isShortList } from './certainty.js';

interface Trial {
  succeeds(text: string): boolean;
}

/**
 * Whether expressions of a template can be evaluated without an error. What can't fail by its kind is not tried; anything
 * else is evaluated once for all templates in which it stands, as long as it depends on nothing but what is the same in all.
 */
export class Soundness {
  /** What the variables are set to that are set in one place only. */
  private readonly values = new Map<string, n.Expression>();
  private readonly certain: Certainty;

  constructor(
    private readonly file: SourceFile,
    body: readonly n.Statement[],
    private readonly trial: Trial,
    private readonly isLocal: (name: string) => boolean,
    private readonly outcome: (call: n.Call) => CallOutcome<Effect> | undefined,
  ) {
    this.certain = new Certainty(outcome, (node) =>
      isShortList((node.kind === 'name' && this.constant(node.value)) || node),
    );
    const counts = new Map<string, number>();
    countStores(body, counts);
    for (const node of body) {
      if (node.kind === 'set' && node.target.kind === 'name' && counts.get(node.target.value) === 1)
        this.values.set(node.target.value, node.value);
    }
  }

  canEvaluate(node: n.Expression): boolean {
    return this.certain.cannotFail(node) || this.try(node, (text) => `{{ ${text} }}`);
  }

  /** Whether it can be looped over, within bounds. */
  canLoop(node: n.Expression): boolean {
    const value = (node.kind === 'name' && this.constant(node.value)) || node;
    const { kind } = value;
    return (
      ((kind === 'list' || kind === 'tuple' || kind === 'dict') && this.certain.cannotFail(value)) ||
      this.try(node, (text) => `{% for item in ${text} %}{% endfor %}`)
    );
  }

  canFilter(node: n.Filter): boolean {
    return this.certain.isSafeFilter(node) && (node.target?.kind !== 'filter' || this.canFilter(node.target));
  }

  /** What a variable is set to, if that is the same in all templates in which it is written so. */
  private constant(name: string): n.Expression | undefined {
    const value = this.values.get(name);
    return value && this.isConstant(value) ? value : undefined;
  }

  private isConstant(node: n.Expression): boolean {
    if (constantOf(node) !== undefined) return true;
    if (node.kind === 'list' || node.kind === 'tuple') return node.children.every((child) => this.isConstant(child));
    if (node.kind !== 'call') return false;
    return this.sameAs(node) !== undefined || this.readsOnly(node);
  }

  /** A call with literal arguments that only looks something up. */
  private readsOnly(node: n.Call): boolean {
    const outcome = this.outcome(node);
    return (
      outcome?.safe === true &&
      outcome.effects.every(({ needs }) => needs === 'maybe') &&
      node.args.positional.every((value) => constantOf(value) !== undefined) &&
      node.args.named.every(({ value }) => constantOf(value) !== undefined)
    );
  }

  private sameAs(node: n.Call): string | undefined {
    const text = this.outcome(node)?.sameAs;
    return text === undefined || this.isLocal(text) ? undefined : text;
  }

  private try(node: n.Expression, wrap: (text: string) => string): boolean {
    const used = new Set<string>();
    const text = this.textOf(node, used);
    let before = '';
    for (const name of used) {
      const value = this.constant(name);
      if (!value) return false;
      before += `{% set ${name} = ${this.textOf(value)} %}`;
    }
    return this.trial.succeeds(before + wrap(text));
  }

  /** How it is written, but for calls that another text can stand for. Collects the template's variables in it. */
  private textOf(node: n.Expression, used?: Set<string>): string {
    const { text } = this.file;
    let out = '';
    let from = node.start;
    const visit = (part: n.Expression | n.Slice): void => {
      const same = part.kind === 'call' ? this.sameAs(part) : undefined;
      if (same !== undefined) {
        out += text.slice(from, part.start) + same;
        from = part.end;
        return;
      }
      if (part.kind === 'name' && this.isLocal(part.value)) used?.add(part.value);
      eachChild(part, visit);
    };
    visit(node);
    return out + text.slice(from, node.end);
  }
}

/** How many statements give each name a value. */
function countStores(body: readonly n.Statement[], counts: Map<string, number>): void {
  const count = (target: n.Expression): void => {
    if (target.kind === 'name') counts.set(target.value, (counts.get(target.value) ?? 0) + 1);
    else if (target.kind === 'tuple') target.children.forEach(count);
  };
  for (const node of body) {
    if (node.kind === 'set' || node.kind === 'setblock') count(node.target);
    else if (node.kind === 'for') count(node.name);
    else if (node.kind === 'with') node.targets.forEach(count);
    if (node.kind === 'if') for (const branch of node.branches) countStores(branch.body, counts);
    if ('body' in node) countStores(node.body, counts);
    if ('else_' in node) countStores(node.else_, counts);
  }
}
