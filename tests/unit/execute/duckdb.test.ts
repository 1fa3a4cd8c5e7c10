import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAdapter } from '../../../compiler/adapters/registry.js';
import type { Session, Warehouse } from '../../../compiler/adapters/types.js';
import { run } from '../../../compiler/execute/run.js';
import type { Behaviour } from './fakes.js';
import { fakeProject, model } from './fakes.js';

/** Runs of a project with made-up templates on a real database. */
let warehouse: Warehouse;

beforeAll(async () => {
  const adapter = await loadAdapter('duckdb');
  const { credentials } = adapter.resolveCredentials({ type: 'duckdb', path: ':memory:' });
  warehouse = await adapter.connect(credentials, { projectRoot: tmpdir(), threads: 4 });
});
afterAll(() => warehouse.close());

const sql = (text: string): Behaviour => ({
  compile: () => text,
  execute: async (session) => void (await (await session()).execute(`create or replace table x as (\n${text}\n)`)),
});

async function query(text: string) {
  const session = await warehouse.session('test');
  try {
    return (await session.execute(text, { fetch: true })).rows;
  } finally {
    await session.close();
  }
}

describe('on DuckDB', () => {
  it('leads a binder error back to the column in the model, with the nearest that exists', async () => {
    const session = await warehouse.session('test');
    await session.execute('create table people as select 1 as customer_id, 2 as name');
    await session.close();
    const text = 'select\n  c.customer_id,\n  c.nmae\nfrom people as c';
    const fake = fakeProject([model('customers')], { customers: sql(text) });
    const report = await run(
      'run',
      { ...fake.inputs, warehouse: async () => warehouse },
      fake.inputs.dag.ids,
      { threads: 1, failFast: false },
      { events: fake.listen },
    );
    const { diagnostic, message } = report.results[0]!;
    expect(diagnostic!.span!.file.locate(diagnostic!.span!.start)).toEqual({ line: 3, column: 3 });
    expect(diagnostic!.span!.end - diagnostic!.span!.start).toBe('c.nmae'.length);
    expect(diagnostic!.hint).toBe("Did you mean 'name'?");
    expect(diagnostic!.message).toBe('Binder Error: Table "c" does not have a column named "nmae"');
    expect(message).toMatch(
      /^Database Error in model customers \(models\/customers\.sql\)\n {2}Binder Error: .*"nmae"/,
    );
  });

  it('cancels running queries at a signal, and leaves no half of a table', async () => {
    const endless = sql('select count(*) as n from range(100000000) a, range(100000000) b');
    const slow: Behaviour = {
      execute: async (open) => {
        const session: Session = await open();
        await session.begin();
        await session.execute('create table half as select 1 as a');
        await endless.execute!(async () => session);
      },
    };
    const fake = fakeProject([model('a'), model('b', ['a'])], { a: slow });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 200);
    const start = performance.now();
    const report = await run(
      'run',
      { ...fake.inputs, warehouse: async () => warehouse },
      fake.inputs.dag.ids,
      { threads: 2, failFast: false },
      { events: fake.listen, signal: controller.signal },
    );
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(report.interrupted).toBe(true);
    expect(report.results.map((result) => [result.node.name, result.status])).toEqual([
      ['a', 'error'],
      ['b', 'skipped'],
    ]);
    expect(await query("select table_name from information_schema.tables where table_name = 'half'")).toEqual([]);
  });

  it('runs 100 models on 4 connections with little of its own on top', async () => {
    const nodes = Array.from({ length: 100 }, (_, i) => model(`m${i}`, i < 4 ? [] : [`m${i - 4}`]));
    const behaviours = Object.fromEntries(
      nodes.map((node, i) => [
        node.name,
        {
          execute: async (open) =>
            void (await (
              await open()
            ).execute(`create table ${node.name} as select ${i < 4 ? '1 as a' : `a + 1 as a from m${i - 4}`}`)),
        } satisfies Behaviour,
      ]),
    );
    const fake = fakeProject(nodes, behaviours);
    const report = await run(
      'run',
      { ...fake.inputs, warehouse: async () => warehouse },
      fake.inputs.dag.ids,
      { threads: 4, failFast: false },
      { events: fake.listen },
    );
    expect(report.exitCode).toBe(0);
    expect(new Set(report.results.map((result) => result.threadId)).size).toBe(4);
    expect(await query('select a from m99')).toEqual([[25]]);
    const queries = fake.events.flatMap((event) => (event.type === 'query-finished' ? [event.seconds] : []));
    expect(queries).toHaveLength(100);
  });
});
