import { type DuckDBConnection, DuckDBInstance, type DuckDBType, type DuckDBValue } from '@duckdb/node-api';
import { cancelledError } from './errors.js';

export interface DuckColumn {
  readonly name: string;
  readonly type: DuckDBType;
}

export interface DuckResult {
  readonly columns: readonly DuckColumn[];
  readonly rows: readonly (readonly DuckDBValue[])[];
  readonly changed: number;
}

/** One DuckDB for the whole server. */
export class Duck {
  private constructor(private readonly instance: DuckDBInstance) {}

  static async open(path: string): Promise<Duck> {
    // Macros with types need a file of today's format.
    return new Duck(await DuckDBInstance.create(path, { threads: '4', storage_compatibility_version: 'latest' }));
  }

  async connect(): Promise<DuckSession> {
    const connection = await this.instance.connect();
    await connection.run("SET TimeZone='UTC'");
    return new DuckSession(connection);
  }

  close(): void {
    this.instance.closeSync();
  }
}

/** Says that what it was given to must stop; latched, as DuckDB loses an interrupt that comes before the query has started. */
export class Cancellation {
  #cancelled = false;
  #listeners = new Set<() => void>();

  get cancelled(): boolean {
    return this.#cancelled;
  }

  cancel(): void {
    this.#cancelled = true;
    for (const listener of this.#listeners) listener();
  }

  throwIfCancelled(): void {
    if (this.#cancelled) throw cancelledError();
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    if (this.#cancelled) listener();
    return () => this.#listeners.delete(listener);
  }
}

const INTERRUPT_MILLISECONDS = 10;

export class DuckSession {
  constructor(private readonly connection: DuckDBConnection) {}

  async run(sql: string, cancellation?: Cancellation): Promise<DuckResult> {
    cancellation?.throwIfCancelled();
    let timer: NodeJS.Timeout | undefined;
    const stop = cancellation?.listen(() => {
      this.connection.interrupt();
      timer ??= setInterval(() => this.connection.interrupt(), INTERRUPT_MILLISECONDS);
    });
    try {
      const result = await this.connection.run(sql);
      const names = result.columnNames();
      const columns = result.columnTypes().map((type, i) => ({ name: names[i]!, type }));
      const rows = (await result.getRows()) as DuckDBValue[][];
      return { columns, rows, changed: result.rowsChanged };
    } catch (error) {
      cancellation?.throwIfCancelled();
      throw (await this.#unmasked(sql, error)) ?? error;
    } finally {
      stop?.();
      clearInterval(timer);
    }
  }

  /** A name that is not there, which DuckDB tells as a macro that it cannot choose: without macros it tells the name. */
  async #unmasked(sql: string, error: unknown): Promise<unknown> {
    if (!(error instanceof Error && /multiple overloads that match/.test(error.message))) return undefined;
    const plain = sql.replace(/^DESCRIBE /, '').replace(/\bsf_\w+\(/gi, 'list_value(');
    const found = await this.connection.run(`EXPLAIN ${plain}`).catch((reason: unknown) => reason);
    return found instanceof Error && /Referenced (column|table)|does not have a column/.test(found.message)
      ? found
      : undefined;
  }

  close(): void {
    this.connection.closeSync();
  }
}
