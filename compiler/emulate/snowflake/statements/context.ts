import { Cursor } from '../../../sql/lex/cursor.js';
import type { Token } from '../../../sql/lex/tokens.js';
import type { Cancellation, DuckResult } from '../engine/duck.js';
import type { Engine } from '../engine/engine.js';
import { syntaxError } from '../engine/errors.js';
import type { EmulatedSession } from '../engine/session.js';
import type { StatementResult } from '../results/result.js';

/** What a statement's function works with. */
export interface StatementContext {
  readonly engine: Engine;
  readonly session: EmulatedSession;
  /** The statement as it was written; offsets of its tokens are offsets into it. */
  readonly sql: string;
  readonly cursor: Cursor;
  readonly cancellation: Cancellation;
  /** Only the result's columns are wanted. */
  readonly describeOnly: boolean;
}

export type StatementHandler = (context: StatementContext) => Promise<StatementResult>;

export function cursorOf(sql: string, tokens: readonly Token[]): Cursor {
  return new Cursor(sql, tokens, (token) => syntaxError(sql, token?.start ?? sql.length, token?.text ?? '<EOF>'));
}

export function run(context: StatementContext, sql: string): Promise<DuckResult> {
  return context.session.duck.run(sql, context.cancellation);
}
