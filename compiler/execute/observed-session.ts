import type { ExecuteOptions, QueryResult, Session } from '../adapters/types.js';
import type { EventListener } from '../base/events.js';

/** A session that tells of the statements that run on it; for the time of one node. */
export class ObservedSession implements Session {
  constructor(
    private readonly session: Session,
    private readonly connection: string,
    private readonly events: EventListener,
    private readonly nodeId?: string,
  ) {}

  get inTransaction(): boolean {
    return this.session.inTransaction;
  }

  async execute(sql: string, options?: ExecuteOptions): Promise<QueryResult> {
    const node = this.nodeId === undefined ? {} : { nodeId: this.nodeId };
    this.events({ type: 'query', sql, connection: this.connection, ...node });
    const start = performance.now();
    const result = await this.session.execute(sql, options);
    this.events({
      type: 'query-finished',
      seconds: (performance.now() - start) / 1000,
      rows: result.rows.length,
      ...node,
    });
    return result;
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
