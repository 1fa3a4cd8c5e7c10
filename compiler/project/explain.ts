import { DiagnosticList } from '../base/diagnostics.js';
import { Evaluator } from '../graph/select/evaluate.js';
import { Explainer } from '../graph/select/explain.js';
import { expressionOf } from '../graph/select/select.js';
import type { SelectionOptions } from '../graph/types.js';
import type { ListedNode } from '../project.js';
import type { ProjectState } from './state.js';

/** The listed nodes with why each was selected. */
export function explained(state: ProjectState, options: SelectionOptions, nodes: readonly ListedNode[]): ListedNode[] {
  // What there is to tell of a selection was told when it was made.
  const diagnostics = new DiagnosticList();
  const { selectors } = state.config;
  const expression = expressionOf(options, selectors);
  const { indirectSelection } = options;
  const evaluator = new Evaluator(state.dag, state.view, {
    indirectSelection,
    selectors,
    diagnostics,
    previous: state.previous,
  });
  const explainer = new Explainer(evaluator);
  return nodes.map((node) => ({ ...node, reasons: [...new Set(explainer.explain(expression, node.uniqueId))] }));
}
