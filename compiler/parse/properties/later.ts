import type { YamlPath } from '../../base/yaml/index.js';
import type { Section } from './entries.js';

export const TEXTS_OF_LATER = new Set<string | number | undefined>([
  'description',
  'tests',
  'data_tests',
  'loaded_at_query',
]);
export const LISTS_OF_LATER = new Set<string | number | undefined>(['columns', 'versions', 'tables', 'arguments']);

const LISTS_OF_SEMANTICS = new Set<string | number | undefined>(['dimensions', 'measures', 'entities', 'metrics']);

/** What dbt renders later, by section: it looks at the place in the entry, so that `meta: {description: …}` is, and what is deeper is not. */
export const RENDERED_LATER: Partial<Record<Section, (path: YamlPath) => boolean>> = {
  sources: (path) =>
    path[0] === 'description' ||
    path[0] === 'loaded_at_query' ||
    (path[0] === 'config' && path[1] === 'loaded_at_query') ||
    (path[0] === 'tables' && laterOfNode(path.slice(2))),
  macros: (path) => laterOfNode(path[0] === 'arguments' ? path.slice(1) : path),
  suites: (path) => path[0] === 'description' || path[0] === 'expectations',
};

/** Of a node or exposure. */
export function laterOfNode(path: YamlPath): boolean {
  const { length } = path;
  return (
    TEXTS_OF_LATER.has(path[0]) ||
    (length === 2 && TEXTS_OF_LATER.has(path[1])) ||
    (length === 5 && path[4] === 'description') ||
    ((path[0] === 'columns' || path[0] === 'versions') && TEXTS_OF_LATER.has(path[2])) ||
    (path[0] === 'versions' && path[2] === 'columns' && TEXTS_OF_LATER.has(path[4])) ||
    (path[0] === 'config' && path[1] === 'loaded_at_query') ||
    (LISTS_OF_SEMANTICS.has(path[0]) && path[2] === 'description') ||
    (path[0] === 'derived_semantics' && path[3] === 'description') ||
    (path[0] === 'metrics' && isMetricFilter(path)) ||
    isHook(path)
  );
}

/** Filters of metrics are templates for the semantic layer. */
export function isMetricFilter(path: YamlPath): boolean {
  return path.at(-1) === 'filter' || path.at(-2) === 'filter';
}

/** Hooks are rendered when they run. */
export function isHook(path: YamlPath): boolean {
  return path.some(
    (part) => part === 'pre_hook' || part === 'post_hook' || part === 'pre-hook' || part === 'post-hook',
  );
}
