import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runQueue, type SkipReason } from '../../../compiler/execute/queue.js';
import { Dag } from '../../../compiler/graph/dag.js';
import { schedule } from '../../../compiler/graph/schedule.js';
import { randomGraph } from '../graph/random-graph.js';

interface Result {
  readonly id: string;
  readonly status: 'ok' | 'failed' | 'stopped' | SkipReason['kind'];
}

interface World {
  readonly dag: Dag;
  readonly fails: (id: string) => boolean;
  /** How many turns of the event loop a node takes. */
  readonly turns: (id: string) => number;
}

const world = fc
  .tuple(
    randomGraph(),
    fc.array(fc.nat(4), { minLength: 1, maxLength: 12 }),
    fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
  )
  .map(([nodes, turns, fails]): World => {
    const at = new Map(nodes.map((node, i) => [node.uniqueId, i]));
    return {
      dag: Dag.from(nodes),
      turns: (id) => turns[at.get(id)! % turns.length]!,
      fails: (id) => fails[at.get(id)! % fails.length]!,
    };
  });

/** Runs everything, and notes what ran when. */
async function play(
  { dag, fails, turns }: World,
  options: { threads: number; failFast?: boolean; signal?: AbortSignal; onStart?: (count: number) => void },
) {
  const done = new Map<string, Result['status']>();
  const started: string[] = [];
  const busy = new Set<number>();
  let most = 0;
  const results = await runQueue<Result>(
    schedule(dag, dag.ids),
    {
      run: async (id, worker, signal, borrow) => {
        for (const parent of dag.parents(id)) expect(done.get(parent), `${parent} before ${id}`).toBe('ok');
        expect(busy.has(worker)).toBe(false);
        expect(worker).toBeLessThan(options.threads);
        busy.add(worker);
        const loan = turns(id) % 2 === 1 ? borrow() : undefined;
        if (loan) expect(busy.has(loan.worker)).toBe(false);
        if (loan) busy.add(loan.worker);
        most = Math.max(most, busy.size);
        started.push(id);
        options.onStart?.(started.length);
        for (let turn = 0; turn < turns(id) && !signal.aborted; turn++) await new Promise((next) => setImmediate(next));
        if (loan) busy.delete(loan.worker);
        loan?.giveBack();
        busy.delete(worker);
        const status = signal.aborted ? 'stopped' : fails(id) ? 'failed' : 'ok';
        done.set(id, status);
        return { id, status };
      },
      skip: (id, reason) => {
        if (reason.kind === 'parent') expect(['failed', 'parent']).toContain(done.get(reason.id));
        done.set(id, reason.kind);
        return { id, status: reason.kind };
      },
      failed: (result) => result.status !== 'ok',
    },
    {
      threads: options.threads,
      failFast: options.failFast ?? false,
      ...(options.signal ? { signal: options.signal } : {}),
    },
  );
  return { results, done, started, most };
}

