import { type Body, bodyOf, call, identifier, isIdentifier, isObject, raw, rewrite, text, wordOf } from '../ast.js';
import { TranslationError } from '../errors.js';
import type { Json, Node } from '../polyglot.js';
import { correctAggregate, correctWindow } from './aggregates.js';
import { callOf } from './calls.js';
import { cast, tryCast } from './casts.js';
import { nameColumns } from './column-names.js';
import { datePart, dateUnit } from './dates.js';
import { functions, jsonPath } from './functions.js';
import { KNOWN_KINDS } from './kinds.js';
import { resolveOverloads } from './overloads.js';
import { TABLE_FUNCTIONS, type Template, tableSource, templates } from './tables.js';
import { concatenated } from './texts.js';

export interface CorrectionTools {
  readonly parse: (sql: string, dialect: string) => readonly Node[];
}

/** Snowflake's constructs in DuckDB's terms; throws for what is not known to mean the same. */
export function correctSnowflake(tools: CorrectionTools): (statement: Node, sql: string) => Node {
  const template = templates(tools.parse);
  return (statement, sql) =>
    rewrite(nameColumns(statement, sql), (node, kind) => correct(node, kind, template), orderNulls) as Node;
}

/** Descending order has NULL first. */
function orderNulls(item: Body): Body {
  return 'nulls_first' in item && 'desc' in item && item.nulls_first === null
    ? { ...item, nulls_first: item.desc! }
    : item;
}

function correct(node: Node, kind: string, template: Template): Json {
  const body = node[kind] as Body;
  const changed = correctAggregate(node, kind);
  if (changed !== undefined) return changed;
  const made = callOf(node, kind);
  if (made) return correctCall(node, made.name, made.args);
  switch (kind) {
    case 'select':
      return select(body, template);
    case 'table':
      return table(node, body);
    case 'when':
      return { when: withAction(body) };
    case 'update':
      return { update: { ...body, set: assignments(body.set!) } };
    case 'window_function':
      return correctWindow(body);
    case 'cast':
      return cast(body.this!, body.to as Body);
    case 'try_cast':
      return tryCast(body.this!, body.to as Body);
    case 'div':
      return call('sf_div', body.left!, body.right!);
    case 'concat':
      return concatenated([body.left!, body.right!]);
    case 'add':
    case 'sub':
      return sum(node, kind, body);
    case 'interval':
      return interval(body);
    case 'date_diff':
      return call(
        'sf_datediff',
        text(dateUnit({ literal: { literal_type: 'string', value: String(body.unit) } }, 'DATEDIFF')),
        body.expression!,
        body.this!,
      );
    case 'extract':
      return datePart(String(isObject(body.field) ? Object.values(body.field)[0] : body.field), body.this!);
    case 'last_day':
      return call(`sf_last_day_${body.unit ? String(body.unit).toLowerCase() : 'month'}`, body.this!);
    case 'to_number':
      return toNumber(body);
    case 'j_s_o_n_extract':
      return call(
        'json_extract',
        body.this!,
        text(jsonPath(wordOf(body.expression) ?? fail('a path that is no literal'))),
      );
    case 'subscript':
      return subscript(body);
    case 'dot':
      return dot(node, body);
    case 'parameter':
      return parameter(body);
    case 'like':
    case 'i_like':
      return like(kind, body);
    case 'eq':
    case 'neq':
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return compare(kind, body);
    case 'map_func':
      return correctCall(
        node,
        'OBJECT_CONSTRUCT',
        (body.keys as Json[]).flatMap((key, i) => [key, (body.values as Json[])[i]!]),
      );
    case 'literal':
      return body.literal_type === 'timestamp'
        ? raw(`CAST('${String(body.value).replaceAll("'", "''")}' AS TIMESTAMP)`)
        : node;
    default:
      if (!KNOWN_KINDS.has(kind)) fail(kind.replaceAll('_', ' ').toUpperCase());
      return node;
  }
}

function fail(construct: string): never {
  throw new TranslationError(construct);
}

