import type { Diagnostic } from '../diagnostics.js';
import { type SourceFile, type Span, spanAt } from '../source.js';
import { yamlIndentation, yamlSyntax, yamlTab, yamlUnquotedJinja } from './problems.js';

/**
 * Says in the user's terms why a text is no YAML. `reason` and `offset` are the parser's, which stops where it is lost; the mistake is often
 * earlier, and the diagnostic points there.
 */
export function explainSyntaxError(file: SourceFile, reason: string, offset: number): Diagnostic {
  const { line } = file.locate(Math.min(offset, Math.max(file.text.length - 1, 0)));
  return (
    tab(file, line, reason) ??
    unclosedQuote(file, reason, line) ??
    badStart(file, line, offset) ??
    colonInText(file, line) ??
    textAfterQuote(file, line, offset) ??
    indentation(file, line, reason) ??
    missingColon(file, line, reason) ??
    yamlSyntax({ cause: CAUSES[reason] ?? reason, hint: HINTS[reason] }, spanOfRest(file, offset))
  );
}

const CAUSES: Readonly<Record<string, string>> = {
  'deficient indentation': 'a bracket or quote that was opened before is not closed here',
  'bad indentation of a mapping entry': 'a key, or the end of this value, is expected here',
  'bad indentation of a sequence entry': 'a list item, or the end of the list, is expected here',
  'end of the stream or a document separator is expected': 'nothing may follow here',
  'unknown escape sequence': 'this escape sequence is unknown; a backslash in double quotes is written twice',
  'null byte is not allowed in input': 'the file holds a null byte',
  'the stream contains non-printable characters': 'the file holds a control character',
};

const HINTS: Readonly<Record<string, string>> = {
  'unexpected end of the stream within a flow collection': 'Close the bracket or brace that was opened before',
  'nesting exceeded maxDepth (500)': 'Nobody reads what is nested this deep: take it apart',
};

