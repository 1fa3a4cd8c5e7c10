import { type Body, bodyOf, call, isObject, number, text } from '../ast.js';
import { TranslationError } from '../errors.js';
import type { Json, Node } from '../polyglot.js';
import { cases, hashAgg } from './functions.js';
import { asText } from './texts.js';

/** Aggregates that mean the same, by polyglot's kind. */
export const SAME_AGGREGATES = new Set([
  'sum',
  'min',
  'max',
  'count_if',
  'median',
  'mode',
  'stddev',
  'stddev_pop',
  'stddev_samp',
  'variance',
  'var_pop',
  'var_samp',
  'any_value',
  'approx_count_distinct',
  'row_number',
  'rank',
  'dense_rank',
  'percent_rank',
  'cume_dist',
  'n_tile',
  'lag',
  'lead',
  'first_value',
  'last_value',
  'nth_value',
]);

/** Aggregates that are plain functions for polyglot, with DuckDB's names. */
const BY_NAME: Readonly<Record<string, string>> = {
  HLL: 'approx_count_distinct',
  MIN_BY: 'min_by',
  MAX_BY: 'max_by',
  BOOLOR_AGG: 'bool_or',
  BOOLAND_AGG: 'bool_and',
  BITOR_AGG: 'bit_or',
  BITAND_AGG: 'bit_and',
  BITXOR_AGG: 'bit_xor',
  PERCENTILE_CONT: 'percentile_cont',
  PERCENTILE_DISC: 'percentile_disc',
  APPROX_PERCENTILE: 'quantile_cont',
  CORR: 'corr',
  COVAR_POP: 'covar_pop',
  COVAR_SAMP: 'covar_samp',
  REGR_SLOPE: 'regr_slope',
  REGR_INTERCEPT: 'regr_intercept',
  REGR_R2: 'regr_r2',
  REGR_COUNT: 'regr_count',
  REGR_AVGX: 'regr_avgx',
  REGR_AVGY: 'regr_avgy',
  REGR_SXX: 'regr_sxx',
  REGR_SYY: 'regr_syy',
  REGR_SXY: 'regr_sxy',
  GROUPING: 'grouping',
  GROUPING_ID: 'grouping',
  COUNT_IF: 'count_if',
  VAR_SAMP: 'var_samp',
  VARIANCE_SAMP: 'var_samp',
  VARIANCE_POP: 'var_pop',
  STDDEV_SAMP: 'stddev_samp',
  AVG: 'avg',
};
/** Functions around an aggregate that stay outside when it gets a window. */
const AROUND = new Set(['coalesce', 'sf_array']);

interface Aggregate {
  readonly name: string;
  readonly args: readonly Json[];
  readonly distinct?: Json;
  readonly filter?: Json;
  readonly orderBy?: Json;
}

function aggregate({ name, args, distinct = false, filter = null, orderBy = [] }: Aggregate): Node {
  return { aggregate_function: { name, args, distinct, filter, order_by: orderBy, limit: null, ignore_nulls: null } };
}

const notNull = (value: Json): Node => ({ is_null: { this: value, not: true, postfix_form: false } });

/** An aggregate of Snowflake's, or undefined for a node that is none. */
export function correctAggregate(node: Node, kind: string): Json | undefined {
  const body = node[kind] as Body;
  if (SAME_AGGREGATES.has(kind)) return node;
  switch (kind) {
    case 'avg':
      return body.distinct ? node : call('sf_avg', body.this!);
    case 'count':
      return count(node, body);
    case 'list_agg':
      return listAgg(body, []);
    case 'array_agg':
      return arrayAgg(body, body.order_by ?? []);
    case 'within_group':
      return withinGroup(body);
    case 'aggregate_function': {
      const name = String(body.name).toUpperCase();
      if (name === 'OBJECT_AGG') return objectAgg(body.args as readonly Json[]);
      if (name === 'HASH_AGG') return hashAgg(body.args as readonly Json[]);
      const target = BY_NAME[name];
      if (!target) throw new TranslationError(`the function ${name}`);
      return { aggregate_function: { ...body, name: target } };
    }
    default:
      return undefined;
  }
}

