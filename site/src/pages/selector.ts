import type { Resource } from '../data/project.js';

/** How a resource is selected on the command line. */
export function selectorOf({ type, node, label }: Resource): string {
  if (type === 'source') return `source:${node.source_name}.${node.name}`;
  if (['exposure', 'metric', 'semantic_model', 'saved_query'].includes(type)) return `${type}:${node.name}`;
  return label;
}
