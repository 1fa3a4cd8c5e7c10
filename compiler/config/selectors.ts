import { join } from 'node:path';
import type { DiagnosticSink } from '../base/diagnostics.js';
import type { JsonObject } from '../base/json.js';
import type { Span } from '../base/source.js';
import { parseYaml, type YamlPath } from '../base/yaml/index.js';
import { renderYamlValue } from './context/render.js';
import type { YamlContext } from './context/yaml-context.js';
import { noSelectors } from './diagnostics.js';
import { readSource } from './files.js';
import { validate } from './schemas/validate.js';
import { isMapping } from './vars.js';

export interface SelectorsFile {
  /** Entries by name, rendered. */
  readonly selectors: Readonly<Record<string, JsonObject>>;
  /** The place of something in an entry. */
  readonly selectorSpan?: (name: string, path: YamlPath, what?: 'key' | 'value') => Span | undefined;
}

/** What selectors.yml says. */
export function readSelectors(root: string, context: YamlContext, sink: DiagnosticSink): SelectorsFile {
  const file = readSource(join(root, 'selectors.yml'), 'selectors.yml');
  if (!file) return { selectors: {} };
  const document = parseYaml(file, sink);
  if (document.value === null) return { selectors: {} };
  validate('selectors', document, sink);
  const value = renderYamlValue(document.value, context, (path) => document.spanOf(path), sink);
  if (!isMapping(value) || !Array.isArray(value.selectors)) {
    if (!isMapping(value) || (value.selectors ?? null) === null) sink.report(noSelectors({}, document.spanOf([])));
    return { selectors: {} };
  }
  const selectors: Record<string, JsonObject> = {};
  const positions = new Map<string, number>();
  for (const [at, entry] of value.selectors.entries()) {
    if (!isMapping(entry) || typeof entry.name !== 'string') continue;
    selectors[entry.name] = entry as JsonObject;
    positions.set(entry.name, at);
  }
  const selectorSpan: SelectorsFile['selectorSpan'] = (name, path, what) => {
    const at = positions.get(name);
    return at === undefined ? undefined : document.spanOf(['selectors', at, ...path], what);
  };
  return { selectors, selectorSpan };
}
