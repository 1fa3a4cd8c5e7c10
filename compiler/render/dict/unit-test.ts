import type { UnitTestNode } from '../../manifest/unit-test.js';

/** A unit test as dbt's manifest has it. */
export function unitTestDict(node: UnitTestNode): Record<string, unknown> {
  return {
    model: node.model,
    given: node.given.map(({ input, rows, format, fixture }) => ({ input, rows, format, fixture })),
    expect: { rows: node.expect.rows, format: node.expect.format, fixture: node.expect.fixture },
    name: node.name,
    resource_type: 'unit_test',
    package_name: node.packageName,
    path: node.path,
    original_file_path: node.originalFilePath,
    unique_id: node.uniqueId,
    fqn: node.fqn,
    description: node.description,
    overrides: node.overrides,
    depends_on: { macros: node.dependsOn.macros, nodes: node.dependsOn.nodes },
    config: node.config,
    checksum: node.checksum,
    schema: node.schema,
    created_at: node.createdAt,
    versions: node.versions,
    version: node.version,
  };
}
