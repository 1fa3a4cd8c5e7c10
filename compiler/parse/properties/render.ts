import type { DiagnosticSink } from '../../base/diagnostics.js';
import type { YamlPath } from '../../base/yaml/index.js';
import { diagnoseTemplateError } from '../../render/template-diagnostics.js';
import { isRecord } from '../config/merge.js';
import type { ParseServices } from '../services.js';
import type { PropertyEntry } from './entries.js';

const HAS_JINJA = /\{[{%#]/;

/** Renders the Jinja in values of properties files. Problems are reported at the value, which keeps its text then. */
export class PropertyRenderer {
  constructor(
    private readonly services: Pick<ParseServices, 'renderYaml'>,
    private readonly sink: DiagnosticSink,
  ) {}

  /** A value below an entry with all its texts rendered but those under `skip`; the same value if there is nothing to render. */
  render<T>(entry: PropertyEntry, value: T, at: YamlPath, skip: (path: YamlPath) => boolean = () => false): T {
    return entry.hasJinja ? (this.#visit(entry, value, at, skip) as T) : value;
  }

  #visit(entry: PropertyEntry, value: unknown, at: YamlPath, skip: (path: YamlPath) => boolean): unknown {
    if (typeof value === 'string') return HAS_JINJA.test(value) && !skip(at) ? this.#text(entry, value, at) : value;
    if (Array.isArray(value)) {
      const out = value.map((item, index) => this.#visit(entry, item, [...at, index], skip));
      return out.some((item, index) => item !== value[index]) ? out : value;
    }
    if (!isRecord(value) || skip(at)) return value;
    let out: Record<string, unknown> | undefined;
    for (const key of Object.keys(value)) {
      const item = this.#visit(entry, value[key], [...at, key], skip);
      if (item === value[key]) continue;
      out ??= { ...value };
      out[key] = item;
    }
    return out ?? value;
  }

  #text(entry: PropertyEntry, text: string, at: YamlPath): unknown {
    try {
      return this.services.renderYaml(text, entry.packageName);
    } catch (error) {
      const span = entry.spanOf(at);
      for (const diagnostic of diagnoseTemplateError(error, { fallback: span })) this.sink.report({ ...diagnostic, span });
      return text;
    }
  }
}

/** Hooks are rendered when they run. */
export function isHook(path: YamlPath): boolean {
  return path.some((part) => part === 'pre_hook' || part === 'post_hook' || part === 'pre-hook' || part === 'post-hook');
}
