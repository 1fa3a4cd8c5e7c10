import type { DiagnosticSink } from '../../base/diagnostics.js';
import { CalendarDate, Timestamp } from '../../base/scalars.js';
import type { YamlPath } from '../../base/yaml/index.js';
import { renderText } from '../../config/index.js';
import type { Context } from '../../jinja/index.js';
import { isRecord } from '../config/merge.js';
import type { PropertyEntry } from './entries.js';
import { LISTS_OF_LATER, laterOfNode, RENDERED_LATER, TEXTS_OF_LATER } from './later.js';

const RENDERED = /\{[{%#]|\n$/;

/** Renders the Jinja in values of properties files; dates become ISO text. Problems are reported at the value, which keeps its text then. */
export class PropertyRenderer {
  readonly #entries = new Map<PropertyEntry, Readonly<Record<string, unknown>>>();

  constructor(
    private readonly contextOf: (packageName: string) => Context,
    private readonly sink: DiagnosticSink,
  ) {}

  /** A value below an entry with all its texts rendered but those under `skip`; the same value if there is nothing to render. */
  render<T>(entry: PropertyEntry, value: T, at: YamlPath, skip: (path: YamlPath) => boolean = () => false): T {
    return entry.needsRendering ? (this.#visit(entry, value, at, skip) as T) : value;
  }

  /** A whole entry, rendered once, but for descriptions, tests and hooks, which are rendered where they are used. */
  entry(entry: PropertyEntry): Readonly<Record<string, unknown>> {
    let value = this.#entries.get(entry);
    if (!value) {
      const renders = entry.needsRendering && hasRendered(entry.value, true);
      value = renders ? this.render(entry, entry.value, [], RENDERED_LATER[entry.section] ?? laterOfNode) : entry.value;
      this.#entries.set(entry, value);
    }
    return value;
  }

  #visit(entry: PropertyEntry, value: unknown, at: YamlPath, skip: (path: YamlPath) => boolean): unknown {
    if (typeof value === 'string') {
      if (!RENDERED.test(value) || skip(at)) return value;
      return renderText(value, this.contextOf(entry.packageName), () => entry.spanOf(at), this.sink);
    }
    if (typeof value !== 'object' || value === null || skip(at)) return value;
    if (isDate(value)) return value.iso;
    if (Array.isArray(value)) {
      const out = value.map((item, index) => this.#visit(entry, item, [...at, index], skip));
      return out.some((item, index) => item !== value[index]) ? out : value;
    }
    if (!isRecord(value)) return value;
    let out: Record<string, unknown> | undefined;
    for (const key of Object.keys(value)) {
      const item = this.#visit(entry, value[key], [...at, key], skip);
      if (item === value[key]) continue;
      out ??= { ...value };
      out[key] = item;
    }
    return out ?? value;
  }
}

/**
 * Whether a value has a text to render, apart from descriptions and tests of what the entry consists of if these are rendered later. Most
 * entries have none, and then no paths have to be made.
 */
function hasRendered(value: unknown, later: boolean): boolean {
  if (typeof value === 'string') return RENDERED.test(value);
  if (typeof value !== 'object' || value === null) return false;
  if (isDate(value)) return true;
  if (Array.isArray(value)) return value.some((item) => hasRendered(item, later));
  const record = value as Readonly<Record<string, unknown>>;
  for (const key in record) {
    if (later && TEXTS_OF_LATER.has(key)) continue;
    if (hasRendered(record[key], later && LISTS_OF_LATER.has(key))) return true;
  }
  return false;
}

function isDate(value: object): value is CalendarDate | Timestamp {
  return value instanceof CalendarDate || value instanceof Timestamp;
}
