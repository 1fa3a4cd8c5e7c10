import type { SemanticNode } from '../manifest/semantic.js';
import type { CompilableNode, ExposureNode } from '../manifest/types.js';

/** What a build only passes on its way. */
export type PassiveNode = ExposureNode | SemanticNode;

export function isPassive(node: CompilableNode | PassiveNode): node is PassiveNode {
  return !('rawCode' in node);
}
