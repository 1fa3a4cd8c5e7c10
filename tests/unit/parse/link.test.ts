import { describe, expect, it } from 'vitest';
import { DiagnosticList } from '../../../compiler/base/diagnostics.js';
import { SourceFile } from '../../../compiler/base/source.js';
import { link } from '../../../compiler/manifest/link.js';
import type { ParsedProject } from '../../../compiler/manifest/parsed.js';
import type {
  CompilableNode,
  ExposureNode,
  GroupNode,
  ModelNode,
  RefCall,
  SourceNode,
  TestNode,
} from '../../../compiler/manifest/types.js';

const CONFIG = {
  enabled: true,
  materialized: 'view',
  schema: null,
  database: null,
  alias: null,
  tags: [],
  meta: {},
  group: null,
};

const ref = (name: string, more: Partial<RefCall> = {}): RefCall => ({ name, package: null, version: null, ...more });

function model(name: string, more: Partial<ModelNode> = {}): ModelNode {
  const packageName = more.packageName ?? 'shop';
  const version = more.version ?? null;
  const rawCode =
    (more.refs ?? []).map((r) => `{{ ref('${r.name}') }}`).join(' ') +
    (more.sources ?? []).map((s) => `{{ source("${s.source}", "${s.table}") }}`).join(' ');
  const file = new SourceFile(`models/${name}.sql`, `select\n${rawCode}`);
  return {
    uniqueId: `model.${packageName}.${name}${version === null ? '' : `.v${version}`}`,
    resourceType: 'model',
    name,
    packageName,
    path: `${name}.sql`,
    originalFilePath: `models/${name}.sql`,
    fqn: [packageName, name],
    span: { file, start: 0, end: 1 },
    file,
    description: '',
    meta: {},
    tags: [],
    language: 'sql',
    rawCode,
    checksum: { name: 'none', checksum: '' },
    config: CONFIG,
    unrenderedConfig: {},
    configCall: {},
    database: 'db',
    schema: packageName,
    alias: name,
    relationName: `db.${packageName}.${name}${version ?? ''}`,
    columns: {},
    docs: { show: true, node_color: null },
    patchPath: null,
    refs: [],
    sources: [],
    metrics: [],
    functions: [],
    dependsOn: { nodes: [], macros: ['macro.shop.m'] },
    group: null,
    createdAt: Date.parse('2026-01-01') / 1000,
    access: 'protected',
    constraints: [],
    contract: { enforced: false, alias_types: true, checksum: null },
    version,
    latestVersion: null,
    deprecationDate: null,
    primaryKey: [],
    timeSpine: null,
    ...more,
  };
}

function test(name: string, more: Partial<TestNode> & { readonly on?: string } = {}): TestNode {
  const { on, ...rest } = more;
  return {
    ...(model(name) as unknown as TestNode),
    resourceType: 'test',
    uniqueId: `test.shop.${name}`,
    relationName: null,
    testMetadata: null,
    columnName: null,
    fileKeyName: null,
    attachedNode: on ? `model.shop.${on}` : null,
    refs: on ? [ref(on)] : [],
    ...rest,
  };
}

function generic(
  type: string,
  on: string,
  kwargs: Record<string, never | string | string[]>,
  enabled = true,
): TestNode {
  return test(`${type}_${on}_${JSON.stringify(kwargs)}`, {
    on,
    testMetadata: { name: type, namespace: null, kwargs },
    config: { ...CONFIG, enabled },
  });
}

function source(sourceName: string, name: string, more: Partial<SourceNode> = {}): SourceNode {
  return {
    uniqueId: `source.shop.${sourceName}.${name}`,
    resourceType: 'source',
    name,
    packageName: 'shop',
    path: 's.yml',
    originalFilePath: 'models/s.yml',
    fqn: ['shop', sourceName, name],
    description: '',
    meta: {},
    tags: [],
    sourceName,
    sourceDescription: '',
    sourceMeta: {},
    loader: '',
    identifier: name,
    database: null,
    schema: sourceName,
    relationName: null,
    quoting: {},
    loadedAtField: null,
    loadedAtQuery: null,
    freshness: null,
    external: null,
    columns: {},
    config: CONFIG,
    unrenderedConfig: {},
    unrenderedDatabase: null,
    unrenderedSchema: null,
    createdAt: 0,
    ...more,
  };
}

function group(name: string): GroupNode {
  return {
    uniqueId: `group.shop.${name}`,
    resourceType: 'group',
    name,
    packageName: 'shop',
    path: 'g.yml',
    originalFilePath: 'g.yml',
    fqn: [],
    owner: { name, email: null },
    description: null,
    config: {},
  };
}

