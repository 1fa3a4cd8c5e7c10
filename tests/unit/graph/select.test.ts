import { describe, expect, it } from 'vitest';
import { DiagnosticList, QuernError } from '../../../compiler/base/diagnostics.js';
import type { JsonObject } from '../../../compiler/base/json.js';
import { Dag } from '../../../compiler/graph/dag.js';
import { fnmatch } from '../../../compiler/graph/select/fnmatch.js';
import type { PreviousState, SelectableNode, StateChange } from '../../../compiler/graph/select/node.js';
import { select } from '../../../compiler/graph/select/select.js';
import type { SelectionOptions } from '../../../compiler/graph/types.js';

function node(name: string, parents: readonly string[] = [], more: Partial<SelectableNode> = {}): SelectableNode {
  const resourceType = more.resourceType ?? 'model';
  return {
    uniqueId: `${resourceType}.shop.${name}`,
    resourceType,
    name,
    packageName: 'shop',
    fqn: ['shop', 'marts', name],
    tags: ['nightly'],
    originalFilePath: `models/marts/${name}.sql`,
    config: { materialized: 'table' },
    dependsOn: { nodes: parents.map((parent) => (parent.includes('.') ? parent : `model.shop.${parent}`)) },
    ...more,
  };
}

const NODES = [
  node('customers'),
  node('orders', ['customers', 'source.shop.raw_orders']),
  node('raw_orders', [], { resourceType: 'source', sourceName: 'raw', tags: [] }),
];

function ask(
  options: Partial<SelectionOptions>,
  more: { nodes?: SelectableNode[]; selectors?: Record<string, JsonObject>; previous?: PreviousState } = {},
) {
  const nodes = more.nodes ?? NODES;
  const diagnostics = new DiagnosticList();
  const selection = select(
    Dag.from(nodes),
    { projectName: 'shop', get: (id) => nodes.find((one) => one.uniqueId === id) },
    { select: [], exclude: [], resourceTypes: [], excludeResourceTypes: [], indirectSelection: 'eager', ...options },
    {
      diagnostics,
      ...(more.selectors ? { selectors: more.selectors } : {}),
      previous: () => more.previous,
    },
  );
  return { ids: selection.ids.map((id) => id.split('.').at(-1)), diagnostics: diagnostics.all };
}

const problem = (options: Partial<SelectionOptions>, more?: Parameters<typeof ask>[1]) => {
  try {
    ask(options, more);
  } catch (error) {
    if (error instanceof QuernError) return error.diagnostics.map((d) => [d.code, d.message, d.hint]);
    throw error;
  }
  return undefined;
};

describe('a pattern that matches nothing', () => {
  it.each([
    ['customer', "Did you mean 'customers'?"],
    ['+customer+', "Did you mean '+customers+'?"],
    ['tag:nightl', "Did you mean 'tag:nightly'?"],
    ['path:models/mart', "Did you mean 'path:models/marts'?"],
    ['source:raww', "Did you mean 'source:raw'?"],
    ['config.materialized:tabel', "Did you mean 'config.materialized:table'?"],
    ['marts.order', "Did you mean 'marts.orders'?"],
    ['something_else', undefined],
  ])('%s is a warning with a suggestion', (raw, hint) => {
    const { ids, diagnostics } = ask({ select: [raw] });
    expect(ids).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: 'SEL002', severity: 'warning', event: 'NoNodesForSelectionCriteria' }]);
    expect(diagnostics[0]!.message).toBe(`The selection criterion '${raw}' does not match any enabled nodes`);
    expect(diagnostics[0]!.hint).toBe(hint);
  });

  it('is told of in --exclude as well', () => {
    expect(ask({ exclude: ['tag:none'] }).diagnostics.map((d) => d.code)).toEqual(['SEL002']);
  });
});

describe('what cannot be understood', () => {
  it.each([
    ['tagg:nightly', 'SEL001', "Did you mean 'tag'?"],
    ['@orders+', 'SEL004', "'@' already selects all descendants: leave out the trailing '+'"],
    ['version:lates', 'SEL003', "Did you mean 'latest'?"],
    ['resource_type:modell', 'SEL003', "Did you mean 'model'?"],
    ['selector:nightli', 'SEL005', "Did you mean 'nightly'?"],
    [
      'state:modified',
      'SEL007',
      'Give the folder with the manifest.json of the run to compare with: --state DIRECTORY',
    ],
    ['state:modifed', 'SEL003', "Did you mean 'modified'?"],
    [
      'result:error',
      'SEL007',
      'Give the folder with the run_results.json of the run to compare with: --state DIRECTORY',
    ],
  ])('%s', (raw, code, hint) => {
    expect(
      problem({ select: [raw] }, { selectors: { nightly: { name: 'nightly', definition: 'tag:nightly' } } }),
    ).toMatchObject([[code, expect.any(String), hint]]);
  });
});

describe('the default selector', () => {
  const selectors = {
    fast: { name: 'fast', default: true, definition: 'orders' },
    all: { name: 'all', definition: '*' },
  };

  it('holds where nothing is asked for', () => {
    expect(ask({}, { selectors }).ids).toEqual(['orders']);
  });

  it('is dropped once --select, --exclude or --selector is given', () => {
    expect(ask({ select: ['customers'] }, { selectors }).ids).toEqual(['customers']);
    expect(ask({ exclude: ['orders'] }, { selectors }).ids).toEqual(['customers', 'raw_orders']);
    expect(ask({ selector: 'all' }, { selectors }).ids).toEqual(['customers', 'orders']);
  });
});

