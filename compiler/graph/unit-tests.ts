import { Dag } from './dag.js';

/**
 * The graph of a build, in which unit tests go before the model that they test, and after what it reads: a model runs when they
 * have passed.
 *
 * @param models unit tests to run, each with its model
 */
export function unitTestsFirst(dag: Dag, models: ReadonlyMap<string, string>): Dag {
  if (models.size === 0) return dag;
  const tests = new Map<string, string[]>();
  for (const [test, model] of models) {
    const list = tests.get(model);
    if (list) list.push(test);
    else tests.set(model, [test]);
  }
  return Dag.from(
    dag.ids.map((uniqueId) => {
      const model = models.get(uniqueId);
      const nodes = dag.parents(model ?? uniqueId);
      return { uniqueId, dependsOn: { nodes: [...nodes, ...(tests.get(uniqueId) ?? [])] } };
    }),
  );
}
