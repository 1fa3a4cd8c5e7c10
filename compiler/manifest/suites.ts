import type { CompilableNode } from './types.js';

/** Before the name of a suite in a tag of each of its expectations. */
export const SUITE_TAG = 'suite:';

/** What each expectation of a suite knows of it, in `meta.suite`. */
export interface SuiteFacts {
  readonly name: string;
  readonly description?: string;
  /** How many it has. */
  readonly expectations: number;
  /** Share of them that must pass; then `severity` is what it is if they do not. */
  readonly min_pass_rate?: number;
  readonly severity?: string;
}

/** Of a data test that is an expectation of a suite. */
export function suiteOf(node: { readonly resourceType: string; readonly config?: unknown }): SuiteFacts | undefined {
  if (node.resourceType !== 'test') return undefined;
  const facts = (node as CompilableNode).config.meta?.suite as unknown as SuiteFacts | undefined;
  // Somebody's own `meta.suite` has no such tag.
  return facts && (node as CompilableNode).tags.includes(`${SUITE_TAG}${facts.name}`) ? facts : undefined;
}
