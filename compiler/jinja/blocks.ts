/** Finds dbt's top-level blocks with a quick scan of the tags: bodies are not parsed. */
import type { SourceFile } from '../base/source.js';
import type { Block, BlockKind } from './api.js';
import { TemplateError } from './errors.js';

const KINDS: ReadonlyMap<string, BlockKind> = new Map([
  ['macro', 'macro'],
  ['test', 'test'],
  ['data_test', 'test'],
  ['materialization', 'materialization'],
  ['snapshot', 'snapshot'],
  ['docs', 'docs'],
]);

const CONTROL: ReadonlyMap<string, string> = new Map([
  ['endif', 'if'],
  ['endfor', 'for'],
]);
const CONTROL_TAGS: ReadonlySet<string> = new Set(CONTROL.values());
const DOCS_TAGS: ReadonlySet<string> = new Set(['docs', 'enddocs', 'raw']);
const TAG = /\{%[-+]?\s*(\w+)/y;
const ENDRAW = /\{%[-+]?\s*endraw\s*[-+]?%\}/g;

interface Tag {
  readonly word: string;
  readonly start: number;
  /** After the closing `%}`. */
  readonly end: number;
  /** Of what follows the word, up to the closing. */
  readonly headStart: number;
  readonly headEnd: number;
}

/**
 * Top-level blocks in order. With `kinds`, only these are looked for, and the tags of others are text. Throws
 * TemplateError for a block that is unclosed, inside another one of the kinds, or inside `if` or `for`.
 */
export function scanBlocks(file: SourceFile, kinds?: readonly BlockKind[]): Block[] {
  const blocks: Block[] = [];
  // In prose other tags are examples, which may be unfinished.
  const markdown = kinds?.every((kind) => kind === 'docs') ?? false;
  const control: string[] = [];
  let open: { tag: Tag; kind: BlockKind } | undefined;
  let textEnd = 0;
  for (const tag of tagsOf(file, () => markdown || open?.kind === 'docs', markdown)) {
    const kind = KINDS.get(tag.word);
    const wanted = kind !== undefined && (!kinds || kinds.includes(kind));
    if (open) {
      if (tag.word === `end${open.tag.word}`) {
        const block = blockOf(file, open.kind, open.tag, tag, textEnd);
        textEnd = trimmedEnd(file.text, tag.end);
        blocks.push(block);
        open = undefined;
      } else if (wanted && open.kind !== 'docs') nested(file, open.tag, tag);
    } else if (CONTROL_TAGS.has(tag.word)) control.push(tag.word);
    else if (CONTROL.has(tag.word)) {
      // A stray end is the template parser's to report, if anything parses this text at all.
      if (control.at(-1) === CONTROL.get(tag.word)) control.pop();
    } else if (wanted) {
      if (control.length > 0) {
        fail(
          file,
          tag,
          `Got a block definition inside control flow: '${tag.word}' is inside '${control.at(-1)}'. All dbt block definitions must be at the top level`,
        );
      }
      open = { tag, kind };
    }
  }
  if (open) {
    const { tag } = open;
    fail(file, tag, `Reached end of file without finding a close tag for ${tag.word} (searched for end${tag.word})`);
  }
  return blocks;
}

function fail(file: SourceFile, at: { start: number; end: number }, message: string): never {
  throw new TemplateError('TemplateSyntaxError', message, { span: { file, start: at.start, end: at.end } });
}

function nested(file: SourceFile, outer: Tag, inner: Tag): never {
  const { line } = file.locate(outer.start);
  fail(
    file,
    inner,
    `Got a nested block: '${inner.word}' inside the '${outer.word}' that begins on line ${line}. Nested blocks are not allowed`,
  );
}

function* tagsOf(file: SourceFile, tolerant: () => boolean, docsOnly: boolean): Iterable<Tag> {
  const { text } = file;
  let at = text.indexOf('{');
  while (at >= 0) {
    const next = text[at + 1];
    let end = at + 1;
    if (next === '#') {
      const close = text.indexOf('#}', at + 2);
      if (close < 0 && !tolerant()) fail(file, { start: at, end: at + 2 }, 'Missing end of comment tag');
      end = close < 0 ? at + 2 : close + 2;
    } else if (next === '{') end = closing(text, at + 2, '}}') ?? at + 2;
    else if (next === '%') {
      TAG.lastIndex = at;
      const word = TAG.exec(text);
      if (!word || (docsOnly && !DOCS_TAGS.has(word[1]!))) end = at + 2;
      else if (word[1] === 'raw') {
        ENDRAW.lastIndex = TAG.lastIndex;
        const close = ENDRAW.exec(text);
        if (!close && !tolerant()) fail(file, { start: at, end: TAG.lastIndex }, 'Missing end of raw directive');
        end = close ? close.index + close[0].length : TAG.lastIndex;
      } else {
        const headStart = TAG.lastIndex;
        const close = closing(text, headStart, '%}');
        if (close === undefined) {
          if (!tolerant() && KINDS.has(word[1]!))
            fail(
              file,
              { start: at, end: headStart },
              `Reached end of file without finding the end of the ${word[1]} tag`,
            );
          end = headStart;
        } else {
          end = close;
          const headEnd = /[-+]/.test(text[close - 3]!) ? close - 3 : close - 2;
          yield { word: word[1]!, start: at, end, headStart, headEnd: Math.max(headStart, headEnd) };
        }
      }
    }
    at = text.indexOf('{', end);
  }
}

/** After the `}}` or `%}` that ends a tag, strings inside it not counting; undefined if there is none. */
function closing(text: string, from: number, end: '}}' | '%}'): number | undefined {
  const first = end.charCodeAt(0);
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === first && text.charCodeAt(i + 1) === 125) return i + 2;
    if (code === 34 || code === 39) {
      const close = stringEnd(text, i);
      if (close === undefined) return undefined;
      i = close;
    }
  }
  return undefined;
}

