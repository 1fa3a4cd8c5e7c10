import { QuernError } from '../base/diagnostics.js';
import type { JsonObject } from '../base/json.js';
import { toValue, type Value } from '../jinja/values/index.js';
import type { MacroNode, OperationNode } from '../manifest/types.js';
import type { CompiledNode } from '../render/compiled.js';
import type { NodeConnection } from '../render/renderer.js';
import { macroNotFound } from './diagnostics.js';
import { describeFailure } from './failure.js';
import { failureOptions } from './failure-options.js';
import { internalOperation } from './internal-operation.js';
import type { RunEnvironment, RunInputs } from './ports.js';
import { QueryComment } from './query-comment.js';
import { SessionPool } from './sessions.js';
import { Stopwatch } from './timing.js';
import type { NodeResult, RunReport } from './types.js';

const THREAD = 'MainThread';

export interface OperationReport extends RunReport {
  /** What the macro returned. */
  readonly returned: Value;
}

/**
 * Calls a macro, `name` or `package.name`. What it leaves uncommitted is undone, as in dbt. Throws a QuernError if there is no
 * such macro; a failure of the macro is a result.
 */
export async function runOperation(
  name: string,
  args: JsonObject,
  inputs: RunInputs,
  environment: RunEnvironment,
): Promise<OperationReport> {
  const macro = findMacro(name, inputs);
  const node = { ...internalOperation(macro.name, macro.packageName), originalFilePath: macro.originalFilePath };
  const named = new Map(Object.entries(args).map(([key, value]) => [key, toValue(value)]));
  return await operate(macro, { node, compiled: null }, inputs, environment, async (connection) => {
    const context = inputs.render.nodeContext(node, null, connection);
    return { returned: await context.call(name, { positional: [], named }) };
  });
}

/** Runs SQL that belongs to no file, and commits it. A failure is a result. */
export async function runSql(
  node: OperationNode,
  compiled: CompiledNode,
  inputs: RunInputs,
  environment: RunEnvironment,
): Promise<OperationReport> {
  return await operate(node, { node, compiled }, inputs, environment, async (connection) => {
    const session = await connection.session!();
    const { response } = await session.execute(compiled.sql);
    if (session.inTransaction) await session.commit();
    return { returned: null, adapterResponse: response, message: response._message };
  });
}

type Done = Pick<OperationReport, 'returned'> & Partial<Pick<NodeResult, 'adapterResponse' | 'message'>>;

/** Does something on a connection of its own; `subject` is what the result is of, the rest what an error is explained by. */
async function operate(
  subject: NodeResult['node'],
  { node, compiled }: { readonly node: OperationNode; readonly compiled: CompiledNode | null },
  inputs: RunInputs,
  environment: RunEnvironment,
  work: (connection: NodeConnection) => Promise<Done>,
): Promise<OperationReport> {
  const startedAt = new Date();
  const watch = new Stopwatch();
  const comment = new QueryComment(inputs);
  const pool = new SessionPool(inputs.warehouse, environment.events, inputs.cache, comment, inputs.journal);
  const connection = pool.connection(THREAD, subject.uniqueId);
  const cancel = (): void => void pool.cancel(THREAD);
  environment.signal?.addEventListener('abort', cancel, { once: true });
  let done: Done = { returned: null };
  let failure: Partial<NodeResult> = {};
  try {
    done = await watch.phase('execute', () => work(connection));
  } catch (error) {
    const described = await describeFailure(error, node, { ...failureOptions(inputs, 'the statement'), compiled });
    environment.events({ type: 'diagnostic', diagnostic: described.diagnostic });
    failure = {
      status: 'error',
      message: `${described.diagnostic.category}\n  ${described.diagnostic.message}`,
      failures: 1,
      diagnostic: described.diagnostic,
    };
  } finally {
    environment.signal?.removeEventListener('abort', cancel);
    await pool.close();
  }
  const { returned, ...outcome } = done;
  const result: NodeResult = {
    node: subject,
    status: 'success',
    message: null,
    failures: 0,
    timing: watch.timing,
    threadId: THREAD,
    executionTime: watch.seconds,
    adapterResponse: {},
    compiled: null,
    relationName: null,
    ...outcome,
    ...failure,
  };
  return {
    command: 'run-operation',
    results: [result],
    elapsedSeconds: watch.seconds,
    startedAt,
    exitCode: result.status === 'success' ? 0 : 1,
    interrupted: environment.signal?.aborted ?? false,
    returned,
  };
}

/** As a template of the root project finds it: there first, then in the packages. */
function findMacro(name: string, inputs: RunInputs): MacroNode {
  const [own, scope] = name.includes('.')
    ? [name.slice(name.indexOf('.') + 1), name.slice(0, name.indexOf('.'))]
    : [name, undefined];
  const named = [...inputs.manifest.macros.values()].filter(
    (macro) => macro.name === own && (scope === undefined || macro.packageName === scope),
  );
  const found = named.find((macro) => macro.packageName === inputs.projectName) ?? named[0];
  if (found) return found;
  const names = [...inputs.manifest.macros.values()].flatMap((macro) => [
    macro.name,
    `${macro.packageName}.${macro.name}`,
  ]);
  throw new QuernError(macroNotFound({ name, names }));
}
