import { createHash } from 'node:crypto';
import { reprOf, toValue } from '../../jinja/values/index.js';
import type { Fixture, UnitTestInput, UnitTestNode } from '../../manifest/unit-test.js';

/** dbt's checksum of a unit test: of everything that matters but its description, written as Python shows it. */
export function unitTestChecksum(
  test: Pick<UnitTestNode, 'model' | 'versions' | 'given' | 'expect' | 'overrides'>,
): string {
  const { model, versions, given, expect, overrides } = test;
  const parts = [
    model,
    versions ? `UnitTestNodeVersions(include=${repr(versions.include)}, exclude=${repr(versions.exclude)})` : 'None',
    `[${given.map((input) => `UnitTestInputFixture(input=${repr(input.input)}, ${fields(input)})`).join(', ')}]`,
    `UnitTestOutputFixture(${fields(expect)})`,
    overrides
      ? `UnitTestOverrides(macros=${repr(overrides.macros)}, vars=${repr(overrides.vars)}, env_vars=${repr(overrides.env_vars)})`
      : 'None',
    ...given.filter((input) => input.fixture !== null).map(rowsText),
  ];
  return createHash('sha256').update(parts.join('-')).digest('hex');
}

const FORMATS = { dict: "Dict: 'dict'", csv: "CSV: 'csv'", sql: "SQL: 'sql'" };

function fields({ rows, format, fixture }: Fixture): string {
  return `rows=${repr(rows)}, format=<UnitTestFormat.${FORMATS[format]}>, fixture=${repr(fixture)}`;
}

function rowsText({ rows }: UnitTestInput): string {
  return typeof rows === 'string' ? rows : repr(rows);
}

function repr(data: unknown): string {
  return reprOf(toValue(data));
}
