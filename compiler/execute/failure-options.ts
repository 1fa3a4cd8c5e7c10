import type { Warehouse } from '../adapters/types.js';
import type { CompilableNode } from '../manifest/types.js';
import type { FailureOptions } from './failure.js';
import type { RunInputs } from './ports.js';

/** What every description of a failure may ask of the project; for a node that was compiled, add what is known of that. */
export function failureOptions(inputs: RunInputs, runPath: string): FailureOptions {
  return {
    compiled: null,
    runPath,
    ephemeral: async () => undefined,
    isBuiltIn: inputs.isBuiltIn ?? (() => false),
    nodes: inputs.manifest.nodes,
    ...(inputs.manifest.sources ? { sources: inputs.manifest.sources } : {}),
    ...(inputs.places ? { places: inputs.places } : {}),
    ...(inputs.names ? { names: inputs.names } : {}),
  };
}

const MOST_PARENTS = 20;

/** Names of the columns of what a node reads, on a connection of its own: the one that failed may be in any state. */
export async function parentColumns(
  node: CompilableNode,
  nodes: ReadonlyMap<string, CompilableNode>,
  warehouse: () => Promise<Warehouse>,
): Promise<string[]> {
  const relations = node.dependsOn.nodes.flatMap((id) => nodes.get(id)?.relationName ?? []).slice(0, MOST_PARENTS);
  if (relations.length === 0) return [];
  const session = await (await warehouse()).session('columns');
  const names = new Set<string>();
  try {
    for (const relation of relations) {
      // One that is missing takes nothing away from the others.
      const answer = await session.execute(`select * from ${relation} limit 0`, { fetch: true }).catch(() => undefined);
      for (const column of answer?.columns ?? []) names.add(column.name);
    }
  } finally {
    await session.close();
  }
  return [...names];
}
