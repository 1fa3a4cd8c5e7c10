import { DatabaseError, type ExecuteOptions, type QueryResult, type Session } from '../types.js';
import { cancelled, databaseError } from './errors.js';
import { Recovery } from './recovery.js';
import type { ServerConnection } from './server-connection.js';

/** How often a cancel request is repeated: one that arrives before the statement has started is lost. */
const CANCEL_MILLISECONDS = 50;
/** A statement that does not end for this long after it was cancelled (the network is gone) is left behind when the session closes. */
const CLOSE_MILLISECONDS = 5_000;

export interface SessionOptions {
  /** Every statement commits by itself. */
  readonly autocommit: boolean;
  /** How often a text is sent again after its connection was lost, where that does no harm. */
  readonly retries: number;
  readonly logIn: () => Promise<ServerConnection>;
  readonly onClose: () => void;
}

/**
 * A session that outlives its connection where nothing can happen twice. `cancel()` is for good: whatever runs is stopped, and later
 * statements are refused, except rollback.
 */
export class PostgresSession implements Session {
  readonly #recovery: Recovery;
  #cancelled = false;
  #closed = false;
  #running: Promise<unknown> | undefined;
  #cancelling: Promise<void> | undefined;

  constructor(
    server: ServerConnection,
    private readonly options: SessionOptions,
  ) {
    this.#recovery = new Recovery(server, {
      retries: options.retries,
      logIn: options.logIn,
      check: (sql) => this.#check(sql),
    });
  }

  /** As the server says it, so that `begin` and `commit` inside of macros and hooks count too. */
  get inTransaction(): boolean {
    return !this.#closed && this.#recovery.inTransaction;
  }

  async execute(sql: string, options: ExecuteOptions = {}): Promise<QueryResult> {
    this.#check(sql, options.signal);
    const stop = (): void => this.cancel();
    options.signal?.addEventListener('abort', stop, { once: true });
    try {
      return await this.#attempts(
        sql,
        async () => {
          const { inTransaction } = this;
          const result = await this.#recovery.server.run(sql, options);
          this.#recovery.ran(sql, options, result, inTransaction);
          return result;
        },
        (error) => this.#recovery.canRepeat(sql, options, error),
      );
    } finally {
      options.signal?.removeEventListener('abort', stop);
    }
  }

  async begin(): Promise<void> {
    if (this.options.autocommit || this.inTransaction) return;
    this.#check('BEGIN');
    await this.#attempts(
      'BEGIN',
      () => this.#recovery.begin(),
      (error) => this.#recovery.canBeginAgain(error),
    );
  }

  async commit(): Promise<void> {
    if (!this.inTransaction) return;
    this.#check('COMMIT');
    for (let left = this.options.retries; ; left--) {
      try {
        await this.#guard('COMMIT', async () => {
          await this.#recovery.restore('COMMIT');
          await this.#recovery.server.run('COMMIT');
        });
        return this.#recovery.committed();
      } catch (error) {
        if (await this.#guard('COMMIT', () => this.#recovery.wasCommitted('COMMIT', error))) return;
        if (left <= 0) throw error;
      }
    }
  }

  async rollback(): Promise<void> {
    // A request that is still on its way must not hit the rollback.
    await this.#cancelling;
    if (!this.inTransaction) return;
    await this.#guard('ROLLBACK', () => this.#recovery.server.run('ROLLBACK'));
    this.#recovery.rolledBack();
  }

  cancel(): void {
    this.#cancelled = true;
    if (!this.#running || this.#cancelling || this.#closed) return;
    this.#cancelling = this.#requestUntilDone(this.#running).finally(() => {
      this.#cancelling = undefined;
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    if (this.#running) {
      this.cancel();
      await settledWithin(this.#running, CLOSE_MILLISECONDS);
    }
    this.#closed = true;
    this.options.onClose();
    const { server } = this.#recovery;
    if (!(await settledWithin(server.end(), CLOSE_MILLISECONDS))) server.destroy();
  }

  #check(sql: string, signal?: AbortSignal): void {
    if (this.#closed) throw new DatabaseError('The connection is closed', { sql, code: 'closed' });
    if (this.#cancelled || signal?.aborted) throw cancelled(sql);
  }

  /** Runs something, again after its connection was lost as long as `repeat` allows it. */
  async #attempts<T>(sql: string, run: () => Promise<T>, repeat: (error: unknown) => boolean): Promise<T> {
    for (let left = this.options.retries; ; left--) {
      try {
        return await this.#guard(sql, async () => {
          await this.#recovery.restore(sql);
          return await run();
        });
      } catch (error) {
        if (left <= 0 || this.#cancelled || this.#closed || !repeat(error)) {
          this.#recovery.failed(sql);
          throw error;
        }
      }
    }
  }

  async #requestUntilDone(running: Promise<unknown>): Promise<void> {
    for (;;) {
      await this.#recovery.server.requestCancel();
      if (await settledWithin(running, CANCEL_MILLISECONDS)) return;
      if (this.#closed) return;
    }
  }

  /** What runs can be cancelled; its errors become DatabaseErrors. */
  async #guard<T>(sql: string, run: () => Promise<T>): Promise<T> {
    const running = run();
    this.#running = running;
    try {
      return await running;
    } catch (error) {
      if (this.#cancelled && databaseError(error, sql).details.code === '57014') throw cancelled(sql);
      throw error;
    } finally {
      if (this.#running === running) this.#running = undefined;
    }
  }
}

function settledWithin(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), milliseconds);
    const done = (): void => {
      clearTimeout(timer);
      resolve(true);
    };
    promise.then(done, done);
  });
}
