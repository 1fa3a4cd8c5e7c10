import { type ConfigValues, isRecord } from './merge.js';
import { pythonRepr } from '../python.js';

type Rule = readonly [expected: string, holds: (value: unknown) => boolean];

const text: Rule = ['a text', (v) => typeof v === 'string'];
const bool: Rule = ['true or false', (v) => typeof v === 'boolean'];
const int: Rule = ['a whole number', (v) => typeof v === 'number' && Number.isInteger(v)];
const mapping: Rule = ['a mapping', isRecord];
const texts: Rule = ['a text or a list of texts', (v) => typeof v === 'string' || (Array.isArray(v) && v.every((i) => typeof i === 'string'))];
const oneOf = (...values: string[]): Rule => [`one of ${values.map((v) => `'${v}'`).join(', ')}`, (v) => values.includes(v as string)];

/** Keys that dbt knows and what their values must be. Null is always allowed but for `enabled` and `materialized`. */
const RULES: Readonly<Record<string, Rule>> = {
  enabled: bool,
  materialized: text,
  schema: text,
  database: text,
  alias: text,
  group: text,
  tags: texts,
  meta: mapping,
  docs: mapping,
  contract: mapping,
  persist_docs: mapping,
  quoting: mapping,
  column_types: mapping,
  grants: mapping,
  unique_key: texts,
  full_refresh: bool,
  incremental_strategy: text,
  on_schema_change: text,
  on_configuration_change: oneOf('apply', 'continue', 'fail'),
  access: oneOf('private', 'protected', 'public'),
  batch_size: oneOf('hour', 'day', 'month', 'year'),
  lookback: int,
  concurrent_batches: bool,
  severity: ["'warn' or 'error'", (v) => typeof v === 'string' && /^(warn|error)$/i.test(v)],
  store_failures: bool,
  store_failures_as: oneOf('ephemeral', 'table', 'view'),
  where: text,
  limit: int,
  fail_calc: text,
  warn_if: text,
  error_if: text,
  quote_columns: bool,
  delimiter: text,
  strategy: text,
  target_schema: text,
  target_database: text,
  hard_deletes: oneOf('ignore', 'invalidate', 'new_record'),
  loaded_at_field: text,
  loaded_at_query: text,
};
const REQUIRED = new Set(['enabled', 'materialized']);

export interface BadValue {
  readonly key: string;
  readonly expected: string;
  /** As the author would write it. */
  readonly actual: string;
}

/** Values of known keys that are of a wrong type. */
export function badValues(values: ConfigValues): BadValue[] {
  const bad: BadValue[] = [];
  for (const key of Object.keys(values)) {
    const rule = Object.hasOwn(RULES, key) ? RULES[key] : undefined;
    const value = values[key];
    if (!rule || (value === null && !REQUIRED.has(key)) || rule[1](value)) continue;
    bad.push({ key, expected: rule[0], actual: pythonRepr(value) });
  }
  return bad;
}

export function without(values: ConfigValues, bad: readonly BadValue[]): ConfigValues {
  if (bad.length === 0) return values;
  const keys = new Set(bad.map((b) => b.key));
  return Object.fromEntries(Object.entries(values).filter(([key]) => !keys.has(key)));
}
