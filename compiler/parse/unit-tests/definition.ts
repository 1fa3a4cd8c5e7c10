import type { JsonObject, NodeConfig } from '../../manifest/types.js';
import type {
  Fixture,
  UnitTestInput,
  UnitTestNode,
  UnitTestOverrides,
  UnitTestVersions,
} from '../../manifest/unit-test.js';
import { asList, isRecord } from '../config/merge.js';
import type { ParseEnvironment } from '../environment.js';
import type { PropertyEntry } from '../properties/entries.js';
import { patchOf } from '../properties/patch.js';
import { unitTestChecksum } from './checksum.js';
import type { FixtureFiles } from './fixtures.js';
import { fixtureAt, withIsoDates } from './rows.js';

/**
 * A unit test as it is defined, whatever its model: that is looked for when all are known. Undefined if its rows are not what
 * they should be, or the schema has complained of it.
 */
export function parseUnitTest(
  env: ParseEnvironment,
  entry: PropertyEntry,
  files: FixtureFiles,
): UnitTestNode | undefined {
  const patch = patchOf(entry, env.yaml, env.sink);
  const value = withIsoDates(patch.value);
  const { packageName, name, file } = entry;
  const { model } = value;
  // The schema has said so.
  if (typeof model !== 'string' || !isRecord(value.expect)) return undefined;
  const context = { env, entry, files };
  const inputs = asList(value.given).map((input, at): UnitTestInput | undefined => {
    if (!isRecord(input) || typeof input.input !== 'string') return undefined;
    const fixture = fixtureAt(input, ['given', at], context);
    return fixture && { input: input.input, ...fixture };
  });
  const expect: Fixture | undefined = fixtureAt(value.expect, ['expect'], context);
  const given = inputs.filter((input) => input !== undefined);
  if (!expect || given.length < inputs.length) return undefined;

  const fqn = [packageName, ...file.originalPath.split('/').slice(1, -1), model, name];
  const { config } = env.configs.resolve('unit_test', packageName, fqn, [patch.layer]);
  const defined = {
    model,
    given,
    expect,
    overrides: overridesOf(value.overrides),
    versions: versionsOf(value.versions),
  };
  return {
    uniqueId: `unit_test.${packageName}.${model}.${name}`,
    resourceType: 'unit_test',
    name,
    packageName,
    path: file.path,
    originalFilePath: file.originalPath,
    fqn,
    description: String(value.description ?? ''),
    meta: config.meta,
    tags: config.tags,
    ...defined,
    version: null,
    config: config as NodeConfig,
    dependsOn: { nodes: [], macros: [] },
    checksum: unitTestChecksum(defined),
    schema: null,
    createdAt: env.services.createdAt,
  };
}

function overridesOf(value: unknown): UnitTestOverrides | null {
  if (!isRecord(value)) return null;
  const part = (key: string): JsonObject => (isRecord(value[key]) ? (value[key] as JsonObject) : {});
  return { macros: part('macros'), vars: part('vars'), env_vars: part('env_vars') };
}

function versionsOf(value: unknown): UnitTestVersions | null {
  if (!isRecord(value)) return null;
  const part = (key: string) =>
    value[key] === undefined || value[key] === null ? null : (asList(value[key]) as number[]);
  return { include: part('include'), exclude: part('exclude') };
}
