import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StateComparer } from '../../../compiler/artifacts/previous/comparer.js';
import { compareContracts, removedContract } from '../../../compiler/artifacts/previous/contract.js';
import { type PreviousManifest, readPreviousManifest } from '../../../compiler/artifacts/previous/manifest.js';
import { fresherSources } from '../../../compiler/artifacts/previous/outcomes.js';
import type { Dict } from '../../../compiler/artifacts/previous/read.js';
import { readPreviousRun } from '../../../compiler/artifacts/previous/run.js';
import { DiagnosticList, QuernError } from '../../../compiler/base/diagnostics.js';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-previous-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function written(name: string, content: unknown): string {
  const path = join(dir, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const SCHEMA = 'https://schemas.getdbt.com/dbt';

describe('a manifest of an earlier run', () => {
  const read = (version: number, more: object = {}) =>
    readPreviousManifest(
      written('manifest.json', { metadata: { dbt_schema_version: `${SCHEMA}/manifest/v${version}.json` }, ...more }),
      'state/manifest.json',
    );

  it('may be an old one, in which keys had other names', () => {
    const nodes = { 'model.a.b': { resource_type: 'model', raw_sql: 'select 1', compiled_sql: 'select 1' } };
    const old = read(6, { nodes, metrics: { 'metric.a.m': {} } })!;
    expect(old.resource('model.a.b')).toEqual({
      resource_type: 'model',
      raw_code: 'select 1',
      compiled_code: 'select 1',
    });
    // What metrics were then has nothing to do with what they are.
    expect(old.resource('metric.a.m')).toBeUndefined();
    expect(read(12, { metrics: { 'metric.a.m': {} } })!.resource('metric.a.m')).toEqual({});
  });

  it.each([
    [3, 'Make the artifacts anew'],
    [13, 'A newer tool wrote it'],
  ])('is refused in version %i', (version, hint) => {
    try {
      read(version);
      expect.unreachable();
    } catch (error) {
      const [diagnostic] = (error as QuernError).diagnostics;
      expect(diagnostic!.message).toBe(
        `Expected a schema version of "${SCHEMA}/manifest/v12.json" in state/manifest.json, but found "${SCHEMA}/manifest/v${version}.json"`,
      );
      expect(diagnostic!.hint).toContain(hint);
    }
  });

  it('that is none', () => {
    expect(readPreviousManifest(join(dir, 'nowhere/manifest.json'), 'x')).toBeUndefined();
    for (const text of ['', '{"a', '[]', '1'])
      expect(() => readPreviousManifest(written('m.json', text), 'x')).toThrow(QuernError);
  });
});

describe('contracts', () => {
  const column = (name: string, type: string, constraints: Dict[] = []) => ({ name, data_type: type, constraints });
  const model = (more: Dict = {}): Dict => ({
    unique_id: 'model.shop.m',
    contract: { enforced: true, checksum: JSON.stringify(more) },
    config: { materialized: 'table', enabled: true },
    columns: { id: column('id', 'integer', [{ type: 'not_null' }]), name: column('name', 'varchar(10)') },
    constraints: [{ type: 'primary_key', columns: ['id'] }],
    ...more,
  });
  const columns = (id: Dict, more: Dict = {}) => ({ columns: { id, name: column('name', 'varchar(10)'), ...more } });

  it.each<[string, Dict, string[]]>([
    [
      'a column less',
      { columns: { id: column('id', 'integer', [{ type: 'not_null' }]) } },
      ["Column 'name' was removed"],
    ],
    ['a column more', columns(column('id', 'integer', [{ type: 'not_null' }]), { x: column('x', 'date') }), []],
    [
      'another type',
      columns(column('id', 'bigint', [{ type: 'not_null' }])),
      ["The data type of column 'id' changed: integer -> bigint"],
    ],
    [
      'another size',
      { columns: { id: column('id', 'INTEGER', [{ type: 'not_null' }]), name: column('name', 'VARCHAR (99)') } },
      [],
    ],
    [
      'a constraint of a column less',
      columns(column('id', 'integer')),
      ["The constraint 'not_null' of column 'id' was removed"],
    ],
    // Not enforced here.
    ['a constraint of the model less', { constraints: [] }, []],
    [
      'a view',
      { config: { materialized: 'view' } },
      ['The materialization changed, and with it what enforces constraints: table -> view'],
    ],
    ['no contract', { contract: { enforced: false } }, ['The contract is no longer enforced']],
  ])('%s', (_, change, breaking) => {
    const found = compareContracts(model(), model(change), (type) => type === 'not_null');
    expect(found).toEqual({ differs: true, breaking });
  });

  it('that are the same, or new', () => {
    expect(compareContracts(model(), model(), () => true)).toEqual({ differs: false, breaking: [] });
    expect(compareContracts(model({ contract: { enforced: false } }), model(), () => true)).toEqual({
      differs: true,
      breaking: [],
    });
  });

  it('of models that are gone', () => {
    const now = new Date('2025-01-01');
    expect(removedContract(model(), now)).toEqual(["Contracted model 'model.shop.m' was deleted or renamed"]);
    expect(removedContract(model({ config: { enabled: false } }), now)).toEqual([
      "Contracted model 'model.shop.m' was disabled",
    ]);
    expect(removedContract(model({ deprecation_date: '2024-12-31' }), now)).toEqual([]);
    expect(removedContract(model({ contract: { enforced: false } }), now)).toEqual([]);
  });
});

describe('large seeds', () => {
  const seed = (name: string, checksum: string): Dict => ({
    unique_id: 'seed.shop.s',
    resource_type: 'seed',
    package_name: 'shop',
    name: 's',
    fqn: ['shop', 's'],
    checksum: { name, checksum },
  });

  it.each([
    ['as it was', seed('path', 'seeds/s.csv'), seed('path', 'seeds/s.csv'), false, 'SeedExceedsLimitSamePath'],
    ['moved', seed('path', 'seeds/a/s.csv'), seed('path', 'seeds/s.csv'), true, 'SeedExceedsLimitAndPathChanged'],
    ['grown', seed('sha256', 'abc'), seed('path', 'seeds/s.csv'), true, 'SeedIncreased'],
    ['shrunk', seed('path', 'seeds/s.csv'), seed('sha256', 'abc'), true, undefined],
  ])('%s', (_, old, now, isModified, event) => {
    const diagnostics = new DiagnosticList();
    const previous: PreviousManifest = {
      isOfThisVersion: true,
      resource: () => old,
      nodes: {},
      functions: {},
      macros: {},
    };
    const comparer = new StateComparer(previous, {
      dictOf: () => now,
      nodes: new Map(),
      disabled: new Map(),
      macros: new Map(),
      isBuiltIn: () => false,
      isEnforced: () => false,
      unrendered: true,
      largestSeed: 1,
      now: new Date(),
      diagnostics,
      configOf: () => ({}),
    });
    expect(comparer.isModified('seed.shop.s')).toBe(isModified);
    expect(comparer.isModified('seed.shop.s')).toBe(isModified);
    expect(diagnostics.all.map((d) => d.event)).toEqual(event === undefined ? [] : [event]);
  });
});

it('sources are fresher where they have newer data, or were not checked before', () => {
  const before = new Map([
    ['same', 5],
    ['newer', 5],
    ['older', 5],
    ['lost', 5],
    ['found', undefined],
  ]);
  const now = new Map([
    ['same', 5],
    ['newer', 6],
    ['older', 4],
    ['lost', undefined],
    ['found', 1],
    ['new', 1],
  ]);
  expect([...fresherSources(before, now)]).toEqual(['newer', 'found', 'new']);
});

describe('the latest run', () => {
  const results = (id: string, at: string) => ({
    metadata: { dbt_schema_version: `${SCHEMA}/run-results/v6.json`, invocation_id: id, generated_at: at },
    args: { which: 'run' },
    results: [{ unique_id: 'model.shop.a', status: 'success' }],
  });
  const line = (at: string, entry: object) => `${JSON.stringify({ at, ...entry })}\n`;
  const begun = (id: string, at: string) =>
    line(at, {
      event: 'run-started',
      command: 'build',
      nodes: ['model.shop.a', 'model.shop.b'],
      invocation_id: id,
      args: {},
      started_at: at,
    });
  const latest = (id: string, at: string, journal: string) =>
    readPreviousRun(
      [written('run_results.json', results(id, at)), 'run_results.json'],
      written('journal.jsonl', journal),
    );

  it('is that of the results where both tell of the same', () => {
    expect(latest('x', '2025-01-01T00:00:09Z', begun('x', '2025-01-01T00:00:00Z'))).toMatchObject({
      command: 'run',
      ended: true,
    });
  });

  it('is the newer one else', () => {
    expect(latest('x', '2025-01-01T00:00:09Z', begun('y', '2025-01-02T00:00:00Z'))).toMatchObject({
      command: 'build',
      ended: false,
    });
    expect(latest('x', '2025-01-03T00:00:09Z', begun('y', '2025-01-02T00:00:00Z'))).toMatchObject({ command: 'run' });
  });

  it('is read up to where it was killed', () => {
    const at = '2025-01-02T00:00:00Z';
    const day = (n: number) => [`2024-01-0${n}`, `2024-01-0${n + 1}`];
    const journal =
      begun('y', at) +
      line(at, { event: 'node-finished', unique_id: 'model.shop.a', status: 'success' }) +
      line(at, { event: 'batches', unique_id: 'model.shop.b', batches: [day(1), day(2), day(3)] }) +
      line(at, { event: 'batch-finished', unique_id: 'model.shop.b', batch: day(2), status: 'success' }) +
      line(at, { event: 'batch-finished', unique_id: 'model.shop.b', batch: day(3), status: 'error' }) +
      '{"at":"2025-01-02T00:00:01Z","event":"node-fini';
    const run = latest('x', '2025-01-01T00:00:09Z', journal)!;
    expect([...run.statuses]).toEqual([
      ['model.shop.a', 'success'],
      ['model.shop.b', undefined],
    ]);
    expect([...run.batches]).toEqual([['model.shop.b', { successful: [day(2)], failed: [day(1), day(3)] }]]);
  });

  it.each(['', 'nonsense', '{"event": "run-finished"}\n'])('a journal that is none does not count: %j', (journal) => {
    expect(latest('x', '2025-01-01T00:00:09Z', journal)).toMatchObject({ command: 'run' });
  });
});