/** COUNT(DISTINCT a, b) does not count rows in which one is NULL. */
function count(node: Node, body: Body): Json {
  const several = bodyOf(body.this, 'tuple')?.expressions as readonly Json[] | undefined;
  if (bodyOf(body.this, 'star') && isObject((bodyOf(body.this, 'star') as Body).table))
    throw new TranslationError('COUNT(t.*)');
  if (!several) return node;
  const anyNull = several
    .map((part): Json => ({ is_null: { this: part, not: false, postfix_form: false } }))
    .reduce((left, right) => ({
      or: { left, right, left_comments: [], operator_comments: [], trailing_comments: [] },
    }));
  return { count: { ...body, this: cases([[anyNull, { null: null }]], call('row', ...several)) } };
}

function listAgg(body: Body, orderBy: Json): Json {
  const agg = aggregate({
    name: 'string_agg',
    args: [asText(body.this!), body.separator ?? text('')],
    distinct: body.distinct ?? false,
    filter: body.filter ?? null,
    orderBy,
  });
  return call('coalesce', agg, text(''));
}

function arrayAgg(body: Body, orderBy: Json): Json {
  const value = body.this!;
  return call(
    'sf_array',
    aggregate({ name: 'list', args: [value], distinct: body.distinct ?? false, filter: notNull(value), orderBy }),
  );
}

function objectAgg([key, value]: readonly Json[]): Json {
  const keys = aggregate({ name: 'list', args: [asText(key!)] });
  return call('sf_object', keys, aggregate({ name: 'list', args: [call('sf_variant', value!)] }));
}

/** The parts of a within-group aggregate have been corrected already: its order goes into the aggregate inside. */
function withinGroup(body: Body): Json {
  const around = bodyOf(body.this, 'function');
  const inside = bodyOf((around?.args as readonly Json[] | undefined)?.[0], 'aggregate_function');
  if (!around || !inside) return { within_group: body };
  const [, ...rest] = around.args as readonly Json[];
  return call(String(around.name), { aggregate_function: { ...inside, order_by: body.order_by ?? [] } }, ...rest);
}

/** A window's function has been corrected already: what stands around the aggregate goes around the window. */
export function correctWindow(body: Body): Json {
  const around = bodyOf(body.this, 'function');
  const name = String(around?.name ?? '').toLowerCase();
  const args = (around?.args ?? []) as readonly Json[];
  if (around && AROUND.has(name)) return call(name, { window_function: { ...body, this: args[0]! } }, ...args.slice(1));
  if (name === 'sf_avg')
    return call('sf_avg_of', { window_function: { ...body, this: aggregate({ name: 'avg', args }) } }, args[0]!);
  if (name === 'ratio_to_report')
    return call('sf_div', args[0]!, { window_function: { ...body, this: aggregate({ name: 'sum', args }) } });
  if (name === 'conditional_true_event')
    return {
      window_function: { ...body, this: aggregate({ name: 'sum', args: [cases([[args[0]!, number(1)]], number(0))] }) },
    };
  if (around) throw new TranslationError(`the window function ${name.toUpperCase()}`);
  return { window_function: { ...body, over: wholeFrame(body) } };
}

/** FIRST_VALUE, LAST_VALUE and NTH_VALUE see their whole partition, unless a frame is given. */
function wholeFrame(body: Body): Json {
  const over = body.over as Body;
  const sees = ['first_value', 'last_value', 'nth_value'].some((kind) => bodyOf(body.this, kind));
  if (!sees || over.frame || !(Array.isArray(over.order_by) && over.order_by.length > 0)) return over;
  return { ...over, frame: { kind: 'Rows', start: 'UnboundedPreceding', end: 'UnboundedFollowing', exclude: null } };
}
