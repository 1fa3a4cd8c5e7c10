import { closest } from '../../base/suggest.js';
import type { YamlPath } from '../../base/yaml/index.js';
import type { SchemaNode } from '../../config/schemas/source/nodes.js';
import { semanticDefinitions } from '../../config/schemas/source/semantics.js';
import { isRecord } from '../../parse/config/merge.js';
import { semanticShape } from '../diagnostics.js';
import type { Owner } from './fields.js';

/** Keys that mean nothing are errors here, as in dbt. Configurations and data of users may have any. */
export function checkKeys(owner: Owner, definition: string, value: unknown, path: YamlPath): void {
  visit(owner, semanticDefinitions[definition]!, value, path);
}

function visit(owner: Owner, node: SchemaNode, value: unknown, path: YamlPath): void {
  const known = node.ref ? semanticDefinitions[node.ref] : node;
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) if (known?.items) visit(owner, known.items, item, [...path, at]);
    return;
  }
  const properties = known?.properties;
  // What a user keeps under `config` is anybody's business.
  if (!properties || !isRecord(value) || path.at(-1) === 'config') return;
  for (const [key, item] of Object.entries(value)) {
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (property) {
      visit(owner, property, item, [...path, key]);
      continue;
    }
    owner.failed = true;
    const near = closest(key, Object.keys(properties));
    const span = owner.spanOf([...path, key], 'key');
    owner.sink.report(semanticShape({ of: owner.label, message: `unknown key '${key}'`, near }, span));
  }
}
