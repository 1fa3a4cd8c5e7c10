import { DatabaseError } from '../types.js';

/** What the driver throws, as far as it is read. */
export interface SdkError {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string | number;
  readonly sqlState?: string;
  readonly data?: { readonly queryId?: string; readonly sqlState?: string } | undefined;
  readonly response?: { readonly statusCode?: number; readonly status?: number } | undefined;
  readonly cause?: unknown;
}

type Missing = NonNullable<DatabaseError['details']['missing']>;

/** A refusal by the server: the statement failed, or did not begin. Everything else says nothing of the statement. */
export function isAnswer(error: SdkError): boolean {
  return error.name === 'OperationFailedError' && error.code !== undefined && error.code !== null;
}

/** Codes that say the session is no more: nothing of the statement was begun. */
const SESSION_GONE = new Set(['390104', '390111', '390112', '390114']);

/** The driver's own code for a connection that it has given up. */
const GIVEN_UP = '407002';

/** What may be done about a request that failed. */
export type Remedy =
  /** The server has answered: there is nothing to try again. */
  | 'none'
  /** Ask again for the same: by the id of the request or the query, so that nothing is done twice. */
  | 'ask-again'
  /** The driver has given up its connection: another one goes on with the session, and may ask again. */
  | 'revive'
  /** The session ended, and this request began nothing: a new session may run the statement. */
  | 'new-session';

/** The one place that decides what is tried again. */
export function remedyOf(error: SdkError): Remedy {
  if (String(error.code) === GIVEN_UP) return 'revive';
  if (SESSION_GONE.has(String(error.code))) return 'new-session';
  if (isAnswer(error)) return 'none';
  const status = error.response?.statusCode ?? error.response?.status;
  if (status !== undefined)
    return status >= 500 || status === 408 || status === 429 || status === 200 ? 'ask-again' : 'none';
  if (/certificate|REVOKED|SELF_SIGNED/i.test(String((error.cause as SdkError | undefined)?.code ?? ''))) return 'none';
  return 'ask-again';
}

/** The session ended while a statement was on its way: it is not run again, since it may have been run. */
export class LostStatement extends Error {
  override readonly name = 'LostStatement';

  constructor() {
    super('The server ended the session before it answered: whether the statement was run is not known');
  }
}

/** The error of a statement, with its place in the text that it was part of. */
export function databaseError(
  error: SdkError,
  text: string,
  statement: { sql: string; offset: number },
  input?: DatabaseError['details']['input'],
): DatabaseError {
  const message = (error.message ?? 'The statement failed').trim();
  const code = error.code === undefined ? undefined : String(error.code).padStart(6, '0');
  const at = placeIn(statement.sql, message);
  const missing = missingThing(message);
  const sqlState = error.sqlState ?? error.data?.sqlState;
  return new DatabaseError(message, {
    sql: text,
    ...(code === undefined ? {} : { code }),
    ...(sqlState ? { sqlState } : {}),
    ...(at === undefined ? {} : { position: statement.offset + at }),
    ...(missing === undefined ? {} : { missing }),
    ...(input === undefined ? {} : { input }),
    ...(code === '002003' || code === '002043' || missing?.kind === 'relation' ? { missingRelation: true } : {}),
  });
}

/** `error line 2 at position 9`: lines from 1, positions from 0. The last one is the innermost. */
function placeIn(sql: string, message: string): number | undefined {
  const found = [...message.matchAll(/\bline (\d+) at position (-?\d+)/g)].at(-1);
  if (!found) return undefined;
  const [line, column] = [Number(found[1]), Math.max(0, Number(found[2]))];
  let start = 0;
  for (let i = 1; i < line; i++) {
    const end = sql.indexOf('\n', start);
    if (end < 0) return undefined;
    start = end + 1;
  }
  return Math.min(start + column, sql.length);
}

const MISSING: readonly (readonly [RegExp, Missing['kind']])[] = [
  [/invalid identifier '(.+?)'(?:\s|\.|$)/, 'column'],
  [
    /(?:Object|Table|View|Materialized View|Dynamic Table|Schema|Database|Sequence) '(.+?)' does not exist or not authorized/i,
    'relation',
  ],
  [/Unknown (?:user-defined )?function '?([\w."$]+)'?/, 'function'],
  [/Unsupported data type '(.+?)'/, 'type'],
];

function missingThing(message: string): Missing | undefined {
  for (const [pattern, kind] of MISSING) {
    const name = pattern.exec(message)?.[1];
    if (name !== undefined) return { kind, name: lastPart(name) };
  }
  return undefined;
}

/** `DB.PUBLIC."My table"` → `My table`. */
function lastPart(name: string): string {
  const parts = name.match(/"(?:[^"]|"")*"|[^.]+/g) ?? [name];
  const last = parts.at(-1)!;
  return last.startsWith('"') ? last.slice(1, -1).replaceAll('""', '"') : last;
}
