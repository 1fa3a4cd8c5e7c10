import type { SourceFile } from '../base/source.js';
import type { Context, RenderOptions, RenderOutput, StaticFacts, Template } from './api.js';
import { compileExpression } from './compile/expressions.js';
import { frameEntry } from './compile/frames.js';
import { nativeResult } from './compile/native.js';
import { compileBody, outputText } from './compile/statements.js';
import { part, suspendingBody, suspends } from './compile/suspending.js';
import type { Effect, EffectOracle } from './effects/api.js';
import { templateEffects } from './effects/index.js';
import { TemplateError } from './errors.js';
import { factsOf } from './facts.js';
import { nativeValue } from './filters/native.js';
import type * as n from './parser/nodes.js';
import { parseExpressionText, parseStatements } from './parser/parser.js';
import { type FindPrinting, printedKeys } from './printing.js';
import { templateReference } from './runtime/globals.js';
import { located, Render, ReturnSignal, Scope, type TextOfTag } from './runtime/render.js';
import type { RootInfo } from './scope/analyze.js';
import { analyzeExpressionIn, analyzeIn, inFile } from './scope/analyze-in.js';
import { shareTags } from './shared-tags.js';
import { effectsOfTags, factsOfTags, partsOfTags, type TagMemo, type TagUse, tagsOf } from './tags.js';
import type { Suspendable } from './values/callable.js';
import type { Value } from './values/types.js';

export function parseTemplate(
  file: SourceFile,
  range?: { readonly start: number; readonly end: number },
  memo?: TagMemo,
): Template {
  const { start, end } = range ?? { start: 0, end: file.text.length };
  const tags = memo && tagsOf(file, start, end, memo);
  return new ParsedTemplate(file, start, end, tags ? undefined : parseStatements(file, start, end, memo), tags);
}

/** What a `return` outside of any macro is. */
function settled(thrown: unknown, scope: Scope): TemplateError {
  if (!(thrown instanceof ReturnSignal)) return located(thrown, scope);
  return located(new TemplateError('MacroReturn', 'return() was called outside of a macro'), scope);
}

type Runner<T> = (s: Scope) => T;

class ParsedTemplate implements Template {
  private rootInfo: RootInfo | undefined;
  private enter: Runner<void> | undefined;
  private plain: Runner<unknown> | undefined;
  private suspending: Runner<Suspendable<unknown>> | undefined;
  private known: StaticFacts | undefined;

  constructor(
    readonly file: SourceFile,
    private readonly from: number,
    private readonly to: number,
    private parsed: readonly n.Statement[] | undefined,
    /** Of a template that needs no more until it is evaluated. */
    private tags: readonly TagUse[] | undefined,
  ) {}

  private get body(): readonly n.Statement[] {
    this.parsed ??= parseStatements(this.file, this.from, this.to);
    return this.parsed;
  }

  release(): void {
    this.parsed = undefined;
    this.tags = undefined;
    this.rootInfo = undefined;
    this.enter = undefined;
    this.plain = undefined;
    this.suspending = undefined;
    this.known = undefined;
  }

  facts(): StaticFacts {
    this.known ??= this.tags
      ? factsOfTags(this.file, this.tags)
      : inFile(this.file, () => factsOf(this.file, this.body));
    return this.known;
  }

  effects<E extends Effect>(oracle: EffectOracle<E>): readonly E[] | undefined {
    if (this.tags) return effectsOfTags(this.tags, oracle);
    return templateEffects(this.file, this.body, oracle);
  }

  printedKeys(name: string, find: FindPrinting): ReadonlySet<string> | undefined {
    return printedKeys(this.body, name, find);
  }

  /** The one expression that the template consists of. */
  private get single(): n.Expression | undefined {
    const [only, ...others] = this.body;
    if (only?.kind !== 'output' || others.length > 0 || only.children.length !== 1) return undefined;
    const child = only.children[0]!;
    return child.kind === 'data' ? undefined : child;
  }

  private analyzed(): RootInfo {
    if (!this.rootInfo) {
      this.rootInfo = analyzeIn(this.file, this.body);
      this.enter = frameEntry(this.rootInfo.frame);
    }
    return this.rootInfo;
  }

  private start(context: Context, options: RenderOptions): Scope {
    const { unit } = this.analyzed();
    const render = new Render(options.budgets, options.sourceMap, options.native);
    const scope = new Scope(
      unit.size,
      undefined,
      render,
      withSelf(context, this.body),
      this.file,
      options.undefined === 'lenient',
    );
    this.enter?.(scope);
    return scope;
  }

  render(context: Context, options: RenderOptions = {}): RenderOutput {
    const text = this.wholeText();
    if (text !== undefined) return this.textOutput(text, options);
    const scope = this.start(context, options);
    try {
      if (options.native) return native(nativeResult(this.body, scope));
      this.plain ??= compileBody(this.body);
      this.plain(scope);
    } catch (thrown) {
      throw settled(thrown, scope);
    }
    return written(scope, options);
  }

