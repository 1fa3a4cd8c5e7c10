import { QuernError } from '../base/diagnostics.js';
import type { JsonObject } from '../base/json.js';
import { toValue, type Value } from '../jinja/values/index.js';
import type { MacroNode } from '../manifest/types.js';
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
  const startedAt = new Date();
  const watch = new Stopwatch();
  const macro = findMacro(name, inputs);
  const pool = new SessionPool(
    inputs.warehouse,
    environment.events,
    inputs.cache,
    new QueryComment(inputs),
    inputs.journal,
  );
  const connection = pool.connection(THREAD, macro.uniqueId);
  const cancel = (): void => void pool.cancel(THREAD);
  environment.signal?.addEventListener('abort', cancel, { once: true });
  const node = { ...internalOperation(macro.name, macro.packageName), originalFilePath: macro.originalFilePath };
  let returned: Value = null;
  let failure: Partial<NodeResult> = {};
  try {
    const named = new Map(Object.entries(args).map(([key, value]) => [key, toValue(value)]));
    const context = inputs.render.nodeContext(node, null, connection);
    returned = await watch.phase('execute', () => context.call(name, { positional: [], named }));
  } catch (error) {
    const described = await describeFailure(error, node, failureOptions(inputs, 'the statement'));
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
  const result: NodeResult = {
    node: macro,
    status: 'success',
    message: null,
    failures: 0,
    timing: watch.timing,
    threadId: THREAD,
    executionTime: watch.seconds,
    adapterResponse: {},
    compiled: null,
    relationName: null,
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
