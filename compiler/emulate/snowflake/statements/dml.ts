import type { SchemaObject } from '../engine/catalog.js';
import { fullName, physicalSql, readName, requireRelation } from '../engine/resolve.js';
import {
  countResult,
  type StatementResult,
  type StatementType,
  statementTypes,
  statusResult,
} from '../results/result.js';
import { run, type StatementContext } from './context.js';
import { atomically } from './transaction.js';
import { translateStatement } from './translate.js';

/** The table that a statement writes to, locked for this session until the statement or the transaction has ended. */
async function lockTarget(context: StatementContext): Promise<SchemaObject> {
  const { cursor, engine, session } = context;
  const table = requireRelation(engine, session, fullName(session, readName(cursor)), 'Table');
  await engine.locks.acquire(physicalSql(table), session.id);
  return table;
}

async function runCounted(
  context: StatementContext,
  sql: string,
  count: string,
  type: StatementType,
): Promise<StatementResult> {
  const changed = context.describeOnly ? 0 : (await run(context, sql)).changed;
  return countResult({ [count]: changed }, type);
}

export async function insert(context: StatementContext): Promise<StatementResult> {
  const { cursor, sql } = context;
  cursor.expect('INSERT');
  const overwrite = cursor.peek()!;
  const isOverwrite = cursor.accept('OVERWRITE');
  cursor.expect('INTO');
  cursor.accept('TABLE');
  const table = await lockTarget(context);
  const written = isOverwrite ? sql.slice(0, overwrite.start) + sql.slice(overwrite.end) : sql;
  const translated = translateStatement(context, written);
  return await atomically(context, isOverwrite, async () => {
    if (isOverwrite && !context.describeOnly) await run(context, `DELETE FROM ${physicalSql(table)}`);
    return await runCounted(context, translated, 'number of rows inserted', statementTypes.insert);
  });
}

export async function update(context: StatementContext): Promise<StatementResult> {
  context.cursor.expect('UPDATE');
  await lockTarget(context);
  const translated = translateStatement(context, context.sql);
  const changed = context.describeOnly ? 0 : (await run(context, translated)).changed;
  return countResult(
    { 'number of rows updated': changed, 'number of multi-joined rows updated': 0 },
    statementTypes.update,
  );
}

export async function remove(context: StatementContext): Promise<StatementResult> {
  context.cursor.expect('DELETE', 'FROM');
  await lockTarget(context);
  return await runCounted(
    context,
    translateStatement(context, context.sql),
    'number of rows deleted',
    statementTypes.delete,
  );
}

export async function truncate(context: StatementContext): Promise<StatementResult> {
  const { cursor } = context;
  cursor.expect('TRUNCATE');
  cursor.accept('TABLE');
  cursor.accept('IF', 'EXISTS');
  const table = await lockTarget(context);
  await run(context, `DELETE FROM ${physicalSql(table)}`);
  return statusResult('Statement executed successfully.');
}

/** MERGE answers a count for each kind of clause that it has. */
export async function merge(context: StatementContext): Promise<StatementResult> {
  const { cursor } = context;
  cursor.expect('MERGE', 'INTO');
  await lockTarget(context);
  const actions = new Set<string>();
  while (!cursor.atEnd) {
    cursor.until('THEN');
    if (!cursor.accept('THEN')) break;
    actions.add(cursor.next().value);
  }
  const counted = ['INSERT', 'UPDATE', 'DELETE'].filter((action) => actions.has(action));
  const translated = translateStatement(context, context.sql);
  const rows = context.describeOnly ? [] : (await run(context, `${translated} RETURNING merge_action`)).rows;
  const counts = counted.map((action) => [
    `number of rows ${action.toLowerCase().replace(/e?$/, 'ed')}`,
    rows.filter(([done]) => done === action).length,
  ]);
  return countResult(Object.fromEntries(counts), statementTypes.merge);
}
