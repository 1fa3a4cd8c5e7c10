import { GRANULARITIES, type Granularity, type TimeWindow } from '../shapes.js';

/** The query is a template: relations, and functions that differ from warehouse to warehouse, are what `ref` and macros say. */

export function refOf(call: string): string {
  return `{{ ${call} }}`;
}

export function truncated(grain: string, sql: string): string {
  return `{{ dbt.date_trunc('${grain}', ${literal(sql)}) }}`;
}

export function shifted({ count, granularity }: TimeWindow, sql: string, sign: 1 | -1): string {
  return `{{ dbt.dateadd('${singular(granularity)}', ${sign * count}, ${literal(sql)}) }}`;
}

export function asFloat(sql: string): string {
  return `cast(${sql} as {{ metric_float_type() }})`;
}

export function percentile(sql: string, fraction: number, isDiscrete: boolean): string {
  return `{{ metric_percentile(${literal(sql)}, ${fraction}, ${isDiscrete ? 'true' : 'false'}) }}`;
}

/** Windows are written `7 days` and `1 day`. */
export function singular(granularity: string): string {
  const lower = granularity.toLowerCase();
  return isGranularity(lower) ? lower : lower.replace(/s$/, '');
}

export function isGranularity(name: string): name is Granularity {
  return (GRANULARITIES as readonly string[]).includes(name);
}

/** Whether `a` is finer than `b`. */
export function isFiner(a: Granularity, b: Granularity): boolean {
  return GRANULARITIES.indexOf(a) < GRANULARITIES.indexOf(b);
}

/** SQL that holds calls of macros already is joined to them as text. */
function literal(sql: string): string {
  return sql
    .split(/(\{\{[\s\S]*?\}\})/)
    .filter((part) => part !== '')
    .map((part) =>
      part.startsWith('{{')
        ? `(${part.slice(2, -2).trim()})`
        : `'${part.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`,
    )
    .join(' ~ ');
}
