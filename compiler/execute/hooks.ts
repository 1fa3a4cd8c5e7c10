import { DatabaseError } from '../adapters/types.js';
import type { NodeStatus } from '../base/events.js';
import { SourceFile } from '../base/source.js';
import { PyTuple, type Value } from '../jinja/values/index.js';
import type { CompilableNode, OperationNode } from '../manifest/types.js';
import type { NodeConnection } from '../render/renderer.js';
import { describeFailure } from './failure.js';
import { failureOptions } from './failure-options.js';
import { nodeInfo } from './node-info.js';
import type { RunEnvironment, RunInputs } from './ports.js';
import { isRelational } from './prepare.js';
import { resultsValue } from './result-value.js';
import { Stopwatch } from './timing.js';
import type { NodeResult } from './types.js';

export type HookKind = 'on-run-start' | 'on-run-end';

/** dbt's name of the thread that runs hooks. */
const THREAD = 'main';

/**
 * Runs the hooks of one kind one after another; after a failure the rest are skipped. Answers a result for each.
 *
 * @param connection a connection for all of them; what a hook leaves uncommitted is committed.
 */
export async function runHooks(
  kind: HookKind,
  inputs: RunInputs,
  connection: NodeConnection,
  environment: RunEnvironment,
  before: readonly NodeResult[] = [],
): Promise<NodeResult[]> {
  const hooks = hooksOf(kind, inputs);
  const { events } = environment;
  const extra = kind === 'on-run-end' && hooks.length > 0 ? endContext(before, inputs) : {};
  const results: NodeResult[] = [];
  let failed = false;
  for (const [at, node] of hooks.entries()) {
    const name = `${node.packageName}.${kind}.${at}`;
    const place = { node: nodeInfo(node, inputs.files), kind, name, index: at + 1, total: hooks.length };
    if (failed) {
      events({ type: 'hook-finished', ...place, seconds: 0, message: 'SKIP', status: 'skipped' });
      results.push(hookResult(node, 'skipped', `${name} skipped`, 1));
      continue;
    }
    events({ type: 'hook-started', ...place });
    const result = await runHook(node, name, inputs, connection, environment, extra);
    failed = result.status !== 'success';
    events({
      type: 'hook-finished',
      ...place,
      seconds: result.executionTime,
      message: result.message ?? '',
      status: result.status,
    });
    results.push(result);
  }
  return results;
}

/** The root project's first, then those of packages by name; a package's in the order of its project file. */
function hooksOf(kind: HookKind, inputs: RunInputs): OperationNode[] {
  const hooks: OperationNode[] = [];
  for (const node of inputs.manifest.nodes.values()) {
    if (node.resourceType === 'operation' && node.tags.includes(kind)) hooks.push(node);
  }
  const group = (node: OperationNode): string => (node.packageName === inputs.projectName ? '' : node.packageName);
  return hooks.sort((a, b) =>
    group(a) === group(b) ? (a.index ?? hooks.length) - (b.index ?? hooks.length) : group(a) < group(b) ? -1 : 1,
  );
}

async function runHook(
  node: OperationNode,
  name: string,
  inputs: RunInputs,
  connection: NodeConnection,
  { events, signal }: RunEnvironment,
  extra: Readonly<Record<string, Value>>,
): Promise<NodeResult> {
  const watch = new Stopwatch();
  let sql = '';
  try {
    const context = inputs.render.nodeContext(node, null, connection, extra);
    sql = await watch.phase('compile', () => context.renderText(node.rawCode, node.file));
    const executes = sql.trim() !== '' && connection.session !== undefined;
    inputs.files.writeCompiled(node, sql);
    await watch.phase('execute', async () => {
      if (!executes) return;
      const session = await connection.session!();
      await session.execute(sql, signal ? { signal } : {});
      if (session.inTransaction) await session.commit();
    });
    return hookResult(node, 'success', `${name} passed`, 0, watch, sql);
  } catch (error) {
    const failure = await describeFailure(error, node, failureOptions(inputs, inputs.files.compiledPath(node)));
    events({ type: 'diagnostic', diagnostic: failure.diagnostic });
    const said = DatabaseError.behind(error)?.message ?? failure.diagnostic.message;
    const result = hookResult(node, 'error', `${name} failed, error:\n ${said}`, 1, watch, sql);
    return { ...result, diagnostic: failure.diagnostic };
  }
}

function hookResult(
  node: OperationNode,
  status: NodeStatus,
  message: string,
  failures: number,
  watch?: Stopwatch,
  sql?: string,
): NodeResult {
  const file = node.file ?? new SourceFile(node.originalFilePath, node.rawCode);
  return {
    node,
    status,
    message,
    failures,
    timing: watch?.timing ?? [],
    threadId: THREAD,
    executionTime: watch?.seconds ?? 0,
    adapterResponse: {},
    compiled:
      sql === undefined
        ? null
        : { uniqueId: node.uniqueId, sql, extraCtes: [], sourceMap: { file, segments: [], toRendered: () => -1 } },
    relationName: null,
  };
}

/** What on-run-end hooks may read of the run: `results`, and the schemas of what was built. */
function endContext(results: readonly NodeResult[], inputs: RunInputs): Record<string, Value> {
  const pairs = new Map<string, [string, string]>();
  for (const { node, status } of results) {
    if (['error', 'fail', 'skipped'].includes(status) || !('rawCode' in node) || !isRelational(node as CompilableNode))
      continue;
    pairs.set(`${node.database}\0${node.schema}`, [node.database, node.schema]);
  }
  const schemas = new Set([...pairs.values()].map(([, schema]) => schema));
  return {
    results: resultsValue(results, inputs.files),
    schemas: [...schemas],
    database_schemas: [...pairs.values()].map((pair) => new PyTuple(pair)),
  };
}
