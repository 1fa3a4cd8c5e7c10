import { PyDecimal, type Value } from '../../jinja/values/index.js';

/** What a numeric type must hold. */
export interface NumberFacts {
  /** Digits after the point, without trailing zeros. */
  readonly decimals: number;
  /** The largest magnitude, as a float. */
  readonly largest: number;
}

export function factsOfValues(values: Iterable<Value>): NumberFacts {
  let decimals = 0;
  let largest = 0;
  for (const value of values) {
    if (typeof value === 'number' || typeof value === 'bigint') largest = Math.max(largest, Math.abs(Number(value)));
    if (!(value instanceof PyDecimal) || !value.value.isFinite()) continue;
    decimals = Math.max(decimals, value.value.decimalPlaces());
    largest = Math.max(largest, Math.abs(value.value.toNumber()));
  }
  return { decimals, largest };
}
