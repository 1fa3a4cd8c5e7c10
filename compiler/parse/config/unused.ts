import type { DiagnosticSink } from '../../base/diagnostics.js';
import { closest } from '../../base/suggest.js';
import { unusedConfigPath } from '../diagnostics.js';
import { type ConfigKind, TREE_OF } from './defaults.js';
import type { ConfigResolver } from './resolve.js';
import type { TreeLevel } from './tree.js';

/** Reports the paths of the root project's trees that reach no resource, disabled ones included. `fqns` by kind. */
export function reportUnusedPaths(
  resolver: ConfigResolver,
  fqns: ReadonlyMap<ConfigKind, readonly (readonly string[])[]>,
  sink: DiagnosticSink,
): void {
  for (const tree of resolver.treesOfRoot([...fqns.keys()])) {
    const reached = new Set<TreeLevel>([tree.root]);
    for (const [kind, list] of fqns) {
      if (TREE_OF[kind] !== tree.name) continue;
      for (const fqn of list) reach(tree.root, fqn, reached);
    }
    const unused = unusedLevels(tree.root, reached);
    if (unused.size === 0) continue;
    const packages = new Set([...fqns.values()].flat().map(([name]) => name!));
    for (const [path, others] of unused) {
      const span = resolver.spanInProjectFile(tree.package, [tree.name, ...path], 'key');
      const near = packages.has(path[0]!) ? undefined : closest(path[0]!, packages);
      sink.report(unusedConfigPath({ paths: others.map((other) => [tree.name, ...other].join('.')), near }, span));
    }
  }
}

function reach(root: TreeLevel, fqn: readonly string[], reached: Set<TreeLevel>): void {
  let level: TreeLevel | undefined = root;
  for (const part of fqn) {
    level = level.children.get(part);
    if (!level) return;
    reached.add(level);
  }
}

/** Levels with settings that reach nothing: those below one that exists by themselves, those below one that does not together. */
function unusedLevels(root: TreeLevel, reached: ReadonlySet<TreeLevel>): Map<readonly string[], (readonly string[])[]> {
  const found = new Map<readonly string[], (readonly string[])[]>();
  const visit = (level: TreeLevel, top: readonly string[] | undefined): void => {
    const from = top ?? (reached.has(level) ? undefined : level.path);
    if (from && level.writtenAs.size > 0) found.set(from, [...(found.get(from) ?? []), level.path]);
    for (const child of level.children.values()) visit(child, from);
  };
  visit(root, undefined);
  return found;
}
