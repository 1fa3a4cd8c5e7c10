import { rewrite } from '../ast.js';
import type { Node } from '../polyglot.js';

/** Snowflake's constructs in DuckDB's terms. */
export function correctSnowflake(statement: Node): Node {
  return rewrite(statement, (node) => node) as Node;
}
