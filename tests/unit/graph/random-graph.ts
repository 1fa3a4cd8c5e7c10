import fc from 'fast-check';

export interface RandomNode {
  readonly uniqueId: string;
  readonly dependsOn: { readonly nodes: readonly string[] };
}

/** Acyclic graphs in any order of discovery; about a third of the nodes without children are tests (`test.…`). */
export function randomGraph(size = 24): fc.Arbitrary<RandomNode[]> {
  return fc
    .array(fc.tuple(fc.array(fc.nat(size), { maxLength: 4 }), fc.nat(2), fc.nat()), { maxLength: size })
    .map((drawn) => {
      const names: string[] = [];
      const models: string[] = [];
      const nodes = drawn.map(([parents, kind, rank], at) => {
        const isTest = kind === 0 && models.length > 0;
        const dependsOn = models.length === 0 ? [] : [...new Set(parents.map((n) => models[n % models.length]!))];
        const uniqueId = `${isTest ? 'test' : 'model'}.p.n${at}`;
        names.push(uniqueId);
        if (!isTest) models.push(uniqueId);
        return { rank, node: { uniqueId, dependsOn: { nodes: dependsOn } } };
      });
      return nodes.sort((a, b) => a.rank - b.rank).map(({ node }) => node);
    });
}
