import { QuernError } from '../../base/diagnostics.js';
import type { Value } from '../../jinja/values/index.js';
import type { OperationNode, SourceNode } from '../../manifest/types.js';
import type { NodeConnection } from '../../render/renderer.js';
import { internalOperation } from '../internal-operation.js';
import { filterWithoutQuery, noLoadedAtField, notInMetadata } from './diagnostics.js';
import { type Answer, answerOf, type Measured, measuredBy } from './measure.js';
import { askMetadata, type MetadataAnswer } from './metadata.js';
import type { FreshnessInputs } from './types.js';

export interface Checked {
  readonly measured: Measured;
  readonly response: Answer['response'];
}

/** Asks the database when a source was last loaded: by the query that the project gives, by a field, or by the database's metadata. */
export async function checkSource(
  source: SourceNode,
  inputs: FreshnessInputs,
  connection: NodeConnection,
  metadata: MetadataAnswer | undefined,
): Promise<Checked> {
  if (source.loadedAtQuery !== null) {
    const query = await renderQuery(source, source.loadedAtQuery, inputs, connection);
    return await ask('collect_freshness_custom_sql', { loaded_at_query: query }, source, inputs, connection);
  }
  if (source.loadedAtField !== null) {
    const filter = source.freshness?.filter ?? null;
    return await ask(
      'collect_freshness',
      { loaded_at_field: source.loadedAtField, filter },
      source,
      inputs,
      connection,
    );
  }
  if (!inputs.hasMetadata)
    throw new QuernError(noLoadedAtField({ source: label(source), adapter: inputs.adapterName }));
  if (source.freshness?.filter) inputs.report(filterWithoutQuery({ source: label(source) }, inputs.placeOf(source)));
  const known = metadata?.of(source) ?? (await askMetadata([source], inputs, connection)).of(source);
  if (!known) throw new QuernError(notInMetadata({ relation: source.relationName ?? label(source) }));
  return known;
}

export function label(source: SourceNode): string {
  return `${source.sourceName}.${source.name}`;
}

async function ask(
  macro: string,
  named: Readonly<Record<string, Value>>,
  source: SourceNode,
  inputs: FreshnessInputs,
  connection: NodeConnection,
): Promise<Checked> {
  const context = inputs.run.render.nodeContext(operationFor(source, inputs.run.projectName), null, connection);
  const given = new Map<string, Value>([['source', inputs.relationOf(source)], ...Object.entries(named)]);
  const answer = answerOf(macro, await context.call(macro, { positional: [], named: given }));
  return { measured: measuredBy(macro, answer), response: answer.response };
}

/** The query is a template of the source's package, in which `this` is the source. */
async function renderQuery(
  source: SourceNode,
  query: string,
  { run, relationOf, dictOf }: FreshnessInputs,
  connection: NodeConnection,
): Promise<string> {
  const own = dictOf(source);
  const names = { this: relationOf(source), model: own, source_node: own };
  const node = operationFor(source, source.packageName);
  return (await run.render.nodeContext(node, null, connection, names).renderText(query)).trim();
}

/** What a source is to the renderer, which evaluates templates of nodes. */
export function operationFor(source: SourceNode, packageName: string): OperationNode {
  const { uniqueId, originalFilePath, path, fqn, schema, identifier: alias, relationName } = source;
  const base = internalOperation(source.name, packageName);
  return {
    ...base,
    uniqueId,
    originalFilePath,
    path,
    fqn,
    database: source.database ?? '',
    schema,
    alias,
    relationName,
  };
}
