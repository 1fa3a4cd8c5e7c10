import type { CompilableNode } from '../../manifest/types.js';

const REMADE = new Set(['table', 'view', 'ephemeral', 'materialized_view', 'dynamic_table']);

/** Whether every run makes the node from its inputs as they are, so that it holds nothing that they do not. */
export function isRemade(node: Pick<CompilableNode, 'config'>): boolean {
  return REMADE.has(node.config.materialized);
}
