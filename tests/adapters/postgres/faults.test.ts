import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BIN } from '../../e2e/cli.js';
import { ContractProject } from '../contract/project.js';
import { runningQuery } from './activity.js';
import { type LossyProxy, startProxy } from './proxy.js';
import { adapter, newDatabase, output, server } from './target.js';

const DATABASE = 'fault_tests';
/** One in so many connections is refused, and one in so many statements loses its connection, before the server has it or after. */
const ONE_IN = 10;
/** `QUERN_FAULT_RUNS=100` for a figure of percents. */
const RUNS = Number(process.env.QUERN_FAULT_RUNS ?? 2);
const NODES = 200;

/** Numbers from 0 to 1, the same in every test run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Seeds, views, tables, tables with an index and incremental models, each of which notes in a table that it was built. */
function files(): Record<string, string> {
  const kinds = ["'view'", "'table'", "'incremental'", "'table', indexes=[{'columns': ['id'], 'unique': true}]"];
  const note = 'post_hook="insert into {{ target.schema }}.built values (\'{{ this.name }}\')"';
  const all: Record<string, string> = {};
  for (let i = 0; i < NODES; i++) {
    if (i % 20 === 0) {
      all[`seeds/n${i}.csv`] = 'id\n1\n2\n';
      continue;
    }
    const from = i % 20 === 1 ? `n${i - 1}` : `n${i - (i % 20)}`;
    all[`models/n${i}.sql`] =
      `{{ config(materialized=${kinds[i % 4]}, ${note}) }} select id from {{ ref('${from}') }} where id = 1`;
  }
  return all;
}

describe.skipIf(!server)('PostgreSQL with faults', () => {
  let proxy: LossyProxy;
  beforeAll(async () => {
    await newDatabase(DATABASE);
    proxy = await startProxy(server!);
  });
  afterAll(() => proxy.close());

  const open = (schema: string, port: number): Promise<ContractProject> =>
    ContractProject.create({
      adapter,
      longQuery: '',
      output: async () => output({ dbname: DATABASE, schema, port, sslmode: 'disable', retries: 30 }),
    });

  it(`runs ${NODES} nodes while one in ${ONE_IN} connections and statements is lost`, async () => {
    const random = numbers(42);
    const project = await open('faulty', proxy.port);
    const direct = await open('faulty', server!.port);
    project.write(files());
    await direct.execute('create schema faulty', 'create table faulty.built (name text)');
    const count = { refused: 0, connections: 0, statements: 0, lost: 0, succeeded: 0, built: 0 };
    const rules = {
      refuses: () => {
        count.connections++;
        const refused = random() < 1 / ONE_IN;
        if (refused) count.refused++;
        return refused;
      },
      fault: () => {
        count.statements++;
        if (random() >= 1 / ONE_IN) return undefined;
        count.lost++;
        return random() < 0.5 ? ('request' as const) : ('answer' as const);
      },
    };
    const failures = new Set<string>();
    for (let run = 1; run <= RUNS; run++) {
      proxy.rules = rules;
      const report = await project.run('build', { threads: 4 }).catch((error: Error) => error);
      proxy.rules = {};
      if (report instanceof Error) failures.add(report.message);
      else {
        if (report.exitCode === 0) count.succeeded++;
        for (const { node, status, message } of report.results) {
          if (node.resourceType === 'model' && status === 'success') count.built++;
          if (status === 'error') failures.add(String(message));
        }
      }
    }
    console.log(
      `${count.succeeded} of ${RUNS} runs of ${NODES} nodes succeeded; ${count.lost} of ${count.statements} statements lost, ${count.refused} of ${count.connections} connections refused`,
    );
    for (const failure of failures) console.log(failure);
    expect(count.lost).toBeGreaterThan((RUNS * NODES) / ONE_IN);
    expect(count.succeeded / RUNS).toBeGreaterThanOrEqual(0.99);
    // What is said to be built was built once: nothing is missing, nothing happened twice.
    const models = NODES - NODES / 20;
    expect(await direct.rows('select count(*), count(distinct name) from faulty.built')).toEqual([
      [count.built, models],
    ]);
    expect(await direct.rows(`select name from faulty.built group by 1 having count(*) > ${RUNS}`)).toEqual([]);
    expect(await direct.rows('select count(*) from faulty.n0')).toEqual([[2]]);
    const once = "select (select count(*) from faulty.n2) = (select count(*) from faulty.built where name = 'n2')";
    expect(await direct.rows(once)).toEqual([[true]]);
    expect(Object.keys(await direct.relations())).toHaveLength(NODES + 1);
    project.remove();
    direct.remove();
  }, 3_600_000);

  it('Ctrl-C leaves no query on the server', async () => {
    const project = await open('interrupted', server!.port);
    const mark = `interrupted ${process.pid}`;
    for (const name of ['a', 'b', 'c'])
      project.write({
        [`models/${name}.sql`]: `{{ config(materialized='table') }} /* ${mark} */ select count(*) as n from generate_series(1, 100000000000)`,
      });
    const running = async (): Promise<unknown> => (await project.rows(runningQuery(mark)))[0]![0];
    const child = spawn(process.execPath, [BIN, 'run', '--threads', '3'], { cwd: project.dir, stdio: 'ignore' });
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    await expect.poll(running, { timeout: 30_000 }).toBe(3);
    const started = Date.now();
    child.kill('SIGINT');
    expect(await ended).not.toBe(0);
    const seconds = (Date.now() - started) / 1000;
    expect(await running()).toBe(0);
    expect(await project.relations()).toEqual({});
    console.log(`Ctrl-C: 3 running queries were stopped and quern had ended ${seconds.toFixed(1)} seconds later`);
    project.remove();
  }, 60_000);
});
