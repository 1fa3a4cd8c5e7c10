import type { DatabaseError } from '../adapters/types.js';
import type { Diagnostic } from '../base/diagnostics.js';
import { beginOf, SourceFile, type Span, spanWithin } from '../base/source.js';
import { TemplateError } from '../jinja/values/index.js';
import type { CompilableNode, TestNode } from '../manifest/types.js';
import type { FailureOptions } from './failure.js';
import type { ErrorPlace } from './locate-error.js';

/** Whether a place is one that an author wrote: not in the built-in library, nor in a text that quern made itself. */
export function isAuthored({ file: { path } }: Span, { isBuiltIn }: Pick<FailureOptions, 'isBuiltIn'>): boolean {
  return !isBuiltIn(path) && !path.startsWith('<') && path !== 'hook';
}

/** What the author wrote: for a generic test its YAML, else the place in the model or macro, else the query's call. */
export function spanFor(
  error: DatabaseError,
  node: CompilableNode,
  place: ErrorPlace,
  thrown: unknown,
  options: FailureOptions,
): Span | undefined {
  const { input, missing } = error.details;
  if (input && node.resourceType === 'seed') {
    const delimiter = node.config.delimiter as string | null | undefined;
    const cell = options.places?.dataLine(node, input.line, input.column, delimiter ?? ',');
    if (cell) return cell;
  }
  if (missing?.kind === 'type' && node.resourceType === 'seed') {
    const types = Object.entries((node.config.column_types ?? {}) as Record<string, unknown>);
    const column = types.find(([, type]) => String(type).includes(missing.name))?.[0];
    const span = column === undefined ? undefined : options.places?.configured(node, 'column_types', [column]);
    if (span) return span;
  }
  if (isInAuthoredText(node, place, options)) return place.span;
  if (isGenericTest(node)) return definitionOf(node, options) ?? fileSpan(node);
  if (place.via && isAuthored(place.via, options)) return place.via;
  return callSpan(thrown, options) ?? hookSpan(error, thrown, node, options) ?? node.span ?? fileSpan(node);
}

const HOOKS = ['pre-hook', 'post-hook'] as const;

/** The hook of a node whose statement failed. */
function hookSpan(
  { details: { sql, position } }: DatabaseError,
  thrown: unknown,
  node: CompilableNode,
  { places }: FailureOptions,
): Span | undefined {
  if (!(thrown instanceof TemplateError) || !thrown.trace.some((step) => /\brun_hooks$/.test(step.name)))
    return undefined;
  const statement = sql.replace(/\/\*[\s\S]*?\*\//g, '').trim();
  const set = HOOKS.filter((key) => ((node.config[key] as readonly unknown[] | undefined) ?? []).length > 0);
  const origins = set.flatMap((key) => places?.configured(node, key) ?? []);
  const literal = origins.find(({ file, start, end }) => file.text.slice(start, end).includes(statement));
  if (!literal) return origins[0];
  const at = Math.max((position ?? 0) - sql.indexOf(statement), 0);
  return spanWithin({ file: new SourceFile('<hook>', statement), start: at, end: statement.length }, literal);
}

/** Whether the statement's text at the place is the author's: the model's own, or that of a macro of theirs. */
function isInAuthoredText(node: CompilableNode, { span, via }: ErrorPlace, options: FailureOptions): boolean {
  return span !== undefined && isAuthored(span, options) && (!isGenericTest(node) || via !== undefined);
}

/** What the author wrote for an error that came up in a macro of the library. */
export function authoredSpan(
  { message, span: inner }: Diagnostic,
  thrown: unknown,
  node: CompilableNode,
  options: FailureOptions,
): Span | undefined {
  if (isGenericTest(node)) return definitionOf(node, options) ?? fileSpan(node);
  for (const key of inner ? [...HOOKS, 'sql_header'] : []) {
    const origin = options.places?.configured(node, key);
    const written = origin?.file.text.slice(origin.start, origin.end);
    if (origin && written?.includes(inner!.file.text.trim())) return spanWithin(inner!, origin);
  }
  const called = callSpan(thrown, options);
  if (called) return called;
  // The library complains of settings by their names.
  for (const key of Object.keys(node.config)) {
    if (key.length < 6 || !new RegExp(`\\b${key}`, 'i').test(message)) continue;
    const span = options.places?.configured(node, key);
    if (span) return span;
  }
  return node.span ?? fileSpan(node);
}

function definitionOf(node: TestNode, { places, nodes }: FailureOptions): Span | undefined {
  const attached = node.attachedNode === null ? undefined : nodes?.get(node.attachedNode);
  return places?.definition(node, attached) ?? node.span;
}

/** The innermost call that led to the query and stands in what the author wrote. */
function callSpan(thrown: unknown, options: FailureOptions): Span | undefined {
  for (let at = thrown; at instanceof Error; at = at.cause) {
    if (!(at instanceof TemplateError)) continue;
    const spans = [at.span, ...at.trace.map((step) => step.span)];
    const own = spans.find((span) => span && isAuthored(span, options));
    if (own) return own;
  }
  return undefined;
}

/** The macros that led to the failure; none if all of them are of the built-in library. */
export function trace(thrown: unknown, options: FailureOptions): Pick<Diagnostic, 'trace'> {
  if (!(thrown instanceof TemplateError)) return {};
  const steps = thrown.trace.filter((step) => step.span && isAuthored(step.span, options));
  return steps.length > 0 ? { trace: steps } : {};
}

export function related(node: CompilableNode, place: ErrorPlace, options: FailureOptions): Pick<Diagnostic, 'related'> {
  const places: { message: string; span: Span }[] = [];
  const inMacro = isInAuthoredText(node, place, options);
  const test = isGenericTest(node) ? definitionOf(node, options) : undefined;
  if (inMacro && test) places.push({ message: 'The test is here', span: test });
  else if (inMacro && place.via) places.push({ message: 'Reached from here', span: place.via });
  if (place.executed && !inMacro) places.push({ message: 'In the statement that was run', span: place.executed });
  return places.length > 0 ? { related: places } : {};
}

export function isGenericTest(node: CompilableNode): node is TestNode {
  return node.resourceType === 'test' && node.testMetadata !== null;
}

/** The start of the node's file, where nothing better is known. */
export function fileSpan(node: CompilableNode): Span | undefined {
  return node.file && beginOf(node.file);
}
