/** Numbers and times in words. */

/** `1 model`, `2 models`, `2 analyses`. */
export function count(n: number, noun: string): string {
  return `${grouped(n)} ${n === 1 ? noun : plural(noun)}`;
}

/** `1,234,567`. By hand: the first use of the locale's formats takes ten milliseconds. */
export function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

export function plural(noun: string): string {
  if (noun.endsWith('analysis')) return `${noun.slice(0, -2)}es`;
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  if (/(s|ss|x|ch|sh)$/.test(noun)) return `${noun}es`;
  return `${noun}s`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listing(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** A duration for people: `45ms`, `1.2s`, `12s`, `3m 04s`, `1h 02m`. */
export function duration(seconds: number): string {
  if (seconds < 0.0995) return `${Math.round(seconds * 1000)}ms`;
  if (seconds < 9.95) return `${seconds.toFixed(1)}s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}m ${two(whole % 60)}s`;
  return `${Math.floor(whole / 3600)}h ${two(Math.floor((whole % 3600) / 60))}m`;
}

/** The same in whole seconds, for what still runs. */
export function elapsed(seconds: number): string {
  return seconds < 60 ? `${Math.floor(seconds)}s` : duration(Math.floor(seconds));
}

export function two(n: number): string {
  return String(n).padStart(2, '0');
}

/** What dbt calls a resource type in its counts. */
export function resourceNoun(resourceType: string): string {
  if (resourceType === 'test') return 'data test';
  return resourceType.replaceAll('_', ' ');
}
