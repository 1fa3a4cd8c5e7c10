/** Templates that have no tags but `{{ … }}`, read tag by tag. */
import type { SourceFile, Span } from '../base/source.js';
import type { StaticCall, StaticFacts } from './api.js';
import type { Effect, EffectOracle } from './effects/api.js';
import { templateEffects } from './effects/index.js';
import { TemplateError } from './errors.js';
import { type CallPlace, callsIn, isSimple, staticCall } from './facts.js';
import type * as n from './parser/nodes.js';
import { parseStatements } from './parser/parser.js';

/** One text of a tag, as it was parsed where it was met first. */
export class Tag {
  readonly span: Span;
  private known: { readonly calls: readonly CallPlace[]; readonly simple: boolean } | undefined;
  private readonly told = new Map<EffectOracle<Effect>, readonly Effect[] | null>();

  constructor(
    private readonly file: SourceFile,
    private readonly output: n.Output,
  ) {
    this.span = { file, start: output.start, end: output.end };
  }

  facts(): { readonly calls: readonly CallPlace[]; readonly simple: boolean } {
    this.known ??= { calls: callsIn([this.output]), simple: isSimple(this.output) };
    return this.known;
  }

  /** Its effects where it was met first. */
  effects<E extends Effect>(oracle: EffectOracle<E>): readonly E[] | undefined {
    let told = this.told.get(oracle);
    if (told === undefined) this.told.set(oracle, (told = templateEffects(this.file, [this.output], oracle) ?? null));
    return (told ?? undefined) as readonly E[] | undefined;
  }
}

export interface TagUse {
  readonly tag: Tag;
  readonly span: Span;
}

/** Tags by their texts: one that is written the same in many templates is parsed once. */
export class TagMemo {
  private readonly tags = new Map<string, Tag | null>();

  /** The tag that text[start, end) is; undefined if it is something else than exactly one. */
  tag(file: SourceFile, start: number, end: number): Tag | undefined {
    const text = file.text.slice(start, end);
    let tag = this.tags.get(text);
    if (tag === undefined) this.tags.set(text, (tag = parseTag(file, start, end) ?? null));
    return tag ?? undefined;
  }
}

function parseTag(file: SourceFile, start: number, end: number): Tag | undefined {
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
        // A tag in which the first `}}` is not its end is none when it is parsed up to there.
        const close = text.indexOf('}}', at + 2) + 2;
        const tag = close < 2 || close > end ? undefined : memo.tag(file, at, close);
        if (!tag) return undefined;
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
