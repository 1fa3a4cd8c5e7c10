/** `{{ … }}` that are written the same in many templates, and templates that have no other tags. */
import type { SourceFile, Span } from '../base/source.js';
import type { Context, StaticCall, StaticFacts } from './api.js';
import { frameEntry } from './compile/frames.js';
import { compileBody } from './compile/statements.js';
import type { Effect, EffectOracle } from './effects/api.js';
import { literalCallEffects, templateEffects } from './effects/index.js';
import { TemplateError } from './errors.js';
import { type CallPlace, callsIn, eachExpression, isSimple, staticCall } from './facts.js';
import { afterSpaces, endOfText, trimmedEnd } from './lexer/lexer.js';
import { eachChild } from './parser/children.js';
import { readLiteralCall } from './parser/literal-call.js';
import type * as n from './parser/nodes.js';
import { parseStatements } from './parser/parser.js';
import { SPECIAL } from './parser/tokens.js';
import { type Render, Scope } from './runtime/render.js';
import { analyzeIn } from './scope/analyze-in.js';

/** One text of a tag, as it was parsed where it was met first. */
export class Tag {
  readonly span: Span;
  private read: readonly string[] | undefined;
  private special: boolean | undefined;
  private known: { readonly calls: readonly CallPlace[]; readonly simple: boolean } | undefined;
  private asked: EffectOracle<Effect> | undefined;
  private told: readonly Effect[] | undefined;
  private code: TagCode | undefined;

  constructor(
    private readonly file: SourceFile,
    private readonly output: n.Output,
  ) {
    this.span = { file, start: output.start, end: output.end };
  }

  /** A name in it means something to the statement in which it stands. */
  get isSpecial(): boolean {
    this.special ??= this.names.some((name) => SPECIAL.has(name));
    return this.special;
  }

  /** The variables that it reads. */
  get names(): readonly string[] {
    this.read ??= namesIn(this.output);
    return this.read;
  }

  /** It is nothing but a variable. */
  get isName(): boolean {
    return this.output.children[0]!.kind === 'name';
  }

  facts(): { readonly calls: readonly CallPlace[]; readonly simple: boolean } {
    this.known ??= { calls: callsIn([this.output]), simple: isSimple(this.output) };
    return this.known;
  }

  /** Its text in a context. Throws what evaluating it throws, with places where it was met first. */
  evaluate(context: Context, render: Render): string {
    this.code ??= tagCode(this.file, this.output);
    const { size, enter, run } = this.code;
    const scope = new Scope(size, undefined, render, context, this.file, false);
    enter?.(scope);
    run(scope);
    return scope.out;
  }

  /** Its effects where it was met first. */
  effects<E extends Effect>(oracle: EffectOracle<E>): readonly E[] | undefined {
    // Most are met in one package only.
    if (this.asked !== oracle) {
      const [child] = this.output.children;
      this.told =
        (child?.kind === 'call' && literalCallEffects(this.file, child, oracle)) ||
        templateEffects(this.file, [this.output], oracle);
      this.asked = oracle;
    }
    return this.told as readonly E[] | undefined;
  }
}

function namesIn(output: n.Output): readonly string[] {
  const names: string[] = [];
  const visit = (node: n.Expression | n.Slice): void => {
    if (node.kind === 'name') names.push(node.value);
    else eachChild(node, visit);
  };
  eachExpression([output], visit);
  return names;
}

interface TagCode {
  readonly size: number;
  readonly enter: ((s: Scope) => void) | undefined;
  readonly run: (s: Scope) => unknown;
}

function tagCode(file: SourceFile, output: n.Output): TagCode {
  const { unit, frame } = analyzeIn(file, [output]);
  return { size: unit.size, enter: frameEntry(frame), run: compileBody([output]) };
}

export interface TagUse {
  readonly tag: Tag;
  readonly span: Span;
}

/** Tags by their texts: one that is written the same in many templates is parsed once. */
export class TagMemo {
  private readonly tags = new Map<string, Tag | null>();