function linked(parts: Partial<ParsedProject>) {
  const sink = new DiagnosticList();
  const manifest = link(
    {
      projectName: 'shop',
      adapterType: 'test',
      packages: [
        { name: 'shop', isRoot: true, restrictAccess: false },
        { name: 'lib', isRoot: false, restrictAccess: true },
      ],
      nodes: [],
      sources: [],
      exposures: [],
      unitTests: [],
      macros: [],
      docs: [],
      groups: [],
      disabled: [],
      selectors: {},
      unmatchedPatches: [],
      failedNames: new Set(),
      nodePackageFirst: false,
      uniqueNamesAcrossPackages: false,
      spanOf: () => undefined,
      ...parts,
    },
    sink,
  );
  const told = sink.all.map((d) => {
    const at = d.span?.file.locate(d.span.start);
    return `${d.code} ${d.severity}${at ? ` ${d.span!.file.path}:${at.line}:${at.column}` : ''}: ${d.message}${d.hint ? ` | ${d.hint}` : ''}`;
  });
  const parents = (id: string) => (manifest.nodes.get(id) as CompilableNode).dependsOn.nodes;
  return { manifest, told, parents };
}

describe('references', () => {
  it('become unique ids: sources first, without repeats', () => {
    const b = model('b', { refs: [ref('a'), ref('a'), ref('c')], sources: [{ source: 's', table: 't' }] });
    const { parents, told } = linked({ nodes: [model('a'), b, model('c')], sources: [source('s', 't')] });
    expect(parents('model.shop.b')).toEqual(['source.shop.s.t', 'model.shop.a', 'model.shop.c']);
    expect(told).toEqual([]);
  });

  it('that lead nowhere are told at the name, with what is near', () => {
    const { told, parents } = linked({
      nodes: [model('stg_orders'), model('orders', { refs: [ref('stg_order'), ref('stg_orders')] })],
    });
    expect(told).toEqual([
      "REF001 error models/orders.sql:2:8: Model 'orders' refers to 'stg_order', which does not exist | Did you mean 'stg_orders'?",
    ]);
    expect(parents('model.shop.orders')).toEqual(['model.shop.stg_orders']);
  });

  it('to what failed are no further problem', () => {
    expect(linked({ nodes: [model('b', { refs: [ref('broken')] })], failedNames: new Set(['broken']) }).told).toEqual(
      [],
    );
  });

  it('to what is disabled say so', () => {
    const off = model('off', { config: { ...CONFIG, enabled: false } });
    const { told, manifest } = linked({ nodes: [model('b', { refs: [ref('off')] })], disabled: [off] });
    expect(told).toEqual([
      expect.stringMatching(/^REF002 error models\/b.sql:2:8: Model 'b' refers to 'off', which is disabled/),
    ]);
    expect([...manifest.disabled]).toEqual([['model.shop.off', [off]]]);
  });

  it('of tests are warnings, and the test does not run', () => {
    const { told, manifest } = linked({ nodes: [test('t', { refs: [ref('gone')] })] });
    expect(told).toEqual([
      "REF007 warning models/t.sql:1:1: Test 't' refers to 'gone', which does not exist: the test does not run",
    ]);
    expect(manifest.nodes.get('test.shop.t')?.config.enabled).toBe(false);
  });

  it('of generic tests of a disabled model switch them off without a word', () => {
    const off = model('off', { config: { ...CONFIG, enabled: false } });
    const { told, manifest } = linked({ nodes: [generic('unique', 'off', { column_name: 'id' })], disabled: [off] });
    expect(told).toEqual([]);
    expect([...manifest.nodes.values()].map((n) => n.config.enabled)).toEqual([false]);
  });

  it('with versions', () => {
    const m = (v: number) => model('m', { version: v, latestVersion: 2 });
    const b = model('b', { refs: [ref('m'), ref('m', { version: 1 }), ref('m', { version: '1' })] });
    const { parents, told } = linked({ nodes: [m(1), m(2), b] });
    expect(parents('model.shop.b')).toEqual(['model.shop.m.v2', 'model.shop.m.v1']);
    expect(told).toEqual([]);
    expect(linked({ nodes: [m(1), m(2), model('c', { refs: [ref('m', { version: 3 })] })] }).told).toEqual([
      "REF003 error models/c.sql:2:8: Model 'c' refers to version 3 of 'm', which does not exist | It has v1, v2.",
    ]);
    expect(linked({ nodes: [model('a'), model('c', { refs: [ref('a', { version: 1 })] })] }).told).toEqual([
      "REF003 error models/c.sql:2:8: Model 'c' refers to version 1 of 'a', which does not exist | 'a' has no versions: leave the version out.",
    ]);
  });

  it("look in the root project before a package's own", () => {
    const lib = (name: string, more: Partial<ModelNode> = {}) => model(name, { packageName: 'lib', ...more });
    const nodes = [
      model('a'),
      lib('a'),
      lib('b', { refs: [ref('a')] }),
      lib('c', { refs: [ref('a', { package: 'lib' })] }),
    ];
    const { parents, told } = linked({ nodes });
    expect([parents('model.lib.b'), parents('model.lib.c')]).toEqual([['model.shop.a'], ['model.lib.a']]);
    expect(told.map((t) => t.slice(0, 14))).toEqual(['REF008 warning']);
    expect(linked({ nodes, nodePackageFirst: true }).parents('model.lib.b')).toEqual(['model.lib.a']);
  });

  it('to sources that do not exist', () => {
    const at = (s: string, t: string) =>
      linked({
        nodes: [model('m', { sources: [{ source: s, table: t }] })],
        sources: [source('raw', 'orders')],
        disabled: [source('raw', 'off')],
      }).told;
    expect(at('raw', 'ordes')).toEqual([
      "SRC001 error models/m.sql:2:18: Model 'm' reads the source 'raw.ordes', which does not exist | Did you mean 'orders'?",
    ]);
    expect(at('row', 'orders')[0]).toContain("Did you mean 'raw.orders'?");
    expect(at('raw', 'off')).toEqual([
      "SRC002 error models/m.sql:2:18: Model 'm' reads the source 'raw.off', which is disabled",
    ]);
  });

  it('of exposures', () => {
    const exposure = {
      ...source('x', 'board'),
      resourceType: 'exposure',
      uniqueId: 'exposure.shop.board',
      refs: [ref('m')],
      sources: [],
      dependsOn: { nodes: [], macros: [] },
    };
    const { manifest } = linked({ nodes: [model('m')], exposures: [exposure as unknown as ExposureNode] });
    expect(manifest.exposures.get('exposure.shop.board')?.dependsOn.nodes).toEqual(['model.shop.m']);
  });
});

