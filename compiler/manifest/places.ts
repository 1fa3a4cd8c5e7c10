import type { Span } from '../base/source.js';
import type { Named } from './diagnostics.js';
import type { ParsedProject } from './parsed.js';
import type { GraphNode } from './types.js';

/** How messages call a resource. */
export function named(node: Pick<GraphNode, 'resourceType' | 'name'>): Named {
  return { kind: node.resourceType.charAt(0).toUpperCase() + node.resourceType.slice(1), name: node.name };
}

/** Where a resource is defined. */
export function placeOf(node: GraphNode, parsed: ParsedProject): Span | undefined {
  return parsed.spanOf(node.uniqueId) ?? node.span;
}

/**
 * The words of a call in a node's file: the text literal of the name in `ref('name')`. A call whose place is not known (a macro
 * made it) is looked for in the file; else it is the place of the node.
 */
export function callPlace(
  node: GraphNode,
  call: { readonly span?: Span },
  functionName: string,
  words: readonly string[],
  parsed: ParsedProject,
): Span | undefined {
  const literal = words.map((word) => `(['"])${escapeRegExp(word)}\\1`).at(-1)!;
  if (call.span) return within(call.span, literal) ?? call.span;
  const own = parsed.spanOf(node.uniqueId);
  if (own) return within(own, literal) ?? own;
  const file = 'file' in node ? node.file : undefined;
  if (!file) return node.span;
  const found = new RegExp(`\\b${functionName}\\s*\\([^()]*?${literal}`).exec(file.text);
  if (!found) return node.span;
  return within({ file, start: found.index, end: found.index + found[0].length }, literal) ?? node.span;
}

function within(span: Span, pattern: string): Span | undefined {
  const match = new RegExp(pattern).exec(span.file.text.slice(span.start, span.end));
  return match
    ? { file: span.file, start: span.start + match.index, end: span.start + match.index + match[0].length }
    : undefined;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
