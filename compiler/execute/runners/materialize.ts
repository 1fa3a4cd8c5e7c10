import { QuernError } from '../../base/diagnostics.js';
import { hostFunction } from '../../jinja/values/index.js';
import type { CompilableNode } from '../../manifest/types.js';
import type { NodeConnection } from '../../render/renderer.js';
import { noMainStatement } from '../diagnostics.js';
import type { NodeJob, Outcome } from '../job.js';
import { materializationOf } from '../materializations.js';
import { refuseLostRows } from '../retention/guard.js';
import { madeRelations, mainResponse } from '../values.js';
import { pointToLatest } from './version-pointer.js';

/** A batch that is not the first adds to the relation, whatever `--full-refresh` says. */
const ADDS = {
  is_incremental: hostFunction('is_incremental', () => true),
  should_full_refresh: hostFunction('should_full_refresh', () => false),
};

/** Models, seeds, snapshots and functions: their materialization macro does the work, hooks and transactions included. */
export async function materialize(job: NodeJob): Promise<Outcome> {
  const { node } = job;
  if (node.resourceType === 'model' && !node.batch) await refuseLostRows(job);
  if (node.resourceType === 'seed') await job.watch.phase('compile', async () => {});
  else await job.compile();
  const outcome = await runMaterialization(job, node);
  if (node.resourceType === 'model' && !node.batch) await pointToLatest(job, node);
  return outcome;
}

/** Runs what is left to be run when the node is done, where no transaction of its own took it along. */
async function close({ closing, session }: NodeConnection): Promise<void> {
  for (const sql of closing?.take() ?? []) await (await session!()).execute(sql);
}

/** The same for a node that was compiled, or for one that stands for it. */
export async function runMaterialization(job: NodeJob, node: CompilableNode): Promise<Outcome> {
  const { inputs, connection } = job;
  const batch = node.resourceType === 'model' ? node.batch : undefined;
  // Batches of a model share its lock.
  const lock = batch ? `${node.uniqueId} ${batch.id}` : (node.relationName ?? node.uniqueId);
  return await job.watch.phase('execute', () =>
    job.locks.run(lock, async () => {
      const context = inputs.render.nodeContext(node, job.compiled, connection, batch?.incremental ? ADDS : {});
      const returned = await context.call(materializationOf(node, inputs));
      const response = mainResponse(context);
      if (!response)
        throw new QuernError(
          noMainStatement({ materialization: node.config.materialized, node: node.name }, node.span),
        );
      await close(connection);
      for (const relation of madeRelations(returned)) if (relation.type !== 'function') inputs.cache?.add(relation);
      return { status: 'success', message: response._message, adapterResponse: response };
    }),
  );
}
