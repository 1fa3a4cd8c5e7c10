import type { DiagnosticSink } from '../base/diagnostics.js';
import type { Span } from '../base/source.js';
import { deprecatedReference, privateReference, protectedReference, upcomingDeprecation } from './diagnostics.js';
import type { ParsedProject } from './parsed.js';
import { named } from './places.js';
import type { CompilableNode, ExposureNode } from './types.js';

type Referring = CompilableNode | ExposureNode;

/** Private models are for their group; protected ones for their package, where it restricts access. */
export function checkAccess(
  node: Referring,
  target: CompilableNode,
  place: () => Span | undefined,
  parsed: ParsedProject,
  sink: DiagnosticSink,
): void {
  if (target.resourceType !== 'model' || target.access === 'public') return;
  const group = 'group' in node ? node.group : null;
  if (target.access === 'private') {
    if (target.group === null || target.group !== group) {
      sink.report(
        privateReference({ from: named(node), target: target.name, group: target.group }, place(), {
          nodeId: node.uniqueId,
        }),
      );
    }
    return;
  }
  if (target.packageName === node.packageName) return;
  if (parsed.packages.find((p) => p.name === target.packageName)?.restrictAccess) {
    sink.report(
      protectedReference({ from: named(node), target: target.name, packageName: target.packageName }, place(), {
        nodeId: node.uniqueId,
      }),
    );
  }
}

export function checkDeprecation(
  node: Referring,
  target: CompilableNode,
  place: () => Span | undefined,
  sink: DiagnosticSink,
): void {
  if (target.resourceType !== 'model' || target.deprecationDate === null || node.resourceType !== 'model') return;
  const past = Date.parse(target.deprecationDate) < node.createdAt * 1000;
  const label = target.version === null ? target.name : `${target.name}.v${target.version}`;
  sink.report(
    (past ? deprecatedReference : upcomingDeprecation)(
      { from: named(node), target: label, date: target.deprecationDate },
      place(),
      { nodeId: node.uniqueId },
    ),
  );
}
