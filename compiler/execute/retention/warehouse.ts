import type { QueryResult, Session } from '../../adapters/types.js';
import { textOf, toValue, type Value } from '../../jinja/values/index.js';
import type { CompilableNode, OperationNode, SourceNode } from '../../manifest/types.js';
import { operationFor } from '../freshness/check.js';
import type { RunContext, RunInputs } from '../ports.js';
import type { SessionPool } from '../sessions.js';

export const THREAD = 'MainThread';

/** One table's or source's side in the warehouse: its statements come from macros, and run on one session. */
export class RetentionWarehouse {
  private constructor(
    private readonly context: RunContext,
    readonly session: Session,
  ) {}

  static async open(
    resource: CompilableNode | SourceNode,
    run: RunInputs,
    pool: SessionPool,
  ): Promise<RetentionWarehouse> {
    const connection = pool.connection(THREAD, resource.uniqueId, resource);
    const node: CompilableNode | OperationNode =
      resource.resourceType === 'source' ? operationFor(resource, run.projectName) : resource;
    const context = run.render.nodeContext(node, null, connection);
    return new RetentionWarehouse(context, await connection.session!());
  }

  /** What a macro answers for these arguments. */
  async ask(macro: string, ...given: readonly unknown[]): Promise<Value> {
    return await this.context.call(macro, { positional: given.map(asValue), named: new Map() });
  }

  /** Runs the statement that a macro answers. */
  async run(macro: string, ...given: readonly unknown[]): Promise<QueryResult> {
    return await this.session.execute(textOf(await this.ask(macro, ...given)).trim());
  }

  /** A statement by itself, committed. */
  async write(sql: string): Promise<void> {
    await this.end();
    await this.session.execute(sql);
    await this.end();
  }

  /** The table of purges, made if it is not there. */
  async purges(): Promise<Value> {
    const purges = await this.ask('prepare_purges');
    await this.end();
    return purges;
  }

  private async end(): Promise<void> {
    if (this.session.inTransaction) await this.session.commit();
  }
}

/** Relations and other values of templates go as they are. */
function asValue(value: unknown): Value {
  if (typeof value !== 'object' || value === null) return toValue(value);
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype ? toValue(value) : (value as Value);
}
