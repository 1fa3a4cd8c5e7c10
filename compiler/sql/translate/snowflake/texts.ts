import { bodyOf, call } from '../ast.js';
import type { Json, Node } from '../polyglot.js';

/** Functions whose answer is a text, in DuckDB's terms. */
const OF_TEXTS = new Set(
  'sf_text md5 sha1 sha256 upper lower trim ltrim rtrim left right substr substring replace concat concat_ws reverse repeat lpad rpad chr hex strftime sf_initcap sf_insert sf_split_part sf_strtok sf_regexp_replace sf_regexp_substr'.split(
    ' ',
  ),
);
/** Functions that answer one of their arguments. */
const OF_ARGUMENTS = new Set(['coalesce', 'ifnull', 'nvl']);

/**
 * The text of a value. What is known to be one stays as it is: `sf_text` is a macro that writes its argument several times, so that
 * texts made of texts would double with every step.
 */
export function asText(value: Json): Node {
  return isText(value) ? (value as Node) : call('sf_text', value);
}

function isText(value: Json | undefined): boolean {
  if (bodyOf(value, 'literal')?.literal_type === 'string' || bodyOf(value, 'concat')) return true;
  const inner = bodyOf(value, 'paren')?.this;
  if (inner !== undefined) return isText(inner);
  const called = bodyOf(value, 'function');
  if (!called) return false;
  const name = String(called.name).toLowerCase();
  if (OF_TEXTS.has(name)) return true;
  const args = Array.isArray(called.args) ? (called.args as readonly Json[]) : [];
  return OF_ARGUMENTS.has(name) && args.length > 0 && args.every(isText);
}

/** `||` of texts: NULL where one is NULL. As flat a tree as can be, since polyglot's generator runs out of stack in deep ones. */
export function concatenated(values: readonly Json[]): Node {
  const parts = values.flatMap(partsOf);
  return joined(parts.map(asText));
}

function partsOf(value: Json): Json[] {
  const body = bodyOf(value, 'concat');
  return body ? [...partsOf(body.left!), ...partsOf(body.right!)] : [value];
}

function joined(parts: readonly Node[]): Node {
  if (parts.length === 1) return parts[0]!;
  const middle = Math.ceil(parts.length / 2);
  const [left, right] = [joined(parts.slice(0, middle)), joined(parts.slice(middle))];
  return { concat: { left, right, left_comments: [], operator_comments: [], trailing_comments: [] } };
}