describe('access', () => {
  const hidden = model('hidden', { access: 'private', group: 'fin' });
  const told = (node: CompilableNode, target = hidden) =>
    linked({ nodes: [target, node], groups: [group('fin'), group('ops')] }).told;

  it('private models are for their group', () => {
    expect(told(model('a', { refs: [ref('hidden')], group: 'fin' }))).toEqual([]);
    expect(told(model('a', { refs: [ref('hidden')], group: 'ops' }))).toEqual([
      "ACC001 error models/a.sql:2:8: Model 'a' may not refer to 'hidden', which is private to the 'fin' group | Put it into the group 'fin', or make 'hidden' protected.",
    ]);
    expect(told(model('a', { refs: [ref('hidden')] }))).toHaveLength(1);
  });

  it('protected models of a package that restricts access are for that package', () => {
    const target = model('p', { packageName: 'lib' });
    expect(told(model('a', { refs: [ref('p')] }), target)).toEqual([
      expect.stringMatching(/^ACC002 error models\/a.sql:2:8/),
    ]);
    expect(told(model('a', { refs: [ref('p')] }), { ...target, access: 'public' })).toEqual([]);
    expect(told(model('b', { refs: [ref('p')], packageName: 'lib' }), target)).toEqual([]);
  });

  it('groups must exist', () => {
    expect(told(model('a', { group: 'fim' }))).toEqual([
      "GRP001 error models/a.sql:1:1: Model 'a' belongs to the group 'fim', which does not exist | Did you mean 'fin'?",
    ]);
  });
});

describe('duplicates', () => {
  it('of names are told with both places, and the first stays', () => {
    const second = model('a', { originalFilePath: 'models/x/a.sql' });
    const { told, manifest } = linked({ nodes: [model('a'), second] });
    expect(told).toEqual([
      expect.stringMatching(
        /^DUP001 error models\/a.sql:1:1: There are two models named 'a': models\/a.sql and models\/x\/a.sql/,
      ),
    ]);
    expect(manifest.nodes.size).toBe(1);
  });

  it('of a seed and a model', () => {
    const seed = { ...model('a'), resourceType: 'seed', uniqueId: 'seed.shop.a' } as unknown as CompilableNode;
    expect(linked({ nodes: [model('a'), seed] }).told).toEqual([
      expect.stringContaining("There are two resources named 'a'"),
    ]);
  });

  it('in two packages are fine unless names must be unique', () => {
    const nodes = [model('a'), model('a', { packageName: 'lib' })];
    expect(linked({ nodes }).told).toEqual([]);
    expect(linked({ nodes, uniqueNamesAcrossPackages: true }).told).toHaveLength(1);
  });

  it('of relations', () => {
    const nodes = [model('a', { relationName: 'db.x.t' }), model('b', { relationName: 'db.x.t' })];
    expect(linked({ nodes }).told).toEqual([expect.stringContaining("'a' and 'b' would both be built as db.x.t")]);
    const none = [model('a', { relationName: null }), model('b', { relationName: null })];
    expect(linked({ nodes: none }).told).toEqual([]);
  });

  it('of sources', () => {
    expect(linked({ sources: [source('s', 't'), source('s', 't')] }).told).toEqual([
      expect.stringContaining("There are two sources 't' in package 'shop'"),
    ]);
  });
});

