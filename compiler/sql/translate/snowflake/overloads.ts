/**
 * Macros that are chosen by the types of their arguments. DuckDB cannot tell the type of an aggregate, of a window or of another
 * column's alias where a macro is chosen; the parameter of a lambda has its type. `f(max(x))` becomes `list_transform([max(x)], lambda v: f(v))[1]`.
 */
import { type Body, bodyOf, isIdentifier, isObject, kindOf, rewrite } from '../ast.js';
import type { Json, Node } from '../polyglot.js';
import { SAME_AGGREGATES } from './aggregates.js';
import { snowflakeMacros } from './macros.js';
import type { Template } from './tables.js';

const OVERLOADED: ReadonlySet<string> = new Set(
  snowflakeMacros.filter(isOverloaded).map((sql) => /MACRO (\w+)/.exec(sql)![1]!),
);

/** Whether a comma outside of all brackets and texts has a second list of parameters behind it. */
function isOverloaded(sql: string): boolean {
  let depth = 0;
  const outside = sql.replace(/'[^']*'/g, "''");
  for (let i = 0; i < outside.length; i++) {
    if ('([{'.includes(outside[i]!)) depth++;
    else if (')]}'.includes(outside[i]!)) depth--;
    else if (depth === 0 && outside.startsWith(', (', i)) return true;
  }
  return false;
}

const AGGREGATES = new Set([
  ...SAME_AGGREGATES,
  'count',
  'avg',
  'aggregate_function',
  'window_function',
  'within_group',
]);

/** A SELECT whose parts have been corrected. */
export function resolveOverloads(select: Body, template: Template): Body {
  const aliases = aliasesOf(select);
  const resolve = (part: Json): Json =>
    rewrite(part, (node, kind) => {
      const made = kind === 'function' ? (node.function as Body) : undefined;
      // An aggregate is none any more in a lambda.
      if (!made || !OVERLOADED.has(String(made.name)) || made.name === 'sf_avg') return node;
      const args = made.args as readonly Json[];
      return args.some((arg) => isUntyped(arg, aliases)) ? inLambda(String(made.name), args, template) : node;
    });
  const resolved: Record<string, Json> = {};
  for (const part of ['expressions', 'where_clause', 'having', 'qualify', 'order_by', 'group_by'])
    if (select[part]) resolved[part] = resolve(select[part]!);
  return { ...select, ...resolved };
}

function aliasesOf(select: Body): ReadonlySet<string> {
  const names = (select.expressions as readonly Json[]).map((item) => bodyOf(item, 'alias')?.alias);
  return new Set(names.filter(isIdentifier).map(({ name, quoted }) => (quoted ? name : name.toUpperCase())));
}

/** Whether an expression's type is known too late. What stands in a query of its own is known. */
function isUntyped(value: Json, aliases: ReadonlySet<string>): boolean {
  if (Array.isArray(value)) return (value as readonly Json[]).some((item) => isUntyped(item, aliases));
  if (!isObject(value)) return false;
  const kind = kindOf(value);
  if (kind === 'select' || kind === 'subquery') return false;
  if (kind !== undefined && AGGREGATES.has(kind)) return true;
  if (kind === 'function' && /^sf_avg/.test(String(bodyOf(value, 'function')!.name))) return true;
  if (kind === 'column') {
    const { name, table } = bodyOf(value, 'column')!;
    return !table && isIdentifier(name) && aliases.has(name.quoted ? name.name : name.name.toUpperCase());
  }
  return Object.values(value).some((item) => isUntyped(item, aliases));
}

/** Literals stay where they are: some have to be constants. */
function inLambda(name: string, args: readonly Json[], template: Template): Node {
  const isMoved = args.map((arg) => !bodyOf(arg, 'literal'));
  const moved = args.map((_, i) => `'a${i}': __a${i}__`).filter((_, i) => isMoved[i]);
  const inside = args.map((_, i) => (isMoved[i] ? `sf_given['a${i}']` : `__a${i}__`));
  const query = template(
    `SELECT list_transform([{${moved.join(', ')}}], lambda sf_given: ${name}(${inside.join(', ')}))[1]`,
    Object.fromEntries(args.map((arg, i) => [`a${i}`, arg])),
  );
  return (query.select as { readonly expressions: readonly Node[] }).expressions[0]!;
}
