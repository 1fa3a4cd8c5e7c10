import { QuernError } from '../../base/diagnostics.js';
import { isDescribed } from '../../manifest/functions.js';
import type { FunctionNode, FunctionOverload } from '../../manifest/types.js';
import type { CompiledNode } from '../../render/compiled.js';
import { functionSetting, functionUndescribed } from '../diagnostics.js';
import type { NodeJob, Outcome } from '../job.js';
import { materializationOf } from '../materializations.js';
import { nodeInfo } from '../node-info.js';
import { materialize, runMaterialization } from './materialize.js';

/** One of the signatures of a function: the node as it would be with that alone, and the other ones as its overloads. */
interface Signature {
  readonly node: FunctionNode;
  readonly compiled: CompiledNode;
}

/** A user-defined function, then its overloads: each is made, whatever became of the others. */
export async function createFunction(job: NodeJob): Promise<Outcome> {
  const node = job.node as FunctionNode;
  checkSettings(node);
  if (node.overloads.length === 0) return await materialize(job);
  await job.compile();
  const [root, ...overloads] = await signaturesOf(job, node);
  const outcome = await runMaterialization(job, root!.node);
  const { threadId } = job.connection;
  const info = nodeInfo(node, job.inputs.files);
  const successful: string[] = [];
  const failed: string[] = [];
  let error: unknown;
  for (const [index, signature] of overloads.entries()) {
    const file = node.overloads[index]!.defined_in;
    const place = { node: info, overload: file, index: index + 1, total: overloads.length, threadId };
    const began = performance.now();
    const ended = (status: 'success' | 'error', message = '') =>
      job.events({ type: 'overload-finished', ...place, status, message, seconds: (performance.now() - began) / 1000 });
    job.events({ type: 'overload-started', ...place });
    try {
      const context = job.inputs.render.nodeContext(signature.node, signature.compiled, job.connection);
      await context.call(materializationOf(signature.node, job.inputs));
      successful.push(file);
      ended('success');
    } catch (thrown) {
      error ??= thrown;
      failed.push(file);
      ended('error', thrown instanceof Error ? thrown.message : String(thrown));
    }
  }
  const overloadResults = { successful, failed };
  if (failed.length === 0) return { ...outcome, overloadResults };
  const message = `PARTIAL SUCCESS ${node.name}`;
  return { ...outcome, status: 'partial success', message, overloadResults, error };
}

/** The function's own signature and those of its overloads, with compiled bodies. */
async function signaturesOf(
  { inputs, connection, compiled: ownBody }: NodeJob,
  node: FunctionNode,
): Promise<Signature[]> {
  const { file: _, ...rest } = node;
  const { arguments: args, returns, description, rawCode } = node;
  const own = { defined_in: node.name, arguments: args, returns, description, raw_body: rawCode, compiled_body: null };
  const compiled = [ownBody!];
  for (const { defined_in, raw_body } of node.overloads) {
    // By another name, since the template of the function itself is known by its own.
    const uniqueId = `${node.uniqueId}.${defined_in}`;
    compiled.push(await inputs.render.compile({ ...rest, uniqueId, rawCode: raw_body ?? '' }, connection));
  }
  const all = [own, ...node.overloads].map(
    (signature, index): FunctionOverload => ({
      ...signature,
      returns: signature.returns ?? node.returns,
      compiled_body: compiled[index]!.sql,
    }),
  );
  return all.map((signature, index) => {
    const copy: FunctionNode = {
      ...(index === 0 ? node : rest),
      rawCode: signature.raw_body ?? '',
      arguments: signature.arguments,
      returns: signature.returns!,
      overloads: all.filter((other) => other !== signature),
    };
    return { node: copy, compiled: compiled[index]! };
  });
}

function checkSettings(node: FunctionNode): void {
  const extras = { nodeId: node.uniqueId };
  if (!isDescribed(node)) throw new QuernError(functionUndescribed({ name: node.name }, node.span, extras));
  if (node.language !== 'python') return;
  for (const key of ['runtime_version', 'entry_point'])
    if (!node.config[key]) throw new QuernError(functionSetting({ key }, node.span, extras));
}
