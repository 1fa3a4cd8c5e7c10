import type { Token } from '../../../sql/lex/tokens.js';
import { compilationError, unsupported } from '../engine/errors.js';
import type { StatementResult } from '../results/result.js';
import { comment } from './comment.js';
import type { StatementContext, StatementHandler } from './context.js';
import { snowflakeErrorOf } from './database-error.js';
import { alter } from './ddl/alter.js';
import { create } from './ddl/create.js';
import { drop } from './ddl/drop.js';
import { describeObject } from './describe.js';
import { insert, merge, remove, truncate, update } from './dml.js';
import { grant, revoke } from './grant.js';
import { query } from './query.js';
import { setVariables, unsetVariables, use } from './session.js';
import { show } from './show/show.js';
import { copy } from './stage/copy.js';
import { listFiles, removeFiles } from './stage/files.js';
import { isTransfer, put } from './stage/put.js';
import { call } from './system.js';
import { begin, commit, endTransaction, rollback } from './transaction.js';

interface Entry {
  readonly run: StatementHandler;
  /** DDL commits the transaction that it stands in. */
  readonly ddl?: boolean;
  /** Without autocommit it opens a transaction. */
  readonly writes?: boolean;
}

const BY_WORD: Readonly<Record<string, Entry>> = {
  SELECT: { run: query },
  WITH: { run: query },
  VALUES: { run: query },
  '(': { run: query },
  INSERT: { run: insert, writes: true },
  UPDATE: { run: update, writes: true },
  DELETE: { run: remove, writes: true },
  MERGE: { run: merge, writes: true },
  TRUNCATE: { run: truncate, ddl: true },
  CREATE: { run: create, ddl: true },
  DROP: { run: drop, ddl: true },
  ALTER: { run: alter, ddl: true },
  COMMENT: { run: comment, ddl: true },
  GRANT: { run: grant, ddl: true },
  REVOKE: { run: revoke, ddl: true },
  CALL: { run: call },
  PUT: { run: put },
  GET: { run: put },
  COPY: { run: copy, writes: true },
  LIST: { run: listFiles },
  LS: { run: listFiles },
  REMOVE: { run: removeFiles },
  RM: { run: removeFiles },
  SHOW: { run: show },
  DESCRIBE: { run: describeObject },
  DESC: { run: describeObject },
  USE: { run: use },
  SET: { run: setVariables },
  UNSET: { run: unsetVariables },
  BEGIN: { run: begin },
  START: { run: begin },
  COMMIT: { run: commit },
  ROLLBACK: { run: rollback },
};

/** Runs one statement in its session. */
export async function execute(context: StatementContext): Promise<StatementResult> {
  const { session, engine, cursor, cancellation } = context;
  const entry: Entry = isTransfer(context.sql) ? { run: put } : entryOf(cursor.peek());
  try {
    cancellation.throwIfCancelled();
    if (entry.ddl && !context.describeOnly) await endTransaction(context, 'COMMIT');
    await openImplicitly(context, entry);
    return await entry.run(context);
  } catch (error) {
    throw snowflakeErrorOf(error, context.sql);
  } finally {
    if (!session.inTransaction) engine.locks.releaseAll(session.id);
  }
}

function entryOf(token: Token | undefined): Entry {
  if (!token) throw compilationError('Empty SQL statement.', '000900', '42601');
  const entry = BY_WORD[token.value];
  if (!entry) throw unsupported(token.text.toUpperCase());
  return entry;
}

async function openImplicitly({ session, describeOnly }: StatementContext, entry: Entry): Promise<void> {
  if (session.autocommit || session.inTransaction || !entry.writes || describeOnly) return;
  await session.duck.run('BEGIN');
  session.inTransaction = true;
}
