import type { DiagnosticSink } from '../../base/diagnostics.js';
import type { YamlPath } from '../../base/yaml/index.js';
import { renderText } from '../../config/index.js';
import type { Context } from '../../jinja/index.js';
import { isRecord } from '../config/merge.js';
import type { PropertyEntry } from './entries.js';

const RENDERED = /\{[{%#]|\n$/;

/** Renders the Jinja in values of properties files. Problems are reported at the value, which keeps its text then. */
export class PropertyRenderer {
  constructor(
    private readonly contextOf: (packageName: string) => Context,
    private readonly sink: DiagnosticSink,
  ) {}

  /** A value below an entry with all its texts rendered but those under `skip`; the same value if there is nothing to render. */
  render<T>(entry: PropertyEntry, value: T, at: YamlPath, skip: (path: YamlPath) => boolean = () => false): T {
    return entry.needsRendering ? (this.#visit(entry, value, at, skip) as T) : value;
  }

  #visit(entry: PropertyEntry, value: unknown, at: YamlPath, skip: (path: YamlPath) => boolean): unknown {
    if (typeof value === 'string') {
      if (!RENDERED.test(value) || skip(at)) return value;
      return renderText(value, this.contextOf(entry.packageName), () => entry.spanOf(at), this.sink);
    }
    if (typeof value !== 'object' || value === null || skip(at)) return value;
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

/** Hooks are rendered when they run. */
export function isHook(path: YamlPath): boolean {
  return path.some((part) => part === 'pre_hook' || part === 'post_hook' || part === 'pre-hook' || part === 'post-hook');
}
