import type { CompilableNode, ResourceType } from '../../manifest/types.js';
import type { Runner } from '../job.js';
import { cloneNode } from './clone.js';
import { compileOnly } from './compile.js';
import { createFunction } from './function.js';
import { materialize } from './materialize.js';
import { previewSnapshot } from './preview.js';
import { runTest } from './test.js';
import { runUnitTest } from './unit-test.js';

const RUNNERS: Partial<Record<ResourceType, Runner>> = {
  model: materialize,
  seed: materialize,
  snapshot: materialize,
  function: createFunction,
  test: runTest,
  unit_test: runUnitTest,
};

/** What runs a node in a command; undefined for nodes that are no work of their own: ephemeral models, analyses, hooks. */
export function runnerFor(command: string, node: CompilableNode): Runner | undefined {
  if (command === 'compile') return compileOnly;
  if (command === 'dry-run') return node.resourceType === 'snapshot' ? previewSnapshot : undefined;
  if (node.resourceType === 'model' && node.config.materialized === 'ephemeral') return undefined;
  if (command === 'clone' && node.resourceType !== 'test') return cloneNode;
  return RUNNERS[node.resourceType];
}