describe('runQueue', () => {
  it('runs each node once, after its parents, on at most as many threads as asked for', async () => {
    await fc.assert(
      fc.asyncProperty(world, fc.integer({ min: 1, max: 5 }), async (drawn, threads) => {
        const { results, started, most } = await play({ ...drawn, fails: () => false }, { threads });
        expect([...started].sort()).toEqual([...drawn.dag.ids].sort());
        expect(results.map((result) => result.id).sort()).toEqual([...drawn.dag.ids].sort());
        expect(most).toBeLessThanOrEqual(threads);
      }),
    );
  });

  it('uses the threads that it has', async () => {
    const nodes = Array.from({ length: 8 }, (_, i) => ({ uniqueId: `model.${i}` }));
    const { most } = await play({ dag: Dag.from(nodes), fails: () => false, turns: () => 3 }, { threads: 4 });
    expect(most).toBe(4);
  });

  it('skips the descendants of failures and nobody else', async () => {
    await fc.assert(
      fc.asyncProperty(world, fc.integer({ min: 1, max: 4 }), async (drawn, threads) => {
        const { results, done } = await play(drawn, { threads });
        expect(results).toHaveLength(drawn.dag.size);
        const failed = drawn.dag.ids.filter((id) => done.get(id) === 'failed');
        const below = drawn.dag.descendants(failed);
        for (const id of drawn.dag.ids) {
          expect(done.get(id)).toBe(below.has(id) ? 'parent' : drawn.fails(id) ? 'failed' : 'ok');
        }
      }),
    );
  });

  it('starts nothing after a failure when it is to fail fast, and stops what runs', async () => {
    await fc.assert(
      fc.asyncProperty(world, fc.integer({ min: 1, max: 4 }), async (drawn, threads) => {
        const { results, done } = await play(drawn, { threads, failFast: true });
        expect(results).toHaveLength(drawn.dag.size);
        const firstFailure = results.findIndex((result) => result.status === 'failed');
        if (firstFailure < 0) expect(results.every((result) => result.status === 'ok')).toBe(true);
        // What ran at that moment may still end; one of them may even fail in the same turn.
        const after = results
          .slice(firstFailure + 1)
          .filter((result) => result.status === 'ok' || result.status === 'failed' || result.status === 'stopped');
        if (firstFailure >= 0) expect(after.length).toBeLessThan(threads);
        expect([...done.values()].filter((status) => status === 'interrupted')).toEqual([]);
      }),
    );
  });

  it('stops at a signal and still answers for every node', async () => {
    await fc.assert(
      fc.asyncProperty(
        world,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 10 }),
        async (drawn, threads, when) => {
          const controller = new AbortController();
          if (when === 0) controller.abort();
          const onStart = (count: number): void => {
            if (count === when) controller.abort();
          };
          const { results, started } = await play(
            { ...drawn, fails: () => false },
            { threads, signal: controller.signal, onStart },
          );
          expect(results.map((result) => result.id).sort()).toEqual([...drawn.dag.ids].sort());
          if (controller.signal.aborted) expect(started.length).toBeLessThanOrEqual(when);
        },
      ),
    );
  });

  it('prefers the longest way to an end', async () => {
    const node = (uniqueId: string, ...nodes: string[]) => ({ uniqueId, dependsOn: { nodes } });
    const dag = Dag.from([node('leaf'), node('a'), node('b', 'a'), node('c', 'b')]);
    const { started } = await play({ dag, fails: () => false, turns: () => 1 }, { threads: 1 });
    expect(started).toEqual(['a', 'b', 'leaf', 'c']);
  });

  it('passes a bug on, after what ran has ended', async () => {
    const dag = Dag.from([{ uniqueId: 'a' }, { uniqueId: 'b' }, { uniqueId: 'c', dependsOn: { nodes: ['b'] } }]);
    let ended = false;
    const queue = runQueue<string>(
      schedule(dag, dag.ids),
      {
        run: async (id) => {
          if (id === 'a') throw new Error('a bug');
          await new Promise((next) => setTimeout(next, 5));
          ended = true;
          return id;
        },
        skip: (id) => id,
        failed: () => false,
      },
      { threads: 2, failFast: false },
    );
    await expect(queue).rejects.toThrow('a bug');
    expect(ended).toBe(true);
  });

  it('lets every running node wait to be stopped, without a warning of Node', async () => {
    const dag = Dag.from(Array.from({ length: 30 }, (_, i) => ({ uniqueId: `n${i}` })));
    const warnings: Error[] = [];
    const note = (warning: Error) => void warnings.push(warning);
    process.on('warning', note);
    await runQueue<string>(
      schedule(dag, dag.ids),
      {
        run: async (id, _worker, signal) => {
          signal.addEventListener('abort', () => {}, { once: true });
          await new Promise((next) => setTimeout(next, 5));
          return id;
        },
        skip: (id) => id,
        failed: () => false,
      },
      { threads: 30, failFast: false },
    );
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });
});
