/** Finds where every name of a template lives, and which filters and tests exist: what Jinja's compiler does before running. */
import { didYouMean } from '../../base/suggest.js';
import { TemplateError } from '../errors.js';
import { eachChild } from '../parser/children.js';
import type * as n from '../parser/nodes.js';
import { collect, collectAll, collectExpression } from './collect.js';
import { Symbols } from './symbols.js';
import { type FrameInfo, UnitInfo } from './variables.js';

export interface Known {
  readonly filters: ReadonlyMap<string, unknown>;
  readonly tests: ReadonlyMap<string, unknown>;
}

export interface RootInfo {
  readonly unit: UnitInfo;
  readonly frame: FrameInfo;
}

/** Annotates the tree. Throws TemplateError (without file) for unknown filters and tests, and for assignments to `loop`. */
export function analyze(body: readonly n.Statement[], known: Known): RootInfo {
  const unit = new UnitInfo(undefined);
  const symbols = new Symbols(unit, undefined);
  for (const statement of body) collect(statement, symbols);
  const frame = symbols.info();
  new Walker(known).statements(body, symbols);
  return { unit, frame };
}

/** The same for a single expression. */
export function analyzeExpression(expression: n.Expression, known: Known): RootInfo {
  const unit = new UnitInfo(undefined);
  const symbols = new Symbols(unit, undefined);
  collectExpression(expression, symbols);
  new Walker(known).expression(expression, symbols, false);
  return { unit, frame: symbols.info() };
}

/** Gives every name its variable and every inner frame its symbols, in the order of Jinja's code generation. */
class Walker {
  constructor(private readonly known: Known) {}

  statements(body: readonly n.Statement[], symbols: Symbols, soft = false): void {
    for (const statement of body) this.statement(statement, symbols, soft);
  }

  private statement(node: n.Statement, symbols: Symbols, soft: boolean): void {
    switch (node.kind) {
      case 'output':
        for (const child of node.children) {
          if (child.kind === 'data') continue;
          this.expression(child, symbols, soft);
          const slices = child.kind === 'name' || child.kind === 'call' ? [] : constantSlices(child);
          if (slices.length > 0) node.constants = new Map([...(node.constants ?? []), [child, slices]]);
        }
        return;
      case 'set':
        this.expression(node.target, symbols, soft);
        this.expression(node.value, symbols, soft);
        return;
      case 'do':
        this.expression(node.expr, symbols, soft);
        return;
      case 'if':
        for (const branch of node.branches) {
          this.expression(branch.cond, symbols, true);
          this.statements(branch.body, symbols, true);
        }
        this.statements(node.else_, symbols, true);
        return;
      case 'for':
        this.loop(node, symbols, soft);
        return;
      case 'setblock': {
        const inner = this.inner(symbols, (s) => collectAll(node.body, s));
        node.frame = inner.info();
        this.statements(node.body, inner);
        this.expression(node.target, symbols, soft);
        if (node.filter) this.expression(node.filter, inner, false);
        return;
      }
      case 'filterblock': {
        const inner = this.inner(symbols, (s) => {
          for (const child of node.body) collect(child, s);
          collectExpression(node.filter, s);
        });
        node.frame = inner.info();
        this.statements(node.body, inner);
        this.expression(node.filter, inner, false);
        return;
      }
      case 'with': {
        const inner = this.inner(symbols, (s) => {
          for (const target of node.targets) collectExpression(target, s);
          for (const child of node.body) collect(child, s);
        });
        node.frame = inner.info();
        for (const [i, target] of node.targets.entries()) {
          this.expression(target, inner, false);
          this.expression(node.values[i]!, symbols, soft);
        }
        this.statements(node.body, inner);
        return;
      }
      case 'scope': {
        const inner = this.inner(symbols, (s) => collectAll(node.body, s));
        node.frame = inner.info();
        this.statements(node.body, inner);
        return;
      }
      case 'macro':
        this.macro(node, symbols);
        if (node.name !== null) node.variable = symbols.find(node.name);
        return;
      case 'callblock':
        this.macro(node.caller, symbols);
        this.expression(node.call, symbols, soft);
        return;
      case 'block': {
        const unit = new UnitInfo(undefined);
        const inner = new Symbols(unit, undefined);
        for (const child of node.body) collect(child, inner);
        node.unit = unit;
        node.frame = inner.info();
        this.statements(node.body, inner);
        return;
      }
      default:
        return;
    }
  }

  private inner(symbols: Symbols, collectNames: (symbols: Symbols) => void, unit = symbols.unit): Symbols {
    const inner = new Symbols(unit, symbols);
    collectNames(inner);
    return inner;
  }

