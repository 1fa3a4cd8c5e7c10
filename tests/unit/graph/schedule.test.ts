import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Dag } from '../../../compiler/graph/dag.js';
import { type Plan, schedule } from '../../../compiler/graph/schedule.js';
import { type RandomNode, randomGraph } from './random-graph.js';

const isTest = (id: string) => id.startsWith('test.');
const node = (uniqueId: string, ...nodes: string[]) => ({ uniqueId, dependsOn: { nodes } });

/** What each planned node waits for, directly or not. */
function waitsFor(plan: Plan): Map<string, Set<string>> {
  const all = new Map<string, Set<string>>();
  for (const [at, id] of plan.ids.entries()) {
    const above = new Set<string>();
    for (const parent of plan.parents[at]!) {
      above.add(plan.ids[parent]!);
      for (const one of all.get(plan.ids[parent]!)!) above.add(one);
    }
    all.set(id, above);
  }
  return all;
}

const chosen = (nodes: readonly RandomNode[], picks: readonly boolean[]) =>
  nodes.filter((_, at) => picks[at % Math.max(picks.length, 1)] ?? true).map((one) => one.uniqueId);

describe('schedule', () => {
  it('keeps the order through nodes that are not planned, and only that', () => {
    fc.assert(
      fc.property(randomGraph(), fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }), (nodes, picks) => {
        const dag = Dag.from(nodes);
        const ids = chosen(nodes, picks);
        const plan = schedule(dag, ids);
        expect([...plan.ids].sort()).toEqual([...ids].sort());
        const set = new Set(ids);
        for (const [id, above] of waitsFor(plan)) {
          expect([...above].sort()).toEqual([...dag.ancestors([id])].filter((one) => set.has(one)).sort());
        }
      }),
    );
  });

  it('puts a test before what has all that it tests above itself, as the definition says', () => {
    fc.assert(
      fc.property(randomGraph(), fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }), (nodes, picks) => {
        const dag = Dag.from(nodes);
        const ids = chosen(nodes, picks);
        // dbt's definition: an edge from a test to every other node whose ancestors contain all that the test depends on.
        const tests = ids.filter((id) => isTest(id) && dag.parents(id).length > 0);
        const defined = Dag.from(
          nodes.map(({ uniqueId, dependsOn }) => {
            const above = dag.ancestors([uniqueId]);
            const before = isTest(uniqueId)
              ? []
              : tests.filter((test) => dag.parents(test).every((parent) => above.has(parent)));
            return { uniqueId, dependsOn: { nodes: [...dependsOn.nodes, ...before] } };
          }),
        );
        const set = new Set(ids);
        const plan = schedule(dag, ids, { isTest });
        expect([...plan.ids].sort()).toEqual([...ids].sort());
        for (const [id, above] of waitsFor(plan)) {
          expect([...above].sort()).toEqual([...defined.ancestors([id])].filter((one) => set.has(one)).sort());
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives the longest way to an end the highest priority', () => {
    const dag = Dag.from([node('short'), node('a'), node('b', 'a'), node('c', 'b'), node('d', 'a')]);
    const plan = schedule(dag, dag.ids);
    expect(Object.fromEntries(plan.ids.map((id, at) => [id, plan.priority[at]]))).toEqual({
      short: 1,
      a: 3,
      b: 2,
      c: 1,
      d: 1,
    });
  });

  it('plans 10,000 models with 5,000 tests of two parents quickly', () => {
    const models = Array.from({ length: 10_000 }, (_, i) =>
      node(`model.${i}`, ...(i < 100 ? [] : [`model.${i - 100}`, `model.${(i * 7) % (i - 99)}`])),
    );
    const tests = Array.from({ length: 5_000 }, (_, i) =>
      node(`test.${i}`, `model.${5_000 + i}`, `model.${9_999 - i}`),
    );
    const dag = Dag.from([...models, ...tests]);
    const start = performance.now();
    const plan = schedule(dag, dag.ids, { isTest });
    expect(plan.ids.length).toBe(15_000);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
