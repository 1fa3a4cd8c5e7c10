import type { Hook } from '../../manifest/types.js';

/** Configuration while it adds up: normalised values by dbt's key names. Never changed once made. */
export type ConfigValues = Readonly<Record<string, unknown>>;

/** dbt's keys whose lists add up from level to level. */
const APPENDED = new Set(['tags', 'packages']);
/** dbt's keys whose mappings are merged key by key. */
const UPDATED = new Set(['meta', 'quoting', 'column_types', 'docs', 'contract']);

/** One level over another, by dbt's rule for each key: lists of tags, packages and hooks add up, mappings merge, grants by `+`, everything else is replaced. */
export function mergeConfig(base: ConfigValues, level: ConfigValues): ConfigValues {
  const out: Record<string, unknown> = { ...base };
  for (const key of Object.keys(level)) {
    const value = level[key];
    if (APPENDED.has(key)) out[key] = [...asList(out[key]), ...asList(value)];
    else if (key === 'pre-hook' || key === 'post-hook')
      out[key] = [...((out[key] as Hook[] | undefined) ?? []), ...hooksOf(value)];
    else if (key === 'grants') out[key] = mergeGrants(out[key], value);
    else if (UPDATED.has(key) && isRecord(out[key]) && isRecord(value)) out[key] = { ...out[key], ...value };
    else out[key] = value;
  }
  return out;
}

/** Level over level as they were written: the later one's value of a key is what counts. */
export function mergeUnrendered(base: ConfigValues, level: ConfigValues): ConfigValues {
  return { ...base, ...level };
}

/** `pre_hook` and `post_hook` are other spellings of dbt's keys. */
export function configKey(key: string): string {
  return key === 'pre_hook' ? 'pre-hook' : key === 'post_hook' ? 'post-hook' : key;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('toJSON' in value);
}

/** A list, or one value instead of a list of one. */
export function asList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return NOTHING;
  return Array.isArray(value) ? value : [value];
}

const NOTHING: readonly unknown[] = [];

/** Hooks are texts, mappings with `sql` and `transaction`, or texts that are such a mapping as JSON (`before_begin()` makes them). */
export function hooksOf(value: unknown): Hook[] {
  return asList(value).map((item) => {
    const hook =
      typeof item === 'string' ? (jsonHook(item) ?? { sql: item }) : isRecord(item) ? item : { sql: String(item) };
    return {
      sql: String(hook.sql ?? ''),
      transaction: hook.transaction !== false,
      index: typeof hook.index === 'number' ? hook.index : null,
    };
  });
}

function jsonHook(text: string): Record<string, unknown> | undefined {
  if (!/^\s*\{\s*"/.test(text)) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Grantees by privilege: `+select` adds to what stands before, `select` replaces it. */
function mergeGrants(base: unknown, level: unknown): unknown {
  if (!isRecord(level)) return base;
  const out: Record<string, unknown> = isRecord(base) ? { ...base } : {};
  for (const [key, value] of Object.entries(level)) {
    const grantees = asList(value);
    if (key.startsWith('+')) {
      const name = key.slice(1);
      out[name] = [...asList(out[name]), ...grantees];
    } else out[key] = grantees;
  }
  return out;
}
