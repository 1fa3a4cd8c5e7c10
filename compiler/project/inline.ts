import { SourceFile } from '../base/source.js';
import { internalOperation } from '../execute/internal-operation.js';
import type { OperationNode } from '../manifest/types.js';
import type { ProjectState } from './state.js';

const NAME = 'inline_query';

/** SQL of the command line as a node of the root project. */
export function captureInline(state: ProjectState, sql: string): OperationNode {
  const packageName = state.config.root.name;
  return {
    ...internalOperation(NAME, packageName),
    uniqueId: `sql_operation.${packageName}.${NAME}`,
    resourceType: 'sql_operation',
    rawCode: sql,
    originalFilePath: 'inline',
    file: new SourceFile('inline', sql),
  };
}
