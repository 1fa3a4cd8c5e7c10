import { DatabaseError } from '../types.js';
import type { ErrorProto, RestError } from './rest-error.js';

const PLACE = /\s*\bat \[(\d+):(\d+)\]/;

const MISSING: readonly (readonly [kind: 'column' | 'relation' | 'function' | 'type', name: RegExp])[] = [
  ['column', /^Unrecognized name: `?([^\s;`]+)`?/],
  ['column', /^(?:Name|Column) `?([^\s`]+?)`? (?:not found|is not present)/],
  ['relation', /^Not found: Table (\S+?)(?: was not found|$|\s)/],
  ['function', /^Function not found: ([\w.`]+)/],
  ['type', /^Type not found: ([\w.`]+)/],
];

/** What BigQuery says of a statement, with the place from `[line:column]` apart. */
export function databaseError(error: ErrorProto | RestError, sql: string): DatabaseError {
  const message = error.message ?? 'The job failed without a reason';
  const reason = 'details' in error ? error.details.reason : error.reason;
  const place = PLACE.exec(message);
  const near = /; Did you mean ([^\s?]+)\?/.exec(message)?.[1];
  const notFound = /^Not found: (Table|Dataset|Project|Routine)\b/.exec(message);
  return new DatabaseError(place ? message.replace(PLACE, '') : message, {
    sql,
    ...(reason === undefined ? {} : { code: reason }),
    ...(place ? { position: offsetOf(sql, Number(place[1]), Number(place[2])) } : {}),
    ...(near === undefined ? {} : { candidates: [near.replaceAll('`', '')] }),
    ...(notFound && notFound[1] !== 'Routine' ? { missingRelation: true } : {}),
    ...missingThing(message),
  });
}

function missingThing(message: string): Pick<DatabaseError['details'], 'missing'> {
  for (const [kind, pattern] of MISSING) {
    const name = pattern.exec(message)?.[1]?.replaceAll('`', '');
    if (name !== undefined) return { missing: { kind, name: name.replace(/^.*[.:]/s, '') } };
  }
  return {};
}

/** BigQuery counts lines and characters from 1; a tab goes on to the next multiple of eight. */
export function offsetOf(sql: string, line: number, column: number): number {
  let at = 0;
  for (let n = 1; n < line; n++) {
    const end = sql.indexOf('\n', at);
    if (end < 0) return sql.length;
    at = end + 1;
  }
  for (let reached = 1; reached < column && at < sql.length && sql[at] !== '\n'; ) {
    reached = sql[at] === '\t' ? (Math.floor((reached - 1) / 8) + 1) * 8 + 1 : reached + 1;
    at += sql.codePointAt(at)! > 0xffff ? 2 : 1;
  }
  return at;
}

export function cancelled(sql: string): DatabaseError {
  return new DatabaseError('The query was cancelled', { sql, code: 'cancelled' });
}
