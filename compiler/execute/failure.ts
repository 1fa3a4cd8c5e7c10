import { DatabaseError } from '../adapters/types.js';
import type { Diagnostic } from '../base/diagnostics.js';
import type { Span } from '../base/source.js';
import { closest } from '../base/suggest.js';
import { TemplateError } from '../jinja/values/index.js';
import type { CompilableNode } from '../manifest/types.js';
import { diagnoseTemplateError } from '../render/template-diagnostics.js';
import { databaseFailure } from './diagnostics.js';
import { type ErrorPlace, type LocateOptions, locateError } from './locate-error.js';

export interface Failure {
  /** As dbt words it in run_results. */
  readonly message: string;
  readonly diagnostic: Diagnostic;
}

export interface FailureOptions extends LocateOptions {
  /** Whether a file belongs to the built-in library. */
  readonly isBuiltIn: (path: string) => boolean;
}

/** What went wrong with a node, as a result's message and as a diagnostic. Throws again what no user can have caused. */
export async function describeFailure(error: unknown, node: CompilableNode, options: FailureOptions): Promise<Failure> {
  const database = DatabaseError.behind(error);
  if (database) return await databaseError(database, error, node, options);
  const fallback = node.span ?? fileSpan(node);
  const diagnostics = diagnoseTemplateError(error, { nodeId: node.uniqueId, ...(fallback ? { fallback } : {}) });
  const diagnostic = diagnostics[0]!;
  return { message: messageOf(diagnostic.category, node, diagnostics.map((d) => d.message).join('\n')), diagnostic };
}

/** `Database Error in model orders (models/orders.sql)` and the message, indented. */
export function messageOf(
  category: string,
  node: Pick<CompilableNode, 'resourceType' | 'name' | 'originalFilePath'>,
  message: string,
): string {
  return `${category} in ${node.resourceType} ${node.name} (${node.originalFilePath})\n${indent(message)}`;
}

async function databaseError(
  error: DatabaseError,
  thrown: unknown,
  node: CompilableNode,
  options: FailureOptions,
): Promise<Failure> {
  const place = await locateError(error, options);
  const { said, offered } = splitMessage(error.message);
  const candidates = [...new Set((error.details.candidates ?? offered).map(unquoted))];
  const near = nearest(said, place.name, candidates);
  const diagnostic = databaseFailure({ message: said, near, candidates }, spanFor(node, place, thrown, options), {
    nodeId: node.uniqueId,
    ...trace(thrown, options),
    ...related(node, place),
  });
  // Databases mostly say the candidates themselves.
  const listed =
    offered.length === 0 && candidates.length > 0
      ? `\nCandidate bindings: ${candidates.map((name) => `"${name}"`).join(', ')}`
      : '';
  const message = `${error.message}${listed}\ncompiled code at ${options.runPath}`;
  return { message: messageOf('Database Error', node, message), diagnostic };
}

/** What the author wrote: for a generic test its YAML, else the place in the model or macro, else the query's call. */
function spanFor(node: CompilableNode, place: ErrorPlace, thrown: unknown, options: FailureOptions): Span | undefined {
  if (isGenericTest(node) && node.span) return node.span;
  const own = (span: Span | undefined): Span | undefined =>
    span && !options.isBuiltIn(span.file.path) ? span : undefined;
  return own(place.span) ?? place.via ?? own(callSpan(thrown, options)) ?? node.span ?? fileSpan(node);
}

/** The innermost call that led to the query and stands in what the author wrote. */
function callSpan(thrown: unknown, options: FailureOptions): Span | undefined {
  for (let at = thrown; at instanceof Error; at = at.cause) {
    if (!(at instanceof TemplateError)) continue;
    const spans = [at.span, ...at.trace.map((step) => step.span)];
    const own = spans.find((span) => span && !options.isBuiltIn(span.file.path));
    if (own) return own;
  }
  return undefined;
}

/** The macros that led to the failure; none if all of them are of the built-in library. */
function trace(thrown: unknown, options: FailureOptions): Pick<Diagnostic, 'trace'> {
  if (!(thrown instanceof TemplateError)) return {};
  const steps = thrown.trace.filter((step) => step.span && !options.isBuiltIn(step.span.file.path));
  return steps.length > 0 ? { trace: steps } : {};
}

function related(node: CompilableNode, place: ErrorPlace): Pick<Diagnostic, 'related'> {
  const places: { message: string; span: Span }[] = [];
  if (place.via && !isGenericTest(node)) places.push({ message: 'Reached from here', span: place.via });
  if (place.executed && (!place.span || isGenericTest(node)))
    places.push({ message: 'In the statement that was run', span: place.executed });
  return places.length > 0 ? { related: places } : {};
}

function isGenericTest(node: CompilableNode): boolean {
  return node.resourceType === 'test' && node.testMetadata !== null;
}

/** The start of the node's file, where nothing better is known. */
function fileSpan(node: CompilableNode): Span | undefined {
  return node.file && { file: node.file, start: 0, end: 0 };
}

/** A database's message, and the names that it offers behind it (`Candidate bindings: "a", "b"`, `Did you mean "a"?`). */
function splitMessage(message: string): { said: string; offered: string[] } {
  const at = message.search(/\s+(?:Candidate|Did you mean|HINT:|Hint:)/);
  if (at < 0) return { said: message, offered: [] };
  return { said: message.slice(0, at), offered: quotedNames(message.slice(at)) };
}

function quotedNames(text: string): string[] {
  return [...text.matchAll(/"([^"]+)"/g)].map((match) => match[1]!);
}

/** The candidate for what stands at the place, or for a name that the message quotes. */
function nearest(message: string, atPlace: string | undefined, candidates: readonly string[]): string | undefined {
  const quoted = quotedNames(message);
  for (const name of atPlace === undefined ? quoted : [atPlace, ...quoted]) {
    const near = closest(unquoted(name), candidates);
    if (near !== undefined) return near;
  }
  return undefined;
}

/** The last part of a name, without qualifiers and quotes. */
function unquoted(name: string): string {
  return name.replace(/["`]/g, '').replace(/^.*\./s, '');
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? line : `  ${line}`))
    .join('\n');
}
