import { secondsOf } from './duration.js';
import { didYouMean } from './suggest.js';

/**
 * Reads the keys of one entry of a YAML file. What is wrong is told, as what follows the entry's name (`has 'x' for 'max', …`), and left
 * out; `ok` is false then. `used` are the keys that were asked for.
 */
export class EntryValues {
  readonly used = new Set<string>();
  ok = true;

  constructor(
    private readonly entry: Readonly<Record<string, unknown>>,
    private readonly complain: (key: string, problem: string, advice?: string) => void,
  ) {}

  raw(key: string): unknown {
    this.used.add(key);
    return this.entry[key] ?? undefined;
  }

  wrong(key: string, problem: string, advice?: string): undefined {
    this.ok = false;
    this.complain(key, problem, advice);
    return undefined;
  }

  text(key: string): string | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    // Mostly of an environment variable that is not set.
    return String(value).trim() || undefined;
  }

  texts(key: string): readonly string[] {
    const value = this.raw(key);
    if (value === undefined) return [];
    return (Array.isArray(value) ? value : [value]).map(String);
  }

  choice<T extends string>(key: string, choices: readonly T[], standard: T): T {
    const value = this.raw(key);
    if (value === undefined) return standard;
    const text = String(value).toLowerCase() as T;
    if (choices.includes(text)) return text;
    this.wrong(key, `has '${String(value)}' for '${key}'`, didYouMean(text, choices) ?? `One of ${choices.join(', ')}`);
    return standard;
  }

  number(key: string): number | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    const number = Number(value);
    return String(value).trim() !== '' && Number.isFinite(number)
      ? number
      : this.wrong(key, `has '${String(value)}' for '${key}', which is no number`);
  }

  /** A whole number from `least` on. */
  count(key: string, standard: number, least = 1): number {
    const number = this.number(key);
    if (number === undefined) return standard;
    if (Number.isInteger(number) && number >= least) return number;
    this.wrong(key, `has ${number} for '${key}', which must be a whole number from ${least} on`);
    return standard;
  }

  /** A span of time, in seconds. */
  seconds(key: string): number | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    return (
      secondsOf(typeof value === 'object' ? String(value) : value) ??
      this.wrong(
        key,
        `has '${String(value)}' for '${key}', which is no span of time`,
        'Write 30 minutes, 24 hours, 90 seconds',
      )
    );
  }

  /** A share: `20 %`, `20%`, `0.2`. */
  share(key: string): number | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    const match = /^(\d+(?:\.\d+)?|\.\d+)\s*(%)?$/.exec(String(value).trim());
    if (!match) return this.wrong(key, `has '${String(value)}' for '${key}', which is no share`, 'Write 20%, or 0.2');
    const number = Number(match[1]);
    if (!match[2] && number > 1 && Number.isInteger(number))
      return this.wrong(
        key,
        `has ${number} for '${key}', which means ${number * 100} %`,
        `Write ${number}%, or ${number}.0 if that is meant`,
      );
    return match[2] ? number / 100 : number;
  }
}
