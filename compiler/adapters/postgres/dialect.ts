import type { Dialect } from '../types.js';

export const dialect: Dialect = {
  name: 'postgres',
  quoteCharacter: '"',
  defaultQuoting: { database: true, schema: true, identifier: true },
  unquotedCase: 'lower',
  quote: (identifier) => `"${identifier.replaceAll('"', '""')}"`,
  translateType: (type) => (type.toUpperCase() === 'STRING' ? 'TEXT' : type),
};
