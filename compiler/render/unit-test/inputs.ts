import { QuernError } from '../../base/diagnostics.js';
import { closest } from '../../base/suggest.js';
import { parseReference } from '../../manifest/references.js';
import type { CompilableNode, ModelNode, SourceNode } from '../../manifest/types.js';
import type { Fixture, UnitTestInput } from '../../manifest/unit-test.js';
import type { UnitTestQuery } from '../../manifest/unit-test-query.js';
import type { Linked } from '../run-scope.js';
import { inputNotFound, inputNotUnderstood } from './diagnostics.js';
import { FixtureFailure } from './fixture-failure.js';

/** An input of a unit test and what it stands for. */
export interface GivenInput {
  /** Its place under `given`. */
  readonly index: number;
  readonly targetId: string;
  /** What its CTE is named after. */
  readonly cteName: string;
  /** In whose name its rows are made: its relation tells their types. */
  readonly node: CompilableNode;
  readonly fixture: Fixture;
}

/** The inputs of a unit test by what they stand for; the later of two for the same thing holds. Throws a FixtureFailure. */
export class GivenInputs {
  readonly #byTarget = new Map<string, GivenInput>();
  /** The rows that the model has before it runs. */
  readonly this: GivenInput | undefined;

  constructor(query: UnitTestQuery, linked: Linked) {
    const { given } = query.definition;
    let own: GivenInput | undefined;
    given.forEach((input, index) => {
      const found = inputOf(query, input, index, linked);
      if (input.input.trim() === 'this') own = found;
      else this.#byTarget.set(found.targetId, found);
    });
    this.this = own;
  }

  of(targetId: string): GivenInput | undefined {
    return this.#byTarget.get(targetId);
  }
}

function inputOf(query: UnitTestQuery, input: UnitTestInput, index: number, linked: Linked): GivenInput {
  if (input.input.trim() === 'this') return ofNode(query.tested, input, index);
  const fail = (problem: Parameters<typeof inputNotFound>[0] | undefined): never => {
    const data = { test: query.definition.name, input: input.input };
    throw new FixtureFailure(
      ['given', index, 'input'],
      new QuernError(problem ? inputNotFound(problem) : inputNotUnderstood(data)),
    );
  };
  const call = parseReference(input.input);
  if (!call || call.kind === 'metric') return fail(undefined);
  const data = { test: query.definition.name, input: input.input };
  if (call.kind === 'source') {
    const source = linked.sources.find(call.source, call.table, query.packageName);
    if (source) return ofSource(query.tested, source, input, index);
    const near = closest(
      call.table,
      linked.sources.names().flatMap(([name, table]) => (name === call.source ? [table] : [])),
    );
    return fail(near ? { ...data, near } : data);
  }
  const node = linked.refs.find(call, query.packageName);
  if (node) return ofNode(node, input, index);
  const near = closest(call.name, linked.refs.names());
  return fail(near ? { ...data, near } : data);
}

function ofNode(node: CompilableNode, fixture: Fixture, index: number): GivenInput {
  return { index, targetId: node.uniqueId, cteName: node.alias, node, fixture };
}

/** Rows of a source are made as those of a model in its place. */
function ofSource(tested: ModelNode, source: SourceNode, fixture: Fixture, index: number): GivenInput {
  const { name, packageName, sourceName, columns } = source;
  const cteName = `${sourceName}__${name}`;
  const node: ModelNode = {
    ...tested,
    uniqueId: `model.${packageName}.${cteName}`,
    name,
    packageName,
    fqn: source.fqn,
    database: source.database ?? tested.database,
    schema: source.schema,
    alias: source.identifier,
    relationName: source.relationName,
    columns,
    config: { ...tested.config, materialized: 'ephemeral', quoting: source.quoting },
    version: null,
    latestVersion: null,
  };
  return { index, targetId: source.uniqueId, cteName, node, fixture };
}
