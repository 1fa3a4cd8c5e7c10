import type { Token } from './tokens.js';

/** The tokens of each statement of a text; what is empty between semicolons is left out. `BEGIN … END` blocks are not known. */
export function splitStatements(tokens: readonly Token[]): Token[][] {
  const statements: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'symbol' && token.text === ';') statements.push([]);
    else statements.at(-1)!.push(token);
  }
  return statements.filter((statement) => statement.length > 0);
}
