import { eachChild } from '../parser/children.js';
import type * as n from '../parser/nodes.js';
import type { CallOutcome, Effect, ListParameter } from './api.js';

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

/** So short that a loop over it in a loop over another one stays within the bounds of a trial. */
const SHORT = 50;

/** Whether an expression makes a list of a few items. */
export function isShortList(node: n.Expression): boolean {
  return (node.kind === 'list' || node.kind === 'tuple') && node.children.length <= SHORT;
}

/** Tells expressions that can be evaluated without an error, whatever the variables in them are. */
export class Certainty {
  constructor(
    private readonly outcome: (call: n.Call) => CallOutcome<Effect> | undefined,
    /** Whether an expression without an error is a short list. */
    private readonly isList: (node: n.Expression) => boolean,
    /** Whether that many loops inside each other are not too many where a macro is called. */
    private readonly canLoop: (loops: number) => boolean = () => true,
  ) {}

  cannotFail(node: n.Expression | n.Slice): boolean {
    switch (node.kind) {
      case 'literal':
      case 'name':
        return true;
      case 'attribute':
        return !node.val.startsWith('_') && this.cannotFail(node.target);
      case 'item':
        return isIndex(node.val) && this.isList(node.target) && this.cannotFail(node.target);
      case 'call':
        return this.callCannotFail(node);
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

  argumentsCannotFail({ positional, named, rest, namedRest }: n.Arguments): boolean {
    if (rest || namedRest) return false;
    return positional.every((value) => this.cannotFail(value)) && named.every(({ value }) => this.cannotFail(value));
  }

  isSafeFilter({ name, args }: n.Filter): boolean {
    if (args.named.length > 0 || args.rest || args.namedRest) return false;
    return FILTERS.has(name) && args.positional.length <= (DEFAULTS.has(name) ? 1 : 0);
  }

  private callCannotFail(node: n.Call): boolean {
    const outcome = this.outcome(node);
    const { sound } = outcome ?? {};
    if (!outcome?.safe && !(sound && this.canLoop(sound.loops))) return false;
    if (sound && !sound.lists.every((parameter) => this.isGivenList(parameter, node.args))) return false;
    return this.argumentsCannotFail(node.args);
  }

  private isGivenList({ index, name }: ListParameter, { positional, named }: n.Arguments): boolean {
    const value = positional[index] ?? named.find((argument) => argument.name === name)?.value;
    return value !== undefined && this.isList(value);
  }

  private partsCannotFail(node: n.Expression): boolean {
    let safe = true;
    eachChild(node, (child) => {
      safe = safe && this.cannotFail(child);
    });
    return safe;
  }
}

function isIndex(node: n.Expression | n.Slice): boolean {
  const key = node.kind === 'unary' && node.operator === '-' ? node.target : node;
  return key.kind === 'literal' && typeof key.value === 'number' && Number.isInteger(key.value);
}

function countOf({ positional, named, rest, namedRest }: n.Arguments): number {
  return positional.length + named.length + (rest ? 1 : 0) + (namedRest ? 1 : 0);
}
