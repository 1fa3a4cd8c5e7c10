import { type Body, bodyOf, call, identifier, isIdentifier, isObject, number, raw, rewrite, wordOf } from '../ast.js';
import { TranslationError } from '../errors.js';
import type { Json, Node } from '../polyglot.js';
import { KNOWN_KINDS } from '../snowflake/kinds.js';
import { type Template, templates } from '../snowflake/tables.js';
import { correctAggregate } from './aggregates.js';
import { callOf } from './calls.js';
import { dateLiteral, extract, interval } from './dates.js';
import { functions, structOf } from './functions.js';
import { cast, typeName } from './types.js';

export interface CorrectionTools {
  readonly parse: (sql: string, dialect: string) => readonly Node[];
}

/** Nodes that mean the same here, beside those that mean the same in Snowflake's SQL. */
const KNOWN = new Set([
  'eq',
  'neq',
  'lt',
  'lte',
  'gt',
  'gte',
  'like',
  'array',
  'map_func',
  'pivot',
  'cast',
  'try_cast',
  'window_function',
  'bitwise_xor',
  'bitwise_not',
  'placeholder',
  'unnest',
]);
/** Calls that are parts of what stands around them. */
const PARTS = /^(OFFSET|SAFE_OFFSET|ORDINAL|SAFE_ORDINAL|WEEK|CUBE|ROLLUP|GROUPING SETS|GROUPING)$/;

/** BigQuery's constructs in DuckDB's terms; throws for what is not known to mean the same. */
export function correctBigQuery(tools: CorrectionTools): (statement: Node, sql: string) => Node {
  const template = templates(tools.parse);
  return (statement) => rewrite(statement, (node, kind) => correct(node, kind, template)) as Node;
}

function correct(node: Node, kind: string, template: Template): Json {
  const body = node[kind] as Body;
  const changed = correctAggregate(node, kind, correctCall);
  if (changed !== undefined) return changed;
  const made = callOf(node, kind);
  if (made) return PARTS.test(made.name) ? node : correctCall(made.name, made.args);
  switch (kind) {
    case 'select':
      return select(body, template);
    case 'table':
      if (body.table_sample) fail('TABLESAMPLE');
      return node;
    case 'union':
    case 'intersect':
    case 'except':
      // DuckDB has no word for what is meant without ALL.
      return kind === 'union' ? node : { [kind]: { ...body, distinct: false } };
    case 'update':
      return { update: { ...body, set: assignments(body.set!) } };
    case 'cast':
      return cast(body, false);
    case 'safe_cast':
      return cast(body, true);
    case 'div':
      return call('bq_div', body.left!, body.right!);
    case 'interval':
      return interval(body);
    case 'extract':
      return extract(body);
    case 'subscript':
      return subscript(body);
    case 'in':
      return body.unnest ? isIn(body) : node;
    case 'literal':
      return literal(node, String(body.literal_type), String(body.value));
    case 'struct':
      return { tuple: { expressions: (body.fields as readonly (readonly Json[])[]).map((field) => field[1]!) } };
    default:
      if (!KNOWN_KINDS.has(kind) && !KNOWN.has(kind)) fail(kind.replaceAll('_', ' ').toUpperCase());
      return node;
  }
}

function fail(construct: string): never {
  throw new TranslationError(construct);
}

function correctCall(name: string, args: readonly Json[]): Json {
  if (name.startsWith('SAFE.')) return call('try', correctCall(name.slice(5), args));
  const rule = functions[name];
  if (rule === undefined) fail(`the function ${name}`);
  return typeof rule === 'string' ? call(rule, ...args) : rule(args, name);
}

function literal(node: Node, type: string, value: string): Json {
  switch (type) {
    case 'number':
      // What has a point is a float.
      return /[.e]/i.test(value) && !/^0x/i.test(value) ? raw(`CAST(${value} AS DOUBLE)`) : node;
    case 'string':
    case 'raw_string':
      return node;
    case 'byte_string':
      return raw(`encode('${value.replaceAll("'", "''")}')`);
    default:
      return dateLiteral(type, value);
  }
}

