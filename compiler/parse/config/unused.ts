import type { DiagnosticSink } from '../../base/diagnostics.js';
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
    const visit = (level: TreeLevel): void => {
      if (level.path.length > 0 && level.writtenAs.size > 0 && !reached.has(level.path.join('\0'))) {
        const span = resolver.spanInProjectFile(tree.package, [tree.name, ...level.path]);
        sink.report(
          unusedConfigPath(
            { path: [tree.name, ...level.path].join('.') },
            span && { ...span, end: Math.min(span.end, span.start + 1) },
          ),
        );
      }
      for (const child of level.children.values()) visit(child);
    };
    visit(tree.root);
  }
}
