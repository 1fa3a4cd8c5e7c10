import { type StatementResult, statementTypes, statusResult } from '../results/result.js';
import { run, type StatementContext } from './context.js';

/** Runs steps in one transaction: the session's, if there is one. `needed: false` runs them as they are. */
export async function atomically<T>(context: StatementContext, needed: boolean, steps: () => Promise<T>): Promise<T> {
  if (!needed || context.session.inTransaction) return await steps();
  await context.session.duck.run('BEGIN');
  try {
    const result = await steps();
    await context.session.duck.run('COMMIT');
    return result;
  } catch (error) {
    await context.session.duck.run('ROLLBACK');
    throw error;
  }
}

export async function begin(context: StatementContext): Promise<StatementResult> {
  const { session } = context;
  // Within a transaction BEGIN does nothing.
  if (!session.inTransaction) {
    await run(context, 'BEGIN');
    session.inTransaction = true;
  }
  return statusResult('Statement executed successfully.', statementTypes.transaction);
}

export async function commit(context: StatementContext): Promise<StatementResult> {
  await endTransaction(context, 'COMMIT');
  return statusResult('Statement executed successfully.', statementTypes.transaction);
}

export async function rollback(context: StatementContext): Promise<StatementResult> {
  await endTransaction(context, 'ROLLBACK');
  return statusResult('Statement executed successfully.', statementTypes.transaction);
}

/** Ends the session's transaction, if there is one: DDL commits, too. */
export async function endTransaction({ session, engine }: StatementContext, how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
  if (!session.inTransaction) return;
  session.inTransaction = false;
  try {
    await session.duck.run(how);
  } finally {
    engine.locks.releaseAll(session.id);
  }
}
