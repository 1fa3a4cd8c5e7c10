import { LazyDict, PyDict, toValue, type Value } from '../jinja/values/index.js';
import { exposureDict, nodeDict, semanticDict, sourceDict } from './dict/node.js';
import { unitTestDict } from './dict/unit-test.js';
import type { Linked } from './run-scope.js';

function lazily<T>(map: ReadonlyMap<string, T>, dict: (value: T) => unknown, has?: (id: string) => boolean): Value {
  const entries = has ? [...map].filter(([key]) => has(key)) : [...map];
  return new LazyDict(entries.map(([key, value]) => [key, () => toValue(dict(value))] as const));
}

const isFunction = (id: string): boolean => id.startsWith('function.');

/** The `graph` variable: dicts of the whole project, each made when a template reads it. */
export function graphValue({ manifest }: Linked): Value {
  return PyDict.from({
    nodes: lazily(
      manifest.nodes,
      (node) => nodeDict(node),
      (id) => !isFunction(id),
    ),
    sources: lazily(manifest.sources, sourceDict),
    exposures: lazily(manifest.exposures, exposureDict),
    groups: lazily(manifest.groups, (group) => ({
      name: group.name,
      unique_id: group.uniqueId,
      owner: group.owner,
      resource_type: 'group',
      package_name: group.packageName,
    })),
    metrics: lazily(manifest.metrics, semanticDict),
    semantic_models: lazily(manifest.semanticModels, semanticDict),
    saved_queries: lazily(manifest.savedQueries, semanticDict),
    unit_tests: lazily(manifest.unitTests, unitTestDict),
    functions: lazily(manifest.nodes, (node) => nodeDict(node), isFunction),
  });
}
