/** `import { open } from 'quern'`: see docs/node-api.md. */

export { open } from './open-project.js';
export { ProjectError } from './problem.js';
export type {
  CallOptions,
  CompiledNode,
  CompileOptions,
  CompileResult,
  LogEvent,
  NodeOutcome,
  NodeStatus,
  OpenOptions,
  ParseResult,
  Problem,
  Project,
  Resource,
  RunCommand,
  RunOptions,
  RunResult,
  Selection,
} from './types.js';
