import { QuernError } from '../../base/diagnostics.js';
import type { SourceFile, Span } from '../../base/source.js';
import type { Budgets, Context, Segment } from '../api.js';
import { TemplateError } from '../errors.js';
import type { NativeKind } from '../filters/native.js';
import type { Value } from '../values/types.js';

/** First content of a variable that is looked up in the context at its first use. */
export const UNRESOLVED: unique symbol = Symbol('unresolved');
export type Slot = Value | undefined | typeof UNRESOLVED;

/** Something in the template, for messages. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

const DEFAULTS = { iterations: 10_000_000, depth: 400, output: 64 * 1024 * 1024, milliseconds: 30_000 };
/** Steps between two looks at the clock. */
const CLOCK_INTERVAL = 50_000;

/** Answers the text of a tag, by evaluating it or without. */
export type TextOfTag = (tag: object, evaluate: () => string) => string;

/** One rendering, with all macros that it calls: its budgets and its record of where text came from. */
export class Render {
  readonly maxOutput: number;
  private readonly maxDepth: number;
  private readonly milliseconds: number;
  private readonly iterations: number;
  private steps: number;
  private clockAt: number;
  private deadline: number;
  private depth = 0;
  /** Segments of texts that macros and blocks made, to find them again where the text is written. */
  readonly pieces: Map<string, readonly Segment[]> | undefined;
  /** Texts for which a filter asked a type, in native rendering. */
  readonly nativeTexts: Map<string, NativeKind> | undefined;

  constructor(
    budgets: Budgets = {},
    readonly sourceMap = false,
    native = false,
    readonly textOfTag?: TextOfTag,
  ) {
    this.iterations = budgets.iterations ?? DEFAULTS.iterations;
    this.steps = this.iterations;
    this.clockAt = this.steps - CLOCK_INTERVAL;
    this.maxDepth = budgets.depth ?? DEFAULTS.depth;
    this.maxOutput = budgets.output ?? DEFAULTS.output;
    this.milliseconds = budgets.milliseconds ?? DEFAULTS.milliseconds;
    this.deadline = 0;
    if (sourceMap) this.pieces = new Map();
    if (native) this.nativeTexts = new Map();
  }

  /** Counts work: one step is about a statement of a loop's body. */
  spend(steps: number): void {
    this.steps -= steps;
    if (this.steps < this.clockAt) this.look();
  }

  private look(): void {
    this.clockAt = this.steps - CLOCK_INTERVAL;
    if (this.steps < 0) {
      throw new TemplateError(
        'BudgetError',
        `Template does too much work: more than ${this.iterations.toLocaleString('en')} loop steps`,
      );
    }
    const now = Date.now();
    if (this.deadline === 0) this.deadline = now + this.milliseconds;
    else if (now > this.deadline)
      throw new TemplateError('BudgetError', `Template runs for more than ${this.milliseconds / 1000} s`);
  }

  /** After waiting for something outside: the time that took does not count. */
  resumed(): void {
    this.deadline = 0;
  }

  /** Work on a large text. */
  chargeText(length: number): void {
    this.spend(length >> 5);
  }

  /** Work on a large list. */
  chargeItems(count: number): void {
    this.spend(count);
  }

  enter(): void {
    if (++this.depth > this.maxDepth) {
      this.depth--;
      const hint = `More than ${this.maxDepth} macro calls are inside each other: does a macro call itself?`;
      throw new TemplateError('RecursionError', 'maximum recursion depth exceeded', { hint });
    }
    this.spend(16);
  }

  leave(): void {
    this.depth--;
  }

  /** Whether a macro is running. */
  get inMacro(): boolean {
    return this.depth > 0;
  }

  checkOutput(length: number): void {
    if (length > this.maxOutput) {
      throw new TemplateError(
        'BudgetError',
        `Output too large: more than ${this.maxOutput.toLocaleString('en')} characters`,
      );
    }
  }
}

/** A function being run: the template, a macro, a caller, a recursive loop. */
export class Scope {
  out = '';
  segments: Segment[] | undefined;
  /** What is being evaluated, for errors that know no place. */
  at: Place | undefined;
  readonly vars: Slot[];

  constructor(
    size: number,
    readonly parent: Scope | undefined,
    readonly render: Render,
    readonly context: Context,
    readonly file: SourceFile,
    /** Undefined names tolerate attributes and calls. */
    readonly lenient: boolean,
  ) {
    this.vars = new Array(size);
    if (render.sourceMap) this.segments = [];
  }

  /** A function inside this one, with its own variables and output. */
  inner(size: number): Scope {
    return new Scope(size, this, this.render, this.context, this.file, this.lenient);
  }

  span(): Span | undefined {
    return this.at && { file: this.file, start: this.at.start, end: this.at.end };
  }
}

/** What `return(x)` throws: ends the macro that dbt called, whose value is then x. */
export class ReturnSignal {
  constructor(readonly value: Value) {}
}

/** The TemplateError of whatever was thrown, with the scope's place if it has none. ReturnSignals go through. */
export function located(thrown: unknown, scope: Scope): TemplateError {
  if (thrown instanceof ReturnSignal) throw thrown;
  const error = asTemplateError(thrown);
  error.span ??= scope.span();
  return error;
}

function asTemplateError(thrown: unknown): TemplateError {
  if (thrown instanceof TemplateError) return thrown;
  if (thrown instanceof QuernError)
    return new TemplateError('CompilationError', thrown.diagnostics[0]?.message ?? thrown.message, { cause: thrown });
  if (thrown instanceof RangeError && /call stack/.test(thrown.message)) {
    return new TemplateError('RecursionError', 'maximum recursion depth exceeded');
  }
  if (thrown instanceof Error) return new TemplateError(thrown.name, thrown.message, { cause: thrown });
  return new TemplateError('Error', String(thrown), { cause: thrown });
}
