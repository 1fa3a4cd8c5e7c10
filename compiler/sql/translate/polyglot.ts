/** The one importer of polyglot, which is large (WebAssembly) and therefore loaded at the first translation. */
import { once } from '../../base/once.js';
import { TranslationError } from './errors.js';

/** A node of polyglot's syntax tree: plain JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Node = { readonly [key: string]: Json };

export interface Polyglot {
  /** Throws TranslationSyntaxError. */
  parse(sql: string, dialect: string): readonly Node[];
  generate(statement: Node, dialect: string): string;
}

/** A text that the parser does not take. Offsets are from 0. */
export class TranslationSyntaxError extends Error {
  constructor(
    message: string,
    readonly start: number,
  ) {
    super(message);
  }
}

export const loadPolyglot = once(async (): Promise<Polyglot> => {
  const sdk = await import('@polyglot-sql/sdk');
  await sdk.init();
  return {
    parse(sql, dialect) {
      const result = sdk.parse(sql, dialect as never);
      if (/E_GUARD_|call stack/i.test(result.error ?? '')) throw new TranslationError('SQL that is nested this deep');
      if (!result.success || !result.ast)
        throw new TranslationSyntaxError(result.error ?? 'syntax error', result.errorStart ?? 0);
      return result.ast as unknown as Node[];
    },
    generate(statement, dialect) {
      const slim = sdk.generate([slimmed(statement)] as never, dialect as never);
      const result = slim.success ? slim : sdk.generate([statement] as never, dialect as never);
      const sql = (result as { sql?: readonly string[] }).sql?.[0];
      if (sql === undefined) throw new Error(result.error ?? 'polyglot generated nothing');
      return sql;
    },
  };
});

/**
 * A tree without what says nothing to the generator, places in the text and empty lists of comments, which it takes half its time to
 * read. Where it misses something it says so, and is given all.
 */
export function slimmed(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(slimmed);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value as { readonly [key: string]: Json })) {
    if (key === 'span') continue;
    if (Array.isArray(item) && item.length === 0 && key.endsWith('comments')) continue;
    copy[key] = typeof item === 'object' ? slimmed(item) : item;
  }
  return copy;
}
