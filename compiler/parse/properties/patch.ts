import type { DiagnosticSink } from '../../base/diagnostics.js';
import { checkConfigKeys } from '../../config/index.js';
import { type ConfigValues, configKey, isRecord } from '../config/merge.js';
import type { ConfigLayer } from '../config/resolve.js';
import { docsTwice } from '../diagnostics.js';
import type { PropertyEntry } from './entries.js';
import type { PropertyRenderer } from './render.js';

/** What a properties file says of one node: the entry, with one version's part over it for a versioned model. */
export interface NodePatch {
  readonly entry: PropertyEntry;
  /** Rendered, but for descriptions, tests and hooks. */
  readonly value: Readonly<Record<string, unknown>>;
  readonly layer: ConfigLayer;
}

export function patchOf(entry: PropertyEntry, yaml: PropertyRenderer, sink: DiagnosticSink): NodePatch {
  const patch = versionedPatchOf(entry, yaml, sink);
  const { layer } = patch;
  const raw = isRecord(entry.value.config) ? entry.value.config : {};
  return { ...patch, layer: { ...layer, unrendered: deepMerge(raw, layer.unrendered) } };
}

/** Of a model with versions, before one version's part is laid over it. */
export function versionedPatchOf(entry: PropertyEntry, yaml: PropertyRenderer, sink: DiagnosticSink): NodePatch {
  const value = yaml.entry(entry);
  return { entry, value, layer: configLayer(entry, value, entry.value, sink) };
}

/** dbt's way to lay one mapping over another: lists add up, the upper one's first, so that what is laid over itself stands there twice. */
function deepMerge(over: ConfigValues, base: ConfigValues): ConfigValues {
  const out: Record<string, unknown> = { ...base };
  for (const key of Object.keys(over)) {
    const [upper, lower] = [over[key], base[key]];
    if (Array.isArray(upper) && Array.isArray(lower)) out[key] = [...upper, ...lower];
    else if (isRecord(upper) && isRecord(lower)) out[key] = deepMerge(upper, lower);
    else out[key] = upper;
  }
  return out;
}

/** Old top-level keys that are configuration. */
const TOP_LEVEL = ['docs', 'group', 'access', 'meta'] as const;

function configLayer(
  entry: PropertyEntry,
  rendered: Readonly<Record<string, unknown>>,
  raw: Readonly<Record<string, unknown>>,
  sink: DiagnosticSink,
): ConfigLayer {
  const config = isRecord(rendered.config) ? rendered.config : {};
  const values: Record<string, unknown> = {};
  // Laid under what is written: dbt renders it, too.
  const unrendered: Record<string, unknown> = { ...config };
  const topLevel = new Set<string>();
  for (const key of Object.keys(config)) values[configKey(key)] = config[key];
  for (const key of TOP_LEVEL) {
    const value = rendered[key];
    if (value === undefined || value === null) continue;
    if (key in values) {
      if (key === 'docs') {
        sink.report(
          docsTwice({ key }, entry.spanOf([key], 'key'), {
            related: [{ message: "and under 'config' here", span: entry.spanOf(['config', key], 'key') }],
          }),
        );
      }
      if (key !== 'meta' || !isRecord(value) || !isRecord(values.meta)) continue;
      values.meta = { ...value, ...values.meta };
      unrendered.meta = { ...value, ...(isRecord(unrendered.meta) ? unrendered.meta : {}) };
      continue;
    }
    topLevel.add(key);
    values[key] = value;
    unrendered[key] = value;
  }
  const spanOf = (key: string) => {
    if (topLevel.has(key)) return entry.spanOf([key]);
    const written = Object.keys(config).find((k) => configKey(k) === key) ?? key;
    return entry.spanOf(['config', written]);
  };
  const asWritten = (key: string) =>
    topLevel.has(key) ? raw[key] : isRecord(raw.config) ? raw.config[key] : undefined;
  // Values as written were checked against the schema: what is wrong now came out of rendering.
  const problems = (bad: readonly string[]) => {
    const rendered = bad.filter((key) => values[key] !== asWritten(key));
    return checkConfigKeys(entry.section, Object.fromEntries(rendered.map((key) => [key, values[key]])), spanOf);
  };
  return { values, unrendered, spanOf, problems };
}

/** A layer over another one, for what a version says beyond its model. */
export function versionLayer(
  model: ConfigLayer,
  version: ConfigValues,
  rawVersion: ConfigValues,
  spanOf: ConfigLayer['spanOf'],
): ConfigLayer {
  const own: Record<string, unknown> = {};
  for (const key of Object.keys(version)) own[configKey(key)] = version[key];
  return {
    values: deepMerge(own, model.values),
    unrendered: deepMerge(rawVersion, deepMerge(version, model.unrendered)),
    spanOf: (key) => (key in own ? spanOf(key) : model.spanOf(key)),
  };
}
