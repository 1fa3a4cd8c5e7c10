import type {
  DuckDBConnection,
  DuckDBMaterializedResult,
  DuckDBResultReader,
  DuckDBType,
  DuckDBValue,
} from '@duckdb/node-api';
import {
  type AdapterResponse,
  type Cell,
  type ColumnRef,
  DatabaseError,
  type ExecuteOptions,
  type PythonJob,
  type QueryResult,
  type Session,
} from '../types.js';
import { bindable } from './bindings.js';
import { toCell } from './cells.js';
import { databaseError, errorType } from './errors.js';
import { ZoneOffsets } from './timezone.js';

/** How often an interrupt is repeated: one that arrives before the query has started is lost. */
const INTERRUPT_MILLISECONDS = 10;
/** A query that does not react to interrupts for this long (a stuck download) is left behind when the session closes. */
const CLOSE_MILLISECONDS = 5_000;
const TRANSACTION = /^(begin|start|commit|end|rollback|abort)\b[^;]*;?\s*$/i;

export interface SessionOptions {
  readonly disableTransactions: boolean;
  readonly queryAttempts: number;
  /** Types of errors after which a query is tried again: `IO`. */
  readonly retryableTypes: readonly string[];
  /** Folders of modules that Python models import. */
  readonly modulePaths: readonly string[];
}

/**
 * One connection. `cancel()` is for good: whatever runs is stopped, and later statements are refused, except rollback.
 */
export class DuckDBSession implements Session {
  #transaction = false;
  #cancelled = false;
  #closed = false;
  #running: Promise<unknown> | undefined;
  #python: { stop(): void } | undefined;
  readonly #zones: ZoneOffsets;

  constructor(
    private readonly connection: DuckDBConnection,
    private readonly options: SessionOptions,
    private readonly onClose: () => void = () => {},
  ) {
    this.#zones = new ZoneOffsets(connection);
  }

  get inTransaction(): boolean {
    return this.#transaction;
  }

