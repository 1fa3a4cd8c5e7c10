import { DatabaseError } from '../types.js';

/** What the driver throws for an error of the server; those of the network have other codes, and no severity. */
export interface ServerError extends Error {
  readonly severity?: string;
  readonly code?: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly position?: string;
  readonly internalPosition?: string;
  readonly where?: string;
}

const MISSING: readonly (readonly [code: string, kind: 'column' | 'relation' | 'function' | 'type', name: RegExp])[] = [
  ['42703', 'column', /^column (.+?) (?:of relation .+ )?does not exist/],
  ['42P01', 'relation', /^(?:relation|table|view|missing FROM-clause entry for table) "?(.+?)"?(?: does not exist)?$/],
  ['42883', 'function', /^(?:function|operator) ([^(]+)/],
  ['42704', 'type', /^type "(.+?)" does not exist/],
];

/** Words of the network and of the driver for a connection that is gone. */
const LOST = /^(ECONN|EPIPE|ETIMEDOUT|ENET|EHOST)|terminated|not queryable/;

/** An undefined table or schema. */
const MISSING_RELATION = new Set(['42P01', '3F000']);

/**
 * A DatabaseError from what the driver threw: the server's words with its detail and hint, and the place in `sql`. Errors without a
 * code are the connection's.
 */
export function databaseError(error: unknown, sql: string): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const { severity, message, code, detail, hint, position, where } = asServerError(error);
  if (severity === undefined && LOST.test(`${code} ${message}`))
    return new DatabaseError(`The connection to the server was lost: ${message}`, { sql, code: 'lost' });
  const candidates = candidatesOf(hint);
  // A hint that is nothing but a candidate is said in our own words.
  const lines = [message, detail, hint && candidates.length === 0 ? `HINT: ${hint}` : undefined];
  return new DatabaseError(lines.filter((line) => line !== undefined && line !== '').join('\n'), {
    sql,
    ...(code === undefined ? {} : { code, sqlState: code }),
    ...(position === undefined ? {} : { position: characterOffset(sql, Number(position) - 1) }),
    ...(candidates.length > 0 ? { candidates } : {}),
    ...(code !== undefined && MISSING_RELATION.has(code) ? { missingRelation: true } : {}),
    ...missingThing(message, code),
    ...inputPlace(where),
  });
}

function asServerError(error: unknown): ServerError {
  return error instanceof Error ? error : new Error(String(error));
}

function missingThing(message: string, code: string | undefined): Pick<DatabaseError['details'], 'missing'> {
  for (const [known, kind, pattern] of MISSING) {
    if (known !== code) continue;
    const found = pattern.exec(message)?.[1]?.replaceAll('"', '');
    if (found !== undefined) return { missing: { kind, name: found.replace(/^.*\./s, '') } };
  }
  return {};
}

/** `Perhaps you meant to reference the column "t.a" or the column "t.b".` */
function candidatesOf(hint: string | undefined): string[] {
  if (!hint?.startsWith('Perhaps you meant to reference')) return [];
  return [...hint.matchAll(/column "(.+?)"/g)].map((match) => match[1]!.replace(/^.*\./s, ''));
}

/** `COPY seeds, line 3, column amount: "x"` */
function inputPlace(where: string | undefined): Pick<DatabaseError['details'], 'input'> {
  const found = /^COPY .*?, line (\d+)(?:, column ("?)(.+?)\2(?::|$))?/.exec(where ?? '');
  if (!found) return {};
  return { input: { line: Number(found[1]), ...(found[3] === undefined ? {} : { column: found[3] }) } };
}

/** PostgreSQL counts characters; a DatabaseError's position counts UTF-16 units. */
export function characterOffset(sql: string, characters: number): number {
  let at = 0;
  for (let count = 0; count < characters && at < sql.length; count++) at += sql.codePointAt(at)! > 0xffff ? 2 : 1;
  return at;
}

export function cancelled(sql: string): DatabaseError {
  return new DatabaseError('The query was cancelled', { sql, code: 'cancelled' });
}
