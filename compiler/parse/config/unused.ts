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
    const reached = new Set<string>();
    for (const [kind, list] of fqns) {
      if (TREE_OF[kind] !== tree.name) continue;
      for (const fqn of list) for (let end = 1; end <= fqn.length; end++) reached.add(fqn.slice(0, end).join('\0'));
    }
    const packages = new Set([...fqns.values()].flat().map(([name]) => name!));
    for (const [path, others] of unusedLevels(tree.root, reached)) {
      const span = resolver.spanInProjectFile(tree.package, [tree.name, ...path], 'key');
      const near = packages.has(path[0]!) ? undefined : closest(path[0]!, packages);
      sink.report(unusedConfigPath({ paths: others.map((other) => [tree.name, ...other].join('.')), near }, span));
    }
  }
}

/** Levels with settings that reach nothing: those below one that exists by themselves, those below one that does not together. */
function unusedLevels(root: TreeLevel, reached: ReadonlySet<string>): Map<readonly string[], (readonly string[])[]> {
  const found = new Map<readonly string[], (readonly string[])[]>();
  const visit = (level: TreeLevel, top: readonly string[] | undefined): void => {
    const unused = level.path.length > 0 && !reached.has(level.path.join('\0'));
    const from = top ?? (unused ? level.path : undefined);
    if (from && level.writtenAs.size > 0) found.set(from, [...(found.get(from) ?? []), level.path]);
    for (const child of level.children.values()) visit(child, from);
  };
  visit(root, undefined);
  return found;
}
