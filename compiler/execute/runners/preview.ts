import { fromValue } from '../../jinja/values/index.js';
import type { NodeJob, Outcome } from '../job.js';

interface Preview {
  readonly created: boolean;
  readonly inserted: number;
  readonly closed: number;
  readonly deleted: number;
  readonly columns: readonly string[];
}

/** `snapshot --dry-run`: what the snapshot would do. Queries alone, without hooks. */
export async function previewSnapshot(job: NodeJob): Promise<Outcome> {
  const { node, inputs, connection } = job;
  await job.compile();
  return await job.watch.phase('execute', async () => {
    const context = inputs.render.nodeContext(node, job.compiled, connection);
    const preview = fromValue(await context.call('dbt.snapshot_preview')) as Preview | Map<string, unknown>;
    const plain = (preview instanceof Map ? Object.fromEntries(preview) : preview) as Preview;
    const message = `DRY RUN ${described(plain)}`;
    return { status: 'success', message, adapterResponse: { _message: message, ...plain } };
  });
}

/** `insert 3, close 2 (1 deleted), new columns: extra` */
function described({ created, inserted, closed, deleted, columns }: Preview): string {
  if (created) return `create, insert ${inserted}`;
  const gone = deleted > 0 ? ` (${deleted} deleted)` : '';
  const added = columns.length > 0 ? `, new columns: ${columns.join(', ')}` : '';
  return `insert ${inserted}, close ${closed}${gone}${added}`;
}
