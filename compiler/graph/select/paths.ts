import { fnmatch } from './fnmatch.js';
import type { SelectableNode } from './node.js';

/** The YAML file with a node's properties, relative to its package's root; undefined if there is none. */
function patchFile(node: SelectableNode): string | undefined {
  return node.patchPath?.split('://')[1];
}

/**
 * `path:` as dbt means it: the pattern names files or folders of the root project as a shell glob would, and a node belongs
 * if its file, a folder above that, or its properties file is named. No disk is read: what exists is known from the nodes.
 */
export function pathMatcher(
  pattern: string,
  rootNodes: () => Iterable<SelectableNode>,
): (node: SelectableNode, isRoot: boolean) => boolean {
  const matches = glob(pattern);
  let existing: Set<string> | undefined;
  const exists = (path: string): boolean => {
    existing ??= new Set([...rootNodes()].flatMap((node) => pathsOf(node)));
    return existing.has(path);
  };
  const cache = new Map<string, boolean>();
  const named = (path: string): boolean => {
    let known = cache.get(path);
    if (known === undefined) {
      known = matches(path);
      cache.set(path, known);
    }
    return known;
  };
  return (node, isRoot) => pathsOf(node).some((path) => named(path) && (isRoot || exists(path)));
}

/** A node's file, the folders above it, and its properties file. */
function pathsOf(node: SelectableNode): string[] {
  const paths = [node.originalFilePath];
  for (let at = node.originalFilePath.lastIndexOf('/'); at > 0; at = node.originalFilePath.lastIndexOf('/', at - 1)) {
    paths.push(node.originalFilePath.slice(0, at));
  }
  const patch = patchFile(node);
  if (patch) paths.push(patch);
  return paths;
}

/** Shell glob over whole paths: `**` is any number of folders, and ends at a folder when it comes last. */
function glob(pattern: string): (path: string) => boolean {
  const segments = pattern.split('/').filter((segment) => segment !== '' && segment !== '.');
  const tests = segments.map((segment) => (segment === '**' ? null : fnmatch(segment)));
  const match = (parts: readonly string[], part: number, test: number): boolean => {
    if (test === tests.length) return part === parts.length;
    const current = tests[test];
    if (current) return part < parts.length && current(parts[part]!) && match(parts, part + 1, test + 1);
    return match(parts, part, test + 1) || (part < parts.length && match(parts, part + 1, test));
  };
  return (path) => match(path.split('/'), 0, 0);
}