  renderTags(context: Context, textOf: TextOfTag): string | undefined {
    const render = new Render({}, false, false, textOf);
    if (!this.tags) return this.renderShared(context, render);
    const parts = partsOfTags(this.file, this.from, this.to, this.tags);
    if (!parts) return undefined;
    const withoutBlocks = withSelf(context, []);
    let text = '';
    for (const part of parts) {
      text += typeof part === 'string' ? part : textOf(part, () => part.evaluate(withoutBlocks, render));
      render.checkOutput(text.length);
    }
    return text;
  }

  /** With statements between its tags. */
  private renderShared(context: Context, render: Render): string | undefined {
    const body = this.parsed;
    if (!body || !shareTags(body)) return undefined;
    // Who evaluates it in another way parses it anew.
    this.release();
    const { unit, frame } = analyzeIn(this.file, body);
    const scope = new Scope(unit.size, undefined, render, withSelf(context, body), this.file, false);
    frameEntry(frame)?.(scope);
    compileBody(body)(scope);
    return scope.out;
  }

  async renderAsync(context: Context, options: RenderOptions = {}): Promise<RenderOutput> {
    const text = this.wholeText();
    if (text !== undefined) return this.textOutput(text, options);
    if (!this.body.some(suspends)) return this.render(context, options);
    const scope = this.start(context, options);
    const single = options.native ? this.single : undefined;
    try {
      if (single) {
        const { plain, waits } = part(single);
        const value = plain ? plain(scope) : await drive(waits(scope), scope.render);
        return native(nativeValue(value, scope.render));
      }
      this.suspending ??= suspendingBody(this.body);
      await drive(this.suspending(scope), scope.render);
    } catch (thrown) {
      throw settled(thrown, scope);
    }
    return written(scope, options);
  }

  /** The text of a template in which there is nothing to evaluate. */
  private wholeText(): string | undefined {
    if (this.body.length === 0) return '';
    const [only, ...others] = this.body;
    if (only?.kind !== 'output' || others.length > 0 || !only.children.every((child) => child.kind === 'data'))
      return undefined;
    return only.children.map((child) => child.value).join('');
  }

  private textOutput(text: string, options: RenderOptions): RenderOutput {
    if (options.native) return native(text);
    if (!options.sourceMap || text === '') return { text, segments: [] };
    let start = 0;
    const segments = (this.body[0] as n.Output).children.map((child) => {
      const data = child as n.TemplateData;
      const segment = {
        start,
        end: start + data.value.length,
        span: { file: this.file, start: data.start, end: data.end },
        literal: true,
      };
      start = segment.end;
      return segment;
    });
    return { text, segments };
  }
}

function written({ out, segments = [] }: Scope, options: RenderOptions): RenderOutput {
  return options.native ? { text: out, segments, value: out } : { text: out, segments };
}

function native(value: Value): RenderOutput {
  return { text: outputText(NO_ESCAPE, value), segments: [], value };
}

const NO_ESCAPE = { escape: false } as n.Output;

/** Runs a suspendable evaluation, waiting where it waits. */
async function drive<T>(evaluation: Suspendable<T>, render: Render): Promise<T> {
  let step = evaluation.next();
  while (!step.done) {
    let outcome: { value: unknown } | { error: unknown };
    try {
      outcome = { value: await step.value };
    } catch (error) {
      outcome = { error };
    }
    render.resumed();
    step = 'error' in outcome ? evaluation.throw(outcome.error) : evaluation.next(outcome.value);
  }
  return step.value;
}

/** The context with `self`, Jinja's name for the template's blocks. */
function withSelf(context: Context, body: readonly n.Statement[]): Context {
  return {
    lookup(name) {
      const found = context.lookup(name);
      if (found !== undefined || name !== 'self') return found;
      const blocks = body.flatMap((node) => (node.kind === 'block' ? [node] : []));
      return templateReference(new Map(blocks.map((block) => [block.name, () => blockText(block)])));
    },
  };
}

function blockText(block: n.Block): Value {
  throw new TemplateError('NotImplementedError', `self.${block.name}() is not supported`);
}

/** Evaluates a stand-alone expression. Throws TemplateError. */
export function evaluateExpression(source: SourceFile, context: Context): Value {
  const expression = parseExpressionText(source);
  const { unit, frame } = analyzeExpressionIn(source, expression);
  const scope = new Scope(unit.size, undefined, new Render(), context, source, false);
  frameEntry(frame)?.(scope);
  try {
    return compileExpression(expression)(scope);
  } catch (thrown) {
    throw settled(thrown, scope);
  }
}
