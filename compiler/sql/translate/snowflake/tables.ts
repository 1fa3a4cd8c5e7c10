import { type Body, bodyOf, identifier, isIdentifier, isObject, rewrite, text } from '../ast.js';
import { TranslationError } from '../errors.js';
import type { Json, Node } from '../polyglot.js';

/** Makes a query of DuckDB's from a text; `__name__` in it stands for a node. */
export type Template = (sql: string, nodes: Readonly<Record<string, Json>>) => Node;

export function templates(parse: (sql: string, dialect: string) => readonly Node[]): Template {
  const parsed = new Map<string, Node>();
  return (sql, nodes) => {
    const tree = parsed.get(sql) ?? parse(sql, 'duckdb')[0]!;
    parsed.set(sql, tree);
    return rewrite(tree, (node, kind) => {
      const name = kind === 'column' ? (node.column as { name: Body }).name.name : undefined;
      const placeholder = typeof name === 'string' ? /^__(\w+)__$/.exec(name)?.[1] : undefined;
      return placeholder === undefined ? node : nodes[placeholder]!;
    }) as Node;
  };
}

const FLATTEN = (entries: string): string =>
  `SELECT 1 AS seq, e.key AS key, __path__ || e.path AS path, e.idx AS index, e.value AS value, __input__ AS this FROM (SELECT unnest(${entries}(__input__)) AS e) AS entries`;
const GENERATOR = 'SELECT 1 AS generated FROM range(__rows__)';
const SPLIT =
  'SELECT 1 AS seq, e.i AS index, e.v AS value FROM (SELECT unnest(list_transform(string_split(__text__, __by__), lambda x, n: {i: n, v: x})) AS e) AS entries';

/** Functions that are tables; they are left to the FROM clause that they stand in. */
export const TABLE_FUNCTIONS = new Set([
  'TABLE',
  'FLATTEN',
  'GENERATOR',
  'SPLIT_TO_TABLE',
  'STRTOK_SPLIT_TO_TABLE',
  'RESULT_SCAN',
]);

/** An item of a FROM clause: table functions become queries. */
export function tableSource(item: Json, template: Template): Json {
  if (bodyOf(item, 'values')) return valuesTable(bodyOf(item, 'values')!);
  const wrapped = bodyOf(item, 'subquery');
  const values = bodyOf(wrapped?.this, 'values');
  if (wrapped && values)
    return {
      subquery: {
        ...wrapped,
        alias: wrapped.alias ?? identifier('VALUES', false),
        column_aliases: valuesNames(values, wrapped.column_aliases),
      },
    };
  const alias = bodyOf(item, 'alias');
  const lateral = bodyOf(item, 'lateral');
  const name = isIdentifier(alias?.alias)
    ? alias.alias
    : typeof lateral?.alias === 'string'
      ? identifier(lateral.alias, false)
      : null;
  const columns = (alias?.column_aliases ?? lateral?.column_aliases ?? []) as Json;
  const inner = alias?.this ?? lateral?.this ?? item;
  const staged = bodyOf(inner, 'stage_reference');
  if (staged && alias) return { stage_reference: { ...staged, alias: name } };
  const made = bodyOf(inner, 'function');
  if (!made) return item;
  const query = tableFunction(made, template);
  return query ? subquery(query, name, columns) : item;
}

function tableFunction(body: Body, template: Template): Json | undefined {
  const args = body.args as readonly Json[];
  switch (String(body.name).toUpperCase()) {
    case 'TABLE': {
      const inner = bodyOf(args[0], 'function');
      if (!inner) throw new TranslationError('TABLE() of something else than a function');
      return tableFunction(inner, template);
    }
    case 'FLATTEN':
      return flatten(named(args, ['INPUT', 'PATH', 'OUTER', 'RECURSIVE', 'MODE']), template);
    case 'GENERATOR': {
      const { ROWCOUNT, TIMELIMIT } = named(args, ['ROWCOUNT', 'TIMELIMIT']);
      if (TIMELIMIT || !ROWCOUNT) throw new TranslationError('GENERATOR by time');
      return template(GENERATOR, { rows: ROWCOUNT });
    }
    case 'SPLIT_TO_TABLE':
      return template(SPLIT, { text: args[0]!, by: args[1]! });
    case 'RESULT_SCAN':
      return { result_scan: { this: args[0]! } };
    default:
      throw new TranslationError(`the table function ${String(body.name).toUpperCase()}`);
  }
}

function flatten(args: Readonly<Record<string, Json | undefined>>, template: Template): Json {
  const { INPUT, PATH, OUTER, RECURSIVE, MODE } = args;
  if (!INPUT) throw new TranslationError('FLATTEN without an input');
  if (isTrue(RECURSIVE) || PATH) throw new TranslationError(PATH ? 'FLATTEN with a path' : 'recursive FLATTEN');
  if (MODE && bodyOf(MODE, 'literal')?.value !== 'BOTH') throw new TranslationError('FLATTEN with a mode');
  return template(FLATTEN(isTrue(OUTER) ? 'sf_entries_outer' : 'sf_entries'), { input: INPUT, path: text('') });
}

function isTrue(node: Json | undefined): boolean {
  return bodyOf(node, 'boolean')?.value === true;
}

function named(args: readonly Json[], order: readonly string[]): Record<string, Json> {
  const found: Record<string, Json> = {};
  args.forEach((arg, i) => {
    const body = bodyOf(arg, 'named_argument');
    if (body && isIdentifier(body.name)) found[body.name.name.toUpperCase()] = body.value!;
    else found[order[i]!] = arg;
  });
  return found;
}

function subquery(query: Json, alias: Json, columns: Json): Json {
  if (isObject(query) && 'result_scan' in query) return { result_scan: { ...(query.result_scan as Body), alias } };
  return {
    subquery: {
      this: query,
      alias: alias ?? identifier('F', false),
      column_aliases: columns,
      alias_explicit_as: true,
      order_by: null,
      limit: null,
      offset: null,
      lateral: false,
      modifiers_inside: false,
      trailing_comments: [],
    },
  };
}

function valuesTable(body: Body): Json {
  return {
    values: {
      ...body,
      alias: body.alias ?? identifier('VALUES', false),
      column_aliases: valuesNames(body, body.column_aliases),
    },
  };
}

/** Names of VALUES' columns: COLUMN1, COLUMN2, …, unless they are given. */
function valuesNames(body: Body, given: Json | undefined): Json {
  if (Array.isArray(given) && given.length > 0) return given as Json;
  const first = (body.expressions as readonly Body[])[0];
  const width = (first?.expressions as readonly Json[] | undefined)?.length ?? 0;
  return Array.from({ length: width }, (_, i) => identifier(`COLUMN${i + 1}`, false));
}
