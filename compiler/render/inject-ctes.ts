import type { InjectedCte } from './compiled.js';

export interface Injection {
  readonly sql: string;
  /** Where the CTEs were put, in the text before; and how long they are. */
  readonly at: number;
  readonly length: number;
}

/** Offset of the first character that is neither white space nor comment, from `from` on. */
function skipBlank(sql: string, from: number): number {
  const blank = /(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/y;
  blank.lastIndex = from;
  blank.exec(sql);
  return blank.lastIndex;
}

function keywordEnd(sql: string, at: number, keyword: string): number {
  const word = new RegExp(`${keyword}(?![\\w$"])`, 'iy');
  word.lastIndex = at;
  return word.test(sql) ? word.lastIndex : -1;
}

/** Puts CTEs in front of a query: into its own WITH clause if it begins with one. */
export function injectCtes(sql: string, ctes: readonly InjectedCte[]): Injection {
  if (ctes.length === 0) return { sql, at: 0, length: 0 };
  const list = ctes.map((cte) => cte.sql).join(', ');
  const start = skipBlank(sql, 0);
  const afterWith = keywordEnd(sql, start, 'with');
  if (afterWith < 0) {
    const text = `with${list} `;
    return { sql: text + sql, at: 0, length: text.length };
  }
  const next = skipBlank(sql, afterWith);
  const afterRecursive = keywordEnd(sql, next, 'recursive');
  const at = afterRecursive < 0 ? afterWith : afterRecursive;
  const text = `${list},`;
  return { sql: sql.slice(0, at) + text + sql.slice(at), at, length: text.length };
}
