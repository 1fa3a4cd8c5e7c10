import { QuernError } from '../../base/diagnostics.js';
import { SourceFile } from '../../base/source.js';
import type { ModelNode } from '../../manifest/types.js';
import { pointerTaken } from '../diagnostics.js';
import type { NodeJob } from '../job.js';
import { materializationOf } from '../materializations.js';
import { madeRelations } from '../values.js';

interface Setting {
  readonly enabled?: boolean | null;
  readonly alias?: string | null;
}

/** Makes the view by which the latest version of a model is known without a version, where the model or the project asks for it. */
export async function pointToLatest(job: NodeJob, node: ModelNode): Promise<void> {
  const { inputs, connection } = job;
  if (node.version === null || String(node.version) !== String(node.latestVersion)) return;
  const setting = (node.config.latest_version_pointer ?? {}) as Setting;
  if (!(setting.enabled ?? inputs.versionPointers ?? false) || node.relationName === null) return;
  const custom = setting.alias ? String(setting.alias).trim() : null;
  const naming = inputs.render.nodeContext(node, job.compiled, connection, { custom_alias_name: custom });
  const alias = (await naming.renderText(ALIAS)).trim();
  const isQuoted = !node.relationName.endsWith(node.alias);
  const folded = (name: string): string => (isQuoted ? name : name.toLowerCase());
  if (folded(alias) === folded(node.alias))
    throw new QuernError(pointerTaken({ model: node.name, alias }, node.span, { nodeId: node.uniqueId }));
  const pointer = pointerOf(node, alias);
  const sql = pointer.rawCode;
  const sourceMap = { file: new SourceFile(node.originalFilePath, sql), segments: [], toRendered: (at: number) => at };
  const compiled = { uniqueId: pointer.uniqueId, sql, extraCtes: [], sourceMap };
  const view = materializationOf({ ...pointer, config: { ...pointer.config, materialized: 'view' } }, inputs);
  const returned = await inputs.render.nodeContext(pointer, compiled, connection).call(view);
  for (const relation of madeRelations(returned)) inputs.cache?.add(relation);
}

const ALIAS = '{{ generate_latest_version_pointer_alias(custom_alias_name, model) }}';

/** The model as the view: with its grants, without hooks and comments, and with files of its own in the target folder. */
function pointerOf(node: ModelNode, alias: string): ModelNode {
  const { file: _, ...rest } = node;
  const beside = (path: string): string => path.replace(/\.[^./]+$/, '__latest_version_pointer.sql');
  return {
    ...rest,
    uniqueId: `${node.uniqueId}__latest_version_pointer`,
    language: 'sql',
    alias,
    path: beside(node.path),
    originalFilePath: beside(node.originalFilePath),
    rawCode: `select * from ${node.relationName}`,
    config: { ...node.config, 'pre-hook': [], 'post-hook': [], persist_docs: {} },
  };
}
