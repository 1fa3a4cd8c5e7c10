import { HostObject, type Value } from '../../jinja/values/index.js';
import { read, readText, rowsOf } from './values.js';

/** Settings of a dynamic table, by the names that they have in a model's config. */
const SETTINGS = [
  'target_lag',
  'snowflake_warehouse',
  'snowflake_initialization_warehouse',
  'scheduler',
  'refresh_mode',
  'cluster_by',
  'immutable_where',
] as const;
type Setting = (typeof SETTINGS)[number];

/** Those that ALTER cannot change. */
const FIXED: ReadonlySet<Setting> = new Set(['refresh_mode', 'cluster_by', 'immutable_where']);

/** What SHOW DYNAMIC TABLES calls them. */
const SHOWN: Partial<Record<Setting, string>> = {
  snowflake_warehouse: 'warehouse',
  snowflake_initialization_warehouse: 'initialization_warehouse',
};

/** The settings that a config has. */
export function dynamicTableSettings(config: Value): Record<Setting, string | null> {
  const of = (setting: Setting): string | null => {
    const value = read(config, setting);
    return Array.isArray(value) ? value.map(String).join(', ') : readText(config, setting);
  };
  return Object.fromEntries(SETTINGS.map((setting) => [setting, of(setting)])) as Record<Setting, string | null>;
}

/**
 * What a model's config changes of a dynamic table that exists, or null. Each changed setting is an object with the new value as
 * `context`; `requires_full_refresh` where one of them cannot be altered. What the config does not say stays as it is.
 *
 * @param described `{'dynamic_table': rows of SHOW DYNAMIC TABLES}`
 */
export function dynamicTableChanges(described: Value, model: Value): Value {
  const [row] = rowsOf(read(described, 'dynamic_table'));
  if (row === undefined) return null;
  const wanted = dynamicTableSettings(read(model, 'config'));
  const changed = SETTINGS.filter((setting) => {
    const value = wanted[setting];
    if (value === null || (setting === 'refresh_mode' && value.toUpperCase() === 'AUTO')) return false;
    const present = readText(row, SHOWN[setting] ?? setting);
    // A server that does not show a setting cannot be asked whether it changed.
    if (present === null && setting !== 'cluster_by') return false;
    return normalized(setting, value) !== normalized(setting, present ?? '');
  });
  if (changed.length === 0) return null;
  const change = (setting: Setting): Value =>
    new HostObject('ConfigChange', {
      context: wanted[setting],
      action: 'alter',
      requires_full_refresh: FIXED.has(setting),
    });
  return new HostObject('SnowflakeDynamicTableConfigChangeset', {
    ...Object.fromEntries(SETTINGS.map((setting) => [setting, changed.includes(setting) ? change(setting) : null])),
    has_changes: true,
    requires_full_refresh: changed.some((setting) => FIXED.has(setting)),
  });
}

const UNITS: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 };

/** Two spellings of one setting are one: `1 hour` and `60 minutes`, `LINEAR(a,b)` and `a, b`, names in any case. */
function normalized(setting: Setting, value: string): string {
  const text = value.trim().toLowerCase().replace(/\s+/g, ' ');
  if (setting === 'target_lag') {
    const [, count, unit] = /^(\d+) ([a-z]+?)s?$/.exec(text) ?? [];
    return unit !== undefined && unit in UNITS ? `${Number(count) * UNITS[unit]!} seconds` : text;
  }
  if (setting === 'cluster_by') return text.replace(/^linear ?\((.*)\)$/, '$1').replace(/ /g, '');
  return text.replaceAll('"', '');
}