function correctCall(node: Node, name: string, args: readonly Json[]): Json {
  if (TABLE_FUNCTIONS.has(name) || /^(RATIO_TO_REPORT|CONDITIONAL_TRUE_EVENT)$/.test(name)) return node;
  // Parts of GROUP BY are calls for polyglot.
  if (/^(GROUPING|GROUPING_ID|CUBE|ROLLUP|GROUPING SETS)$/.test(name))
    return name === 'GROUPING_ID' ? call('grouping', ...args) : node;
  if (/^(sf_|SF\$)/.test(name.toLowerCase())) return node;
  const rule = functions[name];
  if (rule === undefined) fail(`the function ${name}`);
  return typeof rule === 'string' ? call(rule, ...args) : rule(args, name);
}

function select(body: Body, template: Template): Json {
  for (const clause of ['sample', 'connect', 'into']) if (body[clause]) fail(clause.toUpperCase());
  const from = body.from as Body | null;
  const top = body.top as Body | null;
  if (top && (top.percent || top.with_ties)) fail('TOP with PERCENT or TIES');
  return {
    select: {
      ...resolveOverloads(body, template),
      from: from && {
        ...from,
        expressions: (from.expressions as readonly Json[]).map((item) => tableSource(item, template)),
      },
      joins: (body.joins as readonly Body[]).map((join) => ({ ...join, this: tableSource(join.this!, template) })),
      ...(top ? { top: null, limit: { this: top.this! } } : {}),
    },
  };
}

function table(node: Node, body: Body): Json {
  if (body.when) fail('time travel (AT, BEFORE)');
  if (body.changes) fail('CHANGES');
  return body.table_sample ? { table: { ...body, table_sample: sample(body.table_sample as Body) } } : node;
}

/** A number of rows is drawn from a reservoir; blocks are not what DuckDB's SYSTEM takes. */
function sample(given: Body): Body {
  const seed = { seed: given.seed ?? null, use_seed_keyword: false };
  if (given.method === 'Row' || given.unit_after_size)
    return {
      ...given,
      ...seed,
      method: 'Reservoir',
      explicit_method: true,
      method_before_size: true,
      unit_after_size: true,
    };
  return { ...given, ...seed, method: 'Bernoulli', explicit_method: true, method_before_size: true };
}

function withAction(body: Body): Body {
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key, key === 'then' ? unqualified(value) : value]),
  );
}

/** What is assigned to is a column of the target: DuckDB wants no table before it. */
function unqualified(then: Json): Json {
  const [action, what] = (bodyOf(then, 'tuple')?.expressions ?? []) as readonly Json[];
  const sets = bodyOf(what, 'tuple');
  if (wordOf(action) !== 'UPDATE' || !sets) return then;
  const assigned = (sets.expressions as readonly Json[]).map((item) => {
    const assignment = bodyOf(item, 'eq');
    if (!assignment) return item;
    // A comparison with a variant's path would have made the column JSON.
    const left = bodyOf(assignment.left, 'function')
      ? (bodyOf(assignment.left, 'function')!.args as readonly Json[])[0]!
      : assignment.left!;
    const column = bodyOf(left, 'column');
    return { eq: { ...assignment, left: column ? { identifier: column.name! } : left } };
  });
  return {
    tuple: { ...bodyOf(then, 'tuple')!, expressions: [action!, { tuple: { ...sets, expressions: assigned } }] },
  };
}

/** `t.a = 1`: polyglot takes `t.a` for one name. */
function assignments(set: Json): Json {
  return (set as readonly Json[]).map((pair) => {
    const [target, value] = pair as readonly [Body, Json];
    const name = String(target.name);
    return [target.quoted ? target : identifier(name.slice(name.lastIndexOf('.') + 1), false), value];
  });
}

/** A date plus an interval of whole days stays a date. */
function sum(node: Node, kind: 'add' | 'sub', { left, right }: Body): Json {
  const isInterval = (side: Json | undefined): boolean =>
    bodyOf(side, 'raw') !== undefined && String(bodyOf(side, 'raw')!.sql).startsWith('(INTERVAL');
  if (!isInterval(right) && !(kind === 'add' && isInterval(left))) return node;
  const [value, step] = isInterval(right) ? [left!, right!] : [right!, left!];
  const wholeDays = !/ (hour|minute|second|millisecond|microsecond)/.test(String(bodyOf(step, 'raw')!.sql));
  return wholeDays ? call(kind === 'add' ? 'sf_plus' : 'sf_minus', value, step) : node;
}

