import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DatabaseError } from '../../../compiler/adapters/types.js';
import { Journal } from '../../../compiler/execute/journal.js';
import { type RunCommand, run } from '../../../compiler/execute/run.js';
import type { RunReport } from '../../../compiler/execute/types.js';
import type { CompilableNode, ExposureNode } from '../../../compiler/manifest/types.js';
import { type Behaviour, type Fake, fakeProject, model, test } from './fakes.js';

const ids = (fake: Fake): string[] => [...fake.inputs.dag.ids];
const broken = (): never => {
  throw new DatabaseError('Binder Error: no', { sql: 'select nope' });
};

async function go(
  fake: Fake,
  command: RunCommand = 'run',
  options: { threads?: number; failFast?: boolean; signal?: AbortSignal } = {},
): Promise<RunReport> {
  const { threads = 2, failFast = false, signal } = options;
  return await run(
    command,
    fake.inputs,
    ids(fake),
    { threads, failFast },
    { events: fake.listen, ...(signal ? { signal } : {}) },
  );
}

const statuses = (report: RunReport) =>
  Object.fromEntries(report.results.map((result) => [result.node.name, result.status]));

function hook(kind: 'on-run-start' | 'on-run-end', index: number, sql: string): CompilableNode {
  const more = { resourceType: 'operation', tags: [kind], index, rawCode: sql } as unknown as Partial<CompilableNode>;
  return {
    ...model(`shop-${kind}-${index}`, [], more),
    rawCode: sql,
    path: `hooks/shop-${kind}-${index}.sql`,
    originalFilePath: './dbt_project.yml',
  };
}

