import type { DiagnosticSink } from '../base/diagnostics.js';
import type { Span } from '../base/source.js';
import { duplicateDefinition, duplicateName, duplicateRelation } from './diagnostics.js';
import { isReferable } from './lookup.js';
import type { ParsedProject } from './parsed.js';
import { placeOf } from './places.js';
import type { CompilableNode, ModelNode } from './types.js';

/** Things by unique id, in order; the first of two with one id stays, the second is reported. */
export function byUniqueId<
  T extends { readonly uniqueId: string; readonly name: string; readonly packageName: string; readonly span?: Span },
>(things: readonly T[], kind: string, parsed: ParsedProject, sink: DiagnosticSink): Map<string, T> {
  const map = new Map<string, T>();
  for (const thing of things) {
    const first = map.get(thing.uniqueId);
    if (!first) {
      map.set(thing.uniqueId, thing);
      continue;
    }
    const related = first.span ? [{ message: 'the other one', span: first.span }] : [];
    sink.report(
      duplicateDefinition(
        { kind, name: thing.name, packageName: thing.packageName },
        thing.span ?? parsed.spanOf(thing.uniqueId),
        { related },
      ),
    );
  }
  return map;
}

/** Nodes by unique id; reports names that mean two nodes, and relations that two nodes would be built as. */
export function uniqueNodes(parsed: ParsedProject, sink: DiagnosticSink): Map<string, CompilableNode> {
  const nodes = new Map<string, CompilableNode>();
  const names = new Map<string, CompilableNode>();
  const relations = new Map<string, CompilableNode>();
  for (const node of parsed.nodes) {
    const known = nodes.get(node.uniqueId) ?? names.get(nameKey(node, parsed));
    if (known) {
      reportName(known, node, parsed, sink);
      continue;
    }
    nodes.set(node.uniqueId, node);
    if (!isReferable(node)) continue;
    names.set(nameKey(node, parsed), node);
    if (node.relationName === null) continue;
    const other = relations.get(node.relationName);
    if (other) reportRelation(other, node, parsed, sink);
    else relations.set(node.relationName, node);
  }
  return nodes;
}

/** What must be unique: models, seeds and snapshots share their names within a package. */
function nameKey(node: CompilableNode, parsed: ParsedProject): string {
  if (!isReferable(node)) return node.uniqueId;
  const version = (node as ModelNode).version ?? null;
  const name = version === null ? node.name : `${node.name}.v${version}`;
  return parsed.uniqueNamesAcrossPackages ? `ref ${name}` : `ref ${node.packageName}.${name}`;
}

function reportName(first: CompilableNode, second: CompilableNode, parsed: ParsedProject, sink: DiagnosticSink): void {
  const kind = first.resourceType === second.resourceType ? plural(first.resourceType) : 'resources';
  const span = placeOf(second, parsed);
  const other = placeOf(first, parsed);
  const related = other ? [{ message: 'the other one', span: other }] : [];
  const data = { kind, name: second.name, first: first.originalFilePath, second: second.originalFilePath };
  sink.report(duplicateName(data, span, { nodeId: second.uniqueId, related }));
}

function reportRelation(
  first: CompilableNode,
  second: CompilableNode,
  parsed: ParsedProject,
  sink: DiagnosticSink,
): void {
  const other = placeOf(first, parsed);
  const related = other ? [{ message: 'the other one', span: other }] : [];
  const data = { first: first.name, second: second.name, relation: second.relationName! };
  sink.report(duplicateRelation(data, placeOf(second, parsed), { nodeId: second.uniqueId, related }));
}

function plural(type: string): string {
  return type === 'analysis' ? 'analyses' : `${type}s`;
}
