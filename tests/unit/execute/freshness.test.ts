import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../compiler/base/diagnostics.js';
import type { QuernEvent } from '../../../compiler/base/events.js';
import { hasCriteria, statusOf } from '../../../compiler/execute/freshness/criteria.js';
import { measured } from '../../../compiler/execute/freshness/measure.js';
import { runFreshness } from '../../../compiler/execute/freshness/run.js';
import type { FreshnessInputs } from '../../../compiler/execute/freshness/types.js';
import { agedWords } from '../../../compiler/execute/freshness/words.js';
import { PyDateTime, PyDict, PyFixedTimezone, type Value } from '../../../compiler/jinja/values/index.js';
import type { SourceNode } from '../../../compiler/manifest/types.js';
import { ResponseValue } from '../../../compiler/render/values/response.js';
import { TableValue } from '../../../compiler/render/values/table.js';
import { fakeProject } from './fakes.js';

const hours = (count: number) => ({ count, period: 'hour' });
const limits = { warn_after: hours(1), error_after: hours(2), filter: null };

describe('criteria', () => {
  it.each([
    [3600, 'pass'],
    [3600.000001, 'warn'],
    [7200, 'warn'],
    [7201, 'error'],
    [-5, 'pass'],
  ])('%s seconds: %s', (age, status) => expect(statusOf(age, limits)).toBe(status));

  it('needs a count and a period', () => {
    const nothing = { count: null, period: null };
    expect(hasCriteria(null)).toBe(false);
    expect(hasCriteria({ warn_after: nothing, error_after: null, filter: 'x' })).toBe(false);
    expect(hasCriteria({ warn_after: nothing, error_after: hours(1), filter: null })).toBe(true);
    expect(statusOf(1e9, { warn_after: nothing, error_after: null, filter: null })).toBe('pass');
  });
});

describe('measured', () => {
  const now = new PyDateTime(2024, 1, 2, 12, 0, 0, 250_000, new PyFixedTimezone(3600));

  it('takes a time without a zone for one in UTC, and others to UTC', () => {
    const found = measured(new PyDateTime(2024, 1, 2, 10), now);
    expect(found.maxLoadedAt.isoformat()).toBe('2024-01-02T10:00:00+00:00');
    expect(found.snapshottedAt.isoformat()).toBe('2024-01-02T11:00:00.250000+00:00');
    expect(found.age).toBe(3600.25);
  });

  it('takes nothing for infinitely long ago', () => {
    const found = measured(null, now);
    expect(found.maxLoadedAt.isoformat()).toBe('0001-01-01T00:00:00+00:00');
    expect(agedWords(found, 'error', limits)).toBe('never loaded, and is to be at most 2 hours old');
  });

  it('refuses what is no timestamp', () => {
    expect(() => measured('2024-01-01', now)).toThrow("a value of type 'str'");
    expect(() => measured(now, null)).toThrow('the time of the check');
  });
});

function source(name: string, more: Partial<SourceNode> = {}): SourceNode {
  return {
    uniqueId: `source.shop.raw.${name}`,
    resourceType: 'source',
    name,
    sourceName: 'raw',
    packageName: 'shop',
    path: 'models/s.yml',
    originalFilePath: 'models/s.yml',
    fqn: ['shop', 'raw', name],
    database: 'db',
    schema: 'RAW',
    identifier: name,
    relationName: `db.RAW.${name}`,
    loadedAtField: null,
    loadedAtQuery: null,
    freshness: limits,
    meta: {},
    tags: [],
    config: {},
    ...more,
  } as unknown as SourceNode;
}

describe('by the records of the database', () => {
  const at = (hour: number) => new PyDateTime(2024, 1, 2, hour);

  /** `answers`: what get_relation_last_modified answers at its first, second, … call. */
  function inputs(answers: readonly (Value[][] | Error)[]) {
    const calls: number[] = [];
    const reports: Diagnostic[] = [];
    const { inputs: run } = fakeProject([]);
    const names = ['SCHEMA', 'IDENTIFIER', 'LAST_MODIFIED', 'SNAPSHOTTED_AT'];
    const render = {
      ...run.render,
      nodeContext: () => ({
        call: async (_macro: unknown, args: { positional: readonly Value[] }) => {
          const answer = answers[calls.push((args.positional[1] as Value[]).length) - 1];
          if (answer instanceof Error) throw answer;
          const response = new ResponseValue({ _message: 'SUCCESS' });
          return PyDict.from({ response, table: new TableValue(names, [], answer!) });
        },
        renderText: async (text: string) => text,
        result: () => undefined,
      }),
    };
    const made = {
      run: { ...run, render },
      adapterName: 'fake',
      hasMetadata: true,
      runsHooks: false,
      relationOf: () => null,
      informationSchema: () => null,
      dictOf: () => null,
      placeOf: () => undefined,
      report: (diagnostic: Diagnostic) => reports.push(diagnostic),
    } as unknown as FreshnessInputs;
    return { made, calls, reports };
  }

  const statuses = async (made: FreshnessInputs, sources: SourceNode[]) => {
    const events: QuernEvent[] = [];
    const report = await runFreshness(sources, made, { threads: 1 }, { events: (event) => events.push(event) });
    return report.sources.map(({ node, status }) => [node.name, status]);
  };

  it('asks once for all sources, whatever the case of names', async () => {
    const rows = [
      ['RAW', 'ORDERS', at(9), at(10)],
      ['raw', 'items', at(1), at(10)],
    ];
    const { made, calls } = inputs([rows]);
    expect(await statuses(made, [source('orders'), source('items')])).toEqual([
      ['items', 'error'],
      ['orders', 'pass'],
    ]);
    expect(calls).toEqual([2]);
  });

  it('asks for each by itself where that failed, and says which are not known', async () => {
    const { made, calls, reports } = inputs([new Error('no rights'), [['RAW', 'ORDERS', at(9), at(10)]], []]);
    expect(await statuses(made, [source('orders'), source('zero', { freshness: { ...limits, filter: 'x' } })])).toEqual(
      [
        ['orders', 'pass'],
        ['zero', 'runtime error'],
      ],
    );
    expect(calls).toEqual([2, 1, 1]);
    expect(reports.map(({ code }) => code)).toEqual(['FRS008', 'FRS007']);
  });
});
