/** One statement of a text, and where in the text it begins. */
export interface Statement {
  readonly sql: string;
  readonly offset: number;
}

type Token =
  | { readonly kind: 'word'; readonly text: string; readonly end: number }
  | { readonly kind: 'other' | 'space'; readonly text: string; readonly end: number };

const WORD = /[A-Za-z_][A-Za-z0-9_$]*/y;

/** The token at `at`: quoted texts, names in quotes, `$$` bodies and comments are one each. */
function tokenAt(sql: string, at: number): Token {
  const rest = sql[at]!;
  const until = (closing: string, from: number, missing = sql.length): number => {
    const found = sql.indexOf(closing, from);
    return found < 0 ? missing : found + closing.length;
  };
  const token = (kind: 'other' | 'space', end: number): Token => ({ kind, text: sql.slice(at, end), end });
  if (/\s/.test(rest)) return token('space', at + 1);
  if (sql.startsWith('--', at) || sql.startsWith('//', at)) return token('space', until('\n', at));
  if (sql.startsWith('/*', at)) return token('space', until('*/', at + 2));
  if (sql.startsWith('$$', at)) return token('other', until('$$', at + 2));
  if (rest === "'" || rest === '"') return token('other', quotedEnd(sql, at));
  WORD.lastIndex = at;
  const word = WORD.exec(sql)?.[0];
  if (word !== undefined) return { kind: 'word', text: word, end: at + word.length };
  return token('other', at + 1);
}

/** The end of a literal or quoted name: a doubled quote is one of its characters, and in literals a backslash escapes. */
function quotedEnd(sql: string, start: number): number {
  const quote = sql[start]!;
  for (let at = start + 1; at < sql.length; at++) {
    if (quote === "'" && sql[at] === '\\') at++;
    else if (sql[at] === quote) {
      if (sql[at + 1] !== quote) return at + 1;
      at++;
    }
  }
  return sql.length;
}

const CLOSED_BY_NAME = new Set(['IF', 'FOR', 'WHILE', 'LOOP', 'REPEAT']);
const TRANSACTION = new Set(['TRANSACTION', 'WORK', 'NAME']);

/** The next word after `at`, or what stands there instead. */
function wordAfter(sql: string, at: number): string {
  for (let next = at; next < sql.length; ) {
    const token = tokenAt(sql, next);
    if (token.kind !== 'space') return token.text.toUpperCase();
    next = token.end;
  }
  return '';
}

/**
 * The statements of a text, without their semicolons; a rest of comments is none. A block of Snowflake Scripting (`begin … end`,
 * `declare …`) is one statement, semicolons and all; `begin` alone opens a transaction.
 */
export function splitStatements(sql: string): Statement[] {
  const out: Statement[] = [];
  let start = -1;
  let end = 0;
  let first = '';
  let depth = 0;
  let declaring = false;
  const finish = (): void => {
    if (start >= 0) out.push({ sql: sql.slice(start, end), offset: start });
    start = -1;
    first = '';
    depth = 0;
    declaring = false;
  };
  let comments = -1;
  for (let at = 0; at < sql.length; ) {
    const token = tokenAt(sql, at);
    if (token.text === ';' && depth === 0 && !declaring) {
      finish();
      comments = -1;
    } else if (token.kind === 'space') {
      // Comments before a statement belong to it: the history of queries shows them.
      if (start < 0 && comments < 0 && token.text.trim() !== '') comments = at;
    } else {
      if (start < 0) {
        first = token.text.toUpperCase();
        // The driver moves files for a text that begins with these words, and for no other.
        start = comments >= 0 && first !== 'PUT' && first !== 'GET' ? comments : at;
        declaring = first === 'DECLARE';
      }
      end = token.end;
      if (token.kind === 'word') {
        const word = token.text.toUpperCase();
        const next = word === 'BEGIN' || word === 'END' ? wordAfter(sql, token.end) : '';
        const block = word === 'BEGIN' && next !== '' && next !== ';' && !TRANSACTION.has(next);
        if (block && (first === 'BEGIN' || first === 'DECLARE' || first === 'CREATE' || depth > 0)) {
          depth++;
          declaring = false;
        } else if (word === 'CASE' && depth > 0 && !previousIsEnd(sql, at)) depth++;
        else if (word === 'END' && depth > 0 && !CLOSED_BY_NAME.has(next)) depth--;
      }
    }
    at = token.end;
  }
  finish();
  return out;
}

/** `END CASE` closes a case. */
function previousIsEnd(sql: string, at: number): boolean {
  return /\bend\s+$/i.test(sql.slice(Math.max(0, at - 20), at));
}

/** The first word of a statement, in upper case, behind comments and parentheses. */
export function verbOf(sql: string): string {
  for (let at = 0; at < sql.length; ) {
    const token = tokenAt(sql, at);
    if (token.kind === 'word') return token.text.toUpperCase();
    if (token.kind === 'other' && token.text !== '(') return token.text;
    at = token.end;
  }
  return '';
}

/** How many values a statement wants to have bound: `?` outside of literals, names and comments. */
export function countPlaceholders(sql: string): number {
  let count = 0;
  for (let at = 0; at < sql.length; ) {
    const token = tokenAt(sql, at);
    if (token.text === '?') count++;
    at = token.end;
  }
  return count;
}
