import { QuernError } from '../base/diagnostics.js';
import type { NodeStatus } from '../base/events.js';
import { type Plan, schedule } from '../graph/schedule.js';
import { unitTestsFirst } from '../graph/unit-tests.js';
import type { CompilableNode, ModelNode } from '../manifest/types.js';
import { type UnitTestQuery, unitTestQuery } from '../manifest/unit-test-query.js';
import type { NodeConnection } from '../render/renderer.js';
import { describeFailure } from './failure.js';
import { failureOptions } from './failure-options.js';
import { runHooks } from './hooks.js';
import { internalOperation } from './internal-operation.js';
import { KeyedLock } from './keyed-lock.js';
import { NodeRunner } from './node-runner.js';
import { isPassive, type PassiveNode } from './passive.js';
import type { RunEnvironment, RunInputs } from './ports.js';
import { createSchemas } from './prepare.js';
import { QueryComment } from './query-comment.js';
import { runQueue } from './queue.js';
import { runnerFor } from './runners/index.js';
import { SessionPool } from './sessions.js';
import { suiteResults, tellSuites } from './suites.js';
import type { NodeResult, RunOptions, RunReport } from './types.js';

export type RunCommand = 'run' | 'build' | 'test' | 'seed' | 'snapshot' | 'clone' | 'compile' | 'dry-run';

const MAIN = 'master';

/**
 * Runs the selected nodes in dependency order and reports how each ended. A node's failure is a result; only what makes the
 * run impossible is thrown (QuernError).
 *
 * @param selected unique ids; what can't run in this command is left out, but keeps its place in the order.
 */
export async function run(
  command: RunCommand,
  inputs: RunInputs,
  selected: Iterable<string>,
  options: Pick<RunOptions, 'threads' | 'failFast'>,
  environment: RunEnvironment,
): Promise<RunReport> {
  const startedAt = new Date();
  const began = performance.now();
  const ids = [...selected];
  const nodes = plannedNodes(command, inputs, ids);
  const plan = planOf(command, inputs, nodes);
  const pool = new SessionPool(
    inputs.warehouse,
    environment.events,
    inputs.cache,
    new QueryComment(inputs),
    inputs.journal,
  );
  const { events, signal } = environment;
  inputs.journal?.write({ event: 'run-started', command, nodes: plan.ids, ...inputs.invocation?.() });
  try {
    const results = await runAll({ command, plan, nodes, selected: ids }, inputs, pool, options, environment);
    const seconds = (performance.now() - began) / 1000;
    const suites = suiteResults(results, inputs);
    const suiteFailed = suites.length > 0 && tellSuites(suites, environment);
    events({ type: 'run-finished', seconds, counts: countByStatus(results) });
    inputs.journal?.write({ event: 'run-finished', seconds, interrupted: signal?.aborted ?? false });
    return {
      command,
      results,
      elapsedSeconds: seconds,
      startedAt,
      exitCode: signal?.aborted || suiteFailed || results.some((result) => FAILED.has(result.status)) ? 1 : 0,
      interrupted: signal?.aborted ?? false,
      suites,
    };
  } finally {
    await pool.close();
  }
}

const FAILED: ReadonlySet<NodeStatus> = new Set(['error', 'fail', 'skipped', 'runtime error', 'partial success']);

type Nodes = ReadonlyMap<string, CompilableNode | PassiveNode>;

interface Work {
  readonly command: RunCommand;
  readonly plan: Plan;
  readonly nodes: Nodes;
  readonly selected: readonly string[];
}

