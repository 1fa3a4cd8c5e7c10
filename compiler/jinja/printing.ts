import { storedNames } from './effects/locals.js';
import { dottedName, eachExpression } from './facts.js';
import { eachChild } from './parser/children.js';
import { constantOf } from './parser/literal.js';
import type * as n from './parser/nodes.js';

/** How a call names a macro: `m` or `pkg.m`, or by `adapter.dispatch('m', 'pkg')`. */
export interface Callee {
  readonly name: string;
  readonly dispatched: boolean;
  readonly namespace: string | null;
}

/** What is known of a macro that is called. */
export interface PrintingMacro {
  readonly parameters: readonly string[];
  /** Parameters that reach nothing but what it prints or answers: another text for one of them changes these places alone. */
  readonly printed: ReadonlySet<string>;
}

/** The macro that a call calls; undefined where that is no macro, or not sure. */
export type FindPrinting = (callee: Callee) => PrintingMacro | undefined;

/** The parameters of a macro that are only printed, or handed on to macros that only print them, whose answers are only printed. */
export function printedParameters(macro: n.Macro, find: FindPrinting): ReadonlySet<string> {
  const parameters = macro.signature.args.map((arg) => arg.value);
  const stored = storedNames(macro.body);
  const walk = new Walk(
    parameters.filter((name) => !stored.has(name)),
    new Set([...parameters, ...stored, ...macro.special]),
    find,
  );
  for (const value of macro.signature.defaults) walk.read(value);
  walk.statements(macro.body);
  return walk.printed;
}

/**
 * Of a template that calls one macro with `**name`: the arguments in it that are only printed. Undefined if the template does
 * anything else with that name.
 */
export function printedKeys(
  body: readonly n.Statement[],
  name: string,
  find: FindPrinting,
): ReadonlySet<string> | undefined {
  const walk = new Walk([name], new Set([name]), find);
  let printed: ReadonlySet<string> | undefined;
  for (const statement of body) {
    if (statement.kind !== 'output' || statement.escape) return undefined;
    for (const child of statement.children) {
      if (child.kind === 'data') continue;
      const called = child.kind === 'call' && isSpread(child.args, name) ? walk.macroOf(child.name) : undefined;
      if (!called) walk.read(child);
      else if (printed) return undefined;
      else printed = called.printed;
    }
  }
  return walk.printed.has(name) ? printed : undefined;
}

function isSpread({ positional, named, rest, namedRest }: n.Arguments, name: string): boolean {
  return positional.length + named.length === 0 && !rest && namedRest?.kind === 'name' && namedRest.value === name;
}

class Walk {
  /** What is printed as far as was seen. */
  readonly printed: Set<string>;

  constructor(
    names: readonly string[],
    /** Names that mean no macro here. */
    private readonly locals: ReadonlySet<string>,
    private readonly find: FindPrinting,
  ) {
    this.printed = new Set(names);
  }

  /** An expression with whose value anything may be done. */
  readonly read = (node: n.Expression | n.Slice): void => {
    if (node.kind === 'name') this.printed.delete(node.value);
    else eachChild(node, this.read);
  };

  statements(body: readonly n.Statement[]): void {
    for (const node of body) this.statement(node);
  }

  private statement(node: n.Statement): void {
    switch (node.kind) {
      case 'output':
        for (const child of node.children)
          if (child.kind !== 'data') node.escape ? this.read(child) : this.print(child);
        return;
      case 'do':
        this.print(node.expr);
        return;
      case 'if':
        for (const { cond, body } of node.branches) {
          this.read(cond);
          this.statements(body);
        }
        this.statements(node.else_);
        return;
      case 'for':
        // What a recursive loop prints is an answer with which something may be done.
        if (node.recursive) eachExpression([node], this.read);
        this.read(node.arr);
        if (node.test) this.read(node.test);
        this.statements(node.body);
        this.statements(node.else_);
        return;
      default:
        // Their texts are kept, and something may be done with them.
        eachExpression([node], this.read);
    }
  }

  /** An expression whose value is only printed. */
  private print(node: n.Expression): void {
    if (node.kind === 'name') return;
    if (node.kind === 'inlineif') {
      this.read(node.cond);
      this.print(node.body);
      if (node.else_) this.print(node.else_);
    } else if (node.kind === 'call') this.call(node);
    else this.read(node);
  }

  private call({ name, args }: n.Call): void {
    const { positional, named, rest, namedRest } = args;
    const called = this.macroOf(name);
    if (!called && this.isReturn(name) && positional.length === 1 && named.length === 0 && !rest && !namedRest) {
      this.print(positional[0]!);
      return;
    }
    this.read(name);
    const hand = (value: n.Expression, parameter: string | undefined): void => {
      const printed = value.kind === 'name' && parameter !== undefined && called?.printed.has(parameter);
      if (!printed) this.read(value);
    };
    positional.forEach((value, i) => {
      hand(value, called?.parameters[i]);
    });
    for (const argument of named) hand(argument.value, argument.name);
    if (rest) this.read(rest);
    if (namedRest) this.read(namedRest);
  }

  private isReturn(callee: n.Expression): boolean {
    return callee.kind === 'name' && callee.value === 'return' && !this.locals.has('return');
  }

  macroOf(callee: n.Expression): PrintingMacro | undefined {
    const called = callee.kind === 'call' ? callee.name : callee;
    const name = dottedName(called);
    if (name === undefined || this.locals.has(name.split('.', 1)[0]!)) return undefined;
    if (callee.kind !== 'call') return this.find({ name, dispatched: false, namespace: null });
    const { positional, named, rest, namedRest } = callee.args;
    if (name !== 'adapter.dispatch' || rest || namedRest || positional.length === 0) return undefined;
    const given = [...positional, ...named.flatMap((a) => (a.name === 'macro_namespace' ? [a.value] : []))];
    if (given.length > 2 || positional.length + named.length !== given.length) return undefined;
    const [macro, namespace = null] = given.map(constantOf);
    if (typeof macro !== 'string' || (given.length > 1 && typeof namespace !== 'string')) return undefined;
    return this.find({ name: macro, dispatched: true, namespace: namespace as string | null });
  }
}
