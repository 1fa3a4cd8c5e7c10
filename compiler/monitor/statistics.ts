/** The middle value; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The standard deviation of a sample. */
export function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

/** Makes the median deviation comparable with the standard deviation of normally distributed values. */
const NORMAL = 1.4826;

export interface Spread {
  readonly centre: number;
  readonly deviation: number;
}

/** Centre and spread of earlier values: mean and standard deviation, or median and median absolute deviation, which outliers do not move. */
export function spreadOf(values: readonly number[], method: 'zscore' | 'mad'): Spread {
  if (method === 'zscore') return { centre: mean(values), deviation: deviation(values) };
  const centre = median(values);
  return { centre, deviation: NORMAL * median(values.map((value) => Math.abs(value - centre))) };
}
