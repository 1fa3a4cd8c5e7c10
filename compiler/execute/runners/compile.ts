import type { NodeJob, Outcome } from '../job.js';

/** `compile`: evaluates the template; seeds have none. */
export async function compileOnly(job: NodeJob): Promise<Outcome> {
  if (job.node.resourceType === 'seed') await job.watch.phase('compile', async () => {});
  else await job.compile();
  await job.watch.phase('execute', async () => {});
  return { status: 'success', message: null };
}
