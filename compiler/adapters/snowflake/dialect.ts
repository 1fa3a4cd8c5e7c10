import type { Dialect } from '../types.js';

export const dialect: Dialect = {
  name: 'snowflake',
  quoteCharacter: '"',
  defaultQuoting: { database: false, schema: false, identifier: false },
  unquotedCase: 'upper',
  quote: (identifier) => `"${identifier.replaceAll('"', '""')}"`,
  translateType: (type) => (type.toUpperCase() === 'STRING' ? 'TEXT' : type),
};