describe('run', () => {
  it('runs models and answers what the warehouse said', async () => {
    const fake = fakeProject([model('a'), model('b', ['a'])]);
    const report = await go(fake);
    expect(report).toMatchObject({ command: 'run', exitCode: 0, interrupted: false });
    expect(report.results[0]).toMatchObject({
      status: 'success',
      message: 'OK',
      failures: null,
      threadId: 'Thread-1 (worker)',
      relationName: '"db"."main"."a"',
      adapterResponse: { _message: 'OK' },
    });
    expect(report.results[0]!.timing.map((t) => t.name)).toEqual(['compile', 'execute']);
    expect(readFileSync(join(fake.inputs.files.targetPath, 'compiled/shop/models/a.sql'), 'utf8')).toBe("select 'a'");
    expect(fake.warehouse.open).toBe(0);
  });

  it('leaves ephemeral models and analyses out, but keeps the order through them', async () => {
    const ephemeral = model('middle', ['a']);
    const nodes = [
      model('z', ['middle']),
      { ...ephemeral, config: { ...ephemeral.config, materialized: 'ephemeral' } } as CompilableNode,
      model('a'),
      model('x', [], { resourceType: 'analysis' } as Partial<CompilableNode>),
    ];
    const report = await go(fakeProject(nodes), 'run', { threads: 4 });
    expect(report.results.map((result) => result.node.name)).toEqual(['a', 'z']);
  });

  it('skips what depends on a failure', async () => {
    const fake = fakeProject([model('a'), model('b', ['a']), model('c', ['b']), model('d')], {
      a: { execute: broken },
    });
    const report = await go(fake);
    expect(statuses(report)).toEqual({ a: 'error', b: 'skipped', c: 'skipped', d: 'success' });
    expect(report.exitCode).toBe(1);
    expect(report.results.find((result) => result.node.name === 'b')).toMatchObject({
      message: null,
      compiled: null,
      timing: [],
      executionTime: 0,
    });
    const event = fake.events.find((e) => e.type === 'node-finished' && e.node.name === 'c');
    expect(event).toMatchObject({ status: 'skipped', skippedBecause: 'model.shop.b' });
  });

  it('words a database error as dbt does and closes the session that saw it', async () => {
    const fake = fakeProject([model('a'), model('b')], {
      a: {
        execute: async (session) => {
          await session();
          broken();
        },
      },
    });
    const report = await go(fake, 'run', { threads: 1 });
    const [first] = report.results;
    expect(first!.message).toBe(
      'Database Error in model a (models/a.sql)\n  Binder Error: no\n  compiled code at target/run/shop/models/a.sql',
    );
    expect(first!.diagnostic).toMatchObject({ code: 'DBE001', category: 'Database Error', nodeId: 'model.shop.a' });
    expect(fake.warehouse.open).toBe(0);
  });

  it('undoes what a node left uncommitted', async () => {
    const fake = fakeProject([model('a')], { a: { execute: async (session) => (await session()).begin() } });
    await go(fake);
    expect(fake.warehouse.statements).toContain('rollback');
  });

  it('stops at the first failure if asked to', async () => {
    const sleeping: Behaviour = { execute: async (session) => void (await (await session()).execute('sleep')) };
    const late: Behaviour = {
      compile: () => new Promise((next) => setTimeout(() => next('select 1'), 5)),
      execute: broken,
    };
    const fake = fakeProject([model('a'), model('b'), model('c'), model('d', ['c'])], {
      a: sleeping,
      b: sleeping,
      c: late,
    });
    const report = await go(fake, 'run', { threads: 3, failFast: true });
    expect(statuses(report)).toEqual({ a: 'skipped', b: 'skipped', c: 'error', d: 'skipped' });
    expect(report.results.filter((result) => result.message === 'Skipping due to fail_fast')).toHaveLength(3);
    expect(report).toMatchObject({ interrupted: false, exitCode: 1 });
  });

  it('stops at a signal and still reports every node', async () => {
    const controller = new AbortController();
    const sleeping: Behaviour = { execute: async (session) => void (await (await session()).execute('sleep')) };
    const fake = fakeProject([model('a'), model('b', ['a']), model('c')], { a: sleeping });
    fake.warehouse.onExecute = () => {};
    setTimeout(() => controller.abort(), 20);
    const report = await go(fake, 'run', { threads: 1, signal: controller.signal });
    expect(report).toMatchObject({ interrupted: true, exitCode: 1 });
    expect(statuses(report)).toEqual({ a: 'error', b: 'skipped', c: 'skipped' });
    expect(report.results.find((result) => result.status === 'error')!.message).toContain('the run was interrupted');
  });

  it('fails a node whose materialization does not exist, and goes on with the others', async () => {
    const node = model('b');
    const odd = { ...node, config: { ...node.config, materialized: 'tabel' } } as CompilableNode;
    const report = await go(fakeProject([model('a'), odd, model('c', ['b'])]));
    expect(statuses(report)).toEqual({ a: 'success', b: 'error', c: 'skipped' });
    expect(report.exitCode).toBe(1);
    expect(report.results.find((result) => result.status === 'error')!.message).toContain("materialization 'tabel'");
  });

  it('throws what is a bug of ours', async () => {
    const fake = fakeProject([model('a')], {
      a: {
        execute: () => {
          throw new TypeError('x is not a function');
        },
      },
    });
    await expect(go(fake)).rejects.toThrow('x is not a function');
    expect(fake.warehouse.open).toBe(0);
  });

  it('keeps a journal that survives without an end', async () => {
    const fake = fakeProject([model('a'), model('b', ['a'])], { a: { execute: broken } });
    const path = join(fake.inputs.files.targetPath, 'journal.jsonl');
    const journal = new Journal(path);
    await run('run', { ...fake.inputs, journal }, ids(fake), { threads: 1, failFast: false }, { events: fake.listen });
    const lines = readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    journal.close();
    expect(lines.map((line) => [line.event, line.unique_id, line.status].filter((x) => x !== undefined))).toEqual([
      ['run-started'],
      ['node-started', 'model.shop.a'],
      ['node-finished', 'model.shop.a', 'error'],
      ['node-finished', 'model.shop.b', 'skipped'],
      ['run-finished'],
    ]);
  });
});

