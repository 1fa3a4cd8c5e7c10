import type { Span } from '../base/source.js';
import type { Named } from './diagnostics.js';
import type { ParsedProject } from './parsed.js';
import type { GraphNode } from './types.js';

/** How messages call a resource. */
export function named(node: Pick<GraphNode, 'resourceType' | 'name'>): Named {
  const kind = node.resourceType.replaceAll('_', ' ');
  return { kind: kind.charAt(0).toUpperCase() + kind.slice(1), name: node.name };
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
  const word = words.at(-1)!;
  if (call.span) return literalIn(call.span, word) ?? call.span;
  const own = parsed.spanOf(node.uniqueId);
  if (own) return literalIn(own, word) ?? own;
  const file = 'file' in node ? node.file : undefined;
  if (!file) return node.span;
  for (const found of file.text.matchAll(new RegExp(`\\b${functionName}\\s*\\([^()]*\\)`, 'g'))) {
    const span = literalIn({ file, start: found.index, end: found.index + found[0].length }, word);
    if (span) return span;
  }
  return node.span;
}

/** The first text literal of a word. */
function literalIn({ file, start, end }: Span, word: string): Span | undefined {
  const text = file.text.slice(start, end);
  const found = [`'${word}'`, `"${word}"`].map((literal) => text.indexOf(literal)).filter((at) => at >= 0);
  if (found.length === 0) return undefined;
  const from = start + Math.min(...found);
  return { file, start: from, end: from + word.length + 2 };
}