describe('primary keys', () => {
  const key = (m: ModelNode, ...tests: TestNode[]) =>
    (
      linked({
        nodes: [m, ...tests.filter((t) => t.config.enabled)],
        disabled: tests.filter((t) => !t.config.enabled),
      }).manifest.nodes.get('model.shop.m') as ModelNode
    ).primaryKey;
  const pk = {
    type: 'primary_key',
    name: null,
    expression: null,
    warn_unenforced: true,
    warn_unsupported: true,
    to: null,
    to_columns: [],
  } as const;
  const column = (name: string, constraints: readonly never[] | readonly (typeof pk)[] = []) => ({
    name,
    description: '',
    meta: {},
    dataType: null,
    constraints,
    quote: null,
    tags: [],
    granularity: null,
    config: {},
  });

  it('come from constraints before tests', () => {
    const unique = generic('unique', 'm', { column_name: 'c' });
    expect(key(model('m', { constraints: [{ ...pk, columns: ['a', 'b'] }] }), unique)).toEqual(['a', 'b']);
    expect(key(model('m', { columns: { x: column('x'), y: column('y', [pk]) } }), unique)).toEqual(['y']);
  });

  it('come from unique and not_null together, then from unique alone, then from disabled tests', () => {
    const unique = (c: string, enabled = true) => generic('unique', 'm', { column_name: c }, enabled);
    const notNull = generic('not_null', 'm', { column_name: 'a' });
    expect(key(model('m'), unique('a'), unique('b'), notNull)).toEqual(['a']);
    expect(key(model('m'), unique('b'), notNull)).toEqual(['b']);
    expect(
      key(model('m'), generic('unique_combination_of_columns', 'm', { combination_of_columns: ['x', 'y'] })),
    ).toEqual(['x', 'y']);
    expect(key(model('m'), unique('b', false))).toEqual(['b']);
    expect(key(model('m'), notNull)).toEqual([]);
  });
});

describe('what warns', () => {
  it('entries that describe nothing', () => {
    const span = () => ({ file: new SourceFile('models/s.yml', 'models'), start: 0, end: 6 });
    const patch = (section: string, name: string) => ({
      section,
      name,
      packageName: 'shop',
      path: 'models/s.yml',
      span,
    });
    const seed = {
      ...model('countries'),
      resourceType: 'seed',
      uniqueId: 'seed.shop.countries',
    } as unknown as CompilableNode;
    expect(
      linked({
        nodes: [model('orders'), seed],
        unmatchedPatches: [patch('models', 'order'), patch('models', 'countries'), patch('seeds', 'zzz')],
      }).told,
    ).toEqual([
      "PAT001 warning models/s.yml:1:1: 'order' under 'models' describes nothing: there is no such model | Did you mean 'orders'?",
      "PAT002 warning models/s.yml:1:1: 'countries' is a seed, but is described under 'models' | Move the entry to 'seeds:'.",
      "PAT001 warning models/s.yml:1:1: 'zzz' under 'seeds' describes nothing: there is no such seed",
    ]);
  });

  it('deprecated models and references to them', () => {
    const old = model('old', { deprecationDate: '2025-01-01T00:00:00+00:00' });
    const soon = model('soon', { deprecationDate: '2027-01-01T00:00:00+00:00' });
    expect(
      linked({ nodes: [old, soon, model('m', { refs: [ref('old'), ref('soon')] })] }).told.map((t) =>
        t.replace(/ models\S+: /, ' '),
      ),
    ).toEqual([
      "REF009 warning Model 'm' refers to 'old', which was deprecated on 2025-01-01T00:00:00+00:00",
      "REF011 warning Model 'm' refers to 'soon', which will be deprecated on 2027-01-01T00:00:00+00:00",
      "REF010 warning Model 'old' has passed its deprecation date of 2025-01-01T00:00:00+00:00",
    ]);
  });
});