describe('build', () => {
  it('does not build on what failed its test, and goes on where it only warned', async () => {
    const nodes = [
      model('a'),
      model('b', ['a']),
      model('w'),
      model('x', ['w']),
      test('t_a', ['a']),
      test('t_w', ['w'], {}),
    ];
    const warning = nodes[5]!;
    nodes[5] = { ...warning, config: { ...warning.config, severity: 'warn' } } as CompilableNode;
    const row = { failures: 2, should_warn: true, should_error: true };
    const report = await go(fakeProject(nodes, { t_a: { row }, t_w: { row } }), 'build');
    expect(statuses(report)).toEqual({
      a: 'success',
      t_a: 'fail',
      b: 'skipped',
      w: 'success',
      t_w: 'warn',
      x: 'success',
    });
    expect(report.exitCode).toBe(1);
  });

  it('passes exposures on', async () => {
    const exposure = {
      uniqueId: 'exposure.shop.e',
      name: 'e',
      resourceType: 'exposure',
      config: {},
      meta: {},
      originalFilePath: 'models/e.yml',
      dependsOn: { nodes: ['model.shop.a'], macros: [] },
    } as unknown as ExposureNode;
    const report = await go(fakeProject([model('a')], {}, [exposure]), 'build');
    expect(report.results[1]).toMatchObject({ status: 'no-op', message: 'NO-OP', failures: 0 });
    expect(report.exitCode).toBe(0);
  });

  it('reports seeds without a relation and with their rows', async () => {
    const report = await go(
      fakeProject([model('s', [], { resourceType: 'seed' } as Partial<CompilableNode>)]),
      'build',
    );
    expect(report.results[0]).toMatchObject({
      status: 'success',
      message: 'INSERT 3',
      relationName: null,
      compiled: null,
    });
    expect(report.results[0]!.timing).toHaveLength(2);
  });
});

describe('hooks', () => {
  it('run around the nodes, in order, and see the results at the end', async () => {
    const nodes = [
      model('a'),
      hook('on-run-end', 0, ' '),
      hook('on-run-start', 1, 'two'),
      hook('on-run-start', 0, 'one'),
    ];
    const fake = fakeProject(nodes);
    const report = await go(fake);
    expect(report.results.map((result) => [result.message, result.failures, result.threadId])).toEqual([
      ['shop.on-run-start.0 passed', 0, 'main'],
      ['shop.on-run-start.1 passed', 0, 'main'],
      ['OK', null, 'Thread-1 (worker)'],
      ['shop.on-run-end.0 passed', 0, 'main'],
    ]);
    expect(fake.warehouse.statements).toEqual(['one', 'two']);
    expect(fake.extras.get('operation.shop.shop-on-run-end-0')).toMatchObject({ schemas: ['main'] });
    expect(fake.extras.get('operation.shop.shop-on-run-end-0')!.results).toHaveLength(1);
  });

  it('that fail at the start keep everything from running but the end', async () => {
    const fake = fakeProject([
      model('a'),
      hook('on-run-start', 0, 'one'),
      hook('on-run-start', 1, 'two'),
      hook('on-run-end', 0, 'end'),
    ]);
    fake.warehouse.onExecute = (sql) => {
      if (sql === 'one') throw new DatabaseError('Parser Error: one', { sql });
    };
    const report = await go(fake);
    expect(report.results.map((result) => [result.node.name, result.status, result.message])).toEqual([
      ['shop-on-run-start-0', 'error', 'shop.on-run-start.0 failed, error:\n Parser Error: one'],
      ['shop-on-run-start-1', 'skipped', 'shop.on-run-start.1 skipped'],
      ['a', 'skipped', null],
      ['shop-on-run-end-0', 'success', 'shop.on-run-end.0 passed'],
    ]);
    expect(report.exitCode).toBe(1);
  });
});

describe('compile', () => {
  it('needs no warehouse and no order, and takes ephemeral models too', async () => {
    const ephemeral = model('e');
    const nodes = [
      model('b', ['e']),
      { ...ephemeral, config: { ...ephemeral.config, materialized: 'ephemeral' } } as CompilableNode,
    ];
    const fake = fakeProject(nodes);
    const report = await go(fake, 'compile');
    expect(report.results.map((result) => [result.node.name, result.status, result.message])).toEqual([
      ['e', 'success', null],
      ['b', 'success', null],
    ]);
    expect(fake.warehouse.opened).toEqual([]);
  });
});
