import type { Diagnostic, DiagnosticSink } from '../../base/diagnostics.js';
import type { YamlDocument } from '../../base/yaml/index.js';
import type { ConfigKind } from '../schemas/config-keys.js';
import type { PackageConfig } from '../types.js';
import { isMapping } from '../vars.js';
import { checkConfigKeys, configTypeOf, isConfigKind, isOwnMaterialization, nearestConfig } from './check-keys.js';
import { missingPlus, unknownConfig } from './diagnostics.js';

/** Checks the configs in a project file's trees (`models:`, `seeds:`, …), whose other keys are packages, folders and files. */
export function checkConfigTrees(config: PackageConfig, document: YamlDocument, sink: DiagnosticSink): void {
  const raw = document.value as Readonly<Record<string, unknown>>;
  for (const [name, tree] of Object.entries(config.configTrees)) {
    if (!isConfigKind(name)) continue;
    const key = name === 'data_tests' && raw.data_tests === undefined ? 'tests' : name;
    for (const problem of checkTree(name, tree, [key], document)) sink.report(problem);
  }
}

function checkTree(
  kind: ConfigKind,
  tree: unknown,
  path: readonly string[],
  document: YamlDocument,
  inherited = false,
): Diagnostic[] {
  const problems: Diagnostic[] = [];
  if (!isMapping(tree)) return problems;
  const named = tree['+materialized'] !== undefined || typeof tree.materialized === 'string';
  const own = named ? isOwnMaterialization(tree) : inherited;
  for (const [key, value] of Object.entries(tree)) {
    const here = [...path, key];
    const type = configTypeOf(kind, key);
    // `tests: {+severity: …}`: a mapping under a key without + is a folder, but for configs that are mappings.
    if (key.startsWith('+') || (type !== undefined && (!isMapping(value) || type === 'mapping'))) {
      problems.push(...checkConfigKeys(kind, { [key]: value }, (_, what) => document.spanOf(here, what), own));
      if (!key.startsWith('+') && isMapping(value)) problems.push(missingPlus({ key }, document.spanOf(here, 'key')));
    } else if (isMapping(value)) problems.push(...checkTree(kind, value, here, document, own));
    else if (value !== null)
      problems.push(unknownConfig({ key, near: nearestConfig(kind, key) }, document.spanOf(here, 'key')));
  }
  return problems;
}
