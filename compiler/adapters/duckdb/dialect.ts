import type { Dialect } from '../types.js';

export const dialect: Dialect = {
  name: 'duckdb',
  quoteCharacter: '"',
  defaultQuoting: { database: true, schema: true, identifier: true },
  unquotedCase: 'preserve',
  quote: (identifier) => `"${identifier.replaceAll('"', '""')}"`,
  translateType: (type) => (type.toUpperCase() === 'STRING' ? 'TEXT' : type),
};

/** A text as an SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
