import type { CompilableNode } from '../manifest/types.js';
import type { NodeConnection } from '../render/renderer.js';
import { internalOperation } from './internal-operation.js';
import type { RunInputs } from './ports.js';

/** Templates, so that a project's or adapter's own `list_schemas` and `create_schema` macros count. They are listed as rows or as names. */
const CREATE_SCHEMAS = `
{%- set existing = [] -%}
{%- set listed = list_schemas(database_name) -%}
{%- for row in listed.rows | default(listed) %}{% do existing.append((row if row is string else row[0]) | lower) %}{% endfor -%}
{%- for name in schema_names if name | lower not in existing -%}
  {%- do adapter.create_schema(api.Relation.create(database=database_name, schema=name)) -%}
{%- endfor -%}`;

/** Creates the schemas that the nodes will write to, where they are missing. */
export async function createSchemas(
  nodes: Iterable<CompilableNode>,
  inputs: RunInputs,
  connection: NodeConnection,
): Promise<void> {
  for (const [database, schemas] of schemasOf(nodes)) {
    const extra = { database_name: database, schema_names: [...schemas] };
    await inputs.render
      .nodeContext(internalOperation('create_schemas', inputs.projectName), null, connection, extra)
      .renderText(CREATE_SCHEMAS);
    for (const schema of schemas) inputs.cache?.addSchema(database, schema);
  }
}

/** Schemas by database that nodes have relations in. */
export function schemasOf(nodes: Iterable<CompilableNode>): Map<string, Set<string>> {
  const schemas = new Map<string, Set<string>>();
  for (const node of nodes) {
    if (!isRelational(node)) continue;
    let names = schemas.get(node.database);
    if (!names) {
      names = new Set();
      schemas.set(node.database, names);
    }
    names.add(node.schema);
  }
  return schemas;
}

/** Whether a node leaves something in the database: models, seeds, snapshots, and tests that store their failures. */
export function isRelational(node: CompilableNode): boolean {
  if (node.resourceType === 'test') return node.relationName !== null;
  return (
    ['model', 'seed', 'snapshot', 'function'].includes(node.resourceType) && node.config.materialized !== 'ephemeral'
  );
}
