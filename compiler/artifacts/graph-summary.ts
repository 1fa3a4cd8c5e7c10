import type { Dag } from '../graph/dag.js';

export const GRAPH_SUMMARY = 'graph_summary.json';

interface SummaryNode {
  readonly name: string;
  readonly type: string;
  /** The numbers of what reads it; absent where nothing does. */
  readonly succ?: readonly number[];
}

/** graph_summary.json: the graph by numbers; of a `build` also with the edges that make nodes wait for tests. */
export function graphSummary(dag: Dag, invocationId: string, withTests?: Dag): object {
  return {
    _invocation_id: invocationId,
    linked: summary(dag),
    ...(withTests ? { with_test_edges: summary(withTests) } : {}),
  };
}

function summary(dag: Dag): Record<string, SummaryNode> {
  return Object.fromEntries(
    dag.ids.map((name, at) => {
      const succ = dag.childrenAt(at);
      return [at, { name, type: name.slice(0, name.indexOf('.')), ...(succ.length > 0 ? { succ } : {}) }];
    }),
  );
}
