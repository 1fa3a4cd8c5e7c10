import type { SourceFile } from '../../base/source.js';
import { eachChild } from '../parser/children.js';
import { constantOf } from '../parser/literal.js';
import type * as n from '../parser/nodes.js';
import type { CallOutcome, Effect } from './api.js';

/** Filters that take any input and need no argument. */
const FILTERS: ReadonlySet<string> = new Set([
  ...['upper', 'lower', 'trim', 'title', 'capitalize', 'string', 'int', 'float', 'default', 'd', 'e', 'escape', 'safe'],
  ...['as_text', 'as_bool', 'as_number', 'as_native', 'is_list'],
]);
const DEFAULTS: ReadonlySet<string> = new Set(['default', 'd']);

/** Tests that take any input and no argument. */
const TESTS: ReadonlySet<string> = new Set([
  ...['defined', 'undefined', 'none', 'boolean', 'false', 'true', 'integer', 'float', 'string', 'mapping', 'number'],
  ...['sequence', 'iterable'],
]);

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

  constructor(
    private readonly file: SourceFile,
    body: readonly n.Statement[],
    private readonly trial: Trial,
    private readonly isLocal: (name: string) => boolean,
    private readonly outcome: (call: n.Call) => CallOutcome<Effect> | undefined,
  ) {
    const counts = new Map<string, number>();
    countStores(body, counts);
    for (const node of body) {
      if (node.kind === 'set' && node.target.kind === 'name' && counts.get(node.target.value) === 1)
        this.values.set(node.target.value, node.value);
    }
  }

  canEvaluate(node: n.Expression): boolean {
    return this.cannotFail(node) || this.try(node, (text) => `{{ ${text} }}`);
  }

  /** Whether it can be looped over, within bounds. */
  canLoop(node: n.Expression): boolean {
    const value = (node.kind === 'name' && this.constant(node.value)) || node;
    const { kind } = value;
    return (
      ((kind === 'list' || kind === 'tuple' || kind === 'dict') && this.cannotFail(value)) ||
      this.try(node, (text) => `{% for item in ${text} %}{% endfor %}`)
    );
  }

  canFilter(node: n.Filter): boolean {
    return this.isSafeFilter(node) && (node.target?.kind !== 'filter' || this.canFilter(node.target));
  }

  private cannotFail(node: n.Expression | n.Slice): boolean {
    switch (node.kind) {
      case 'literal':
      case 'name':
        return true;
      case 'attribute':
        return !node.val.startsWith('_') && this.cannotFail(node.target);
      case 'call':
        return this.outcome(node)?.safe === true && this.partsCannotFail(node);
      case 'filter':
        return this.isSafeFilter(node) && this.partsCannotFail(node);
      case 'test':
        return TESTS.has(node.name) && countOf(node.args) === 0 && this.partsCannotFail(node);
      case 'dict':
        return node.children.every(([key, value]) => key.kind === 'literal' && this.cannotFail(value));
      case 'unary':
        return node.operator === 'not' && this.cannotFail(node.target);
      case 'compare':
        return (
          node.ops.every(
            ({ operator, expr }) =>
              operator === '==' || operator === '!=' || (operator.endsWith('in') && expr.kind === 'list'),
          ) && this.partsCannotFail(node)
        );
      case 'list':
      case 'tuple':
      case 'concat':
      case 'logic':
      case 'inlineif':
        return this.partsCannotFail(node);
      default:
        return false;
    }
  }

  private partsCannotFail(node: n.Expression): boolean {
    let safe = true;
    eachChild(node, (child) => {
      safe = safe && this.cannotFail(child);
    });
    return safe;
  }

  private isSafeFilter({ name, args }: n.Filter): boolean {
    if (args.named.length > 0 || args.rest || args.namedRest) return false;
    return FILTERS.has(name) && args.positional.length <= (DEFAULTS.has(name) ? 1 : 0);
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

function countOf({ positional, named, rest, namedRest }: n.Arguments): number {
  return positional.length + named.length + (rest ? 1 : 0) + (namedRest ? 1 : 0);
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
