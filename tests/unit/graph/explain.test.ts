import { describe, expect, it } from 'vitest';
import { DiagnosticList } from '../../../compiler/base/diagnostics.js';
import type { JsonObject } from '../../../compiler/base/json.js';
import { Dag } from '../../../compiler/graph/dag.js';
import { Evaluator } from '../../../compiler/graph/select/evaluate.js';
import { Explainer } from '../../../compiler/graph/select/explain.js';
import type { PreviousState, SelectableNode } from '../../../compiler/graph/select/node.js';
import { expressionOf } from '../../../compiler/graph/select/select.js';
import type { SelectionOptions } from '../../../compiler/graph/types.js';

function node(id: string, parents: readonly string[] = [], more: Partial<SelectableNode> = {}): SelectableNode {
  const [resourceType = '', name = ''] = id.split('.');
  return {
    uniqueId: id,
    resourceType,
    name,
    packageName: 'shop',
    fqn: ['shop', name],
    tags: [],
    originalFilePath: `models/${name}.sql`,
    config: {},
    dependsOn: { nodes: parents },
    ...more,
  };
}

const NODES = [
  node('source.raw', [], { sourceName: 'files' }),
  node('model.a', ['source.raw'], { tags: ['early'] }),
  node('model.b', ['model.a']),
  node('model.c', ['model.b', 'model.side']),
  node('model.side'),
  node('test.both', ['model.a', 'model.side']),
];

const previous: PreviousState = {
  comparison: {
    isNew: (id) => id === 'model.side',
    isModified: (id) => id === 'model.a',
    changes: (id, part) =>
      id === 'model.a'
        ? [
            { part: 'body', detail: 'the SQL changed' } as const,
            { part: 'other', detail: 'access: protected → public' } as const,
          ].filter((change) => part === undefined || change.part === part)
        : [],
    checkContracts: () => {},
  },
  results: new Map([['model.b', 'error']]),
};

function explain(id: string, options: Partial<SelectionOptions>, selectors: Record<string, JsonObject> = {}): string[] {
  const asked: SelectionOptions = {
    select: [],
    exclude: [],
    resourceTypes: [],
    excludeResourceTypes: [],
    indirectSelection: 'eager',
    ...options,
  };
  const view = { projectName: 'shop', get: (one: string) => NODES.find(({ uniqueId }) => uniqueId === one) };
  const common = { selectors, diagnostics: new DiagnosticList() };
  const evaluator = new Evaluator(Dag.from(NODES), view, { ...common, ...asked, previous: () => previous });
  return new Explainer(evaluator).explain(expressionOf(asked, selectors), id);
}

describe('why a node is selected', () => {
  it.each<[string, Partial<SelectionOptions>, string[]]>([
    ['model.a', {}, ['nothing else is asked for']],
    ['model.a', { select: ['a'] }, ['a: it matches']],
    ['model.a', { select: ['b', 'tag:early'] }, ['tag:early: it matches']],
    ['model.a', { exclude: ['b'] }, ['nothing else is asked for']],
    ['model.a', { select: ['+b'], exclude: ['c'] }, ['+b: upstream of b']],
    ['source.raw', { select: ['+c'] }, ['+c: upstream of c (c – b – a – source files.raw)']],
    [
      'model.c',
      { select: ['source:files+'] },
      ['source:files+: downstream of source files.raw (source files.raw – a – b – c)'],
    ],
    ['model.side', { select: ['@a'] }, ['@a: needed by c, which is downstream of what matches']],
    ['source.raw', { select: ['@a'] }, ['@a: needed by a']],
    ['test.both', { select: ['a'] }, ['a: it tests a']],
    ['model.b', { select: ['a+,+c'] }, ['a+: downstream of a', '+c: upstream of c']],
    ['test.both', { select: ['a', 'side'], indirectSelection: 'cautious' }, ['it tests a, side']],
    ['model.a', { select: ['state:modified'] }, ['state:modified: body: the SQL changed; access: protected → public']],
    ['model.a', { select: ['state:modified.body'] }, ['state:modified.body: body: the SQL changed']],
    ['model.side', { select: ['state:new'] }, ['state:new: it is new']],
    ['model.b', { select: ['state:old'] }, ['state:old: it is as it was']],
    ['model.c', { select: ['1+result:error+1'] }, ['1+result:error+1: downstream of b']],
    ['model.b', { select: ['result:error'] }, ["result:error: it ended with 'error'"]],
  ])('%s in %j', (id, options, reasons) => {
    expect(explain(id, options)).toEqual(reasons);
  });

  it('names the selector, and what in it', () => {
    const selectors = {
      early: { name: 'early', definition: { union: ['tag:early', { exclude: ['c'] }] } },
      more: { name: 'more', definition: { method: 'selector', value: 'early', children: true } },
    };
    expect(explain('model.a', { selector: 'early' }, selectors)).toEqual(['tag:early: it matches']);
    expect(explain('model.a', { select: ['selector:early'] }, selectors)).toEqual([
      'selector:early: tag:early: it matches',
    ]);
    expect(explain('model.b', { selector: 'more' }, selectors)).toEqual(['selector:early: downstream of a']);
  });
});
