/** Functions for which polyglot has nodes of their own, as plain calls: their names and fields in the order of arguments. */
import type { Body } from '../ast.js';
import type { Json, Node } from '../polyglot.js';

const FIELDS: Readonly<Record<string, readonly [name: string, ...fields: string[]]>> = {
  abs: ['ABS', 'this'],
  acos: ['ACOS', 'this'],
  array_func: ['ARRAY_LITERAL', '...expressions'],
  array_length: ['ARRAY_LENGTH', 'this'],
  array_reverse: ['ARRAY_REVERSE', 'this'],
  asin: ['ASIN', 'this'],
  atan: ['ATAN', 'this'],
  atan2: ['ATAN2', 'this', 'expression'],
  ceil: ['CEIL', 'this'],
  coalesce: ['COALESCE', '...expressions'],
  cos: ['COS', 'this'],
  degrees: ['DEGREES', 'this'],
  ends_with: ['ENDS_WITH', 'this', 'expression'],
  exp: ['EXP', 'this'],
  floor: ['FLOOR', 'this'],
  if_func: ['IF', 'condition', 'true_value', 'false_value'],
  initcap: ['INITCAP', 'this'],
  json_extract: ['JSON_QUERY', 'this', 'path'],
  json_extract_scalar: ['JSON_VALUE', 'this', 'path'],
  json_query: ['JSON_QUERY', 'this', 'path'],
  json_value: ['JSON_VALUE', 'this', 'path'],
  last_day: ['LAST_DAY', 'this', 'unit'],
  length: ['LENGTH', 'this'],
  ln: ['LN', 'this'],
  log: ['LOG', 'this', 'base'],
  lower: ['LOWER', 'this'],
  mod_func: ['MOD', 'this', 'expression'],
  parse_json: ['PARSE_JSON', 'this'],
  pi: ['PI'],
  power: ['POWER', 'this', 'expression'],
  radians: ['RADIANS', 'this'],
  rand: ['RAND'],
  round: ['ROUND', 'this', 'decimals'],
  safe_divide: ['SAFE_DIVIDE', 'this', 'expression'],
  sin: ['SIN', 'this'],
  sqrt: ['SQRT', 'this'],
  starts_with: ['STARTS_WITH', 'this', 'expression'],
  str_position: ['STRPOS', 'this', 'substr', 'position'],
  substring: ['SUBSTR', 'this', 'start', 'length'],
  tan: ['TAN', 'this'],
  timestamp: ['TIMESTAMP', 'this', 'zone'],
  to_json: ['TO_JSON', 'this'],
  trim: ['TRIM', 'this', 'characters'],
  upper: ['UPPER', 'this'],
};

/** The name and arguments of a call, whatever node it is; undefined for what is no call. */
export function callOf(
  node: Node,
  kind: string,
): { readonly name: string; readonly args: readonly Json[] } | undefined {
  const body = node[kind] as Body;
  if (kind === 'function') return { name: String(body.name).toUpperCase(), args: body.args as readonly Json[] };
  const fields = FIELDS[kind];
  if (!fields) return undefined;
  const [name, ...names] = fields;
  const args = names.flatMap((field) =>
    field.startsWith('...') ? (body[field.slice(3)] as Json[]) : [body[field] ?? null],
  );
  while (args.at(-1) === null) args.pop();
  return { name, args };
}