function spanOfRest(file: SourceFile, offset: number): Span {
  const start = Math.min(offset, file.text.length);
  const { line } = file.locate(start);
  const end = file.offsetAt(line, Number.MAX_SAFE_INTEGER);
  return { file, start, end: Math.max(start, end) };
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

function isBlank(text: string): boolean {
  return /^\s*(?:#.*)?$/.test(text);
}

function tab(file: SourceFile, line: number, reason: string): Diagnostic | undefined {
  for (const at of reason.includes('tab') ? [line, line + 1] : [line]) {
    const text = file.lineText(at);
    const match = /^( *)(\t+)\s*\S/.exec(text);
    if (match) return yamlTab({}, spanAt(file, at, match[1]!.length + 1, match[2]!.length));
  }
  return undefined;
}

function unclosedQuote(file: SourceFile, reason: string, line: number): Diagnostic | undefined {
  if (!/quoted scalar|deficient indentation|document separator/.test(reason)) return undefined;
  for (let at = line; at >= 1; at--) {
    const text = file.lineText(at);
    const opened = /^\s*(?:- +)*(?:[^\s'"#][^'"#]*:\s+|[-?]\s+|)(['"])/.exec(text);
    if (!opened) continue;
    const quote = opened[1]!;
    const from = opened[0].length;
    const rest = text.slice(from).replaceAll(quote === '"' ? /\\./g : /''/g, '');
    if (rest.includes(quote)) return undefined;
    return yamlSyntax(
      { cause: `this ${quote === '"' ? 'double' : 'single'} quote is not closed`, hint: `Close it with ${quote}` },
      spanAt(file, at, from, text.length - from + 1),
    );
  }
  return undefined;
}

/** A plain value can't begin with some characters. */
function badStart(file: SourceFile, line: number, offset: number): Diagnostic | undefined {
  const text = file.lineText(line);
  const match = /^(\s*(?:- +)*(?:[^\s#'"{[][^#'"]*?:\s+)?)([@`%].*)$/.exec(text);
  if (match) {
    const span = spanAt(file, line, match[1]!.length + 1, match[2]!.trimEnd().length);
    return yamlSyntax({ cause: `a value can't begin with '${match[2]![0]}'`, hint: 'Quote the value' }, span);
  }
  const jinja = /^(\s*(?:- +)*(?:[^\s#'"{[][^#'"]*?:\s+)?)(\{[{%].*)$/.exec(text);
  if (jinja && file.offsetAt(line, jinja[1]!.length + 1) <= offset) {
    return yamlUnquotedJinja({}, spanAt(file, line, jinja[1]!.length + 1, jinja[2]!.trimEnd().length));
  }
  return undefined;
}

/** `description: see: below`. */
function colonInText(file: SourceFile, line: number): Diagnostic | undefined {
  const match = /^(\s*(?:- +)*[^\s'"#[{&*!|>:][^'"#:]*:[ \t]+)([^\s'"#[{&*!|>].*?:(?:[ \t].*|$))/.exec(
    file.lineText(line),
  );
  if (!match) return undefined;
  return yamlSyntax(
    { cause: "a value with ': ' in it must be quoted", hint: 'Put quotes round the value' },
    spanAt(file, line, match[1]!.length + 1, match[2]!.trimEnd().length),
  );
}

function textAfterQuote(file: SourceFile, line: number, offset: number): Diagnostic | undefined {
  const match = /^\s*(?:- +)*(?:[^\s'"#][^'"#]*:\s+)?(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*(?=[^\s#:,\]}])/.exec(
    file.lineText(line),
  );
  if (!match) return undefined;
  const at = file.offsetAt(line, match[0].length + 1);
  if (Math.abs(at - offset) > 2) return undefined;
  return yamlSyntax(
    { cause: 'text follows the closing quote', hint: "Quote the whole value; inside single quotes a ' is written ''" },
    spanOfRest(file, at),
  );
}

/** A line that is indented like none of the lines that it could belong to. */
function indentation(file: SourceFile, line: number, reason: string): Diagnostic | undefined {
  if (!/indentation|document separator|mapping key|multiline key/.test(reason)) return undefined;
  const text = file.lineText(line);
  const indent = indentOf(text);
  const item = /^\s*-(?:\s|$)/.test(text);
  if (!item && !/^\s*[^\s].*:(?:\s|$)/.test(text)) return undefined;
  let nearest: Level | undefined;
  // The nearest line above at each indentation is what this one could stand beside.
  let limit = Number.POSITIVE_INFINITY;
  for (let at = line - 1; at >= 1 && limit > 0; at--) {
    const above = file.lineText(at);
    if (isBlank(above)) continue;
    const aboveIndent = indentOf(above);
    if (aboveIndent >= limit) continue;
    limit = aboveIndent;
    for (const candidate of levels(above, item)) {
      if (candidate === indent) return nearest && report(file, line, item, nearest);
      if (nearest && Math.abs(candidate - indent) >= Math.abs(nearest.indent - indent)) continue;
      nearest = { line: at, indent: candidate };
    }
  }
  return nearest && report(file, line, item, nearest);
}

interface Level {
  readonly line: number;
  readonly indent: number;
}

/** The columns at which list items, or keys, of a line stand: `  - - name: x` has items at 2 and 4 and a key at 6. */
function levels(text: string, item: boolean): number[] {
  const dashes: number[] = [];
  let at = indentOf(text);
  for (let dash = DASH.exec(text.slice(at)); dash; dash = DASH.exec(text.slice(at))) {
    dashes.push(at);
    at += dash[0].length;
  }
  if (item) return dashes;
  return at < text.length ? [at] : [];
}

const DASH = /^-(?:\s+|$)/;

function report(file: SourceFile, line: number, item: boolean, sibling: Level): Diagnostic {
  const text = file.lineText(line);
  const indent = indentOf(text);
  const span = spanAt(file, line, indent + 1, Math.max(text.trim().length, 1));
  const siblingText = file.lineText(sibling.line).slice(sibling.indent).trimEnd();
  return yamlIndentation(
    { what: item ? 'list item' : 'key', indent, wanted: sibling.indent, like: sibling.line },
    span,
    { related: [{ message: 'a sibling', span: spanAt(file, sibling.line, sibling.indent + 1, siblingText.length) }] },
  );
}

function missingColon(file: SourceFile, line: number, reason: string): Diagnostic | undefined {
  if (!/multiline key|mapping key|document separator|mapping entry/.test(reason)) return undefined;
  for (let at = line; at >= Math.max(line - 1, 1); at--) {
    const text = file.lineText(at);
    if (isBlank(text) || /:(?:\s|$)/.test(text) || /^\s*-(?:\s|$)/.test(text)) continue;
    return yamlSyntax(
      { cause: "a ':' is missing after this key", hint: "Write 'key: value'" },
      spanAt(file, at, indentOf(text) + 1, text.trim().length),
    );
  }
  return undefined;
}
