import { SourceFile } from '../base/source.js';
import { internalOperation } from '../execute/internal-operation.js';
import type { OperationNode } from '../manifest/types.js';
import type { ProjectState } from './state.js';

/** SQL of the command line as a node of the root project. */
export function captureInline(state: ProjectState, sql: string): OperationNode {
  const file = new SourceFile('inline', sql);
  return {
    ...internalOperation('inline_query', state.config.root.name),
    rawCode: sql,
    originalFilePath: 'inline',
    file,
  };
}
