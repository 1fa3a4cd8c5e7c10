import { DatabaseError, type ExecuteOptions, type QueryResult, type Session } from '../types.js';
import { refusedInput } from './bindings.js';
import type { SdkConnection } from './driver.js';
import { databaseError, remedyOf, type SdkError } from './errors.js';
import { StatementRun } from './requests.js';
import { resultOf } from './results.js';
import { type Statement, splitStatements, verbOf } from './statements.js';

/** How long a statement that is to stop may take for it, when its session closes. */
const STOP_MILLISECONDS = 4_000;
const LOGOUT_MILLISECONDS = 2_000;

export interface SessionOptions {
  /** A new connection in place of one that the server has ended. */
  readonly reconnect: () => Promise<SdkConnection>;
  /** Takes secrets out of what the server says. */
  readonly redact: (text: string) => string;
  readonly onClose: () => void;
}

/**
 * One connection. Statements commit on their own, but within `begin` … `commit`. `cancel()` is for good: what runs is stopped on
 * the server, and later statements are refused, except rollback.
 */
export class SnowflakeSession implements Session {
  #transaction = false;
  #cancelled = false;
  #closed = false;
  #run: StatementRun | undefined;
  #busy: Promise<unknown> | undefined;

  constructor(
    private connection: SdkConnection,
    private readonly options: SessionOptions,
  ) {}

  get inTransaction(): boolean {
    return this.#transaction;
  }

  async execute(sql: string, options: ExecuteOptions = {}): Promise<QueryResult> {
    this.#refuse(sql, options.signal);
    const work = this.#all(sql, options);
    this.#busy = work.catch(() => undefined);
    return await work;
  }

  async begin(): Promise<void> {
    if (!this.#transaction) await this.execute('begin');
  }

  async commit(): Promise<void> {
    if (this.#transaction) await this.execute('commit');
  }

  async rollback(): Promise<void> {
    if (!this.#transaction || this.#closed) return;
    await this.#busy;
    this.#transaction = false;
    await this.#one('rollback', { sql: 'rollback', offset: 0 }, {});
  }

  cancel(): void {
    this.#cancelled = true;
    this.#run?.stop();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    if (this.#busy && this.#run && !this.#run.settled) {
      this.cancel();
      await within(this.#busy, STOP_MILLISECONDS);
    }
    this.#closed = true;
    this.options.onClose();
    // Ends the session on the server, and with it a transaction that was left open.
    await within(new Promise<void>((done) => this.connection.destroy(() => done())), LOGOUT_MILLISECONDS);
  }

  #refuse(sql: string, signal: AbortSignal | undefined): void {
    if (this.#closed) throw new DatabaseError('The connection is closed', { sql });
    if (this.#cancelled || signal?.aborted) throw new DatabaseError('The statement was cancelled', { sql });
  }

  async #all(sql: string, options: ExecuteOptions): Promise<QueryResult> {
    const statements = splitStatements(sql);
    let result: QueryResult = {
      columns: [],
      rows: [],
      response: { _message: 'SUCCESS 0', code: 'SUCCESS', rows_affected: 0 },
    };
    for (const [at, statement] of statements.entries()) {
      if (at > 0) this.#refuse(sql, options.signal);
      const last = at === statements.length - 1;
      result = await this.#one(sql, statement, last ? options : { ...options, fetch: false });
    }
    return result;
  }

  async #one(text: string, statement: Statement, options: ExecuteOptions): Promise<QueryResult> {
    const verb = verbOf(statement.sql);
    try {
      const result = await this.#running(statement.sql, verb, options);
      this.#follow(verb, statement.sql);
      return result;
    } catch (error) {
      if (error instanceof DatabaseError) throw error;
      const { message, ...rest } = error as SdkError;
      const shown = { ...pick(error as SdkError), ...rest, message: this.options.redact(message ?? String(error)) };
      const input = options.bindings && refusedInput(statement.sql, options.bindings, shown.message);
      throw databaseError(shown, text, statement, input);
    }
  }

  async #running(sql: string, verb: string, options: ExecuteOptions, fresh = false): Promise<QueryResult> {
    const run = new StatementRun(this.connection, {
      sql,
      verb,
      bindings: options.bindings,
      onSubmitted: options.onSubmitted,
    });
    this.#run = run;
    const stop = (): void => run.stop();
    options.signal?.addEventListener('abort', stop, { once: true });
    try {
      const result = run.result();
      if (this.#cancelled && verb !== 'ROLLBACK') run.stop();
      return await resultOf(await result, options);
    } catch (error) {
      const lost = remedyOf(error as SdkError) === 'new-session';
      if (!lost || fresh || this.#transaction || this.#cancelled) throw error;
    } finally {
      options.signal?.removeEventListener('abort', stop);
    }
    this.connection = await this.options.reconnect();
    return await this.#running(sql, verb, options, true);
  }

  /** Templates may begin and end transactions by themselves. A block of statements begins like a transaction. */
  #follow(verb: string, sql: string): void {
    if ((verb === 'BEGIN' && !/\bend\s*$/i.test(sql)) || verb === 'START') this.#transaction = true;
    else if (verb === 'COMMIT' || verb === 'ROLLBACK') this.#transaction = false;
  }
}

/** Errors have fields that are not enumerable. */
function pick(error: SdkError): SdkError {
  const { name, code, sqlState, data, response } = error;
  return {
    ...(name === undefined ? {} : { name }),
    ...(code === undefined ? {} : { code }),
    ...(sqlState === undefined ? {} : { sqlState }),
    ...(data === undefined ? {} : { data }),
    ...(response === undefined ? {} : { response }),
  };
}

/** Waits for what cannot fail, but no longer than that. */
async function within(work: Promise<unknown>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work.catch(() => undefined), late]);
  clearTimeout(timer);
}
