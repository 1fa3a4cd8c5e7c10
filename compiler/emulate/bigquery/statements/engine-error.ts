import { ApiError, invalidQuery, placeOf, SyntaxProblem } from '../engine/api-error.js';
import { tokenize } from './tokens.js';

/** DuckDB's error in BigQuery's words, with the place in the statement as it was sent. */
export function engineError(error: unknown, sql: string): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof SyntaxProblem) return error.in(sql);
  const message = (error instanceof Error ? error.message : String(error)).split('\n\nLINE')[0]!;
  const at = (name: string): string => {
    const token = tokenize(sql).find((t) => t.text.toLowerCase() === name.toLowerCase());
    return token ? ` at ${placeOf(sql, token.start)}` : '';
  };
  if (/INTERRUPT|Interrupted/i.test(message))
    return new ApiError(400, 'stopped', 'Job execution was cancelled: User requested cancellation');
  const column = /Referenced column "(.+?)" (?:was )?not found/.exec(message)?.[1];
  if (column !== undefined) {
    const near = /Candidate bindings: "(.+?)"/.exec(message)?.[1]?.replace(/^.*\./, '');
    return invalidQuery(
      `Unrecognized name: ${column}${near === undefined ? '' : `; Did you mean ${near}?`}${at(column)}`,
    );
  }
  const qualified = /does not have a column named "(.+?)"/.exec(message)?.[1];
  if (qualified !== undefined) return invalidQuery(`Name ${qualified} not found inside table${at(qualified)}`);
  const fn = /Function with name "?(\w+)"? does not exist/i.exec(message)?.[1];
  if (fn !== undefined) return invalidQuery(`Function not found: ${fn}${at(fn)}`);
  const required = /NOT NULL constraint failed: (?:\w+\.)*"?(\w+)"?/.exec(message)?.[1];
  if (required !== undefined) return invalidQuery(`Required field ${required} cannot be null`);
  if (/source row.*(?:more than|multiple)|same target row|at most one/i.test(message))
    return invalidQuery('UPDATE/MERGE must match at most one source row for each target row');
  return invalidQuery(message.replace(/^[\w ]+ Error: /, ''));
}
