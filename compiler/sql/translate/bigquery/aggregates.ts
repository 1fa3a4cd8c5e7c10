import { type Body, bodyOf, call, isObject, number, text, wordOf } from '../ast.js';
import { TranslationError } from '../errors.js';
import type { Json, Node } from '../polyglot.js';

/** Aggregates and window functions that mean the same, by polyglot's kind. */
export const SAME_AGGREGATES = new Set([
  'sum',
  'min',
  'max',
  'avg',
  'count',
  'count_if',
  'stddev',
  'stddev_pop',
  'stddev_samp',
  'variance',
  'var_pop',
  'var_samp',
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
  'bitwise_and_agg',
  'bitwise_or_agg',
  'bitwise_xor_agg',
]);

/** Aggregates that are plain calls for polyglot, with DuckDB's names. */
const BY_NAME: Readonly<Record<string, string>> = {
  CORR: 'corr',
  COVAR_POP: 'covar_pop',
  COVAR_SAMP: 'covar_samp',
  MAX_BY: 'max_by',
  MIN_BY: 'min_by',
  PERCENTILE_CONT: 'quantile_cont',
  PERCENTILE_DISC: 'quantile_disc',
  GROUPING: 'grouping',
};

function aggregate(name: string, args: readonly Json[], body: Body): Node {
  const filter = body.ignore_nulls ? { is_null: { this: args[0]!, not: true, postfix_form: false } } : null;
  return {
    aggregate_function: {
      name,
      args,
      distinct: body.distinct ?? false,
      filter: body.filter ?? filter,
      order_by: body.order_by ?? [],
      limit: null,
      ignore_nulls: null,
    },
  };
}

/** An aggregate of BigQuery's, or undefined for a node that is none; `other` is for calls that only stand where aggregates do. */
export function correctAggregate(
  node: Node,
  kind: string,
  other: (name: string, args: readonly Json[]) => Json,
): Json | undefined {
  const body = node[kind] as Body;
  if (SAME_AGGREGATES.has(kind)) return node;
  switch (kind) {
    case 'array_agg': {
      const list = aggregate('list', [body.this!], body);
      return isObject(body.limit) ? call('list_slice', list, number(1), body.limit) : list;
    }
    case 'string_agg':
      if (isObject(body.limit)) return firstOf(body, body.limit);
      return aggregate('string_agg', [body.this!, body.separator ?? text(',')], body);
    case 'any_value': {
      const having = body.having_max as readonly Json[] | undefined | null;
      return having ? aggregate(having[1] ? 'max_by' : 'min_by', [body.this!, having[0]!], body) : node;
    }
    case 'logical_or':
      return aggregate('bool_or', [body.this!], body);
    case 'logical_and':
      return aggregate('bool_and', [body.this!], body);
    case 'aggregate_function': {
      const name = String(body.name).toUpperCase();
      if (name === 'APPROX_QUANTILES') return quantiles(body);
      const target = BY_NAME[name];
      return target === undefined
        ? other(name, body.args as readonly Json[])
        : { aggregate_function: { ...body, name: target } };
    }
    default:
      return undefined;
  }
}

/** STRING_AGG of the first few. */
function firstOf(body: Body, limit: Json): Json {
  const texts = aggregate('list', [body.this!], { ...body, ignore_nulls: true });
  return call('array_to_string', call('list_slice', texts, number(1), limit), body.separator ?? text(','));
}

function quantiles(body: Body): Json {
  const [value, count] = body.args as readonly Json[];
  const n = Number(wordOf(count));
  if (!Number.isInteger(n) || n < 1 || bodyOf(count, 'literal') === undefined)
    throw new TranslationError('APPROX_QUANTILES');
  const points = Array.from({ length: n + 1 }, (_, i) => number(String(i / n)));
  return aggregate('quantile_disc', [value!, call('list_value', ...points)], body);
}
