import { join } from 'node:path';
import type { DiagnosticSink } from '../base/diagnostics.js';
import type { JsonObject } from '../base/json.js';
import { parseYaml } from '../base/yaml/index.js';
import { renderYamlValue } from './context/render.js';
import type { YamlContext } from './context/yaml-context.js';
import { readSource } from './files.js';
import { validate } from './schemas/validate.js';
import { isMapping } from './vars.js';

/** Entries of selectors.yml by name, rendered. */
export function readSelectors(
  root: string,
  context: YamlContext,
  sink: DiagnosticSink,
): Readonly<Record<string, JsonObject>> {
  const file = readSource(join(root, 'selectors.yml'), 'selectors.yml');
  if (!file) return {};
  const document = parseYaml(file, sink);
  if (document.value === null) return {};
  validate('selectors', document, sink);
  const value = renderYamlValue(document.value, context, (path) => document.spanOf(path), sink);
  const list = isMapping(value) && Array.isArray(value.selectors) ? value.selectors : [];
  const result: Record<string, JsonObject> = {};
  for (const entry of list) {
    if (isMapping(entry) && typeof entry.name === 'string') result[entry.name] = entry as JsonObject;
  }
  return result;
}
