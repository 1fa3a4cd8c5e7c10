/**
 * Builds of a project of 200 nodes while a tenth of all calls to the server fail on the way. QUERN_FAULT_BUILDS says how many builds;
 * `npm run faults` runs many.
 */
import { rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../../../../compiler/emulate/snowflake/index.js';
import { openProject } from '../../../../compiler/project.js';
import { runOptions } from '../../contract/project.js';
import { open, output, serve } from '../target.js';
import { faultsOf } from './kinds.js';
import { incrementals, NODES, writeShop } from './shop.js';

const BUILDS = Number(process.env.QUERN_FAULT_BUILDS ?? 1);
const FIRST = Number(process.env.QUERN_FAULT_SEED ?? 1);
const RATE = 0.1;

const server = await serve();
const counts = { builds: 0, succeeded: 0, calls: 0, struck: 0, statements: 0, twice: 0 };

afterAll(() => {
  const { builds, succeeded, calls, struck, statements, twice } = counts;
  console.log(
    `${builds} builds of ${NODES} nodes: ${succeeded} succeeded (${((100 * succeeded) / builds).toFixed(1)} %); ${struck} of ${calls} calls failed (${((100 * struck) / calls).toFixed(1)} %); ${statements} statements, ${twice} of them done twice`,
  );
});

/** Statements that change something if they are done again. */
const CHANGES = /^\s*(insert|merge|update|delete|copy|create|alter|drop|truncate|grant|revoke|comment)\b/i;

function doneTwice(log: readonly HistoryEntry[]): string[] {
  const seen = new Set<string>();
  const twice: string[] = [];
  for (const { text, executed } of log) {
    const bare = text.replace(/\/\*.*?\*\//s, '');
    if (!executed || !CHANGES.test(bare)) continue;
    if (seen.has(text)) twice.push(text);
    seen.add(text);
  }
  return twice;
}

async function build(dir: string): Promise<readonly string[]> {
  const invocation = {
    command: 'build',
    cwd: dir,
    env: { HOME: dir },
    options: { projectDir: dir, profilesDir: dir },
    invocationId: 'faults',
    startedAt: new Date(),
  };
  const project = await openProject(invocation, { events: () => {} });
  try {
    const { results, exitCode } = await project.run('build', runOptions({ threads: 8 }));
    expect(results).toHaveLength(NODES);
    const bad = results.filter((r) => !['success', 'pass'].includes(r.status));
    return bad.length > 0
      ? bad.map((r) => `${r.node.name}: ${r.status}: ${r.message}`)
      : exitCode === 0
        ? []
        : ['failed'];
  } finally {
    await project.close();
  }
}

describe(`with ${RATE * 100} % of all calls failing`, () => {
  it.each(Array.from({ length: BUILDS }, (_, i) => FIRST + i))(
    'build with seed %i',
    async (seed) => {
      const schema = `F${seed}`;
      const dir = writeShop(output(server, { schema, network_timeout: 2, login_timeout: 5, connect_retries: 6 }));
      try {
        expect(await build(dir), 'the first build, undisturbed').toEqual([]);
        const start = server.log.length;
        const [struck, calls] = [server.struck, server.calls];
        server.setFaults(faultsOf(RATE, seed));
        const problems = await build(dir).finally(() => server.setFaults([]));
        const log = server.log.slice(start);
        const twice = doneTwice(log);
        counts.builds++;
        if (problems.length === 0) counts.succeeded++;
        counts.struck += server.struck - struck;
        counts.calls += server.calls - calls;
        counts.statements += log.length;
        counts.twice += twice.length;
        expect(twice).toEqual([]);
        if (problems.length === 0) await checkRows(schema);
        // One build in a hundred may fail; a few are too few to tell.
        if (BUILDS < 100 || counts.succeeded < 0.99 * counts.builds - 1) expect(problems).toEqual([]);
      } finally {
        rmSync(dir, { recursive: true, force: true });
      }
    },
    240_000,
  );
});

/** That every incremental model has had its strategy done once. */
async function checkRows(schema: string): Promise<void> {
  const warehouse = await open(server);
  try {
    const session = await warehouse.session('rows');
    const found: Record<string, number> = {};
    for (const { name } of incrementals) {
      const { rows } = await session.execute(`select count(*) from ${schema}.${name}`, { fetch: true });
      found[name] = Number(rows[0]![0]);
    }
    expect(found).toEqual(Object.fromEntries(incrementals.map(({ name, rows }) => [name, rows])));
  } finally {
    await warehouse.close();
  }
}
