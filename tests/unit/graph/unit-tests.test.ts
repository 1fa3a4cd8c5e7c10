import { expect, it } from 'vitest';
import { Dag } from '../../../compiler/graph/dag.js';
import { schedule } from '../../../compiler/graph/schedule.js';
import { unitTestsFirst } from '../../../compiler/graph/unit-tests.js';

const node = (uniqueId: string, ...nodes: string[]) => ({ uniqueId, dependsOn: { nodes } });
const dag = Dag.from([node('a'), node('check_a', 'a'), node('b', 'a'), node('c', 'b'), node('unit_b', 'b')]);

function waits(ids: readonly string[]): Record<string, string[]> {
  const tested = ids.includes('unit_b') ? new Map([['unit_b', 'b']]) : new Map<string, string>();
  const plan = schedule(unitTestsFirst(dag, tested), ids, { isTest: (id) => id === 'check_a' });
  return Object.fromEntries(
    plan.ids.map((id, at) => [id, plan.parents[at]!.map((parent) => plan.ids[parent]!).sort()]),
  );
}

it('a unit test runs after what its model reads and the tests of that, and before its model', () => {
  expect(waits(['a', 'check_a', 'b', 'c', 'unit_b'])).toEqual({
    a: [],
    check_a: ['a'],
    unit_b: ['a', 'check_a'],
    b: ['a', 'check_a', 'unit_b'],
    c: ['b'],
  });
});

it('what is below a model that is not run itself waits for its unit tests', () => {
  expect(waits(['c', 'unit_b'])).toEqual({ unit_b: [], c: ['unit_b'] });
});

it('without unit tests the graph is as it was', () => {
  expect(unitTestsFirst(dag, new Map())).toBe(dag);
});