function stringEnd(text: string, from: number): number | undefined {
  const quote = text.charCodeAt(from);
  for (let i = from + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 92) i++;
    else if (code === quote) return i;
  }
  return undefined;
}

/** Where the text of a tag begins: at the white space before it, if `{%-` takes that away. */
function trimmedStart(text: string, start: number, from: number): number {
  if (text[start + 2] !== '-') return start;
  let at = start;
  while (at > from && /\s/.test(text[at - 1]!)) at--;
  return at > 0 ? at : start;
}

/** Where the text of a tag ends: after the white space behind it, if `-%}` takes that away. */
function trimmedEnd(text: string, end: number): number {
  if (text[end - 3] !== '-') return end;
  let at = end;
  while (at < text.length && /\s/.test(text[at]!)) at++;
  // White space at the end of the file belongs to nothing.
  return at < text.length ? at : end;
}

/** @param from where the text before the block was used up by another one. */
function blockOf(file: SourceFile, kind: BlockKind, open: Tag, close: Tag, from: number): Block {
  const { text } = file;
  const head = text.slice(open.headStart, open.headEnd);
  const name = /^\s*([\p{L}_][\p{L}\p{N}_]*)/u.exec(head);
  if (!name) fail(file, { start: open.headStart, end: open.headEnd }, `A ${open.word} needs a name`);
  const nameStart = open.headStart + name[0].length - name[1]!.length;
  const block = {
    kind,
    name: name[1]!,
    span: { file, start: open.start, end: close.end },
    nameSpan: { file, start: nameStart, end: nameStart + name[1]!.length },
    text: text.slice(trimmedStart(text, open.start, from), trimmedEnd(text, close.end)),
    body: text.slice(open.end, close.start),
    bodySpan: { file, start: open.end, end: close.start },
  };
  if (kind === 'test') return { ...block, macroName: `test_${block.name}` };
  if (kind !== 'materialization') return { ...block, macroName: block.name };
  const adapter = /\badapter\s*=\s*(['"])(.*?)\1/.exec(head)?.[2] ?? 'default';
  const languages = /\bsupported_languages\s*=\s*\[(.*?)\]/s.exec(head)?.[1];
  const supportedLanguages = languages
    ?.split(',')
    .map((word) => word.trim().replace(/^['"]|['"]$/g, ''))
    .filter(Boolean) ?? ['sql'];
  return { ...block, macroName: `materialization_${block.name}_${adapter}`, adapter, supportedLanguages };
}
