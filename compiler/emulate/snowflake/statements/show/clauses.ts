import type { Cursor } from '../../../../sql/lex/cursor.js';
import { readName } from '../../engine/resolve.js';

/** What may stand behind `SHOW <objects>`. */
export interface ShowClauses {
  readonly terse: boolean;
  readonly like?: string;
  /** What stands behind IN: a kind of thing, if it is said, and a name. */
  readonly scope?: { readonly kind: string | undefined; readonly name: readonly string[] };
  readonly startsWith?: string;
  readonly limit?: number;
  readonly from?: string;
}

const SCOPES = ['ACCOUNT', 'DATABASE', 'SCHEMA', 'TABLE', 'VIEW', 'WAREHOUSE', 'SESSION', 'USER', 'TASK'];

export function readShowClauses(cursor: Cursor, terse: boolean): ShowClauses {
  const clauses: { -readonly [K in keyof ShowClauses]: ShowClauses[K] } = { terse };
  cursor.accept('HISTORY');
  if (cursor.accept('LIKE')) clauses.like = cursor.next().value;
  if (cursor.acceptOne('IN', 'FOR')) {
    const kind = cursor.acceptOne(...SCOPES);
    const ends = cursor.atEnd || cursor.sees('STARTS') || cursor.sees('LIMIT');
    clauses.scope = { kind, name: ends ? [] : readName(cursor) };
  }
  if (cursor.accept('LIKE')) clauses.like = cursor.next().value;
  if (cursor.accept('STARTS', 'WITH')) clauses.startsWith = cursor.next().value;
  if (cursor.accept('LIMIT')) {
    clauses.limit = Number(cursor.next().value);
    if (cursor.accept('FROM')) clauses.from = cursor.next().value;
  }
  if (!cursor.atEnd) cursor.fail();
  return clauses;
}

/** Whether a name is asked for: LIKE is case-insensitive, STARTS WITH and FROM are not. */
export function isAsked(clauses: ShowClauses, name: string): boolean {
  return (
    (clauses.like === undefined || likePattern(clauses.like).test(name)) &&
    (clauses.startsWith === undefined || name.startsWith(clauses.startsWith)) &&
    (clauses.from === undefined || name > clauses.from)
  );
}

function likePattern(like: string): RegExp {
  const source = like.replace(/\\(.)|[.*+?^${}()|[\]]|%|_/gs, (part, escaped?: string) => {
    if (escaped !== undefined) return escaped.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return part === '%' ? '.*' : part === '_' ? '.' : `\\${part}`;
  });
  return new RegExp(`^${source}$`, 'is');
}
