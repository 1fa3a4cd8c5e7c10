import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DiagnosticList } from '../../../compiler/base/diagnostics.js';
import { SourceFile, spanAt } from '../../../compiler/base/source.js';
import { checkAcyclic } from '../../../compiler/graph/cycles.js';
import { Dag } from '../../../compiler/graph/dag.js';
import { randomGraph } from './random-graph.js';

const node = (uniqueId: string, ...nodes: string[]) => ({ uniqueId, dependsOn: { nodes } });

describe('Dag', () => {
  it('leaves out repeated edges and edges to what is not there', () => {
    const dag = Dag.from([node('a'), node('b', 'a', 'a', 'gone'), { uniqueId: 'source' }]);
    expect(dag.parents('b')).toEqual(['a']);
    expect(dag.children('a')).toEqual(['b']);
    expect(dag.parents('nobody')).toEqual([]);
    expect(dag.has('gone')).toBe(false);
  });

  it('reaches as far as it is asked to', () => {
    const dag = Dag.from([node('d', 'c'), node('c', 'b'), node('b', 'a'), node('a')]);
    expect([...dag.ancestors(['d'])]).toEqual(['c', 'b', 'a']);
    expect([...dag.ancestors(['d'], 2)]).toEqual(['c', 'b']);
    expect([...dag.descendants(['a'], 1)]).toEqual(['b']);
    expect([...dag.descendants(['a'], 0)]).toEqual([]);
  });

  it('orders parents first and keeps the order of discovery where it can', () => {
    const dag = Dag.from([node('z'), node('b', 'a'), node('y'), node('a')]);
    expect(dag.topologicalOrder().map((at) => dag.ids[at])).toEqual(['z', 'a', 'b', 'y']);
  });

  it('orders every graph so that parents come first', () => {
    fc.assert(
      fc.property(randomGraph(), (nodes) => {
        const dag = Dag.from(nodes);
        const order = dag.topologicalOrder();
        const place = new Map(order.map((at, i) => [at, i]));
        expect(place.size).toBe(dag.size);
        for (const at of order)
          for (const parent of dag.parentsAt(at)) expect(place.get(parent)!).toBeLessThan(place.get(at)!);
      }),
    );
  });

  it('holds a chain of 50,000 nodes', () => {
    const dag = Dag.from(Array.from({ length: 50_000 }, (_, i) => node(`n${i}`, `n${i + 1}`)));
    expect(dag.topologicalOrder().length).toBe(50_000);
    expect(dag.ancestors(['n0']).size).toBe(49_999);
    expect(checkAcyclic(dag, () => undefined, new DiagnosticList())).toBe(true);
  });
});

describe('checkAcyclic', () => {
  it('shows a shortest cycle with its files and refs', () => {
    const file = new SourceFile('models/a.sql', "select * from {{ ref('b') }}");
    const other = new SourceFile('models/b.sql', "select * from {{ ref('a') }}");
    const described = new Map([
      [
        'model.p.a',
        {
          uniqueId: 'model.p.a',
          name: 'a',
          originalFilePath: 'models/a.sql',
          refs: [{ name: 'b', span: spanAt(file, 1, 22, 3) }],
        },
      ],
      [
        'model.p.b',
        {
          uniqueId: 'model.p.b',
          name: 'b',
          originalFilePath: 'models/b.sql',
          refs: [{ name: 'a', span: spanAt(other, 1, 22, 3) }],
        },
      ],
    ]);
    const dag = Dag.from([
      node('model.p.a', 'model.p.b', 'model.p.c'),
      node('model.p.b', 'model.p.a'),
      node('model.p.c', 'model.p.d'),
      node('model.p.d', 'model.p.b'),
      node('model.p.free', 'model.p.a'),
    ]);
    const diagnostics = new DiagnosticList();
    expect(checkAcyclic(dag, (id) => described.get(id), diagnostics)).toBe(false);
    expect(diagnostics.all).toHaveLength(1);
    const [found] = diagnostics.all;
    expect(found!.message).toBe('These nodes depend on each other in a circle: a → b → a (models/a.sql, models/b.sql)');
    expect(found!.span).toMatchObject({ file, start: 21, end: 24 });
    expect(found!.related).toHaveLength(1);
    expect(found!.related![0]!.span.file).toBe(other);
  });

  it('reports each knot once, also a node that reads itself', () => {
    const dag = Dag.from([
      node('m.p.self', 'm.p.self'),
      node('m.p.x', 'm.p.y'),
      node('m.p.y', 'm.p.z'),
      node('m.p.z', 'm.p.x'),
    ]);
    const diagnostics = new DiagnosticList();
    checkAcyclic(dag, () => undefined, diagnostics);
    expect(diagnostics.all.map((d) => d.message.split(': ')[1])).toEqual(['self → self', 'x → y → z → x']);
  });

  it('says nothing of graphs without cycles', () => {
    fc.assert(
      fc.property(randomGraph(), (nodes) => {
        const diagnostics = new DiagnosticList();
        expect(checkAcyclic(Dag.from(nodes), () => undefined, diagnostics)).toBe(true);
        expect(diagnostics.all).toEqual([]);
      }),
    );
  });
});