  async execute(sql: string, options: ExecuteOptions = {}): Promise<QueryResult> {
    for (let attempt = 1; ; attempt++) {
      try {
        const result = await this.#run(sql, options);
        this.#followTransaction(sql);
        return result;
      } catch (error) {
        const type = error instanceof DatabaseError ? error.details.code : undefined;
        const again = type !== undefined && this.options.retryableTypes.includes(type) && !this.#transaction;
        if (!again || attempt >= this.options.queryAttempts || this.#cancelled) throw error;
        await new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** (attempt - 1)));
      }
    }
  }

  async begin(): Promise<void> {
    if (this.#transaction || this.options.disableTransactions) return;
    await this.#run('BEGIN TRANSACTION', {});
    this.#transaction = true;
  }

  async commit(): Promise<void> {
    if (!this.#transaction) return;
    await this.#run('COMMIT', {});
    this.#transaction = false;
  }

  async rollback(): Promise<void> {
    if (!this.#transaction || this.#closed) return;
    this.#transaction = false;
    try {
      await this.#guard('ROLLBACK', () => this.connection.run('ROLLBACK'));
    } catch (error) {
      // An error may have ended the transaction already.
      if (!(error instanceof DatabaseError && error.details.code === 'TransactionContext')) throw error;
    }
  }

  async runPython(job: PythonJob): Promise<AdapterResponse> {
    const { runPython } = await import('./python/run.js');
    try {
      return await runPython(this, job, this.options.modulePaths, (running) => {
        this.#python = running;
        if (this.#cancelled) running.stop();
      });
    } finally {
      this.#python = undefined;
    }
  }

  cancel(): void {
    this.#cancelled = true;
    this.#python?.stop();
    if (!this.#running || this.#closed) return;
    this.connection.interrupt();
    const timer = setInterval(() => this.connection.interrupt(), INTERRUPT_MILLISECONDS);
    const stop = (): void => clearInterval(timer);
    this.#running.then(stop, stop);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    if (this.#running) {
      this.cancel();
      if (!(await settledWithin(this.#running, CLOSE_MILLISECONDS))) {
        this.#closed = true;
        this.onClose();
        return;
      }
    }
    if (this.#transaction) await this.rollback().catch(() => {});
    this.#closed = true;
    this.connection.disconnectSync();
    this.onClose();
  }

  async #run(sql: string, options: ExecuteOptions): Promise<QueryResult> {
    if (this.#closed) throw new DatabaseError('The connection is closed', { sql, code: 'closed' });
    if (this.#cancelled || options.signal?.aborted) throw cancelled(sql);
    const stop = (): void => this.cancel();
    options.signal?.addEventListener('abort', stop, { once: true });
    try {
      return await this.#guard(sql, () => this.#query(sql, options));
    } finally {
      options.signal?.removeEventListener('abort', stop);
    }
  }

  /** Runs one call of the driver; its errors become DatabaseErrors. */
  async #guard<T>(sql: string, run: () => Promise<T>): Promise<T> {
    const running = run();
    this.#running = running;
    try {
      return await running;
    } catch (error) {
      if (this.#cancelled && errorType(error instanceof Error ? error.message : '') === 'INTERRUPT')
        throw cancelled(sql);
      throw error instanceof DatabaseError ? error : databaseError(error, sql);
    } finally {
      if (this.#running === running) this.#running = undefined;
    }
  }

  async #query(sql: string, options: ExecuteOptions): Promise<QueryResult> {
    const bindings = options.bindings?.map(bindable);
    // The driver fails on texts without a statement; DuckDB itself takes them.
    if (isEmpty(sql)) return EMPTY;
    if (!options.fetch) {
      await this.connection.run(sql, bindings);
      return EMPTY;
    }
    const answer =
      options.limit === undefined
        ? await this.connection.run(sql, bindings)
        : await this.connection.runAndReadUntil(sql, options.limit, bindings);
    return await this.#result(answer, options.limit);
  }

  async #result(
    answer: DuckDBMaterializedResult | DuckDBResultReader,
    limit: number | undefined,
  ): Promise<QueryResult> {
    const types = answer.columnTypes();
    const names = answer.columnNames();
    const columns: ColumnRef[] = types.map((type, i) => ({ name: names[i]!, dataType: type.alias ?? type.toString() }));
    const zone = await this.#zones.offset(types);
    const convert = (value: DuckDBValue, type: DuckDBType): Cell => toCell(value, type, zone);
    const rows = 'chunkCount' in answer ? rowsOf(answer, convert) : answer.convertRows(convert);
    return {
      columns,
      rows: limit === undefined || rows.length <= limit ? rows : rows.slice(0, limit),
      response: { _message: 'OK' },
    };
  }

  /** Hooks and macros write `begin` and `commit` themselves. */
  #followTransaction(sql: string): void {
    const word = TRANSACTION.exec(sql.slice(statementStart(sql)))?.[1]?.toLowerCase();
    if (word !== undefined) this.#transaction = word === 'begin' || word === 'start';
  }
}

/**
 * The rows of a result that is in memory as a whole. The driver's readers ask another thread for each chunk, and once more
 * for the end: for one row that takes as long as a small query.
 */
function rowsOf(
  result: DuckDBMaterializedResult,
  convert: (value: DuckDBValue, type: DuckDBType) => Cell,
): readonly (readonly Cell[])[] {
  const rows: (readonly Cell[])[] = [];
  for (let at = 0; at < result.chunkCount; at++) {
    const chunk = result.getChunk(at);
    for (let row = 0; row < chunk.rowCount; row++) rows.push(chunk.convertRowValues(row, convert));
  }
  return rows;
}

const EMPTY: QueryResult = { columns: [], rows: [], response: { _message: 'OK' } };

/** Whether there is nothing but comments, spaces and semicolons. */
export function isEmpty(sql: string): boolean {
  return statementStart(sql) >= sql.length;
}

/** Where the first word is, behind comments, spaces and semicolons. An unclosed comment is a word, as it is an error. */
function statementStart(sql: string): number {
  let at = 0;
  for (;;) {
    while (at < sql.length && (sql[at] === ';' || sql.charCodeAt(at) <= 32)) at++;
    const lineComment = sql.startsWith('--', at);
    if (at >= sql.length || (!lineComment && !sql.startsWith('/*', at))) return at;
    const end = sql.indexOf(lineComment ? '\n' : '*/', at + 2);
    if (end < 0) return lineComment ? sql.length : at;
    at = end + (lineComment ? 1 : 2);
  }
}

function cancelled(sql: string): DatabaseError {
  return new DatabaseError('The query was cancelled', { sql, code: 'cancelled' });
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
