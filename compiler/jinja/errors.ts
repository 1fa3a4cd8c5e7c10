import type { TraceStep } from '../base/diagnostics.js';
import type { Span } from '../base/source.js';

/**
 * Any failure of a template: of its syntax or of its evaluation. `kind` is the name of Python's exception (`TypeError`,
 * `UndefinedError`, `TemplateSyntaxError`, …; `CompilationError` for dbt's own).
 *
 * Code that knows no position throws it without one: the evaluator adds that of the expression which was evaluated, and
 * the chain of macro calls. Errors that a host function throws arrive as `cause`, untouched.
 */
export class TemplateError extends Error {
  span: Span | undefined;
  /** Macros that were being called, innermost first; each with the place of the call inside it that led on. */
  readonly trace: TraceStep[] = [];
  hint?: string;

  constructor(
    readonly kind: string,
    message: string,
    options: { span?: Span; cause?: unknown; hint?: string } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'TemplateError';
    this.span = options.span;
    if (options.hint !== undefined) this.hint = options.hint;
  }

  /** 1-based; 0 while unknown. */
  get line(): number {
    return this.span ? this.span.file.locate(this.span.start).line : 0;
  }

  /** 1-based; 0 while unknown. */
  get column(): number {
    return this.span ? this.span.file.locate(this.span.start).column : 0;
  }
}

/** Turns an overflow of JavaScript's stack, which deeply nested templates cause, into Python's error. */
export function guardDepth<T>(place: () => Span, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new TemplateError('RecursionError', 'maximum recursion depth exceeded', { span: place() });
  }
}

/** Shorthands for Python's exceptions. */
export const typeError = (message: string) => new TemplateError('TypeError', message);
export const valueError = (message: string) => new TemplateError('ValueError', message);
export const indexError = (message: string) => new TemplateError('IndexError', message);
export const overflowError = (message: string) => new TemplateError('OverflowError', message);