  /** The tag that starts at an offset, if its first `}}` is its end. */
  at(file: SourceFile, start: number, end: number): Tag | undefined {
    const close = file.text.indexOf('}}', start + 2) + 2;
    // A tag in which the first `}}` is not its end is none when it is parsed up to there.
    return close < 2 || close > end ? undefined : this.tag(file, start, close);
  }

  /** The tag that text[start, end) is; undefined if it is something else than exactly one. */
  private tag(file: SourceFile, start: number, end: number): Tag | undefined {
    const text = file.text.slice(start, end);
    let tag = this.tags.get(text);
    if (tag === undefined) this.tags.set(text, (tag = parseTag(file, start, end) ?? null));
    return tag ?? undefined;
  }
}

function parseTag(file: SourceFile, start: number, end: number): Tag | undefined {
  const call = readLiteralCall(file.text, start, end);
  if (call) return new Tag(file, call);
  let body: readonly n.Statement[];
  try {
    body = parseStatements(file, start, end);
  } catch (error) {
    // Parsing the whole template says what is wrong.
    if (error instanceof TemplateError) return undefined;
    throw error;
  }
  const [output] = body;
  const whole = body.length === 1 && output?.kind === 'output' && output.children.length === 1 && output.end === end;
  return whole ? new Tag(file, output) : undefined;
}

/** The tags of text[start, end); undefined: it has to be parsed as a whole. */
export function tagsOf(file: SourceFile, start: number, end: number, memo: TagMemo): readonly TagUse[] | undefined {
  const { text } = file;
  const uses: TagUse[] = [];
  for (let at = text.indexOf('{', start); at >= 0 && at < end - 1; at = text.indexOf('{', at)) {
    switch (text.charCodeAt(at + 1)) {
      case 37:
        return undefined;
      case 35: {
        const close = text.indexOf('#}', at + 2);
        if (close < 0 || close + 2 > end) return undefined;
        at = close + 2;
        break;
      }
      case 123: {
        const tag = memo.at(file, at, end);
        if (!tag) return undefined;
        const close = at + tag.span.end - tag.span.start;
        uses.push({ tag, span: { file, start: at, end: close } });
        at = close;
        break;
      }
      default:
        at++;
    }
  }
  return uses;
}

/** What a template of tags writes: texts, and tags between them. `to`: its end. Undefined where line breaks are not plain. */
export function partsOfTags(
  { text }: SourceFile,
  start: number,
  to: number,
  uses: readonly TagUse[],
): readonly (string | Tag)[] | undefined {
  if (text.includes('\r')) return undefined;
  const end = endOfText(text, start, to);
  const parts: (string | Tag)[] = [];
  let at = start;
  // From here to a tag or comment, and on behind it: a sign takes the white space on its side away.
  const pass = (from: number, behind: number): void => {
    parts.push(text.slice(at, text[from + 2] === '-' ? trimmedEnd(text, at, from) : from));
    at = text[behind - 3] === '-' && behind - 3 > from + 2 ? afterSpaces(text, behind, end) : behind;
  };
  const comments = (until: number): void => {
    for (let open = text.indexOf('{#', at); open >= 0 && open < until; open = text.indexOf('{#', at))
      pass(open, text.indexOf('#}', open + 2) + 2);
  };
  for (const { tag, span } of uses) {
    comments(span.start);
    pass(span.start, span.end);
    parts.push(tag);
  }
  comments(end);
  parts.push(text.slice(at, Math.max(at, end)));
  return parts;
}

export function factsOfTags(file: SourceFile, uses: readonly TagUse[]): StaticFacts {
  const calls: StaticCall[] = [];
  let simple = true;
  for (const { tag, span } of uses) {
    const facts = tag.facts();
    simple &&= facts.simple;
    for (const { name, node } of facts.calls) calls.push(staticCall(file, name, node, span.start - tag.span.start));
  }
  return { calls, simple };
}

export function effectsOfTags<E extends Effect>(
  uses: readonly TagUse[],
  oracle: EffectOracle<E>,
): readonly E[] | undefined {
  const effects: E[] = [];
  for (const { tag, span } of uses) {
    const told = tag.effects(oracle);
    if (!told) return undefined;
    for (const effect of told) effects.push(oracle.moved(effect, tag.span, span));
  }
  return effects;
}
