/**
 * The template engine's interface to the rest of quern. Implemented by the files beside it; other folders import from
 * `jinja/index.js` and `jinja/values/index.js` only.
 */
import type { SourceFile, Span } from '../base/source.js';
import type { Effect, EffectOracle, MacroEffects } from './effects/api.js';
import type { FindPrinting } from './printing.js';
import type { PyCallable, PyObject, Value } from './values/index.js';

/** Where a template finds the names that it does not define itself. `undefined`: no such name (renders as Undefined). */
export interface Context {
  lookup(name: string): Value | undefined;
}

export interface Budgets {
  /** Iterations of all loops of one render. Default 10,000,000, and see `milliseconds`. */
  readonly iterations?: number;
  /** Depth of macro calls. Default 400. */
  readonly depth?: number;
  /** Characters of output, intermediate strings included. Default 64 Mi. */
  readonly output?: number;
  /** Time without suspension, default 30 s at run time; hostile templates are stopped by `iterations` long before. */
  readonly milliseconds?: number;
}

export interface RenderOptions {
  readonly budgets?: Budgets;
  /** Fill `segments` of the output (compiled SQL → template positions). */
  readonly sourceMap?: boolean;
  /** How undefined variables behave: 'strict' raises on use as Jinja's Undefined does at run time in dbt; 'lenient' tolerates attribute access and calls (dbt's parse-time behaviour). Default 'strict'. */
  readonly undefined?: 'strict' | 'lenient';
  /** Return the native value of a template that is a single expression instead of text (YAML values). */
  readonly native?: boolean;
}

/** Output range [start, end) came from this span; `inner` are the ranges of a macro's output, relative to `start`. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly span: Span;
  /** True: literal template text, so that offsets inside map one to one. */
  readonly literal: boolean;
  readonly inner?: readonly Segment[];
}

export interface RenderOutput {
  readonly text: string;
  readonly segments: readonly Segment[];
  /** The value of a native render. */
  readonly value?: Value;
}

export type BlockKind = 'macro' | 'test' | 'materialization' | 'snapshot' | 'docs';

/** A top-level block that dbt collects from files. `text` is the block with its tags, as `macro_sql` in the manifest:
 * with the white space around them that they take away. */
export interface Block {
  readonly kind: BlockKind;
  /** As written: `orders`; for a test `not_null`; for a materialization `table`. */
  readonly name: string;
  /** dbt's full macro name: macro `m`, test `test_x`, materialization `materialization_table_duckdb`. */
  readonly macroName: string;
  readonly adapter?: string;
  readonly supportedLanguages?: readonly string[];
  readonly span: Span;
  /** Span of the name in the opening tag. */
  readonly nameSpan: Span;
  readonly text: string;
  /** Text between the tags. */
  readonly body: string;
  readonly bodySpan: Span;
}

/** A literal call that static analysis found: `ref('x')`, `source('a','b')`, `config(k=v)`, `var('x', d)`, `doc('x')`. */
export interface StaticCall {
  /** Dotted name: `ref`, `config`, `dbt_utils.star`, `adapter.dispatch`. */
  readonly name: string;
  readonly span: Span;
  /** Spans of positional arguments and by name of keyword arguments. */
  readonly positional: readonly StaticArgument[];
  readonly named: ReadonlyMap<string, StaticArgument>;
}

export interface StaticArgument {
  readonly span: Span;
  /** Undefined: no literal. */
  readonly value: Value | undefined;
  /** The expression as dbt's `unrendered_config` has it. */
  source(): string;
}

export interface StaticFacts {
  /** Every call in the template by dotted name, in order; `value` of an argument is undefined where it is no literal. */
  readonly calls: readonly StaticCall[];
  /** True: only text, and `{{ … }}` of ref/source/var/this with literal arguments or literals, and `config(…)` with literal arguments: what it captures is known without evaluating it. */
  readonly simple: boolean;
}

export interface Template {
  readonly file: SourceFile;
  /** Evaluates synchronously; a host function that must suspend throws. Throws TemplateError. */
  render(context: Context, options?: RenderOptions): RenderOutput;
  /**
   * Evaluates a template in which `{{ … }}` are known from elsewhere by what is written in them. `textOf` gives the text of those that read
   * no variable of the template, by evaluating them or without. Undefined if none is known. Errors have no places.
   */
  renderTags(context: Context, textOf: (tag: object, evaluate: () => string) => string): string | undefined;
  /** Evaluates, suspending at asynchronous host functions only. Rejects with TemplateError. */
  renderAsync(context: Context, options?: RenderOptions): Promise<RenderOutput>;
  /** Cached after the first call. */
  facts(): StaticFacts;
  /** What evaluating it would do besides making text; undefined if that takes evaluating it. */
  effects<E extends Effect>(oracle: EffectOracle<E>): readonly E[] | undefined;
  /** If it calls one macro with `**name`: the arguments therein that are only printed. Undefined if it uses `name` in any other way. */
  printedKeys(name: string, find: FindPrinting): ReadonlySet<string> | undefined;
  /** Forgets the syntax tree and what was made of it, until they are needed again. */
  release(): void;
}

/** A macro, parsed at its first call. */
export interface Macro {
  readonly block: Block;
  readonly file: SourceFile;
  /** Parameter names and whether each has a default. Parses the header only. */
  readonly parameters: readonly { readonly name: string; readonly hasDefault: boolean }[];
  /** A callable value whose free names resolve in `context`; `display` is shown in call chains (`dbt_utils.star`). */
  /** `onOuterCall` is told of every call that is made with no other macro running (a node's own template calls it). */
  bind(context: Context, display?: string, onOuterCall?: () => void): PyCallable;
  /** Calls in its body. */
  facts(): StaticFacts;
  /** Whether all that it does with an attribute of a parameter is to print it. Throws TemplateError (syntax). */
  onlyPrints(parameter: number, attribute: string): boolean;
  /** Parameters that reach nothing but its output. Throws TemplateError (syntax). */
  printed(find: FindPrinting): ReadonlySet<string>;
  /** What a call of it does besides answering; undefined if that takes calling it. Throws TemplateError (syntax). */
  effects<E extends Effect>(oracle: EffectOracle<E>): MacroEffects<E> | undefined;
}

export interface JinjaApi {
  /** Throws TemplateError (syntax). Text without `{{`, `{%`, `{#` costs nothing. */
  parseTemplate(file: SourceFile, range?: { start: number; end: number }): Template;
  /** Finds top-level blocks of the given kinds without parsing their bodies. Throws TemplateError for an unclosed block. */
  scanBlocks(file: SourceFile): Block[];
  macroOf(block: Block): Macro;
  /** A stand-alone expression, as in `{{ … }}`. */
  evaluateExpression(source: SourceFile, context: Context): Value;
}

export type { CallOutcome, Effect, EffectOracle, MacroEffects } from './effects/api.js';
export type { Callee, FindPrinting, PrintingMacro } from './printing.js';
export type { PyCallable, PyObject, Value };
