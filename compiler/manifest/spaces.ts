import type { DiagnosticSink } from '../base/diagnostics.js';
import { spaceInName, spaceInNameWarning } from './diagnostics.js';
import type { ParsedProject } from './parsed.js';
import { placeOf } from './places.js';
import type { CompilableNode, SourceNode } from './types.js';

/** Reports names with spaces: of nodes, and of sources, once each. */
export function checkSpaces(
  nodes: Iterable<CompilableNode>,
  sources: Iterable<SourceNode>,
  parsed: ParsedProject,
  sink: DiagnosticSink,
): void {
  const { spacesAreErrors } = parsed;
  if (!spacesAreErrors) return;
  for (const node of nodes) {
    if (!node.name.includes(' ')) continue;
    const problem = spacesAreErrors.nodes ? spaceInName : spaceInNameWarning;
    sink.report(
      problem({ kind: node.resourceType, name: node.name }, placeOf(node, parsed), { nodeId: node.uniqueId }),
    );
  }
  const told = new Set<string>();
  for (const { sourceName: name, uniqueId } of sources) {
    if (!name.includes(' ') || told.has(name)) continue;
    told.add(name);
    const problem = spacesAreErrors.sources ? spaceInName : spaceInNameWarning;
    sink.report(problem({ kind: 'source', name }, parsed.spanOf(uniqueId)));
  }
}
