import type { Json, JsonObject } from '../base/json.js';
import { fromValue, type Value } from '../jinja/values/index.js';
import type { RefCall, SourceCall } from '../manifest/types.js';

/** What evaluating a template at parse time told. */
export interface Captures {
  readonly refs: readonly RefCall[];
  readonly sources: readonly SourceCall[];
  readonly metrics: readonly (readonly string[])[];
  readonly functions: readonly (readonly string[])[];
  /** All `config()` calls, merged as dbt merges repeated calls; `pre-hook`/`post-hook` by these names. */
  readonly config: JsonObject;
  /** Unique ids of macros that the template itself called, in order, without repeats. */
  readonly macros: readonly string[];
  readonly vars: readonly string[];
  readonly env: readonly string[];
  /** The template's text, where it was evaluated (static extraction does not need to). */
  readonly text?: string;
}

/** Values of these keys add up over several `config()` calls; the rest is replaced. */
const APPENDED = new Set(['pre-hook', 'post-hook', 'tags']);
const UPDATED = new Set(['quoting', 'column_types', 'meta', 'docs', 'contract']);

/** Collects captures during one evaluation. */
export class CaptureCollector {
  readonly refs: RefCall[] = [];
  readonly sources: SourceCall[] = [];
  readonly metrics: string[][] = [];
  readonly functions: string[][] = [];
  readonly config: Record<string, Json> = {};
  readonly macros = new Set<string>();
  readonly vars = new Set<string>();
  readonly env = new Set<string>();

  addConfig(values: Iterable<readonly [string, Value]>): void {
    for (const [key, value] of values) mergeConfigCall(this.config, key, fromValue(value) as Json);
  }

  finish(text?: string): Captures {
    return {
      refs: this.refs,
      sources: this.sources,
      metrics: this.metrics,
      functions: this.functions,
      config: this.config,
      macros: [...this.macros],
      vars: [...this.vars],
      env: [...this.env],
      ...(text === undefined ? {} : { text }),
    };
  }
}

function isObject(value: unknown): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Adds one key of a `config()` call to those before it. */
export function mergeConfigCall(into: Record<string, Json>, key: string, value: Json): void {
  const before = into[key];
  if (APPENDED.has(key)) {
    const list = Array.isArray(value) ? value : [value];
    into[key] = Array.isArray(before) ? [...before, ...list] : list;
  } else if (UPDATED.has(key) && isObject(before) && isObject(value)) {
    into[key] = { ...before, ...value };
  } else if (key === 'grants' && isObject(before) && isObject(value)) {
    into[key] = mergeGrants(before, value);
  } else {
    into[key] = value;
  }
}

/** `+select` adds grantees to what is there, `select` replaces it. */
export function mergeGrants(
  before: Readonly<Record<string, Json>>,
  later: Readonly<Record<string, Json>>,
): Record<string, Json> {
  const out: Record<string, Json> = { ...before };
  for (const [key, value] of Object.entries(later)) {
    const list = Array.isArray(value) ? value : [value];
    const name = key.replace(/^\+/, '');
    const existing = out[name];
    out[name] =
      key.startsWith('+') && Array.isArray(existing)
        ? [...existing, ...list.filter((g) => !existing.includes(g))]
        : list;
  }
  return out;
}