async function runAll(
  { command, plan, nodes, selected }: Work,
  inputs: RunInputs,
  pool: SessionPool,
  options: Pick<RunOptions, 'threads' | 'failFast'>,
  environment: RunEnvironment,
): Promise<NodeResult[]> {
  const { events, signal } = environment;
  const connection = pool.connection(MAIN);
  const isPreview = command === 'dry-run';
  const builds = command !== 'compile' && command !== 'clone' && !isPreview;
  const withHooks = builds && plan.ids.length > 0;
  const runner = new NodeRunner({ command, inputs, pool, environment, total: plan.ids.length, locks: new KeyedLock() });
  if (command !== 'compile' && !isPreview && plan.ids.length > 0)
    await prepare(compilableOf(nodes.values()), inputs, connection);
  events({ type: 'run-started', total: plan.ids.length, threads: options.threads, target: inputs.targetName });
  const started = withHooks ? await runHooks('on-run-start', inputs, connection, environment) : [];
  const startFailed = inputs.skipIfStartFails && started.some((result) => result.status !== 'success');
  await pool.release(MAIN, startFailed);

  const results = startFailed
    ? plan.ids.map((id) => runner.skip(nodes.get(id)!, { kind: 'parent', id: started[0]!.node.uniqueId }))
    : await runQueue<NodeResult>(
        plan,
        {
          run: (id, worker, stop, borrow) => runner.run(nodes.get(id)!, worker, stop, borrow),
          skip: (id, reason) => runner.skip(nodes.get(id)!, reason),
          failed: (result) => FAILED.has(result.status),
        },
        { threads: options.threads, failFast: options.failFast, ...(signal ? { signal } : {}) },
      );
  if (builds && !startFailed && !signal?.aborted) {
    const failed = inputs.dag.descendants(
      results.flatMap(({ node, status }) => (FAILED.has(status) ? [node.uniqueId] : [])),
    );
    for (const model of ephemeralModels(inputs, selected)) {
      if (!failed.has(model.uniqueId)) await inputs.render.compileEphemeral(model, connection);
    }
    await pool.release(MAIN, false);
  }
  const ended =
    withHooks && !signal?.aborted ? await runHooks('on-run-end', inputs, connection, environment, results) : [];
  return [...started, ...results, ...ended];
}

/** Without its schemas, or without a connection, nothing can run. */
async function prepare(nodes: Iterable<CompilableNode>, inputs: RunInputs, connection: NodeConnection): Promise<void> {
  try {
    await createSchemas(nodes, inputs, connection);
  } catch (error) {
    const { diagnostic } = await describeFailure(
      error,
      internalOperation('create_schemas', inputs.projectName),
      failureOptions(inputs, '<create_schemas>'),
    );
    const { nodeId: _, ...rest } = diagnostic;
    throw new QuernError(rest);
  }
}

/** What is work in this command, by id. */
function plannedNodes(command: RunCommand, inputs: RunInputs, selected: Iterable<string>): Nodes {
  const nodes = new Map<string, CompilableNode | PassiveNode>();
  for (const id of selected) {
    const node = inputs.manifest.nodes.get(id);
    const passive = command === 'build' ? passiveNode(inputs, id) : undefined;
    const test = node ? undefined : unitTestOf(command, inputs, id);
    if (node && runnerFor(command, node)) nodes.set(id, node);
    else if (test) nodes.set(id, test);
    else if (passive) nodes.set(id, passive);
  }
  return nodes;
}

function passiveNode({ manifest }: RunInputs, id: string): PassiveNode | undefined {
  return manifest.exposures.get(id) ?? manifest.savedQueries.get(id);
}

/** A unit test as the query that it runs. */
function unitTestOf(command: RunCommand, { manifest }: RunInputs, id: string): UnitTestQuery | undefined {
  const test = command === 'build' || command === 'test' ? manifest.unitTests.get(id) : undefined;
  const model = test && manifest.nodes.get(test.dependsOn.nodes[0]!);
  return model?.resourceType === 'model' ? unitTestQuery(test!, model) : undefined;
}

/** The selected models that are no work of their own, whose SQL is for looking at. */
function* ephemeralModels(inputs: RunInputs, selected: readonly string[]): Iterable<ModelNode> {
  for (const id of selected) {
    const node = inputs.manifest.nodes.get(id);
    if (node?.resourceType === 'model' && node.config.materialized === 'ephemeral') yield node;
  }
}

/** `compile` and `clone` need no order: what a node reads is not built here. */
function planOf(command: RunCommand, inputs: RunInputs, nodes: Nodes): Plan {
  if (command === 'build') {
    return schedule(unitTestsFirst(inputs.dag, testedModels(nodes)), nodes.keys(), {
      isTest: (id) => inputs.manifest.nodes.get(id)?.resourceType === 'test',
      isFree: (id) => passiveNode(inputs, id) !== undefined,
    });
  }
  const plan = schedule(inputs.dag, nodes.keys());
  if (command !== 'compile' && command !== 'clone' && command !== 'dry-run') return plan;
  const none = plan.ids.map(() => []);
  return { ...plan, parents: none, children: none, priority: plan.ids.map(() => 1) };
}

/** The model of each unit test. */
function testedModels(nodes: Nodes): ReadonlyMap<string, string> {
  const models = new Map<string, string>();
  for (const [id, node] of nodes) if (node.resourceType === 'unit_test') models.set(id, node.tested.uniqueId);
  return models;
}

function* compilableOf(nodes: Iterable<CompilableNode | PassiveNode>): Iterable<CompilableNode> {
  for (const node of nodes) if (!isPassive(node)) yield node;
}

export function countByStatus(results: readonly NodeResult[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of results) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
