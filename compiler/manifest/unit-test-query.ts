import type { CompilableBase, ModelNode } from './types.js';
import { type UnitTestNode, versionedName } from './unit-test.js';

/** A unit test as what is compiled and run: its model's template under the test's name. */
export interface UnitTestQuery extends CompilableBase {
  readonly resourceType: 'unit_test';
  readonly definition: UnitTestNode;
  readonly tested: ModelNode;
}

/** What runs of a unit test. */
export function unitTestQuery(definition: UnitTestNode, tested: ModelNode): UnitTestQuery {
  const name = versionedName(definition);
  const { originalFilePath } = definition;
  const folder = originalFilePath.slice(0, originalFilePath.lastIndexOf('/') + 1);
  const { rows } = definition.expect;
  const query = typeof rows === 'string';
  return {
    uniqueId: definition.uniqueId,
    resourceType: 'unit_test',
    name,
    packageName: definition.packageName,
    path: `${folder}${name}.sql`,
    originalFilePath,
    fqn: definition.uniqueId.split('.'),
    description: '',
    meta: definition.meta,
    tags: definition.tags,
    language: tested.language,
    rawCode: tested.rawCode,
    checksum: { name: 'none', checksum: '' },
    config: {
      ...definition.config,
      materialized: 'unit',
      schema: null,
      database: null,
      alias: null,
      group: null,
      expected_rows: query ? [] : rows,
      expected_sql: query ? rows : null,
    },
    unrenderedConfig: {},
    configCall: {},
    database: tested.database,
    schema: tested.schema,
    alias: name,
    relationName: null,
    columns: {},
    docs: { show: true, node_color: null },
    patchPath: null,
    refs: tested.refs,
    sources: tested.sources,
    metrics: [],
    functions: [],
    dependsOn: { nodes: tested.dependsOn.nodes, macros: [] },
    group: null,
    createdAt: definition.createdAt,
    ...(tested.file ? { file: tested.file } : {}),
    definition,
    tested,
  };
}
