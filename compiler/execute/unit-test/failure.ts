import { DatabaseError } from '../../adapters/types.js';
import type { Diagnostic } from '../../base/diagnostics.js';
import type { Span } from '../../base/source.js';
import { closest } from '../../base/suggest.js';
import type { CompilableNode } from '../../manifest/types.js';
import type { UnitTestNode } from '../../manifest/unit-test.js';
import { FixtureFailure } from '../../render/unit-test/fixture-failure.js';
import { describeFailure, type Failure, type FailureOptions } from '../failure.js';
import { isAuthored } from '../failure-place.js';

type Path = readonly (string | number)[];

const CHECK_TYPES = 'There may be an error in the unit test definition: check the data types.';

/** As `describeFailure`; points at the model where that is to blame, else at the rows as far as they are known, else at the test. */
export async function describeUnitTestFailure(
  error: unknown,
  node: CompilableNode,
  options: FailureOptions,
): Promise<Failure> {
  if (node.resourceType !== 'unit_test') return await describeFailure(error, node, options);
  const { definition } = node;
  const cause = error instanceof FixtureFailure ? error.cause : error;
  // The CTEs of a unit test are rows that it gives, under the ids of the models that they stand for.
  const failure = await describeFailure(cause, node, { ...options, ephemeral: async () => undefined });
  const isDatabase = DatabaseError.behind(cause) !== undefined;
  const said = `An error occurred during execution of unit test '${definition.name}'. ${CHECK_TYPES}`;
  const message = isDatabase ? failure.message.replace('\n', `\n  ${said}\n`) : failure.message;
  return { message, diagnostic: inTest(failure.diagnostic, error, isDatabase, definition, options) };
}

function inTest(
  found: Diagnostic,
  error: unknown,
  isDatabase: boolean,
  definition: UnitTestNode,
  options: FailureOptions,
): Diagnostic {
  const { span } = found;
  const inFixture = error instanceof FixtureFailure;
  // The very beginning of the model's file stands for no place at all.
  if (!inFixture && span && span.start > 0 && isAuthored(span, options)) return found;
  const spanOf = (path: Path, what?: 'key'): Span | undefined => options.places?.unitTest(definition, path, what);
  const column = invalidColumn(found.message);
  if (column) {
    const path = cellOf(definition, inFixture ? error.path : ['expect'], (name) => name === column.name);
    const at = path ? spanOf(path, 'key') : spanOf(inFixture ? error.path : ['expect']);
    const hint = column.near ? { hint: `Did you mean '${column.near}'?` } : {};
    return { ...found, ...(at ? { span: at } : {}), ...hint };
  }
  const blamed = isDatabase ? blamedFor(definition, found.message) : undefined;
  const at = spanOf(blamed ?? (inFixture ? error.path : ['name']));
  return { ...found, ...(at ? { span: at } : {}), ...(blamed ? { hint: CHECK_TYPES } : {}) };
}

/** What the library says of a column that is not there. */
function invalidColumn(message: string): { name: string; near: string | undefined } | undefined {
  const name = /^Invalid column name: '([^']*)'/.exec(message)?.[1];
  if (name === undefined) return undefined;
  const accepted = /\[(.*)\]\s*$/.exec(message)?.[1] ?? '';
  return {
    name,
    near: closest(
      name,
      [...accepted.matchAll(/'([^']*)'/g)].map((match) => match[1]!),
    ),
  };
}

/** The first cell below a place that fits: of the rows that are written in the test itself. */
function cellOf(
  { given, expect }: UnitTestNode,
  below: Path,
  fits: (name: string, value: unknown) => boolean,
): Path | undefined {
  const fixtures = [
    ...given.map((fixture, index) => ({ fixture, path: ['given', index] as Path })),
    { fixture: expect, path: ['expect'] as Path },
  ];
  for (const { fixture, path } of fixtures) {
    if (fixture.format !== 'dict' || typeof fixture.rows === 'string') continue;
    if (!path.every((part, at) => at >= below.length || below[at] === part)) continue;
    for (const [index, row] of fixture.rows.entries()) {
      const name = Object.keys(row).find((key) => fits(key, row[key]));
      if (name !== undefined) return [...path, 'rows', index, name];
    }
  }
  return undefined;
}

/** The cell, or else the fixture, that has a value which the database complains of. */
function blamedFor(definition: UnitTestNode, message: string): Path | undefined {
  const values = [...message.matchAll(/(['"])(.+?)\1/g)].map((match) => match[2]!);
  const cell = cellOf(definition, [], (_, value) => values.includes(String(value)));
  if (cell) return cell;
  const has = (rows: unknown): boolean => values.some((value) => JSON.stringify(rows).includes(value));
  const index = definition.given.findIndex(({ rows }) => has(rows));
  const fixture = definition.given[index] ?? (has(definition.expect.rows) ? definition.expect : undefined);
  if (!fixture) return undefined;
  const at = fixture === definition.expect ? ['expect'] : ['given', index];
  return [...at, fixture.fixture === null ? 'rows' : 'fixture'];
}
