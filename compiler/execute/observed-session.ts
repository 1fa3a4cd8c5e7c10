import {
  type AdapterResponse,
  DatabaseError,
  type ExecuteOptions,
  type PythonJob,
  type QueryResult,
  type Session,
} from '../adapters/types.js';
import type { EventListener } from '../base/events.js';
import type { Journal } from './journal.js';
import type { Commenting } from './query-comment.js';

/** A session that tells of the statements that run on it; for the time of one node. */
export class ObservedSession implements Session {
  constructor(
    private readonly session: Session,
    private readonly connection: string,
    private readonly events: EventListener,
    private readonly nodeId?: string,
    private readonly commenting?: Commenting,
    private readonly journal?: Journal,
    private readonly nodeConfig?: Readonly<Record<string, unknown>>,
  ) {}

  get inTransaction(): boolean {
    return this.session.inTransaction;
  }

  async execute(sql: string, options?: ExecuteOptions): Promise<QueryResult> {
    const node = this.nodeId === undefined ? {} : { nodeId: this.nodeId };
    const commented = this.commenting?.(sql) ?? { sql, offset: 0 };
    this.events({ type: 'query', sql: commented.sql, connection: this.connection, ...node });
    const start = performance.now();
    const result = await this.session.execute(commented.sql, this.#described(options)).catch((error: unknown) => {
      throw withoutComment(error, sql, commented.offset);
    });
    this.events({
      type: 'query-finished',
      seconds: (performance.now() - start) / 1000,
      rows: result.rows.length,
      ...node,
    });
    return result;
  }

  /** With what the warehouse may want to know of the node, and the comment as a label. */
  #described(options: ExecuteOptions = {}): ExecuteOptions {
    const { nodeConfig, commenting } = this;
    const noting = this.#noting(options);
    if (!nodeConfig && commenting?.label === undefined) return noting;
    return {
      ...(nodeConfig ? { nodeConfig } : {}),
      ...(commenting?.label === undefined ? {} : { comment: commenting.label }),
      ...noting,
    };
  }

  /** The statement's name on the server goes into the journal before its end is waited for. */
  #noting(options: ExecuteOptions = {}): ExecuteOptions {
    const { journal, nodeId } = this;
    if (!journal) return options;
    return {
      ...options,
      onSubmitted: (queryId) => {
        journal.write({
          event: 'query-submitted',
          query_id: queryId,
          ...(nodeId === undefined ? {} : { unique_id: nodeId }),
        });
        options.onSubmitted?.(queryId);
      },
    };
  }

  async perform(operation: string, input: Readonly<Record<string, unknown>>): Promise<unknown> {
    if (!this.session.perform) throw new Error(`This warehouse has no operation '${operation}'`);
    return await this.session.perform(operation, input);
  }

  async runPython(job: PythonJob): Promise<AdapterResponse> {
    if (!this.session.runPython) throw new Error('This warehouse runs no Python');
    return await this.session.runPython(job);
  }

  begin(): Promise<void> {
    return this.session.begin();
  }

  commit(): Promise<void> {
    return this.session.commit();
  }

  rollback(): Promise<void> {
    return this.session.rollback();
  }

  cancel(): void {
    this.session.cancel();
  }

  close(): Promise<void> {
    return this.session.close();
  }
}

/** A database error with its place in the statement as it was before the comment. */
function withoutComment(error: unknown, sql: string, offset: number): unknown {
  if (!(error instanceof DatabaseError)) return error;
  const { position, ...details } = error.details;
  return new DatabaseError(error.message, {
    ...details,
    sql,
    ...(position === undefined || position < offset ? {} : { position: position - offset }),
  });
}
