import type { Template } from '../../jinja/index.js';
import { textOf, toValue } from '../../jinja/values/index.js';
import type { UnitTestQuery } from '../../manifest/unit-test-query.js';
import type { InjectedCte } from '../compiled.js';
import type { RelationFactory } from '../relations.js';
import type { NodeContext } from '../renderer.js';
import type { Linked } from '../run-scope.js';
import type { ScopeContext } from '../scope.js';
import { FixtureFailure } from './fixture-failure.js';
import { type GivenInput, GivenInputs } from './inputs.js';
import { overrideMacros, type UnitTestScope } from './members.js';
import { typesWithoutRelation } from './types.js';

/** What compiling a unit test needs of the renderer. */
export interface UnitTestHost {
  readonly linked: Linked;
  readonly relations: RelationFactory;
  readonly template: Template;
  contextOf(scope: UnitTestScope): ScopeContext;
  /** The context in which the rows of an input are made. */
  inputContext(node: GivenInput['node']): Pick<NodeContext, 'call' | 'renderText'>;
}

/** The model's query as the test has it, and the CTEs of the inputs that it reads, in the order of their first use. */
export async function renderUnitTest(query: UnitTestQuery, host: UnitTestHost) {
  const inputs = new GivenInputs(query, host.linked);
  const used = new Set<GivenInput>();
  const context = host.contextOf({ query, inputs, onUse: (input) => used.add(input) });
  overrideMacros(context, query);
  const output = await host.template.renderAsync(context, { sourceMap: true });
  const ctes: InjectedCte[] = [];
  for (const input of used) {
    const name = textOf(host.relations.ofCte(input.cteName));
    ctes.push({ id: input.node.uniqueId, sql: ` ${name} as (\n${await rowsOf(input, host)}\n)` });
  }
  return { output, ctes };
}

async function rowsOf({ node, fixture, index }: GivenInput, host: UnitTestHost): Promise<string> {
  const context = host.inputContext(node);
  const { rows } = fixture;
  try {
    if (typeof rows === 'string') return await context.renderText(rows);
    const types = await typesWithoutRelation(node, rows, fixture.format, context);
    const positional = [toValue(rows), types ? toValue(types) : null];
    return textOf(await context.call('get_fixture_sql', { positional, named: new Map() }));
  } catch (error) {
    throw new FixtureFailure(['given', index, fixture.fixture === null ? 'rows' : 'fixture'], error);
  }
}
