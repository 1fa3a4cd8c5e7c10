import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { DatabaseError, type ExecuteOptions, type QueryResult, type Session } from '../types.js';
import { bindable, numberedPlaceholders } from './bindings.js';
import type { Driver } from './driver.js';
import { cancelled, databaseError } from './errors.js';
import { serverReady } from './ready.js';
import { responseOf, resultOf } from './response.js';
import { Statement } from './statement.js';

/** How often a cancel request is repeated: one that arrives before the statement has started is lost. */
const CANCEL_MILLISECONDS = 50;
/** A statement that does not end for this long after it was cancelled (the network is gone) is left behind when the session closes. */
const CLOSE_MILLISECONDS = 5_000;

export interface SessionOptions {
  /** Every statement commits by itself. */
  readonly autocommit: boolean;
  /** Asks the server to stop what the client runs; settles when it has heard. */
  readonly requestCancel: () => Promise<void>;
  readonly copyFrom: Driver['copyFrom'];
  readonly onClose: () => void;
}

/**
 * One client. `cancel()` is for good: whatever runs is stopped, and later statements are refused, except rollback.
 */
export class PostgresSession implements Session {
  #cancelled = false;
  #closed = false;
  #running: Promise<unknown> | undefined;
  #cancelling: Promise<void> | undefined;

  constructor(
    private readonly client: Client,
    private readonly options: SessionOptions,
  ) {}

  /** As the server says it, so that `begin` and `commit` inside of macros and hooks count too. */
  get inTransaction(): boolean {
    const status = (this.client as unknown as { getTransactionStatus(): string | null }).getTransactionStatus();
    return !this.#closed && (status === 'T' || status === 'E');
  }

  async execute(sql: string, options: ExecuteOptions = {}): Promise<QueryResult> {
    if (this.#closed) throw new DatabaseError('The connection is closed', { sql, code: 'closed' });
    if (this.#cancelled || options.signal?.aborted) throw cancelled(sql);
    const stop = (): void => this.cancel();
    options.signal?.addEventListener('abort', stop, { once: true });
    try {
      return await this.#guard(sql, () => (options.input ? this.#copy(sql, options.input) : this.#query(sql, options)));
    } finally {
      options.signal?.removeEventListener('abort', stop);
    }
  }

  async begin(): Promise<void> {
    if (!this.options.autocommit && !this.inTransaction) await this.execute('BEGIN');
  }

  async commit(): Promise<void> {
    if (this.inTransaction) await this.execute('COMMIT');
  }

  async rollback(): Promise<void> {
    // A request that is still on its way must not hit the rollback.
    await this.#cancelling;
    if (this.inTransaction) await this.#guard('ROLLBACK', () => this.#query('ROLLBACK', {}));
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
    // The server undoes an open transaction when the client leaves.
    const left = this.client.end().catch(() => {});
    if (!(await settledWithin(left, CLOSE_MILLISECONDS))) this.client.connection.stream.destroy();
  }

  async #requestUntilDone(running: Promise<unknown>): Promise<void> {
    for (;;) {
      await this.options.requestCancel();
      if (await settledWithin(running, CANCEL_MILLISECONDS)) return;
      if (this.#closed) return;
    }
  }

  /** Runs one call of the driver; its errors become DatabaseErrors, thrown once the server runs nothing of it any more. */
  async #guard<T>(sql: string, run: () => Promise<T>): Promise<T> {
    const running = run().catch(async (error: unknown) => {
      await serverReady(this.client);
      throw error;
    });
    this.#running = running;
    try {
      return await running;
    } catch (error) {
      const failure = databaseError(error, sql);
      if (this.#cancelled && failure.details.code === '57014') throw cancelled(sql);
      throw failure;
    } finally {
      if (this.#running === running) this.#running = undefined;
    }
  }

  async #query(sql: string, { fetch = false, limit, bindings }: ExecuteOptions): Promise<QueryResult> {
    const keep = fetch ? (limit ?? Number.POSITIVE_INFINITY) : 0;
    const statement = new Statement(bindings ? numberedPlaceholders(sql) : sql, keep, bindings?.map(bindable));
    this.client.query(statement);
    return resultOf(await statement.done, fetch);
  }

  async #copy(sql: string, input: Iterable<string>): Promise<QueryResult> {
    const stream = this.client.query(this.options.copyFrom(sql));
    await pipeline(Readable.from(input), stream);
    return { columns: [], rows: [], response: responseOf(`COPY ${stream.rowCount}`) };
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
