import { QuernError } from '../base/diagnostics.js';
import type { Value } from '../jinja/values/index.js';
import type { CompilableNode } from '../manifest/types.js';
import { describeFailure, type Failure } from './failure.js';
import { failureOptions } from './failure-options.js';
import { internalOperation } from './internal-operation.js';
import type { RunEnvironment, RunInputs } from './ports.js';
import { QueryComment } from './query-comment.js';
import { SessionPool } from './sessions.js';

const THREAD = 'MainThread';

/** Macros of quern's own work, called one after the other on one connection. */
export interface MacroCalls {
  /** Throws what the macro throws; what the call had begun is undone then. */
  call(macro: string, named: Readonly<Record<string, Value>>): Promise<Value>;
  /** The same, and what it did is kept. */
  commit(macro: string, named: Readonly<Record<string, Value>>): Promise<Value>;
  /** What went wrong, as a diagnostic; of `node` where it is about one. */
  explain(error: unknown, node?: CompilableNode): Promise<Failure>;
}

/**
 * Does such work on a connection of its own. What it does not catch becomes a QuernError.
 *
 * @param label what the work is called in the log and in query comments
 */
export async function withMacros<T>(
  label: string,
  inputs: RunInputs,
  environment: RunEnvironment,
  work: (calls: MacroCalls) => Promise<T>,
): Promise<T> {
  const node = internalOperation(label, inputs.projectName);
  const pool = new SessionPool(
    inputs.warehouse,
    environment.events,
    inputs.cache,
    new QueryComment(inputs),
    inputs.journal,
  );
  const connection = pool.connection(THREAD, node.uniqueId);
  const cancel = (): void => void pool.cancel(THREAD);
  environment.signal?.addEventListener('abort', cancel, { once: true });
  const call = async (macro: string, named: Readonly<Record<string, Value>>, keeps: boolean): Promise<Value> => {
    let failed = true;
    try {
      const context = inputs.render.nodeContext(node, null, connection);
      const value = await context.call(macro, { positional: [], named: new Map(Object.entries(named)) });
      const session = keeps ? await connection.session!() : undefined;
      if (session?.inTransaction) await session.commit();
      failed = false;
      return value;
    } finally {
      await pool.release(THREAD, failed);
    }
  };
  const explain: MacroCalls['explain'] = (error, about = node) =>
    describeFailure(error, about, failureOptions(inputs, `<${label}>`));
  try {
    return await work({
      call: (macro, named) => call(macro, named, false),
      commit: (macro, named) => call(macro, named, true),
      explain,
    });
  } catch (error) {
    throw error instanceof QuernError ? error : new QuernError((await explain(error)).diagnostic);
  } finally {
    environment.signal?.removeEventListener('abort', cancel);
    await pool.close();
  }
}