  private macro(node: n.Macro, symbols: Symbols): void {
    const unit = new UnitInfo(symbols.unit);
    const { args, defaults } = node.signature;
    const inner = this.inner(
      symbols,
      (s) => {
        for (const arg of args) s.declareParameter(arg.value);
        for (const expression of defaults) collectExpression(expression, s);
        for (const child of node.body) collect(child, s);
      },
      unit,
    );
    const names = new Set(args.map((arg) => arg.value));
    for (const name of ['caller', 'kwargs', 'varargs'])
      if (node.special.has(name) && !names.has(name)) inner.declareParameter(name);
    for (const arg of args) this.name(arg, inner);
    for (const expression of defaults) this.expression(expression, inner, false);
    this.statements(node.body, inner);
    node.unit = unit;
    node.frame = inner.info();
    // The special names are parameters whose place the evaluator has to know.
    node.specialSlots = {
      caller: inner.find('caller')?.unit === unit ? inner.find('caller')!.slot : -1,
      kwargs: inner.find('kwargs')?.unit === unit ? inner.find('kwargs')!.slot : -1,
      varargs: inner.find('varargs')?.unit === unit ? inner.find('varargs')!.slot : -1,
    };
  }

  private loop(node: n.For, symbols: Symbols, soft: boolean): void {
    forbidLoopAssignment(node);
    const unit = node.recursive ? new UnitInfo(symbols.unit) : symbols.unit;
    const inner = new Symbols(unit, symbols);
    if (node.usesLoop) node.loopVariable = inner.declareParameter('loop');
    collectExpression(node.name, inner, true);
    for (const child of node.body) collect(child, inner);
    const elseSymbols = new Symbols(unit, symbols);
    for (const child of node.else_) collect(child, elseSymbols);
    this.expression(node.name, inner, false);
    if (node.test) {
      // Evaluated in a function of its own, whose parameters stand in the slots that the loop's targets have.
      const testUnit = new UnitInfo(unit);
      const testSymbols = new Symbols(testUnit, symbols);
      eachName(node.name, (name) => testSymbols.declareParameter(name.value, name.variable!.slot));
      collectExpression(node.test, testSymbols);
      this.expression(node.test, testSymbols, false);
      node.testUnit = testUnit;
      node.testFrame = testSymbols.info();
    }
    this.expression(node.arr, symbols, soft);
    this.statements(node.body, inner);
    this.statements(node.else_, elseSymbols);
    if (node.recursive) node.unit = unit;
    node.frame = inner.info();
    node.elseFrame = elseSymbols.info();
  }

  private name(node: n.Name, symbols: Symbols): void {
    const variable = symbols.find(node.value);
    node.variable = variable;
    node.hops = variable ? symbols.unit.hopsTo(variable.unit) : 0;
  }

  expression(node: n.Expression | n.Slice, symbols: Symbols, soft: boolean): void {
    switch (node.kind) {
      case 'name':
        this.name(node, symbols);
        return;
      case 'nsref':
        this.name(node.target, symbols);
        return;
      case 'filter':
        node.soft = this.check('filter', node, soft);
        break;
      case 'test':
        node.soft = this.check('test', node, soft);
        break;
      case 'inlineif':
        eachChild(node, (child) => this.expression(child, symbols, true));
        return;
    }
    eachChild(node, (child) => this.expression(child, symbols, soft));
  }

  /** True: unknown, which is an error when it is used only. */
  private check(what: 'filter' | 'test', node: n.Filter | n.Test, soft: boolean): boolean {
    const known = what === 'filter' ? this.known.filters : this.known.tests;
    if (known.has(node.name)) return false;
    if (soft) return true;
    throw new PositionedError(`No ${what} named '${node.name}'.`, node, didYouMean(node.name, known.keys()));
  }
}

/** The slices of an expression that is constant as a whole. */
function constantSlices(node: n.Expression): n.Item[] {
  const slices: n.Item[] = [];
  let constant = true;
  const visit = (part: n.Expression | n.Slice): void => {
    if (part.kind === 'name' || part.kind === 'call' || ((part.kind === 'filter' || part.kind === 'test') && part.soft))
      constant = false;
    if (part.kind === 'item' && part.val.kind === 'slice') slices.push(part);
    if (constant) eachChild(part, visit);
  };
  visit(node);
  return constant ? slices : [];
}

function eachName(target: n.Expression, visit: (name: n.Name) => void): void {
  if (target.kind === 'name') visit(target);
  else if (target.kind === 'tuple') for (const child of target.children) eachName(child, visit);
}

/** An error at a node, whose file the caller adds. */
export class PositionedError extends TemplateError {
  constructor(
    message: string,
    readonly node: { readonly start: number; readonly end: number },
    hint?: string,
  ) {
    super('TemplateAssertionError', message, hint === undefined ? {} : { hint });
  }
}

function forbidLoopAssignment(node: n.For): void {
  const fail = (at: { start: number; end: number }) => {
    throw new PositionedError("Can't assign to special loop variable in for-loop body", at);
  };
  eachName(node.name, (name) => name.value === 'loop' && fail(name));
  const visit = (statements: readonly n.Statement[]): void => {
    for (const statement of statements) {
      if (statement.kind === 'set' || statement.kind === 'setblock')
        eachName(statement.target, (name) => name.value === 'loop' && fail(name));
      if (statement.kind === 'if') for (const branch of statement.branches) visit(branch.body);
      if ('body' in statement && Array.isArray(statement.body)) visit(statement.body);
      if ('else_' in statement && Array.isArray(statement.else_)) visit(statement.else_);
    }
  };
  visit(node.body);
}