function select(body: Body, template: Template): Json {
  for (const clause of ['sample', 'connect', 'into', 'top']) if (body[clause]) fail(clause.toUpperCase());
  if (body.kind === 'VALUE') fail('SELECT AS VALUE');
  const from = body.from as Body | null;
  let arrays = 0;
  const source = (item: Json): Json => arraySource(item, template, () => `_array_${++arrays}`);
  return {
    select: {
      ...body,
      ...(body.kind === 'STRUCT' ? { kind: null, expressions: [asStruct(body.expressions as readonly Json[])] } : {}),
      from: from && { ...from, expressions: (from.expressions as readonly Json[]).map(source) },
      joins: (body.joins as readonly Body[]).map((join) => ({
        ...join,
        this: source(join.this!),
        // A left join with an array needs no condition.
        ...(join.kind === 'Left' && !join.on && !(Array.isArray(join.using) && join.using.length > 0)
          ? { on: { boolean: { value: true } } }
          : {}),
      })),
    },
  };
}

function asStruct(expressions: readonly Json[]): Node {
  const names = expressions.map((expression, i) => {
    const alias = bodyOf(expression, 'alias')?.alias ?? bodyOf(expression, 'column')?.name;
    if (bodyOf(expression, 'star')) fail('SELECT AS STRUCT *');
    return isIdentifier(alias) ? alias.name : `_field_${i + 1}`;
  });
  return structOf(
    names,
    expressions.map((expression) => bodyOf(expression, 'alias')?.this ?? expression),
  );
}

/** `UNNEST(array) AS x WITH OFFSET AS n`: x is the elements' name, not the table's; the first offset is 0. */
function arraySource(item: Json, template: Template, newName: () => string): Json {
  const alias = bodyOf(item, 'alias');
  const unnest = bodyOf(alias?.this ?? item, 'unnest');
  if (!unnest) return item;
  const given = alias?.alias ?? unnest.alias;
  const element = isIdentifier(given) ? given.name : '_element';
  const offset = unnest.offset_alias;
  const withOffset = Boolean(unnest.with_ordinality);
  const name = isIdentifier(offset) ? offset.name : 'offset';
  const columns = `unnest(__list__) AS __element__${withOffset ? ', unnest(range(len(__list__))) AS __offset__' : ''}`;
  const query = template(`SELECT ${columns}`, { list: unnest.this! });
  const named = rewrite(query, (node, kind) => {
    const made = kind === 'alias' ? (node.alias as Body) : undefined;
    const word = isIdentifier(made?.alias) ? made.alias.name : undefined;
    if (word === '__element__') return { alias: { ...made!, alias: identifier(element) } };
    return word === '__offset__' ? { alias: { ...made!, alias: identifier(name) } } : node;
  });
  return subquery(named, newName());
}

function subquery(query: Json, alias: string): Node {
  return {
    subquery: {
      this: query,
      alias: identifier(alias),
      alias_explicit_as: true,
      column_aliases: [],
      order_by: null,
      limit: null,
      offset: null,
      lateral: false,
      modifiers_inside: false,
      trailing_comments: [],
    },
  };
}

/** An array's first element is number 0, unless it is asked for by ORDINAL. */
function subscript({ this: value, index }: Body): Json {
  const made = bodyOf(index, 'function');
  const at = (made?.args as readonly Json[] | undefined)?.[0] ?? index!;
  const add = (right: number): Json => {
    const known = bodyOf(at, 'literal')?.literal_type === 'number' ? Number(wordOf(at)) : undefined;
    if (known !== undefined) return number(known + right);
    return { add: { left: at, right: number(right), left_comments: [], operator_comments: [], trailing_comments: [] } };
  };
  switch (made ? String(made.name).toUpperCase() : '') {
    case 'SAFE_OFFSET':
      return call('list_extract', value!, add(1));
    case 'SAFE_ORDINAL':
      return call('list_extract', value!, at);
    case 'ORDINAL':
      return call('bq_at', value!, add(-1));
    case '':
      if (bodyOf(index, 'literal')?.literal_type === 'string') return call('json_extract', value!, index!);
      return call('bq_at', value!, at);
    default:
      return call('bq_at', value!, at);
  }
}

function isIn(body: Body): Json {
  const found = call('list_contains', body.unnest!, body.this!);
  return body.not ? { not: { this: found, inferred_type: null } } : found;
}

/** `t.a = 1`: polyglot takes `t.a` for one name. */
function assignments(set: Json): Json {
  return (set as readonly Json[]).map((pair) => {
    const [target, value] = pair as readonly [Body, Json];
    const name = String(target.name);
    return [target.quoted || !isObject(target) ? target : identifier(name.slice(name.lastIndexOf('.') + 1)), value];
  });
}

export { typeName };
