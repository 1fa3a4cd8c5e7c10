import { SourceFile } from '../../base/source.js';
import type { CompiledNode } from '../../render/compiled.js';
import type { NodeJob, Outcome } from '../job.js';
import { materializationOf } from '../materializations.js';
import { madeRelations, mainResponse } from '../values.js';

/** `clone`: the node's relation becomes that of another run, as the materialization `clone` does it. Nothing is compiled. */
export async function cloneNode(job: NodeJob): Promise<Outcome> {
  const { node, inputs, connection } = job;
  await job.watch.phase('compile', async () => {});
  return await job.watch.phase('execute', () =>
    job.locks.run(node.relationName ?? node.uniqueId, async () => {
      const materialization = materializationOf(
        { ...node, language: 'sql', config: { ...node.config, materialized: 'clone' } } as typeof node,
        inputs,
      );
      const context = inputs.render.nodeContext(node, originalOf(job), connection);
      const returned = await context.call(materialization);
      for (const relation of madeRelations(returned)) inputs.cache?.add(relation);
      const response = mainResponse(context);
      return { status: 'success', message: response?._message ?? 'No-op', adapterResponse: response ?? {} };
    }),
  );
}

/** What a view in place of a copy selects. */
function originalOf({ node, inputs }: NodeJob): CompiledNode | null {
  const name = inputs.counterpartOf?.(node.uniqueId)?.relationName;
  if (!name) return null;
  const sql = `select * from ${name}`;
  const sourceMap = { file: new SourceFile(node.originalFilePath, sql), segments: [], toRendered: (at: number) => at };
  return { uniqueId: node.uniqueId, sql, extraCtes: [], sourceMap };
}
