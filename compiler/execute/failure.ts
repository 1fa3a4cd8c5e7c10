import { DatabaseError } from '../adapters/types.js';
import type { Diagnostic } from '../base/diagnostics.js';
import { closest } from '../base/suggest.js';
import type { CompilableNode, SourceNode } from '../manifest/types.js';
import { EphemeralFailure } from '../render/ephemeral-failure.js';
import { diagnoseTemplateError } from '../render/template-diagnostics.js';
import { databaseFailure, noSuchColumn } from './diagnostics.js';
import { adviceFor } from './failure-advice.js';
import { authoredSpan, fileSpan, isAuthored, isGenericTest, related, spanFor, trace } from './failure-place.js';
import { type LocateOptions, locateError } from './locate-error.js';
import type { PlacesPort } from './ports.js';
import { isTransient } from './transient.js';

export interface Failure {
  /** As dbt words it in run_results. */
  readonly message: string;
  readonly diagnostic: Diagnostic;
}

export interface FailureOptions extends LocateOptions {
  /** Whether a file belongs to the built-in library. */
  readonly isBuiltIn: (path: string) => boolean;
  /** What the author wrote of a node. */
  readonly places?: PlacesPort;
  /** All nodes of the project, by id. */
  readonly nodes?: ReadonlyMap<string, CompilableNode>;
  readonly sources?: ReadonlyMap<string, SourceNode>;
  /** Names that a template could mean. */
  readonly names?: () => Iterable<string>;
  /** Columns of what the node reads, for a database that does not offer them. */
  readonly columns?: () => Promise<readonly string[]>;
}

/** What went wrong with a node, as a result's message and as a diagnostic. Throws again what no user can have caused. */
export async function describeFailure(error: unknown, node: CompilableNode, options: FailureOptions): Promise<Failure> {
  if (error instanceof EphemeralFailure) return await describeFailure(error.cause, error.node, options);
  const database = DatabaseError.behind(error);
  if (database) return await databaseError(database, error, node, options);
  const fallback = node.span ?? fileSpan(node);
  const found = diagnoseTemplateError(error, {
    nodeId: node.uniqueId,
    ...(fallback ? { fallback } : {}),
    ...(options.names ? { names: options.names } : {}),
  });
  const diagnostic = atAuthored(found[0]!, error, node, options);
  return { message: messageOf(diagnostic.category, node, found.map((d) => d.message).join('\n')), diagnostic };
}

/** `Database Error in model orders (models/orders.sql)` and the message, indented. */
export function messageOf(
  category: string,
  node: Pick<CompilableNode, 'resourceType' | 'name' | 'originalFilePath'>,
  message: string,
): string {
  return `${category} in ${node.resourceType} ${node.name} (${node.originalFilePath})\n${indent(message)}`;
}

/** Points at what the author wrote, in place of the built-in macro or the text made by us in which it came up. */
function atAuthored(
  diagnostic: Diagnostic,
  thrown: unknown,
  node: CompilableNode,
  options: FailureOptions,
): Diagnostic {
  const { span: _span, trace: _trace, ...rest } = diagnostic;
  const steps = trace(thrown, options);
  if (diagnostic.span && isAuthored(diagnostic.span, options)) return { ...rest, span: diagnostic.span, ...steps };
  const span = authoredSpan(diagnostic, thrown, node, options);
  return { ...rest, ...(span ? { span } : {}), ...steps };
}

async function databaseError(
  error: DatabaseError,
  thrown: unknown,
  node: CompilableNode,
  options: FailureOptions,
): Promise<Failure> {
  const place = await locateError(error, options);
  const { said, offered } = splitMessage(error.message);
  const { missing } = error.details;
  let candidates = [...new Set((error.details.candidates ?? offered).map(unquoted))];
  if (candidates.length === 0 && missing?.kind === 'column')
    candidates = [...((await options.columns?.().catch(() => [])) ?? [])];
  const extras = { nodeId: node.uniqueId, ...trace(thrown, options) };
  const diagnostic =
    missingTestColumn(error, node, candidates, options) ??
    databaseFailure(
      {
        message: briefly(error, said),
        near: nearest(said, missing?.name ?? place.name, candidates),
        candidates: missing?.kind === 'column' ? candidates : [],
      },
      spanFor(error, node, place, thrown, options),
      { ...extras, ...related(node, place, options), ...adviceFor(error, node, place, options) },
    );
  // Databases mostly say the candidates themselves.
  const listed =
    offered.length === 0 && candidates.length > 0
      ? `\nCandidate bindings: ${candidates.map((name) => `"${name}"`).join(', ')}`
      : '';
  // A statement of quern's own stands in no file.
  const at = options.runPath.startsWith('<') ? '' : `\ncompiled code at ${options.runPath}`;
  const message = `${error.message}${listed}${at}`;
  return {
    message: messageOf('Database Error', node, message),
    diagnostic: isTransient(error) ? { ...diagnostic, transient: true } : diagnostic,
  };
}

/** A generic test on a column that is not there is one problem of the properties file, whatever tests the column has. */
function missingTestColumn(
  { details: { missing } }: DatabaseError,
  node: CompilableNode,
  candidates: readonly string[],
  { places, nodes }: FailureOptions,
): Diagnostic | undefined {
  if (!isGenericTest(node) || missing?.kind !== 'column' || node.columnName === null) return undefined;
  const column = unquoted(node.columnName);
  if (unquoted(missing.name).toLowerCase() !== column.toLowerCase()) return undefined;
  const attached = node.attachedNode === null ? undefined : nodes?.get(node.attachedNode);
  const span = places?.testColumn(node, attached);
  if (!span) return undefined;
  const owner = attached ? { kind: attached.resourceType, name: attached.name } : sourceOf(node);
  return noSuchColumn({ ...owner, column, near: closest(column, candidates), columns: candidates }, span, {
    nodeId: node.uniqueId,
  });
}

function sourceOf(node: CompilableNode): { kind: string; name: string } {
  const { source = '', table = '' } = node.sources[0] ?? {};
  return { kind: 'source', name: `${source}.${table}` };
}

/** Of a failure in a data file what is said of the line; the options that it was read with are in the log. */
function briefly(error: DatabaseError, said: string): string {
  return error.details.input ? said.split('\n\n')[0]! : said;
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
export function unquoted(name: string): string {
  return name.replace(/["`]/g, '').replace(/^.*\./s, '');
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? line : `  ${line}`))
    .join('\n');
}
