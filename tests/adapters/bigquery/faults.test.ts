import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BigQueryServer, Fault } from '../../../compiler/emulate/bigquery/index.js';
import { TestProject } from './project.js';
import { open, startServer } from './target.js';

/** `FAULT_RUNS=100 npx vitest run tests/adapters/bigquery/faults.test.ts` for figures worth their name. */
const RUNS = Number(process.env.FAULT_RUNS ?? 2);
const NODES = 200;
const SHARE = 0.1;
const FAULTS: readonly Fault[] = [
  { status: 503, reason: 'backendError' },
  { status: 500, reason: 'internalError' },
  { status: 403, reason: 'rateLimitExceeded' },
  'reset-before',
  'reset-after',
  'malformed',
];

/** Numbers from 0 to 1 that are the same in each run of the test. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Tables, views and incremental models, a tenth of which stand on others; each leaves a row in a table when it has run. */
function files(): Record<string, string> {
  const kinds = ['table', 'view', 'incremental'];
  const out: Record<string, string> = {
    'dbt_project.yml': `name: shop
version: '1.0'
profile: shop
models:
  +post-hook: "insert into \`acme\`.\`shop\`.\`made\` (name) values ('{{ this.identifier }}')"
`,
  };
  for (let i = 0; i < NODES; i++) {
    const from = i >= 20 ? ` from {{ ref('m${i % 20}') }}` : '';
    out[`models/m${i}.sql`] =
      `{{ config(materialized='${kinds[i % 3]}', unique_key='id') }}\nselect ${i < 20 ? '1 as id' : 'id'}${from}`;
  }
  return out;
}

async function rowsOf(server: BigQueryServer, sql: string): Promise<readonly (readonly unknown[])[]> {
  const warehouse = await open(server);
  const { rows } = await (await warehouse.session('check')).execute(sql, { fetch: true });
  await warehouse.close();
  return rows;
}

describe('a project of 200 nodes', () => {
  it(`succeeds though every tenth call fails in passing, and runs nothing twice (${RUNS} runs)`, async () => {
    const figures = { runs: 0, calls: 0, faults: 0, nodes: 0, twice: 0, seconds: 0 };
    for (let run = 0; run < RUNS; run++) {
      const server = await startServer();
      const project = new TestProject(server, files());
      try {
        await rowsOf(server, 'create table `acme`.`shop`.`made` (name string)');
        const next = random(run + 1);
        server.fault = () => {
          if (next() >= SHARE) return undefined;
          figures.faults++;
          return FAULTS[Math.floor(next() * FAULTS.length)];
        };
        const [calls, start] = [server.calls.length, performance.now()];
        const results = await project.run({ threads: 8 }).catch(() => []);
        figures.seconds += (performance.now() - start) / 1000;
        figures.calls += server.calls.length - calls;
        server.fault = undefined;
        const good = results.filter((result) => result.status === 'success').length;
        figures.nodes += good;
        if (good === NODES) figures.runs++;
        const made = await rowsOf(server, 'select name, count(*) as n from `acme`.`shop`.`made` group by name');
        figures.twice += made.filter(([, n]) => n !== 1).length;
        if (good === NODES) expect(made).toHaveLength(NODES);
      } finally {
        project.remove();
        await server.close();
      }
    }
    console.log(
      `${figures.runs} of ${RUNS} runs succeeded (${figures.nodes} of ${RUNS * NODES} nodes); ${figures.faults} of ${figures.calls} calls failed; ` +
        `${figures.twice} statements ran twice; ${(figures.seconds / RUNS).toFixed(1)} s a run`,
    );
    expect(figures.faults / figures.calls).toBeGreaterThan(SHARE / 2);
    expect(figures.twice).toBe(0);
    expect(figures.runs / RUNS).toBeGreaterThanOrEqual(0.99);
  }, 600_000);
});

describe('SIGINT', () => {
  it('leaves no job running on the server', async () => {
    const server = await startServer();
    const long =
      'select count(*) as n from unnest(generate_array(1, 3000)) a, unnest(generate_array(1, 3000)) b, unnest(generate_array(1, 3000)) c where a + b < c';
    const project = new TestProject(
      server,
      Object.fromEntries(
        ['a', 'b', 'c', 'd'].map((name) => [`models/${name}.sql`, `{{ config(materialized='table') }}\n${long}`]),
      ),
    );
    try {
      const quern = spawn(
        process.execPath,
        [
          join(import.meta.dirname, '../../../bin/quern.js'),
          'run',
          '--project-dir',
          project.dir,
          '--profiles-dir',
          project.dir,
        ],
        { stdio: 'ignore' },
      );
      const ended = new Promise<number | null>((resolve) => quern.on('exit', resolve));
      const running = (): number => [...server.jobs.jobs.values()].filter((job) => job.state !== 'DONE').length;
      while (running() < 4 && quern.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
      expect(running()).toBe(4);
      quern.kill('SIGINT');
      expect(await ended).not.toBe(0);
      expect(running()).toBe(0);
    } finally {
      project.remove();
      await server.close();
    }
  }, 60_000);
});
