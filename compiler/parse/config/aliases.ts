import { type ConfigValues, isRecord } from './merge.js';

/** A warehouse's own words for dbt's keys. */
export type KeyAliases = Readonly<Record<string, string>>;

export const NO_ALIASES: KeyAliases = {};

/** Values by dbt's keys; what stands under both names is the warehouse's. The same object if there is nothing to change. */
export function withoutAliases(values: ConfigValues, aliases: KeyAliases): ConfigValues {
  let out: Record<string, unknown> | undefined;
  for (const alias in aliases) {
    if (!Object.hasOwn(values, alias)) continue;
    out ??= { ...values };
    out[aliases[alias]!] = values[alias];
    delete out[alias];
  }
  return out ?? values;
}

/** The same in all mappings inside a value. */
export function withoutAliasesInside(value: unknown, aliases: KeyAliases): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutAliasesInside(item, aliases));
  if (!isRecord(value)) return value;
  const out: Record<string, unknown> = {};
  for (const key of Object.keys(value)) out[key] = withoutAliasesInside(value[key], aliases);
  return withoutAliases(out, aliases);
}