/** `INTERVAL '1 month, 2 days'` */
function interval(body: Body): Json {
  const written = wordOf(body.this) ?? fail('an interval that is no literal');
  const unit = isObject(body.unit) ? wordOf(Object.values(body.unit)[0]) : undefined;
  const parts = (unit ? `${written} ${unit}` : written).split(',').map((part) => {
    const [, amount, name] = /^\s*(-?\d+)\s*([a-zA-Z]*)\s*$/.exec(part) ?? fail(`the interval '${written}'`);
    return `INTERVAL '${amount}' ${dateUnit({ literal: { literal_type: 'string', value: name || 'second' } }, 'INTERVAL')}`;
  });
  return raw(`(${parts.join(' + ')})`);
}

/** TO_NUMBER(x [, format] [, precision [, scale]]): polyglot takes the precision for the format. */
function toNumber(body: Body): Json {
  const given = [body.format, body.precision, body.scale].filter(
    (arg): arg is Json => arg !== null && arg !== undefined,
  );
  const isTry = bodyOf(body.safe, 'boolean')?.value === true;
  return correctCall({}, isTry ? 'TRY_TO_NUMBER' : 'TO_NUMBER', [body.this!, ...given]);
}

function subscript({ this: value, index }: Body): Json {
  const literal = bodyOf(index, 'literal');
  if (literal?.literal_type === 'string') return call('json_extract', value!, text(`$."${literal.value}"`));
  if (literal?.literal_type === 'number') return call('json_extract', value!, text(`$[${literal.value}]`));
  return call('sf_get', value!, index!);
}

/** `a[0].b` of a variant. Keys are as they are written, with quotes or without. */
function dot(node: Node, { this: value, field }: Body): Json {
  const isValue = /^(json_extract|sf_get)$/.test(String(bodyOf(value, 'function')?.name));
  return isValue && isIdentifier(field) ? call('json_extract', value!, text(`$."${field.name}"`)) : node;
}

/** `$1` is the first column of what is read. */
function parameter(body: Body): Json {
  if (body.style !== 'Dollar' || typeof body.index !== 'number')
    fail(`the parameter ${String(body.name ?? body.index)}`);
  return {
    column: {
      name: identifier(`COLUMN${body.index}`, false),
      table: null,
      join_mark: false,
      trailing_comments: [],
      span: null,
    },
  };
}

function like(kind: string, body: Body): Json {
  const left = bodyOf(body.left, 'function')?.name === 'json_extract' ? call('sf_text', body.left!) : body.left!;
  const several = bodyOf(body.right, 'tuple')?.expressions as readonly Json[] | undefined;
  if (!several) return { [kind]: { ...body, left } };
  const operator = String(body.quantifier).toUpperCase() === 'ALL' ? 'and' : 'or';
  const tests = several.map((right): Json => ({ [kind]: { ...body, left, right, quantifier: null } }));
  const joined = tests.reduce((a, b) => ({
    [operator]: { left: a, right: b, left_comments: [], operator_comments: [], trailing_comments: [] },
  }));
  return { paren: { this: joined, trailing_comments: [] } };
}

/** A variant's value is compared as what it is compared with. */
function compare(kind: string, body: Body): Json {
  const isPath = (side: Json | undefined): boolean =>
    /^(json_extract|sf_get)$/.test(String(bodyOf(side, 'function')?.name));
  if (isPath(body.left) === isPath(body.right)) return { [kind]: body };
  const as = (variant: Json, other: Json): Json => {
    const literal = bodyOf(other, 'literal');
    if (literal?.literal_type === 'number')
      return {
        try_cast: {
          this: variant,
          to: { data_type: 'double', precision: null, scale: null },
          trailing_comments: [],
          double_colon_syntax: false,
        },
      };
    return literal || bodyOf(other, 'function') ? call('sf_text', variant) : variant;
  };
  const toJson = (side: Json): Json =>
    bodyOf(side, 'literal') || bodyOf(side, 'function') ? side : call('to_json', side);
  return isPath(body.left)
    ? { [kind]: { ...body, left: as(body.left!, body.right!), right: toJson(body.right!) } }
    : { [kind]: { ...body, left: toJson(body.left!), right: as(body.right!, body.left!) } };
}
