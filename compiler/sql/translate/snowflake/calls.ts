/** Functions for which polyglot has nodes of their own, as plain calls: their names and fields in the order of arguments. */

import type { Body } from '../ast.js';
import type { Json, Node } from '../polyglot.js';

const FIELDS: Readonly<Record<string, readonly [name: string, ...fields: string[]]>> = {
  nvl: ['COALESCE', 'this', 'expression'],
  nvl2: ['NVL2', 'this', 'true_value', 'false_value'],
  coalesce: ['COALESCE', '...expressions'],
  if_func: ['IFF', 'condition', 'true_value', 'false_value'],
  abs: ['ABS', 'this'],
  ceil: ['CEIL', 'this', 'decimals'],
  floor: ['FLOOR', 'this', 'scale'],
  mod_func: ['MOD', 'this', 'expression'],
  power: ['POWER', 'this', 'expression'],
  sqrt: ['SQRT', 'this'],
  exp: ['EXP', 'this'],
  ln: ['LN', 'this'],
  log: ['LOG', 'base', 'this'],
  upper: ['UPPER', 'this'],
  lower: ['LOWER', 'this'],
  initcap: ['INITCAP', 'this'],
  length: ['LENGTH', 'this'],
  trim: ['TRIM', 'this', 'characters'],
  substring: ['SUBSTR', 'this', 'start', 'length'],
  str_position: ['POSITION', 'substr', 'this', 'position'],
  contains: ['CONTAINS', 'this', 'expression'],
  starts_with: ['STARTSWITH', 'this', 'expression'],
  ends_with: ['ENDSWITH', 'this', 'expression'],
  to_json: ['TO_JSON', 'this'],
  parse_json: ['PARSE_JSON', 'this'],
  typeof: ['TYPEOF', 'this'],
  array_size: ['ARRAY_SIZE', 'this'],
  array_append: ['ARRAY_APPEND', 'this', 'expression'],
  array_prepend: ['ARRAY_PREPEND', 'this', 'expression'],
  array_contains: ['ARRAY_CONTAINS', 'this', 'expression'],
  array_position: ['ARRAY_POSITION', 'this', 'expression'],
  array_distinct: ['ARRAY_DISTINCT', 'this'],
  array_compact: ['ARRAY_COMPACT', 'this'],
  array_func: ['ARRAY_CONSTRUCT', '...expressions'],
  add_months: ['ADD_MONTHS', 'this', 'expression'],
  next_day: ['NEXT_DAY', 'this', 'expression'],
  year: ['YEAR', 'this'],
  month: ['MONTH', 'this'],
  day: ['DAY', 'this'],
  day_of_month: ['DAY', 'this'],
  day_of_week: ['DAYOFWEEK', 'this'],
  day_of_year: ['DAYOFYEAR', 'this'],
  week_of_year: ['WEEKOFYEAR', 'this'],
  quarter: ['QUARTER', 'this'],
  hour: ['HOUR', 'this'],
  minute: ['MINUTE', 'this'],
  second: ['SECOND', 'this'],
  months_between: ['MONTHS_BETWEEN', 'this', 'expression'],
  radians: ['RADIANS', 'this'],
  sin: ['SIN', 'this'],
  cos: ['COS', 'this'],
  tan: ['TAN', 'this'],
  asin: ['ASIN', 'this'],
  acos: ['ACOS', 'this'],
  atan: ['ATAN', 'this'],
  atan2: ['ATAN2', 'this', 'expression'],
  regexp_like: ['REGEXP_LIKE', 'this', 'pattern', 'flags'],
  random: ['RANDOM'],
  pi: ['PI'],
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
