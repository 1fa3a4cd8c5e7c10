import { type Diagnostic, type DiagnosticExtras, defineDiagnostic, QuernError } from '../base/diagnostics.js';
import type { SourceFile, Span } from '../base/source.js';
import { closest } from '../base/suggest.js';
import { TemplateError } from '../jinja/index.js';
import { adviceOnSyntax } from '../jinja/syntax-advice.js';
import { EphemeralFailure } from './ephemeral-failure.js';

const syntaxError = defineDiagnostic<{ message: string; hint?: string }>({
  code: 'JIN001',
  message: (d) => d.message,
  hint: (d) => d.hint,
});

export const undefinedName = defineDiagnostic<{ message: string; near?: string; name: string }>({
  code: 'JIN002',
  message: (d) => d.message,
  hint: (d) =>
    d.near
      ? `Did you mean '${d.near}'?`
      : d.name && d.name.length <= 100
        ? `Nothing of that name is known here. A macro of a package is called with its package's name: {{ package.${d.name}(…) }}`
        : undefined,
});

const evaluationError = defineDiagnostic<{ kind: string; message: string; hint?: string }>({
  code: 'JIN003',
  message: (d) => (d.kind === 'CompilationError' ? d.message : `${d.message} (${d.kind})`),
  hint: (d) => d.hint,
});

const securityError = defineDiagnostic<{ message: string; hint?: string }>({
  code: 'JIN004',
  message: (d) => d.message,
  hint: (d) => d.hint ?? 'Templates can only reach what their context offers.',
});

const budgetError = defineDiagnostic<{ message: string; hint?: string }>({
  code: 'JIN005',
  message: (d) => d.message,
  hint: (d) => d.hint,
});

const SYNTAX_KINDS = new Set(['TemplateSyntaxError', 'TemplateAssertionError']);
const BUDGET_KINDS = new Set(['BudgetError', 'RecursionError', 'MemoryError', 'TimeoutError']);

const NONE_AT_PARSE =
  'run_query() and statements answer None while the project is read: put what looks into the answer between {% if execute %} and {% endif %}';
const TOO_LARGE = 'Templates write SQL: work on many values is for the database';

export interface TemplateErrorPlace {
  readonly nodeId?: string;
  /** Names that could have been meant where an undefined one was used. */
  readonly names?: () => Iterable<string>;
  /** Where to point at if the error itself does not know. */
  readonly fallback?: Span;
  /** The file as the author knows it, for an error in a range of it. */
  readonly file?: SourceFile;
}

/** Everything that evaluating a template can throw, as diagnostics that point into what the author wrote. Others are thrown again. */
export function diagnoseTemplateError(error: unknown, place: TemplateErrorPlace = {}): Diagnostic[] {
  if (error instanceof EphemeralFailure)
    return diagnoseTemplateError(error.cause, { ...place, nodeId: error.node.uniqueId });
  if (error instanceof QuernError) return error.diagnostics.map((d) => completed(d, undefined, place));
  if (error instanceof RangeError && /call stack/i.test(error.message))
    return [budgetError({ message: 'The template is nested too deeply', hint: undefined }, place.fallback)];
  if (!(error instanceof TemplateError)) throw error;
  if (error.cause instanceof QuernError) return error.cause.diagnostics.map((d) => completed(d, error, place));
  return [fromTemplateError(error, place)];
}

/** A diagnostic of a host function, with the place and the call chain that the evaluator knows. */
function completed(diagnostic: Diagnostic, error: TemplateError | undefined, place: TemplateErrorPlace): Diagnostic {
  const span = diagnostic.span ?? error?.span ?? place.fallback;
  const trace = diagnostic.trace ?? (error && error.trace.length > 0 ? error.trace : undefined);
  const nodeId = diagnostic.nodeId ?? place.nodeId;
  return { ...diagnostic, ...(span ? { span } : {}), ...(trace ? { trace } : {}), ...(nodeId ? { nodeId } : {}) };
}

function fromTemplateError(error: TemplateError, place: TemplateErrorPlace): Diagnostic {
  const span = error.span ?? place.fallback;
  const extras: DiagnosticExtras = {
    ...(error.trace.length > 0 ? { trace: error.trace } : {}),
    ...(place.nodeId ? { nodeId: place.nodeId } : {}),
  };
  const { kind, hint } = error;
  // dbt's inner names of macros are none that their authors know.
  const message = error.message.replace(/\bdbt_macro__(?=\w)/g, '');
  if (SYNTAX_KINDS.has(kind)) {
    const { opened, ...advice } = adviceOnSyntax(message, span);
    const related = opened ? { related: [{ message: 'The block begins here', span: opened }] } : {};
    return syntaxError({ message, ...advice, ...(hint ? { hint } : {}) }, span, { ...extras, ...related });
  }
  if (kind === 'UndefinedError') {
    const name = /'([^']+)' is undefined/.exec(message)?.[1] ?? '';
    const near = name && place.names ? closest(name, place.names()) : undefined;
    const own = hint ?? (message.startsWith("'None' has no attribute") ? NONE_AT_PARSE : undefined);
    return undefinedName({ message, near, name }, span, own ? { ...extras, hint: own } : extras);
  }
  if (kind === 'OverflowError' && !hint) return evaluationError({ kind, message, hint: TOO_LARGE }, span, extras);
  if (kind === 'SecurityError') return securityError({ message, hint }, span, extras);
  if (BUDGET_KINDS.has(kind)) return budgetError({ message, hint }, span, extras);
  return evaluationError({ kind, message, hint }, span, extras);
}
