import type { SourceFile } from '../../base/source.js';
import { didYouMean } from '../../base/suggest.js';
import type { Segment } from '../api.js';
import { TemplateError, typeError } from '../errors.js';
import { PyCallable, type Suspendable } from '../values/callable.js';
import { reprText } from '../values/core.js';
import { PyDict } from '../values/dict.js';
import { PyTuple } from '../values/sequences.js';
import type { CallArguments, Value } from '../values/types.js';
import { Undefined } from '../values/undefined.js';
import { located, Render, ReturnSignal, Scope } from './render.js';

/** A macro's body, ready to run. */
export interface MacroCode {
  readonly file: SourceFile;
  /** dbt's full name; null: a call block's body. */
  readonly name: string | null;
  readonly size: number;
  readonly parameters: readonly {
    readonly name: string;
    readonly slot: number;
    readonly default: ((s: Scope) => Value) | undefined;
  }[];
  readonly special: { readonly caller: number; readonly kwargs: number; readonly varargs: number };
  /** The body has a `caller` of its own to fill (not one of the parameters). */
  readonly takesCaller: boolean;
  readonly takesKwargs: boolean;
  readonly takesVarargs: boolean;
  readonly enter: ((s: Scope) => void) | undefined;
  readonly run: (s: Scope) => void;
  readonly suspend: (s: Scope) => Suspendable<unknown>;
}

/** A macro, test, materialization or call block as a value. */
export class MacroValue extends PyCallable {
  override readonly typeName = 'Macro';

  private made: MacroCode | undefined;

  constructor(
    private readonly make: () => MacroCode,
    /** Where it was defined; its names outside it live there. */
    readonly scope: Scope,
    /** As call chains show it. */
    private readonly display?: string,
    /** `return(…)` inside ends this macro. */
    private readonly catchesReturn = false,
    /** Told of every call that no other macro makes. */
    private readonly onOuterCall?: () => void,
  ) {
    super();
  }

  /** Compiled, and parsed if need be, at the first use. */
  get code(): MacroCode {
    this.made ??= this.make();
    return this.made;
  }

  get name(): string {
    return this.display ?? this.code.name?.replace(/^dbt_macro__/, '') ?? 'caller';
  }

  override getAttribute(name: string): Value | undefined {
    if (name === 'name') return this.code.name;
    if (name === 'arguments') return new PyTuple(this.code.parameters.map((parameter) => parameter.name));
    if (name === 'catch_kwargs') return this.code.takesKwargs;
    if (name === 'catch_varargs') return this.code.takesVarargs;
    return name === 'caller' ? this.code.takesCaller : undefined;
  }

  /** From a host: a rendering of its own. */
  call(args: CallArguments): Value {
    return this.invoke(this.hostScope(), args);
  }

  override suspend(args: CallArguments): Suspendable {
    return this.invokeSuspending(this.hostScope(), args);
  }

  private hostScope(): Scope {
    const { context, file, lenient } = this.scope;
    return new Scope(0, undefined, new Render(), context, file, lenient);
  }

  invoke(caller: Scope, args: CallArguments): Value {
    const scope = this.start(caller, args);
    try {
      this.prepare(scope);
      this.code.run(scope);
    } catch (thrown) {
      return this.ended(thrown, scope, caller);
    } finally {
      caller.render.leave();
    }
    return finished(scope);
  }

  *invokeSuspending(caller: Scope, args: CallArguments): Suspendable {
    const scope = this.start(caller, args);
    try {
      this.prepare(scope);
      yield* this.code.suspend(scope);
    } catch (thrown) {
      return this.ended(thrown, scope, caller);
    } finally {
      caller.render.leave();
    }
    return finished(scope);
  }

  private start(caller: Scope, args: CallArguments): Scope {
    const { code, scope: outer } = this;
    const scope = new Scope(code.size, outer, caller.render, outer.context, outer.file, outer.lenient);
    bind(code, scope, args);
    if (this.onOuterCall && !caller.render.inMacro) this.onOuterCall();
    caller.render.enter();
    return scope;
  }

  /** Gives parameters without argument their default. */
  private prepare(scope: Scope): void {
    const { enter, parameters } = this.code;
    enter?.(scope);
    for (const { name, slot, default: otherwise } of parameters) {
      if (scope.vars[slot] !== undefined) continue;
      scope.vars[slot] = otherwise
        ? otherwise(scope)
        : new Undefined({ hint: `parameter ${reprText(name)} was not provided`, name, lenient: scope.lenient });
    }
  }

  private ended(thrown: unknown, scope: Scope, caller: Scope): Value {
    if (thrown instanceof ReturnSignal && this.catchesReturn) return thrown.value;
    const error = located(thrown, scope);
    const span = caller.span();
    error.trace.push(span ? { name: this.name, span } : { name: this.name });
    throw error;
  }

  override repr(): string {
    // A macro of a file shows itself without being parsed.
    if (this.display !== undefined) return `<Macro ${reprText(this.display)}>`;
    return this.code.name === null ? '<Macro anonymous>' : `<Macro ${reprText(this.code.name)}>`;
  }
}

function finished(scope: Scope): string {
  const { out, segments } = scope;
  if (segments && segments.length > 0) scope.render.pieces?.set(out, segments as readonly Segment[]);
  return out;
}

function bind(code: MacroCode, scope: Scope, args: CallArguments): void {
  const { parameters, special } = code;
  const { positional, named } = args;
  const shown = code.name === null ? 'None' : reprText(code.name);
  const count = Math.min(positional.length, parameters.length);
  for (let i = 0; i < count; i++) scope.vars[parameters[i]!.slot] = positional[i]!;
  let unused = named;
  if (named.size > 0) {
    const rest = new Map(named);
    for (let i = count; i < parameters.length; i++) {
      const { name, slot } = parameters[i]!;
      if (!rest.has(name)) continue;
      scope.vars[slot] = rest.get(name)!;
      rest.delete(name);
    }
    unused = rest;
    if (code.takesCaller) rest.delete('caller');
  }
  if (code.takesCaller)
    scope.vars[special.caller] = named.get('caller') ?? new Undefined({ hint: 'No caller defined', name: 'caller' });
  if (code.takesKwargs) scope.vars[special.kwargs] = new PyDict(unused);
  else if (unused.size > 0) {
    if (unused.has('caller')) {
      throw typeError(
        `macro ${shown} was invoked with two values for the special caller argument. This is most likely a bug.`,
      );
    }
    const name = [...unused.keys()][0]!;
    throw misuse(code, `macro ${shown} takes no keyword argument ${reprText(name)}`, name);
  }
  if (code.takesVarargs) scope.vars[special.varargs] = new PyTuple(positional.slice(parameters.length));
  else if (positional.length > parameters.length)
    throw misuse(code, `macro ${shown} takes not more than ${parameters.length} argument(s)`);
}

/** A call that does not fit the macro's parameters, with what it could have meant. */
function misuse(code: MacroCode, message: string, given?: string): TemplateError {
  const names = code.parameters.map(({ name }) => name);
  const near = given === undefined ? undefined : didYouMean(given, names);
  const name = code.name?.replace(/^dbt_macro__/, '');
  return new TemplateError('TypeError', message, { hint: near ?? `It is defined as ${name}(${names.join(', ')})` });
}
