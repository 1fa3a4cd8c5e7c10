import { isRetained, settingsOf } from '../execute/retention/rule.js';
import { isRemade } from '../execute/retention/standing.js';
import type { CompilableNode } from '../manifest/types.js';
import type { ProjectState } from './state.js';

/** What has retention_days and would be read by a full refresh of the node that is about to happen; nothing where none is. */
export function purgeableInputs(
  state: ProjectState,
  node: CompilableNode,
): readonly { uniqueId: string; name: string }[] {
  if (node.resourceType !== 'model' || isRemade(node)) return [];
  if (!(node.config.full_refresh ?? state.config.flags.fullRefresh)) return [];
  if (settingsOf(node).allow_purged_inputs === true) return [];
  const { nodes, sources } = state.linked.manifest;
  const found: { uniqueId: string; name: string }[] = [];
  const seen = new Set<string>();
  const visit = (id: string): void => {
    for (const parent of state.dag.parents(id)) {
      if (seen.has(parent)) continue;
      seen.add(parent);
      const source = sources.get(parent);
      if (source && isRetained(source)) found.push({ uniqueId: parent, name: `${source.sourceName}.${source.name}` });
      const input = nodes.get(parent) as CompilableNode | undefined;
      if (!input) continue;
      if (isRetained(input)) found.push({ uniqueId: parent, name: input.name });
      // What keeps rows of its own has them whatever became of its inputs.
      if (input.resourceType === 'model' && isRemade(input)) visit(parent);
    }
  };
  visit(node.uniqueId);
  return found;
}
