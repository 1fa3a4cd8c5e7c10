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
  /** Variables of the template that always have the same value. */
  private readonly constants = new Map<string, n.Expression>();

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
      if (node.kind !== 'set' || node.target.kind !== 'name' || counts.get(node.target.value) !== 1) continue;
      if (constantOf(node.value) !== undefined) this.constants.set(node.target.value, node.value);
    }
  }

  canEvaluate(node: n.Expression): boolean {
    return this.cannotFail(node) || this.try(node, (text) => `{{ ${text} }}`);
  }

  /** Whether it can be looped over, within bounds. */
  canLoop(node: n.Expression): boolean {
    const constant = node.kind === 'name' ? (this.constants.get(node.value) ?? node) : node;
    const { kind } = constant;
    return (
      ((kind === 'list' || kind === 'tuple' || kind === 'dict') && this.cannotFail(constant)) ||
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

  private try(node: n.Expression, wrap: (text: string) => string): boolean {
    const used = new Set<string>();
    const visit = (part: n.Expression | n.Slice): void => {
      if (part.kind === 'name' && this.isLocal(part.value)) used.add(part.value);
      eachChild(part, visit);
    };
    visit(node);
    let before = '';
    for (const name of used) {
      const value = this.constants.get(name);
      if (!value) return false;
      before += `{% set ${name} = ${this.textOf(value)} %}`;
    }
    return this.trial.succeeds(before + wrap(this.textOf(node)));
  }

  private textOf({ start, end }: n.Expression): string {
    return this.file.text.slice(start, end);
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
