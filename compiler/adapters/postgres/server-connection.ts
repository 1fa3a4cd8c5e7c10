import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import type { ExecuteOptions, QueryResult } from '../types.js';
import { bindable, numberedPlaceholders } from './bindings.js';
import type { Driver } from './driver.js';
import { databaseError } from './errors.js';
import { serverReady } from './ready.js';
import { responseOf, resultOf } from './response.js';
import { Statement } from './statement.js';

/** One login to the server; it runs one text after the other. */
export class ServerConnection {
  constructor(
    private readonly client: Client,
    private readonly copyFrom: Driver['copyFrom'],
    /** Asks the server to stop what runs; settles when it has heard. */
    readonly requestCancel: () => Promise<void>,
  ) {}

  /** Whether a transaction is open, as the server said last. */
  get inTransaction(): boolean {
    const status = (this.client as unknown as { getTransactionStatus(): string | null }).getTransactionStatus();
    return status === 'T' || status === 'E';
  }

  /** The connection is gone: nothing can be sent any more. */
  get lost(): boolean {
    return this.client.connection.stream.destroyed;
  }

  /** The server's process for this login. */
  get processId(): number {
    return (this.client as unknown as { readonly processID: number }).processID;
  }

  /** Throws DatabaseError, once the server runs nothing of the text any more. */
  async run(sql: string, options: ExecuteOptions = {}): Promise<QueryResult> {
    try {
      return await (options.input ? this.#copy(sql, options.input) : this.#query(sql, options));
    } catch (error) {
      await serverReady(this.client);
      throw databaseError(error, sql);
    }
  }

  /** The server undoes an open transaction when the client leaves. */
  async end(): Promise<void> {
    await this.client.end().catch(() => {});
  }

  destroy(): void {
    this.client.connection.stream.destroy();
  }

  async #query(sql: string, { fetch = false, limit, bindings }: ExecuteOptions): Promise<QueryResult> {
    const keep = fetch ? (limit ?? Number.POSITIVE_INFINITY) : 0;
    const statement = new Statement(bindings ? numberedPlaceholders(sql) : sql, keep, bindings?.map(bindable));
    this.client.query(statement);
    return resultOf(await statement.done, fetch);
  }

  async #copy(sql: string, input: Iterable<string> | AsyncIterable<string>): Promise<QueryResult> {
    const stream = this.client.query(this.copyFrom(sql));
    await pipeline(Readable.from(input), stream);
    return { columns: [], rows: [], response: responseOf(`COPY ${stream.rowCount}`) };
  }
}
