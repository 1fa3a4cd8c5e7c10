import { groupBy } from '../../base/group.js';
import { positionalArguments } from '../../jinja/values/index.js';
import type { SourceNode } from '../../manifest/types.js';
import type { NodeConnection } from '../../render/renderer.js';
import { internalOperation } from '../internal-operation.js';
import type { Checked } from './check.js';
import { type Answer, answerOf, measured } from './measure.js';
import type { FreshnessInputs } from './types.js';

const MACRO = 'get_relation_last_modified';

/** When tables were last changed, as the database's own records say. */
export interface MetadataAnswer {
  /** Undefined: the database knows no such table. */
  of(source: SourceNode): Checked | undefined;
}

/** Asks for many tables with one query a database. */
export async function askMetadata(
  sources: readonly SourceNode[],
  inputs: FreshnessInputs,
  connection: NodeConnection,
): Promise<MetadataAnswer> {
  const found = new Map<string, Checked>();
  for (const [database, those] of groupBy(sources, (source) => source.database)) {
    const node = internalOperation(MACRO, inputs.run.projectName);
    const context = inputs.run.render.nodeContext(node, null, connection);
    const relations = those.map((source) => inputs.relationOf(source));
    const given = positionalArguments(inputs.informationSchema(relations[0]!), relations);
    const answer = answerOf(MACRO, await context.call(MACRO, given));
    for (const row of rowsOf(answer)) {
      const response = { measured: measured(row.last_modified!, row.snapshotted_at!), response: answer.response };
      found.set(keyOf(database, row.schema, row.identifier), response);
    }
  }
  return { of: ({ database, schema, identifier }) => found.get(keyOf(database, schema, identifier)) };
}

function rowsOf({ table }: Answer) {
  const names = table.columnNames.map((name) => name.toLowerCase());
  return table.data.map((row) => Object.fromEntries(row.map((value, i) => [names[i]!, value])));
}

/** Databases differ in how they spell what was not quoted. */
function keyOf(...parts: readonly unknown[]): string {
  return parts
    .map((part) =>
      String(part ?? '')
        .trim()
        .toLowerCase(),
    )
    .join('\0');
}
