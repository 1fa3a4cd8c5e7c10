import { QuernError } from '../../base/diagnostics.js';
import { fromValue, truthy } from '../../jinja/values/index.js';
import type { NodeJob } from '../job.js';
import { losesRows } from './diagnostics.js';
import { cutoffOf, ruleOf } from './rule.js';

const NO_ARGUMENTS = { positional: [], named: new Map() };

/**
 * Throws where a full refresh would lose rows: the model's table is there, and of what it would be made from again, something was purged that
 * the model itself would still keep.
 */
export async function refuseLostRows({ node, inputs, connection }: NodeJob): Promise<void> {
  const purgeable = inputs.purgeableInputs?.(node) ?? [];
  if (purgeable.length === 0) return;
  const context = inputs.render.nodeContext(node, null, connection);
  const purges = fromValue(await context.call('latest_purges', NO_ARGUMENTS)) as Readonly<Record<string, string>>;
  const rule = ruleOf(node);
  const own = rule ? cutoffOf(inputs.microbatch.now.toISOString().slice(0, 10), rule.days) : '';
  // What the model's own retention takes as well is no loss.
  const lost = purgeable.flatMap(({ uniqueId, name }) => {
    const cutoff = purges[uniqueId];
    return cutoff !== undefined && cutoff > own ? [{ name, cutoff }] : [];
  });
  if (lost.length === 0 || !truthy(await context.call('is_built', NO_ARGUMENTS))) return;
  throw new QuernError(losesRows({ name: node.name, inputs: lost }, node.span));
}
