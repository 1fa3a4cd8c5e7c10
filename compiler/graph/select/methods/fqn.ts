import { fnmatch, hasWildcard } from '../fnmatch.js';
import type { SelectableNode } from '../node.js';

/**
 * `fqn:` and values without a method: a node's name, or the first parts of its qualified name with or without its package;
 * from the first part with a wildcard on, the whole rest has to match. Dots in names part them as well.
 */
export function fqnPredicate(value: string): (node: SelectableNode) => boolean {
  const wanted = value.split('.');
  const wild = wanted.findIndex(hasWildcard);
  const literal = wild < 0 ? wanted : wanted.slice(0, wild);
  const rest = wild < 0 ? undefined : fnmatch(wanted.slice(wild).join('.'));
  const lastTwo = wanted.slice(-2).join('_');

  const matches = (fqn: readonly string[], isVersioned: boolean): boolean => {
    if (isVersioned) {
      // The name without its version, or with it behind a dot or an underscore.
      if (fqn.at(-2) === value || fqn.slice(-2).join('_') === lastTwo) return true;
    } else if (fqn.at(-1) === value) return true;
    const flat = fqn.some((part) => part.includes('.')) ? fqn.flatMap((part) => part.split('.')) : fqn;
    if (flat.length < wanted.length) return false;
    if (!literal.every((part, at) => part === flat[at])) return false;
    return rest === undefined || rest(flat.slice(literal.length).join('.'));
  };
  return (node) => {
    if (node.resourceType === 'source') return false;
    // A unit test has the version of its model, but not in its qualified name.
    const isVersioned = node.resourceType === 'model' && node.version !== undefined && node.version !== null;
    return matches(node.fqn, isVersioned) || matches(node.fqn.slice(1), isVersioned);
  };
}
