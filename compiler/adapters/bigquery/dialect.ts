import type { Dialect } from '../types.js';

const TYPES: Readonly<Record<string, string>> = { TEXT: 'STRING', FLOAT: 'FLOAT64', INTEGER: 'INT64' };

export const dialect: Dialect = {
  name: 'bigquery',
  quoteCharacter: '`',
  defaultQuoting: { database: true, schema: true, identifier: true },
  unquotedCase: 'preserve',
  quote: (identifier) => `\`${identifier}\``,
  translateType: (type) => TYPES[type.toUpperCase()] ?? type,
};

/** A text as a literal of GoogleSQL. */
export function literal(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `"${escaped}"`;
}
