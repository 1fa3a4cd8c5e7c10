import type { YamlPath } from '../base/yaml/index.js';
import type { ColumnInfo, Constraint, JsonObject } from '../manifest/types.js';
import { asList, isRecord } from './config/merge.js';
import type { Descriptions } from './docs.js';
import type { PropertyEntry } from './properties/entries.js';

/** What quern does something with; other keys of a column are kept as they are. */
const KNOWN = new Set([
  'name',
  'description',
  'data_type',
  'constraints',
  'quote',
  'meta',
  'tags',
  'tests',
  'data_tests',
  'config',
  'granularity',
]);

/** What a column is in a semantic model. */
const ELEMENTS = new Set(['dimension', 'entity']);

export interface ColumnContext {
  readonly descriptions: Descriptions;
  readonly entry: PropertyEntry;
  /** Disabled resources keep their descriptions unrendered. */
  readonly rendersDescriptions: boolean;
}

/** The columns of an entry (already rendered), in order, by name. Entries that are no columns are left out. */
export function columnsOf(list: unknown, at: YamlPath, context: ColumnContext): Record<string, ColumnInfo> {
  // Without a prototype it is a hash table, which takes names of all kinds several times as fast.
  const columns: Record<string, ColumnInfo> = Object.create(null);
  asList(list).forEach((value, index) => {
    if (isRecord(value) && value.name !== undefined && value.name !== null) {
      const column = columnOf(value, at, index, context);
      columns[column.name] = column;
    }
  });
  return columns;
}

function columnOf(
  value: Record<string, unknown>,
  list: YamlPath,
  index: number,
  { descriptions, entry, rendersDescriptions }: ColumnContext,
): ColumnInfo {
  // dbt keeps nothing else of a column's config.
  const config = isRecord(value.config) ? value.config : undefined;
  const described = rendersDescriptions
    ? descriptions.render(value.description, entry.packageName, () => entry.spanOf([...list, index, 'description']))
    : { text: String(value.description ?? ''), docBlocks: [] };
  let extra: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    if (KNOWN.has(key)) continue;
    extra ??= {};
    extra[key] = ELEMENTS.has(key) ? elementOf(value, key) : value[key];
  }
  return {
    name: String(value.name),
    description: described.text,
    meta: mergedMeta(value.meta, config?.meta),
    dataType: textOrNull(value.data_type),
    constraints: constraintsOf(value.constraints),
    quote: typeof value.quote === 'boolean' ? value.quote : null,
    tags: mergedTags(value.tags, config?.tags),
    granularity: textOrNull(value.granularity),
    docBlocks: described.docBlocks,
    ...(extra ? { extra: extra as JsonObject } : undefined),
  };
}

/** A dimension or entity with all that dbt's manifest says of it; one that is written as its type alone stays so. */
function elementOf(column: Record<string, unknown>, key: string): unknown {
  const value = column[key];
  if (!isRecord(value)) return value;
  const { validity_params: validity, ...given } = value;
  const common = {
    name: column.name,
    type: null,
    description: column.description ?? '',
    label: null,
    ...(key === 'dimension' ? { is_partition: false } : {}),
    config: {},
    ...Object.fromEntries(Object.entries(given).filter(([, item]) => item !== null)),
  };
  if (key === 'entity') return common;
  return { ...common, validity_params: isRecord(validity) ? { is_start: false, is_end: false, ...validity } : null };
}

const NO_CONSTRAINTS: readonly Constraint[] = [];

function constraintsOf(list: unknown): readonly Constraint[] {
  const written = asList(list).filter(isRecord);
  return written.length === 0 ? NO_CONSTRAINTS : written.map((c) => constraintOf(c));
}

const NO_META: JsonObject = {};
const NO_TAGS: readonly string[] = [];

export function mergedMeta(top: unknown, config: unknown): JsonObject {
  if (!isRecord(top)) return isRecord(config) ? (config as JsonObject) : NO_META;
  return (isRecord(config) ? { ...top, ...config } : top) as JsonObject;
}

/** Tags of an entry: those at its top level and those of its `config`, sorted, without repeats. */
export function mergedTags(top: unknown, config: unknown): readonly string[] {
  const [over, base] = [asList(config), asList(top)];
  return over.length + base.length === 0 ? NO_TAGS : [...new Set([...over, ...base].map(String))].sort();
}

/** A constraint of a column, or of a model where `columns` is told apart. */
export function constraintOf(value: Record<string, unknown>, ofModel = false): Constraint {
  return {
    type: String(value.type) as Constraint['type'],
    name: textOrNull(value.name),
    expression: textOrNull(value.expression),
    warn_unenforced: value.warn_unenforced !== false,
    warn_unsupported: value.warn_unsupported !== false,
    to: textOrNull(value.to),
    to_columns: asList(value.to_columns).map(String),
    ...(ofModel ? { columns: asList(value.columns).map(String) } : {}),
  };
}

function textOrNull(value: unknown): string | null {
  return value === undefined || value === null ? null : String(value);
}
