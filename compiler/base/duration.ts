const SECONDS: Readonly<Record<string, number>> = {
  ms: 0.001,
  millisecond: 0.001,
  s: 1,
  second: 1,
  sec: 1,
  m: 60,
  min: 60,
  minute: 60,
  h: 3600,
  hour: 3600,
  d: 86_400,
  day: 86_400,
};

/** The seconds that a span of time means: a number of them, `30 minutes`, `1.5h`, `1 hour 30 minutes`; undefined for anything else. */
export function secondsOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value >= 0 ? value : undefined;
  if (typeof value === 'bigint') return secondsOf(Number(value));
  if (typeof value !== 'string') return undefined;
  const text = value.trim().toLowerCase();
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)\s*/g)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== text) return undefined;
  let sum = 0;
  for (const [, count, word] of parts) {
    const unit = SECONDS[word!] ?? SECONDS[word!.replace(/s$/, '')];
    if (unit === undefined) return undefined;
    sum += Number(count) * unit;
  }
  return sum;
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** A span for people: `1 day 2 hours`, `3 minutes 5 seconds`, `0.4 seconds`. */
export function spanWords(seconds: number): string {
  if (seconds < 60) {
    const shown = Number(seconds.toPrecision(seconds < 10 ? 2 : 3));
    return `${shown} second${shown === 1 ? '' : 's'}`;
  }
  const at = UNITS.findIndex(([, size]) => seconds >= size);
  const [name, size] = UNITS[at]!;
  const [smaller, small] = UNITS[at + 1] ?? (['second', 1] as const);
  let [whole, rest] = [Math.floor(seconds / size), Math.round((seconds % size) / small)];
  if (rest * small >= size) [whole, rest] = [whole + 1, 0];
  const words = (n: number, unit: string) => `${n} ${unit}${n === 1 ? '' : 's'}`;
  return rest === 0 ? words(whole, name) : `${words(whole, name)} ${words(rest, smaller)}`;
}