describe('selectors.yml', () => {
  const defined = (definition: unknown, others: Record<string, JsonObject> = {}) =>
    problem({ selector: 's' }, { selectors: { s: { name: 's', definition: definition as never }, ...others } });

  it.each([
    [{ method: 'tag' }, "'method' needs a 'value'"],
    [{ union: ['a', { exclude: ['b'] }, { exclude: ['c'] }] }, "'union' can have one 'exclude' only"],
    [{ method: 'tag', value: 'x', exclude: 'y' }, "'exclude' must be a list"],
    [{ union: 'tag:x' }, "'union' must be a list"],
    [{ union: [], intersection: [] }, "nothing else can stand beside 'union'"],
    [{ method: 'tag', value: 'x', indirect_selection: 'lazy' }, "not 'lazy'"],
    [{ method: 'fqn', value: 'x', parents: true, parents_depth: 'far' }, "'parents_depth' must be a whole number"],
    [5, 'expected a text or a mapping'],
  ])('%j is wrong', (definition, message) => {
    const [found] = defined(definition)!;
    expect(found![0]).toBe('SEL006');
    expect(found![1]).toContain(message);
  });

  it('knows selectors that refer to each other in a circle', () => {
    const others = { t: { name: 't', definition: { method: 'selector', value: 's' } } };
    expect(defined({ union: [{ method: 'selector', value: 't' }] }, others)).toMatchObject([
      ['SEL008', 'Selectors refer to each other in a circle: t → s → t', undefined],
    ]);
  });
});

describe('comparing with an earlier run', () => {
  const changes: Readonly<Record<string, readonly StateChange[]>> = {
    'model.shop.orders': [{ part: 'body', detail: 'the SQL changed' }],
    'source.shop.raw_orders': [{ part: 'configs', detail: 'it is new' }],
  };
  const checked: string[][] = [];
  const previous: PreviousState = {
    comparison: {
      isNew: (id) => id === 'source.shop.raw_orders',
      isModified: (id) => id === 'model.shop.orders',
      changes: (id, part) => (changes[id] ?? []).filter((change) => part === undefined || change.part === part),
      checkContracts: (ids) => checked.push([...ids]),
    },
    results: new Map([['model.shop.customers', 'error']]),
    fresherSources: new Set(['source.shop.raw_orders']),
  };
  it.each([
    ['state:modified', ['orders']],
    ['state:modified.body', ['orders']],
    ['state:modified.configs', ['raw_orders']],
    ['state:new', ['raw_orders']],
    ['state:old', ['customers', 'orders']],
    ['state:unmodified', ['customers', 'raw_orders']],
    ['result:error+', ['customers', 'orders']],
    ['source_status:fresher+', ['orders', 'raw_orders']],
  ])('%s', (raw, ids) => {
    expect(ask({ select: [raw] }, { previous }).ids).toEqual(ids);
  });

  it.each(['state:modified', 'state:unmodified', 'state:modified.contract'])('%s checks contracts', (raw) => {
    checked.length = 0;
    ask({ select: [raw] }, { previous });
    expect(checked).toHaveLength(1);
  });

  it.each([
    ['state:new', {}, 'Got a state selector method, but no comparison manifest'],
    ['result:pass', {}, 'No comparison run_results'],
    ['source_status:fresher', {}, 'No previous state comparison freshness results in sources.json'],
  ])('%s says what is missing', (raw, missing, message) => {
    const folder = (shown: string, exists: boolean) => ({ ...missing, folder: { shown, exists } });
    expect(problem({ select: [raw] }, { previous: folder('nowhere', false) })).toEqual([
      ['SEL007', `${message}: there is no folder 'nowhere'`, "--state is taken from the project's folder"],
    ]);
    expect(problem({ select: [raw] }, { previous: folder('prod', true) })![0]![1]).toMatch(/there is no \S+ in 'prod'/);
  });

  it('needs a freshness check of its own', () => {
    expect(problem({ select: ['source_status:fresher'] }, { previous: { fresherSources: 'current' } })).toMatchObject([
      ['SEL010', expect.any(String), "Run 'source freshness' first"],
    ]);
  });
});

describe('blank files', () => {
  it('are never selected', () => {
    const nodes = [node('empty', [], { rawCode: ' \n' }), node('below', ['empty'], { rawCode: 'select 1' })];
    expect(ask({}, { nodes }).ids).toEqual(['below']);
    expect(ask({ select: ['+below'] }, { nodes }).ids).toEqual(['below']);
  });
});

describe('fnmatch', () => {
  it.each([
    ['a*c', 'abbc', true],
    ['a*c', 'abbd', false],
    ['a?c', 'abc', true],
    ['[ab]x', 'bx', true],
    ['[!ab]x', 'bx', false],
    ['[]]x', ']x', true],
    ['[a-c]', 'b', true],
    ['a[', 'a[', true],
    ['a.b', 'axb', false],
    ['*', '', true],
    ['A', 'a', false],
    ['a(b)|c*', 'a(b)|cd', true],
  ])('%s on %s', (pattern, text, expected) => {
    expect(fnmatch(pattern)(text)).toBe(expected);
  });
});

it('evaluates on 10,000 nodes in little time', () => {
  const nodes = Array.from({ length: 10_000 }, (_, i) => node(`m${i}`, i === 0 ? [] : [`m${(i * 7) % i}`]));
  const byId = new Map(nodes.map((one) => [one.uniqueId, one]));
  const start = performance.now();
  const dag = Dag.from(nodes);
  const options: SelectionOptions = {
    select: ['+m9999+', 'tag:nightly,m1*'],
    exclude: [],
    resourceTypes: [],
    excludeResourceTypes: [],
    indirectSelection: 'eager',
  };
  expect(
    select(dag, { projectName: 'shop', get: (id) => byId.get(id) }, options, { diagnostics: new DiagnosticList() }).ids
      .length,
  ).toBeGreaterThan(0);
  expect(performance.now() - start).toBeLessThan(5_000);
});
