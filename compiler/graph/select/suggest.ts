import { closest } from '../../base/suggest.js';
import { SUITE_TAG } from '../../manifest/suites.js';
import type { Criterion } from './expression.js';
import type { SelectableNode } from './node.js';

/** The criterion with the nearest value that exists in place of its own; undefined if there is none near. */
export function nearestCriterion(criterion: Criterion, nodes: Iterable<SelectableNode>): string | undefined {
  const near = closest(criterion.value, new Set(candidates(criterion, nodes)));
  if (near === undefined) return undefined;
  const at = criterion.raw.lastIndexOf(criterion.value);
  return criterion.raw.slice(0, at) + near + criterion.raw.slice(at + criterion.value.length);
}

function* candidates({ method, methodArguments }: Criterion, nodes: Iterable<SelectableNode>): Iterable<string> {
  for (const node of nodes) {
    if (method === 'fqn') {
      if (node.resourceType !== 'test') yield node.name;
      yield* node.fqn;
      yield node.fqn.join('.');
      yield node.fqn.slice(1).join('.');
    } else if (method === 'tag') yield* node.tags;
    else if (method === 'suite') {
      for (const tag of node.tags) if (tag.startsWith(SUITE_TAG)) yield tag.slice(SUITE_TAG.length);
    } else if (method === 'group' && typeof node.config.group === 'string') yield node.config.group;
    else if (method === 'package') yield node.packageName;
    else if (method === 'access' && node.access) yield node.access;
    else if (method === 'source' && node.sourceName) {
      yield node.sourceName;
      yield `${node.sourceName}.${node.name}`;
    } else if (method === 'file') yield node.originalFilePath.slice(node.originalFilePath.lastIndexOf('/') + 1);
    else if (method === 'path') {
      const parts = node.originalFilePath.split('/');
      for (let length = 1; length <= parts.length; length++) yield parts.slice(0, length).join('/');
    } else if (method === 'test_name' && node.testMetadata) yield node.testMetadata.name;
    else if (method === node.resourceType) yield node.name;
    else if (method === 'config' && methodArguments.length === 1) {
      const value = node.config[methodArguments[0]!];
      if (typeof value === 'string') yield value;
    }
  }
}
