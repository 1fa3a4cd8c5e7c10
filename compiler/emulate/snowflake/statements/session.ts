import type { Cursor } from '../../../sql/lex/cursor.js';
import { doesNotExist, unsupported } from '../engine/errors.js';
import { currentDatabase, readIdentifier, readName } from '../engine/resolve.js';
import { DEFAULT_PARAMETERS } from '../engine/session.js';
import { type StatementResult, statementTypes, statusResult } from '../results/result.js';
import type { StatementContext } from './context.js';
import { query } from './query.js';

const done = (): StatementResult => statusResult('Statement executed successfully.', statementTypes.set);

export async function use({ cursor, session, engine }: StatementContext): Promise<StatementResult> {
  cursor.expect('USE');
  const kind = cursor.acceptOne('ROLE', 'WAREHOUSE', 'DATABASE', 'SCHEMA', 'SECONDARY ROLES');
  if (kind === 'SECONDARY ROLES') return done();
  const parts = readName(cursor);
  if (kind === 'ROLE') session.role = parts[0]!;
  else if (kind === 'WAREHOUSE') session.warehouse = parts[0]!;
  else if (kind === 'DATABASE' || (kind === undefined && parts.length === 1)) {
    if (!engine.catalog.databases.has(parts[0]!)) throw doesNotExist('Database', parts[0]!);
    session.database = parts[0]!;
    session.schema = engine.catalog.schema(parts[0]!, 'PUBLIC') ? 'PUBLIC' : undefined;
  } else {
    const [schema, database = currentDatabase(session)] = parts.reverse();
    if (!engine.catalog.schema(database, schema!)) throw doesNotExist('Schema', `${database}.${schema}`);
    session.database = database;
    session.schema = schema!;
  }
  return done();
}

/** `ALTER SESSION SET a = 1 b = 2`, `ALTER SESSION UNSET a, b`. */
export async function alterSession({ cursor, session }: StatementContext): Promise<StatementResult> {
  const action = cursor.acceptOne('SET', 'UNSET');
  if (!action) cursor.fail();
  while (!cursor.atEnd) {
    const name = readIdentifier(cursor);
    if (action === 'UNSET') {
      const fallback = DEFAULT_PARAMETERS[name];
      if (fallback === undefined) session.parameters.delete(name);
      else session.parameters.set(name, fallback);
    } else {
      cursor.expect('=');
      session.parameters.set(name, readParameter(cursor));
    }
    cursor.accept(',');
  }
  return done();
}

function readParameter(cursor: Cursor): string | number | boolean {
  const token = cursor.next();
  if (token.kind === 'number') return Number(token.value);
  if (token.kind === 'word' && /^(TRUE|FALSE)$/.test(token.value)) return token.value === 'TRUE';
  return token.value;
}

/** `SET x = expression`, `SET (x, y) = (1, 2)`. */
export async function setVariables(context: StatementContext): Promise<StatementResult> {
  const { cursor, session } = context;
  cursor.expect('SET');
  const names: string[] = [];
  if (cursor.accept('(')) {
    do names.push(readIdentifier(cursor));
    while (cursor.accept(','));
    cursor.expect(')');
  } else names.push(readIdentifier(cursor));
  cursor.expect('=');
  const written = cursor.rest();
  const expressions = names.length > 1 ? written.replace(/^\(|\)$/g, '') : written;
  const { rows, columns } = await query({ ...context, sql: `SELECT ${expressions}`, describeOnly: false });
  if (columns.length !== names.length) throw unsupported('SET of a query with another number of columns');
  names.forEach((name, i) => void session.variables.set(name, literalOf(rows[0]?.[i] ?? null, columns[i]!.type.name)));
  return done();
}

/** A variable as it is put into statements. */
function literalOf(value: string | null, type: string): string {
  if (value === null) return 'NULL';
  if (type === 'NUMBER' || type === 'FLOAT') return value;
  if (type === 'BOOLEAN') return value === '1' ? 'TRUE' : 'FALSE';
  if (type === 'DATE') return `'${new Date(Number(value) * 86_400_000).toISOString().slice(0, 10)}'::DATE`;
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

export async function unsetVariables({ cursor, session }: StatementContext): Promise<StatementResult> {
  cursor.expect('UNSET');
  const isList = cursor.accept('(');
  do session.variables.delete(readIdentifier(cursor));
  while (cursor.accept(','));
  if (isList) cursor.expect(')');
  return done();
}
