import { type Diagnostic, QuernError } from '../base/diagnostics.js';
import type { Problem } from './types.js';

/** A project that can't be read or run; `problems` has everything that was found. */
export class ProjectError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(({ code, message }) => `${code}: ${message}`).join('\n'));
    this.name = 'ProjectError';
  }
}

export function problemOf({ code, severity, category, message, hint, nodeId, span }: Diagnostic): Problem {
  const from = span?.file.locate(span.start);
  const to = span?.file.locate(span.end);
  return {
    code,
    severity,
    category,
    message,
    hint: hint ?? null,
    node: nodeId ?? null,
    place:
      span && from && to
        ? { path: span.file.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
        : null,
  };
}

/** What was thrown, as programs are to see it. */
export function thrown(error: unknown): unknown {
  return error instanceof QuernError ? new ProjectError(error.diagnostics.map(problemOf)) : error;
}
